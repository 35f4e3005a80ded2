//! A form becomes a job, or several forms become several with one press. A row is on disk before anything is sent.

use afterframe_core::{
    catalogue::{FieldKind, Model},
    form::{FieldValue, FormValues, Severity, check, sent},
    group::GroupKind,
    ids::{Endpoint, JobId},
    job::Job,
    library::JobGroup,
    names::safe_part,
    price::Price,
};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::{
    change::JobEntry,
    engine::Engine,
    entries::JobRows,
    error::{CreateError, EngineError, TogetherError},
    orders::Message,
    sites::PRACTICE_SITE,
};

/// How many jobs one press may make.
pub const MOST_TOGETHER: usize = 50;

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
        Ok(self.begin(self.new_job(site?, endpoint.clone(), ready)).await?)
    }

    /// Makes a job of each form. All rows are on disk when this returns, or none is; each job is submitted on its own.
    pub async fn create_together(
        &self,
        forms: Vec<(Endpoint, FormValues)>,
        group: Option<GroupKind>,
    ) -> Result<Vec<JobEntry>, TogetherError> {
        if forms.is_empty() || forms.len() > MOST_TOGETHER {
            return Err(TogetherError::Count(forms.len()));
        }
        let site = self.site().ok_or(CreateError::NoSite)?;
        let (mut jobs, mut refused) = (Vec::with_capacity(forms.len()), Vec::new());
        for (index, (endpoint, values)) in forms.into_iter().enumerate() {
            match self.ready(&site, &endpoint, values).await {
                Ok(ready) => jobs.push(self.new_job(site.clone(), endpoint, ready)),
                Err(CreateError::Invalid(problems)) => refused.push((index, problems)),
                Err(error) => return Err(error.into()),
            }
        }
        if !refused.is_empty() {
            return Err(TogetherError::Refused(refused));
        }
        tracing::info!(count = jobs.len(), ?group, "several jobs are made at once");
        let group = group.map(|kind| JobGroup { id: Uuid::now_v7().to_string(), kind });
        let mut entries = Vec::with_capacity(jobs.len());
        for rows in self.begin_together(jobs, group).await.map_err(CreateError::from)? {
            entries.push(rows.seen(&self.inner.sight).await);
        }
        Ok(entries)
    }

    fn new_job(&self, site: String, endpoint: Endpoint, ready: Ready) -> Job {
        let id = JobId::new(Uuid::now_v7().to_string());
        Job {
            title: ready.title,
            estimate: ready.estimate,
            practice: site == PRACTICE_SITE,
            ..Job::new(id, endpoint, ready.values, site, self.inner.options.clock.now())
        }
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

    /// Has the scheduler take in several jobs: all of their rows are on disk when this returns, or none is.
    async fn begin_together(&self, jobs: Vec<Job>, group: Option<JobGroup>) -> Result<Vec<JobRows>, EngineError> {
        let (answer, answered) = oneshot::channel();
        self.inner.order(Message::NewTogether(jobs, group, answer));
        answered.await.map_err(|_| EngineError::Closed)?
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
