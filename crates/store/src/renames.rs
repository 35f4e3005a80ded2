//! The table `renames`: files that are about to get another name. It is written before the name is given and taken away with the
//! new path, so that a file that was renamed a moment before a crash is found under either of its names.

use std::path::PathBuf;

use afterframe_core::{ids::MediaId, job::Job};
use rusqlite::params;

use crate::{Store, StoreError, jobs, open::many, path_column::PathColumn, shelf};

pub(crate) const SCHEMA_V4: &str = "
CREATE TABLE renames (
    media_id TEXT PRIMARY KEY REFERENCES media (id) ON DELETE CASCADE,
    target BLOB NOT NULL
) STRICT, WITHOUT ROWID;
";

/// A file that is about to get another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenameRow {
    pub media_id: MediaId,
    /// Where it is to lie.
    pub target: PathBuf,
}

impl Store {
    /// Notes what is about to be renamed.
    pub fn begin_renames(&self, rows: &[RenameRow]) -> Result<(), StoreError> {
        self.in_one_step(|| {
            for row in rows {
                self.connection
                    .prepare_cached(
                        "INSERT INTO renames (media_id, target) VALUES (?1, ?2)
                         ON CONFLICT (media_id) DO UPDATE SET target = ?2",
                    )?
                    .execute(params![row.media_id.as_str(), PathColumn::of(&row.target)])?;
            }
            Ok(())
        })
    }

    /// What was begun and never came to its end.
    pub fn open_renames(&self) -> Result<Vec<RenameRow>, StoreError> {
        many(&self.connection, "SELECT media_id, target FROM renames ORDER BY media_id", [], |row| {
            Ok(RenameRow { media_id: MediaId::new(row.get::<_, String>(0)?), target: row.get::<_, PathColumn>(1)?.0 })
        })
    }

    /// A file lies where it was meant to.
    pub fn finish_rename(&self, row: &RenameRow) -> Result<(), StoreError> {
        self.in_one_step(|| {
            self.connection
                .prepare_cached("UPDATE media SET path = ?2 WHERE id = ?1")?
                .execute(params![row.media_id.as_str(), PathColumn::of(&row.target)])?;
            self.forget_rename(&row.media_id)?;
            match self.media(&row.media_id)?.and_then(|media| media.job_id) {
                Some(job) => shelf::put_again(&self.connection, &job),
                None => Ok(()),
            }
        })
    }

    /// A file stays where it is.
    pub fn forget_rename(&self, media: &MediaId) -> Result<(), StoreError> {
        self.connection.prepare_cached("DELETE FROM renames WHERE media_id = ?1")?.execute([media.as_str()])?;
        Ok(())
    }

    /// The files of a job lie where they were meant to, and the job has its new title, in one step.
    pub fn finish_renamed_job(&self, job: &Job, rows: &[RenameRow]) -> Result<(), StoreError> {
        self.in_one_step(|| {
            for row in rows {
                self.connection
                    .prepare_cached("UPDATE media SET path = ?2 WHERE id = ?1")?
                    .execute(params![row.media_id.as_str(), PathColumn::of(&row.target)])?;
                self.forget_rename(&row.media_id)?;
            }
            self.connection
                .prepare_cached("UPDATE media SET title = ?2 WHERE job_id = ?1")?
                .execute([job.id.as_str(), &job.title])?;
            jobs::write(&self.connection, job)
        })
    }
}
