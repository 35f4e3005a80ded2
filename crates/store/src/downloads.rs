//! The table `downloads`: results that are on their way down, so that a half-fetched file is gone on with after a
//! restart and a file that was renamed a moment before a crash is found again.

use std::path::PathBuf;

use afterframe_core::ids::JobId;
use rusqlite::{Row, params};

use crate::{Store, StoreError, open::one, path_column::PathColumn};

pub(crate) const SCHEMA_V1: &str = "
CREATE TABLE downloads (
    job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    folder BLOB NOT NULL,
    part_path BLOB NOT NULL,
    final_path BLOB,
    etag TEXT,
    total_bytes INTEGER,
    PRIMARY KEY (job_id, number)
) STRICT, WITHOUT ROWID;
";

/// One result on its way down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DownloadRow {
    pub job_id: JobId,
    /// Which of the job's results it is, from 0.
    pub number: u32,
    /// The results folder as it was set when the download began.
    pub folder: PathBuf,
    /// Where the bytes are collected.
    pub part_path: PathBuf,
    /// Where the whole file goes; written before the file is renamed.
    pub final_path: Option<PathBuf>,
    /// What the server needs to hear to send only the rest.
    pub etag: Option<String>,
    pub total_bytes: Option<u64>,
}

impl Store {
    /// The download of one result of a job.
    pub fn download(&self, job: &JobId, number: u32) -> Result<Option<DownloadRow>, StoreError> {
        let sql = "SELECT job_id, number, folder, part_path, final_path, etag, total_bytes FROM downloads
                   WHERE job_id = ?1 AND number = ?2";
        one(&self.connection, sql, params![job.as_str(), number], read)
    }

    /// Every download of a job.
    pub fn downloads_of(&self, job: &JobId) -> Result<Vec<DownloadRow>, StoreError> {
        let sql = "SELECT job_id, number, folder, part_path, final_path, etag, total_bytes FROM downloads
                   WHERE job_id = ?1 ORDER BY number";
        crate::open::many(&self.connection, sql, [job.as_str()], read)
    }

    /// Writes a download, new or known.
    pub fn save_download(&self, row: &DownloadRow) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO downloads (job_id, number, folder, part_path, final_path, etag, total_bytes)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (job_id, number) DO UPDATE
                 SET folder = ?3, part_path = ?4, final_path = ?5, etag = ?6, total_bytes = ?7",
            )?
            .execute(params![
                row.job_id.as_str(),
                row.number,
                PathColumn::of(&row.folder),
                PathColumn::of(&row.part_path),
                row.final_path.as_deref().map(PathColumn::of),
                row.etag,
                row.total_bytes.and_then(|bytes| i64::try_from(bytes).ok())
            ])?;
        Ok(())
    }

    /// Writes a new download that is about to make its part file. Whoever had noted the same place before never
    /// made the file or has lost it: that download begins anew.
    pub fn begin_download(&mut self, row: &DownloadRow) -> Result<(), StoreError> {
        self.in_one_step(|| {
            self.void_others(row)?;
            self.save_download(row)
        })
    }

    fn void_others(&self, row: &DownloadRow) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM downloads WHERE part_path = ?1 AND NOT (job_id = ?2 AND number = ?3)")?
            .execute(params![PathColumn::of(&row.part_path), row.job_id.as_str(), row.number])?;
        Ok(())
    }

    /// Forgets a download.
    pub fn remove_download(&self, job: &JobId, number: u32) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM downloads WHERE job_id = ?1 AND number = ?2")?
            .execute(params![job.as_str(), number])?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<DownloadRow> {
    Ok(DownloadRow {
        job_id: JobId::new(row.get::<_, String>(0)?),
        number: row.get(1)?,
        folder: row.get::<_, PathColumn>(2)?.0,
        part_path: row.get::<_, PathColumn>(3)?.0,
        final_path: row.get::<_, Option<PathColumn>>(4)?.map(|path| path.0),
        etag: row.get(5)?,
        total_bytes: row.get::<_, Option<i64>>(6)?.and_then(|bytes| u64::try_from(bytes).ok()),
    })
}
