//! Turns what the engine knows into what the window sees.

use std::path::{Path, PathBuf};

use afterframe_engine::{Engine, JobEntry, MediaEntry, PRACTICE_SITE};

use crate::{
    folders,
    views::{JobView, MediaView},
};

/// Makes views; knows the home folder, so that folders can be said in words.
#[derive(Debug, Clone)]
pub struct Presenter {
    home: Option<PathBuf>,
}

impl Presenter {
    /// A presenter for a person with this home folder.
    pub fn new(home: Option<PathBuf>) -> Self {
        Self { home }
    }

    /// A folder in words.
    pub fn folder(&self, folder: &Path) -> String {
        folders::in_words(folder, self.home.as_deref())
    }

    /// A file with the model that made it.
    pub fn media(&self, entry: MediaEntry) -> MediaView {
        let folder = entry.path.parent().map(|folder| self.folder(folder)).unwrap_or_default();
        MediaView {
            id: entry.id,
            name: entry.file_name,
            title: entry.title,
            facts: entry.facts,
            folder,
            available: entry.exists,
            poster: entry.has_poster,
            practice: entry.practice,
            made_by: entry.job,
            made_with: None,
        }
    }

    /// A job with its files.
    pub fn job(&self, entry: JobEntry) -> JobView {
        let JobEntry { job, inputs, results, shelf } = entry;
        let site = if job.site == PRACTICE_SITE { job.site } else { host(&job.site).to_owned() };
        JobView {
            id: job.id,
            endpoint: job.endpoint,
            title: job.title,
            values: job.values,
            inputs: inputs.into_iter().map(|entry| self.media(entry)).collect(),
            results: results.into_iter().map(|entry| self.media(entry)).collect(),
            state: job.state,
            missing: job.missing,
            trouble: job.trouble,
            paused: job.paused,
            place: job.place,
            site,
            practice: job.practice,
            created_at: job.created_at,
            accepted_at: job.accepted_at,
            finished_at: job.finished_at,
            next_at: job.next_at,
            task_id: job.task_id.map(|id| id.as_str().to_owned()),
            estimate: job.estimate,
            cost: job.cost,
            cancel: job.cancel,
            origin: job.origin,
            favourite: shelf.favourite,
            tags: shelf.tags,
            collections: shelf.collections,
            take: shelf.take,
            group: shelf.group,
        }
    }
}

/// The host of a base address, port included.
pub fn host(base: &str) -> &str {
    let rest = base.split_once("://").map_or(base, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

/// The jobs that are not at rest and those of which nobody knows, newest first, as the window sees them. All others it asks for
/// page by page.
pub async fn jobs_under_way(
    engine: &Engine,
    presenter: &Presenter,
) -> Result<Vec<JobView>, afterframe_engine::EngineError> {
    Ok(engine.jobs_under_way().await?.into_iter().map(|entry| presenter.job(entry)).collect())
}
