//! Makes the entries that are told outside from the rows of the store.

use std::{collections::HashMap, path::Path};

use afterframe_core::{ids::MediaId, job::Job};
use afterframe_store::{MediaRow, Store, StoreError};

use crate::change::{JobEntry, MediaEntry};

/// The entry of a file; looks whether it is still there.
pub(crate) fn media_entry(row: MediaRow) -> MediaEntry {
    MediaEntry {
        exists: row.path.is_file(),
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

/// The entry of one job. A file that is no longer known is left out.
pub(crate) fn job_entry(store: &Store, job: Job) -> Result<JobEntry, StoreError> {
    let entries = |ids: Vec<&MediaId>| -> Result<Vec<MediaEntry>, StoreError> {
        let rows = ids.into_iter().map(|id| store.media(id)).collect::<Result<Vec<_>, _>>()?;
        Ok(rows.into_iter().flatten().map(media_entry).collect())
    };
    let inputs = entries(job.files().collect())?;
    let results = entries(job.results.iter().collect())?;
    Ok(JobEntry { job, inputs, results })
}

/// The entries of many jobs. Looks at every file once, so it may take a while on a slow disk.
pub(crate) fn job_entries(jobs: Vec<Job>, media: Vec<MediaRow>) -> Vec<JobEntry> {
    let known: HashMap<MediaId, MediaEntry> = media.into_iter().map(|row| (row.id.clone(), media_entry(row))).collect();
    jobs.into_iter()
        .map(|job| JobEntry {
            inputs: job.files().filter_map(|id| known.get(id).cloned()).collect(),
            results: job.results.iter().filter_map(|id| known.get(id).cloned()).collect(),
            job,
        })
        .collect()
}
