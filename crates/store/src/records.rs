//! The table `records`: what results were made with, by their content. A record outlives its job and its file, so that a copy that
//! comes back from anywhere is known again.

use afterframe_core::{ids::JobId, time::Timestamp};
use rusqlite::params;

use crate::{Store, StoreError, open::one};

/// The size stands beside the hash so that a file is read to its end only where some record can fit it.
pub(crate) const SCHEMA_V4: &str = "
CREATE TABLE records (
    content_hash TEXT PRIMARY KEY,
    size_bytes INTEGER NOT NULL,
    json TEXT NOT NULL,
    job_id TEXT REFERENCES jobs (id) ON DELETE SET NULL,
    made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX records_by_size ON records (size_bytes);
CREATE INDEX records_by_job ON records (job_id) WHERE job_id IS NOT NULL;
";

/// What one result was made with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRow {
    /// SHA-256 of the content in hex.
    pub content_hash: String,
    pub size_bytes: u64,
    /// As the core writes it.
    pub json: String,
    /// The job that made it, while it is there.
    pub job_id: Option<JobId>,
    pub made_at: Timestamp,
}

impl Store {
    /// Writes a record. Of results with the same content the last one counts.
    pub fn save_record(&self, row: &RecordRow) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO records (content_hash, size_bytes, json, job_id, made_at) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (content_hash) DO UPDATE SET size_bytes = ?2, json = ?3, job_id = ?4, made_at = ?5",
            )?
            .execute(params![
                row.content_hash,
                i64::try_from(row.size_bytes).unwrap_or(i64::MAX),
                row.json,
                row.job_id.as_ref().map(JobId::as_str),
                row.made_at.0
            ])?;
        Ok(())
    }

    /// Whether some result was so long.
    pub fn has_record_of_size(&self, size_bytes: u64) -> Result<bool, StoreError> {
        let Ok(size) = i64::try_from(size_bytes) else { return Ok(false) };
        let found = one(&self.connection, "SELECT 1 FROM records WHERE size_bytes = ?1 LIMIT 1", [size], |_| Ok(()))?;
        Ok(found.is_some())
    }

    /// What the result with this content was made with.
    pub fn record(&self, content_hash: &str) -> Result<Option<RecordRow>, StoreError> {
        let sql = "SELECT content_hash, size_bytes, json, job_id, made_at FROM records WHERE content_hash = ?1";
        one(&self.connection, sql, [content_hash], |row| {
            Ok(RecordRow {
                content_hash: row.get(0)?,
                size_bytes: u64::try_from(row.get::<_, i64>(1)?).unwrap_or_default(),
                json: row.get(2)?,
                job_id: row.get::<_, Option<String>>(3)?.map(JobId::new),
                made_at: Timestamp(row.get(4)?),
            })
        })
    }
}
