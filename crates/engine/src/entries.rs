//! Makes the entries that are told outside from the rows of the store. The rows are read on the thread of the database; whether
//! their files are there is looked at elsewhere, because a drive may hang.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use afterframe_core::{job::Job, library::Shelf};
use afterframe_store::{MediaRow, ShelvedJob, Store, StoreError};

use crate::{
    change::{JobEntry, MediaEntry},
    sight::Sight,
};

/// A job as the store knows it, before anybody looked at its files.
#[derive(Debug, Clone)]
pub(crate) struct JobRows(ShelvedJob);

impl From<ShelvedJob> for JobRows {
    fn from(rows: ShelvedJob) -> Self {
        Self(rows)
    }
}

impl JobRows {
    /// Reads them. A file that is no longer known is left out.
    pub(crate) fn read(store: &Store, job: Job) -> Result<Self, StoreError> {
        store.shelves().complete(job).map(Self)
    }

    /// A job that is on disk, whether or not the rest of it can be read just now: what was written must not be called failed.
    pub(crate) fn written(store: &Store, job: Job) -> Self {
        let read = Self::read(store, job.clone());
        read.unwrap_or_else(|error| {
            tracing::warn!(job = %job.id, %error, "a job was written, but what belongs to it cannot be read");
            Self(ShelvedJob { job, inputs: Vec::new(), results: Vec::new(), shelf: Shelf::default() })
        })
    }

    /// Looks whether its files are there.
    pub(crate) async fn seen(self, sight: &Sight) -> JobEntry {
        let there = sight.there(self.paths()).await;
        self.entry(&there)
    }

    fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.0.inputs.iter().chain(&self.0.results).map(|row| &row.path)
    }

    fn entry(self, there: &HashSet<PathBuf>) -> JobEntry {
        let ShelvedJob { job, inputs, results, shelf } = self.0;
        let entries =
            |rows: Vec<MediaRow>| rows.into_iter().map(|row| media_entry(row, |path| there.contains(path))).collect();
        JobEntry { job, inputs: entries(inputs), results: entries(results), shelf }
    }
}

/// The entry of a file of which `is_there` knows whether it is.
pub(crate) fn media_entry(row: MediaRow, is_there: impl FnOnce(&Path) -> bool) -> MediaEntry {
    MediaEntry {
        exists: is_there(&row.path),
        file_name: file_name(&row.path),
        path: row.path,
        id: row.id,
        title: row.title,
        facts: row.facts,
        has_poster: row.has_poster,
        made_by_family: row.family,
        job: row.job_id,
        practice: row.practice,
        created_at: row.created_at,
    }
}

/// The last part of a path as people read it.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The entries of files; looks whether they are there.
pub(crate) async fn media_entries(sight: &Sight, rows: Vec<MediaRow>) -> Vec<MediaEntry> {
    let there: HashSet<PathBuf> = sight.there(rows.iter().map(|row| &row.path)).await;
    rows.into_iter().map(|row| media_entry(row, |path| there.contains(path))).collect()
}

/// The entries of many jobs. Looks at all of their files together, so that a drive that hangs is waited for once.
pub(crate) async fn many_seen(sight: &Sight, jobs: Vec<JobRows>) -> Vec<JobEntry> {
    let there = sight.there(jobs.iter().flat_map(JobRows::paths)).await;
    jobs.into_iter().map(|rows| rows.entry(&there)).collect()
}
