//! Requests about jobs. What moves a job is the scheduler's; here a form becomes a job, and decisions are passed on.

use afterframe_core::{
    catalogue::{FieldKind, Model},
    form::{FieldValue, FormValues, Severity, check, sent},
    ids::{Endpoint, JobId},
    job::{Event, Job},
    names::safe_part,
    price::Price,
};
use afterframe_store::PastState;
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::{
    change::{JobEntry, ResultFiles},
    engine::Engine,
    entries::{JobRows, job_entries},
    error::{CreateError, DeleteError, EngineError},
    orders::Message,
    sites::PRACTICE_SITE,
};

/// How many words of a prompt make a title.
const TITLE_WORDS: usize = 6;

/// A form that was found good, as a job keeps it.
pub(crate) struct Ready {
    pub(crate) title: String,
    pub(crate) values: FormValues,
    pub(crate) estimate: Price,
}

impl Engine {
    /// Makes a job of a form. Its row is on disk when this returns; sending starts by itself.
    pub async fn create(&self, endpoint: &Endpoint, values: FormValues) -> Result<JobEntry, CreateError> {
        let site = self.site().ok_or(CreateError::NoSite);
        let ready = self.ready(site.as_deref().unwrap_or_default(), endpoint, values).await?;
        let (site, now) = (site?, self.inner.options.clock.now());
        let id = JobId::new(Uuid::now_v7().to_string());
        let job = Job {
            title: ready.title,
            estimate: ready.estimate,
            practice: site == PRACTICE_SITE,
            ..Job::new(id, endpoint.clone(), ready.values, site, now)
        };
        Ok(self.begin(job).await?)
    }

    /// Checks a form, and makes of it what a job for `site` keeps.
    pub(crate) async fn ready(
        &self,
        site: &str,
        endpoint: &Endpoint,
        mut values: FormValues,
    ) -> Result<Ready, CreateError> {
        let model = self.inner.model(endpoint)?;
        let known = self.inner.known_files(&values).await?;
        let problems = check(model, &values, |id| known.get(id).cloned());
        if problems.iter().any(|found| found.severity == Severity::Blocks) {
            return Err(CreateError::Invalid(problems));
        }
        let title = self.title(model, &values).await?;
        let estimate = self.inner.estimate(site, model, &values, &known);
        // A file in a field that is hidden now is not sent, so it must not leave the computer either.
        let hidden: Vec<_> = values.keys().filter(|key| sent(model, &values, key).is_none()).cloned().collect();
        values.retain(|key, value| value.files().is_empty() || !hidden.contains(key));
        Ok(Ready { title, values, estimate })
    }

    /// Every job, the newest first.
    pub async fn jobs(&self) -> Result<Vec<JobEntry>, EngineError> {
        let (jobs, media) = self.inner.store.run(|store| Ok((store.jobs()?, store.all_media()?))).await?;
        Ok(job_entries(&self.inner.sight, jobs, media).await)
    }

    /// The ids of all jobs.
    pub async fn job_ids(&self) -> Result<Vec<JobId>, EngineError> {
        self.inner.store.run(|store| store.job_ids()).await
    }

    /// One job.
    pub async fn job(&self, id: &JobId) -> Result<Option<JobEntry>, EngineError> {
        let id = id.clone();
        let found = self.inner.store.run(move |store| {
            let Some(job) = store.job(&id)? else { return Ok(None) };
            JobRows::read(store, job).map(Some)
        });
        match found.await? {
            Some(rows) => Ok(Some(rows.seen(&self.inner.sight).await)),
            None => Ok(None),
        }
    }

    /// The states through which a job came, for the report alone.
    pub async fn past_states(&self, id: &JobId) -> Result<Vec<PastState>, EngineError> {
        let id = id.clone();
        self.inner.store.run(move |store| store.past_states(&id)).await
    }

    /// A person says: send it again, even if it may be paid for twice. Means something for an unknown job alone.
    pub async fn send_again(&self, id: &JobId) -> Result<JobEntry, EngineError> {
        self.decide(id, Event::SendAgain).await
    }

    /// A person says: look no more. RunningHub may go on with it.
    pub async fn stop_watching(&self, id: &JobId) -> Result<JobEntry, EngineError> {
        self.decide(id, Event::StopWatching).await
    }

    /// A person says: look again.
    pub async fn watch_again(&self, id: &JobId) -> Result<JobEntry, EngineError> {
        self.decide(id, Event::WatchAgain).await
    }

    /// Deletes a job. Its results go to the bin or stay where they are; the clip it started from is never touched.
    pub async fn delete(&self, id: &JobId, files: ResultFiles) -> Result<(), DeleteError> {
        let (answer, answered) = oneshot::channel();
        self.inner.order(Message::Delete(id.clone(), files, answer));
        answered.await.map_err(|_| EngineError::Closed)?
    }

    /// A person says: RunningHub is to end it. What it answers is in the job; until the task has ended it is watched.
    pub async fn cancel(&self, id: &JobId) -> Result<JobEntry, EngineError> {
        self.decide(id, Event::Cancel).await
    }

    /// Has the scheduler take in a job. Its row is on disk when this returns.
    pub(crate) async fn begin(&self, job: Job) -> Result<JobEntry, EngineError> {
        let (answer, answered) = oneshot::channel();
        self.inner.order(Message::New(Box::new(job), answer));
        let rows = answered.await.map_err(|_| EngineError::Closed)??;
        Ok(rows.seen(&self.inner.sight).await)
    }

    pub(crate) async fn decide(&self, id: &JobId, event: Event) -> Result<JobEntry, EngineError> {
        let (answer, answered) = oneshot::channel();
        self.inner.order(Message::Person(id.clone(), event, answer));
        let rows = answered.await.map_err(|_| EngineError::Closed)??;
        Ok(rows.seen(&self.inner.sight).await)
    }

    /// The title of the clip it starts from, else the first words of its prompt.
    async fn title(&self, model: &Model, values: &FormValues) -> Result<String, EngineError> {
        let main = model.main_media().and_then(|field| values.get(&field.key)).and_then(|value| value.files().first());
        if let Some(id) = main
            && let Some(entry) = self.media(id).await?
        {
            return Ok(entry.title);
        }
        let prompt = model.fields.iter().find_map(|field| match (&field.kind, values.get(&field.key)) {
            (FieldKind::Text(_), Some(FieldValue::Text(text))) if !text.trim().is_empty() => Some(text),
            _ => None,
        });
        let words: Vec<&str> =
            prompt.map(|text| text.split_whitespace().take(TITLE_WORDS).collect()).unwrap_or_default();
        // The words are cut off anywhere; what would have led on to the next one goes with it.
        Ok(safe_part(words.join(" ").trim_end_matches([',', ';', ':', '，', '、', '；', '：', '。'])))
    }
}
