//! Tasks by their number: what is known about a submit whose answer was lost, and tasks that a person names because
//! they were submitted elsewhere or their job is gone. Nothing here submits anything.

use afterframe_core::{
    form::FormValues,
    ids::{Endpoint, JobId, TaskId},
    job::{Event, Job, JobState},
    money::Money,
    time::Timestamp,
};
use runninghub::{CallError, Client, ErrorKind, TaskReport};
use uuid::Uuid;

use crate::{
    account,
    change::JobEntry,
    engine::Engine,
    error::{EngineError, TaskError},
    sites::PRACTICE_SITE,
};

/// RunningHub's numbers have nineteen digits; room is left for those of other years.
const DIGITS: std::ops::RangeInclusive<usize> = 10..=24;

/// What is known about a submit whose answer was lost.
#[derive(Debug, Clone, PartialEq)]
pub struct Inquiry {
    /// When it was sent.
    pub sent_at: Timestamp,
    /// The last balance that was known before it was sent.
    pub balance_before: Option<Money>,
    pub balance_now: Option<Money>,
    /// How many tasks the account runs now, from this program or elsewhere.
    pub running: Option<u32>,
    /// How many of them this program watches.
    pub watched: u32,
}

impl Engine {
    /// Looks at the account for traces of a job whose submit is unknown. Changes nothing.
    pub async fn inquire(&self, id: &JobId) -> Result<Inquiry, TaskError> {
        let job = self.job(id).await?.ok_or_else(|| EngineError::NoSuchJob(id.clone()))?.job;
        let JobState::Unknown { since } = job.state else { return Err(TaskError::MovedOn) };
        let site = job.site.clone();
        let client = self.client_of(&site)?;
        let balance = account::refresh(&self.inner, &site, &client).await?;
        let open = self.inner.store.run(move |store| store.open_jobs_of(&site)).await?;
        let watched = open.iter().filter(|job| matches!(job.state, JobState::Queued | JobState::Running)).count();
        // What another account has is nothing to compare with.
        let account = self.inner.sites().account(&job.site);
        let same = job.account.is_none() || job.account == account;
        Ok(Inquiry {
            sent_at: since,
            balance_before: job.balance_before.filter(|_| same),
            balance_now: balance.money,
            running: balance.running,
            watched: u32::try_from(watched).unwrap_or(u32::MAX),
        })
    }

    /// Gives an unknown job the task that its submit had started. It is watched and fetched from now on.
    pub async fn attach(&self, id: &JobId, number: &str) -> Result<JobEntry, TaskError> {
        let task = task_number(number)?;
        let job = self.job(id).await?.ok_or_else(|| EngineError::NoSuchJob(id.clone()))?.job;
        if !matches!(job.state, JobState::Unknown { .. }) {
            return Err(TaskError::MovedOn);
        }
        if self.job_of_task(&task).await?.is_some() {
            return Err(TaskError::Taken);
        }
        must_exist(&self.client_of(&job.site)?, &task).await?;
        Ok(self.decide(id, Event::Attach { task_id: task }).await?)
    }

    /// Watches and fetches a task of the chosen site that this program did not submit, or whose job it does not have any
    /// more. Of a job that it has, the task is looked at again.
    pub async fn fetch_task(&self, number: &str, endpoint: Option<Endpoint>) -> Result<JobEntry, TaskError> {
        let task = task_number(number)?;
        if let Some(job) = self.job_of_task(&task).await? {
            return Ok(self.decide(&job.id, Event::WatchAgain).await?);
        }
        let site = self.site().ok_or(TaskError::NoKey)?;
        if let Some(endpoint) = &endpoint {
            self.inner.model(endpoint)?;
        }
        must_exist(&self.client_of(&site)?, &task).await?;
        let id = JobId::new(Uuid::now_v7().to_string());
        let (endpoint, practice) = (endpoint.unwrap_or_else(|| Endpoint::new("")), site == PRACTICE_SITE);
        let now = self.inner.options.clock.now();
        let job = Job {
            title: task.as_str().to_owned(),
            practice,
            ..Job::new(id, endpoint, FormValues::new(), site, now).adopting(task)
        };
        Ok(self.begin(job).await?)
    }

    /// Whether a job of this site still goes on by itself.
    pub async fn moves_at(&self, site: &str) -> Result<bool, EngineError> {
        let site = site.to_owned();
        let open = self.inner.store.run(move |store| store.open_jobs_of(&site)).await?;
        Ok(open.iter().any(|job| !job.state.is_at_rest()))
    }

    fn client_of(&self, site: &str) -> Result<Client, TaskError> {
        self.inner.sites().client(site).ok_or(TaskError::NoKey)
    }

    async fn job_of_task(&self, task: &TaskId) -> Result<Option<Job>, EngineError> {
        let task = task.clone();
        self.inner.store.run(move |store| store.job_of_task(&task)).await
    }
}

/// A number as it was typed or copied, with spaces around it or in it.
fn task_number(text: &str) -> Result<TaskId, TaskError> {
    let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let is_number = DIGITS.contains(&digits.len()) && digits.bytes().all(|letter| letter.is_ascii_digit());
    if is_number { Ok(TaskId::new(digits)) } else { Err(TaskError::NotANumber) }
}

/// A number that RunningHub does not know would end the job that it is given to.
async fn must_exist(client: &Client, task: &TaskId) -> Result<(), TaskError> {
    match client.query(&runninghub::TaskId::new(task.as_str())).await {
        Ok(TaskReport::Failed(failure)) if failure.kind == ErrorKind::Missing => Err(TaskError::NotThere),
        Err(CallError::Refused(refusal)) if refusal.kind == ErrorKind::Missing => Err(TaskError::NotThere),
        Ok(_) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_as_people_copy_it_and_nothing_else_is() {
        for text in ["1980231145512345601", " 1980231145512345601\n", "1980 2311 4551 2345 601"] {
            assert_eq!(task_number(text).unwrap().as_str(), "1980231145512345601");
        }
        for text in
            ["", "12345", "task", "https://www.runninghub.ai/call-api/1980231145512345601", "-980231145512345601"]
        {
            assert!(matches!(task_number(text), Err(TaskError::NotANumber)), "{text}");
        }
    }
}
