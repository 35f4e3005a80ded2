//! Makes the entries that are told outside from the rows of the store. The rows are read on the thread of the database; whether
//! their files are there is looked at elsewhere, because a drive may hang.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
};

use afterframe_core::{ids::MediaId, job::Job, library::Shelf};
use afterframe_store::{MediaRow, Store, StoreError};

use crate::{
    change::{JobEntry, MediaEntry},
    sight::Sight,
};

/// A job as the store knows it, before anybody looked at its files.
#[derive(Debug, Clone)]
pub(crate) struct JobRows {
    job: Job,
    inputs: Vec<MediaRow>,
    results: Vec<MediaRow>,
}

impl JobRows {
    /// Reads them. A file that is no longer known is left out.
    pub(crate) fn read(store: &Store, job: Job) -> Result<Self, StoreError> {
        let rows = |ids: Vec<&MediaId>| -> Result<Vec<MediaRow>, StoreError> {
            let rows = ids.into_iter().map(|id| store.media(id)).collect::<Result<Vec<_>, _>>()?;
            Ok(rows.into_iter().flatten().collect())
        };
        let inputs = rows(job.files().collect())?;
        let results = rows(job.results.iter().collect())?;
        Ok(Self { job, inputs, results })
    }

    /// Looks whether its files are there.
    pub(crate) async fn seen(self, sight: &Sight) -> JobEntry {
        let there = sight.there(self.inputs.iter().chain(&self.results).map(|row| &row.path)).await;
        let entries =
            |rows: Vec<MediaRow>| rows.into_iter().map(|row| media_entry(row, |path| there.contains(path))).collect();
        JobEntry {
            job: self.job,
            inputs: entries(self.inputs),
            results: entries(self.results),
            shelf: Shelf::default(),
        }
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

/// The entries of many jobs. Looks at every file once, so it may take a while on a slow disk.
pub(crate) async fn job_entries(sight: &Sight, jobs: Vec<Job>, media: Vec<MediaRow>) -> Vec<JobEntry> {
    let entries = media_entries(sight, media).await;
    let known: HashMap<MediaId, MediaEntry> = entries.into_iter().map(|entry| (entry.id.clone(), entry)).collect();
    jobs.into_iter()
        .map(|job| JobEntry {
            inputs: job.files().filter_map(|id| known.get(id).cloned()).collect(),
            results: job.results.iter().filter_map(|id| known.get(id).cloned()).collect(),
            job,
            shelf: Shelf::default(),
        })
        .collect()
}
