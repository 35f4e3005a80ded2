//! What a file was made with, where that is known: by the job that made it, by a record of its content, or by what it carries.

use afterframe_core::{
    form::FormValues,
    ids::{Endpoint, JobId},
    made_with::MadeWith,
};
use afterframe_media::Format;
use afterframe_store::MediaRow;
use tokio::task::spawn_blocking;

use crate::{change::MediaEntry, engine::Engine, error::EngineError, hash};

/// The form behind a file.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownSettings {
    pub endpoint: Endpoint,
    /// Files among them may be ones that this library does not know.
    pub values: FormValues,
    pub title: String,
    /// The job that made it, if it is in the library.
    pub job: Option<JobId>,
}

impl Engine {
    /// What the file was made with; `None` where that is not known, and where there is no such model any more. A file from outside
    /// may say what it likes, so the values are only good for a form, which looks at them as at any others.
    pub async fn made_with(&self, media: &MediaEntry) -> Result<Option<KnownSettings>, EngineError> {
        let mut found = match &media.job {
            Some(job) => self.settings_of(job).await?,
            None => None,
        };
        // Of a job that was found in the results folder only its file is known.
        if found.is_none() {
            found = self.recorded(media).await?;
        }
        if found.is_none() {
            found = carried(media).await.map(|made| known(made, media.job.clone()));
        }
        Ok(found.filter(|known| self.inner.options.catalogue.model(&known.endpoint).is_some()))
    }

    async fn settings_of(&self, job: &JobId) -> Result<Option<KnownSettings>, EngineError> {
        let id = job.clone();
        let job = self.inner.store.run(move |store| store.job(&id)).await?;
        let known = job.filter(|job| !job.values.is_empty()).map(|job| KnownSettings {
            endpoint: job.endpoint,
            values: job.values,
            title: job.title,
            job: Some(job.id),
        });
        Ok(known)
    }

    /// A file is read to its end only where some result was as long.
    async fn recorded(&self, media: &MediaEntry) -> Result<Option<KnownSettings>, EngineError> {
        let (id, size) = (media.id.clone(), media.facts.size_bytes);
        let row = self
            .inner
            .store
            .run(move |store| Ok(if store.has_record_of_size(size)? { store.media(&id)? } else { None }));
        let Some(row) = row.await? else { return Ok(None) };
        let Some(hash) = self.hash_of(row).await? else { return Ok(None) };
        let record = self.inner.store.run(move |store| store.record(&hash)).await?;
        Ok(record.and_then(|record| Some(known(MadeWith::from_text(&record.json)?, record.job_id))))
    }

    async fn hash_of(&self, row: MediaRow) -> Result<Option<String>, EngineError> {
        if row.content_hash.is_some() {
            return Ok(row.content_hash);
        }
        let Ok(hash) = hash::of_file(row.path, row.facts.size_bytes).await else { return Ok(None) };
        let written = hash.clone();
        self.inner.store.run(move |store| store.set_content_hash(&row.id, &written)).await?;
        Ok(Some(hash))
    }
}

fn known(made: MadeWith, job: Option<JobId>) -> KnownSettings {
    KnownSettings { endpoint: made.endpoint, values: made.values, title: made.title, job }
}

/// What the file itself says. Whatever its reading does, it is a file like any other then.
async fn carried(media: &MediaEntry) -> Option<MadeWith> {
    let (path, format) = (media.path.clone(), Format::named(&media.facts.format)?);
    let text = spawn_blocking(move || afterframe_media::inscribed(&path, format)).await.ok()??;
    MadeWith::from_text(&text)
}
