//! The table `media`: every file that the program knows, dropped in or made.

use std::path::{Path, PathBuf};

use afterframe_core::{
    ids::{JobId, MediaId},
    media::MediaFacts,
    time::Timestamp,
};
use rusqlite::{Connection, Row, params};

use crate::{
    Store, StoreError,
    open::{many, one},
    path_column::PathColumn,
    shelf,
};

pub(crate) const SCHEMA_V1: &str = "
CREATE TABLE media (
    id TEXT PRIMARY KEY,
    path BLOB NOT NULL,
    modified_at INTEGER,
    kind TEXT NOT NULL,
    facts TEXT NOT NULL,
    title TEXT NOT NULL,
    job_id TEXT REFERENCES jobs (id) ON DELETE SET NULL,
    number INTEGER,
    family TEXT,
    practice INTEGER NOT NULL,
    has_poster INTEGER NOT NULL,
    content_hash TEXT,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX media_by_path ON media (path);
CREATE UNIQUE INDEX media_by_job ON media (job_id, number) WHERE job_id IS NOT NULL;
";

const COLUMNS: &str =
    "id, path, modified_at, facts, title, job_id, number, family, practice, has_poster, content_hash, created_at";

/// One file.
#[derive(Debug, Clone, PartialEq)]
pub struct MediaRow {
    pub id: MediaId,
    pub path: PathBuf,
    /// When the file was last changed as it was looked at, where the system tells.
    pub modified_at: Option<Timestamp>,
    pub facts: MediaFacts,
    /// What a result made from it is named after.
    pub title: String,
    /// The job that made it; `None` for a file that came from outside, and for one whose job was deleted.
    pub job_id: Option<JobId>,
    /// Which of the job's results it is, from 0.
    pub number: Option<u32>,
    /// The family of the model that made it.
    pub family: Option<String>,
    pub practice: bool,
    pub has_poster: bool,
    /// SHA-256 of the content in hex, once it was needed.
    pub content_hash: Option<String>,
    pub created_at: Timestamp,
}

/// Adds a file; a result is known on the shelf of its job at once. To be done within a step.
pub(crate) fn write(connection: &Connection, row: &MediaRow) -> Result<(), StoreError> {
    let facts = serde_json::to_string(&row.facts).map_err(unreadable)?;
    let kind = serde_json::to_value(row.facts.kind).map_err(unreadable)?;
    connection
        .prepare_cached(
            "INSERT INTO media (id, path, modified_at, kind, facts, title, job_id, number, family, practice,
                                has_poster, content_hash, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            row.id.as_str(),
            PathColumn::of(&row.path),
            row.modified_at.map(|at| at.0),
            kind.as_str(),
            facts,
            row.title,
            row.job_id.as_ref().map(JobId::as_str),
            row.number,
            row.family,
            row.practice,
            row.has_poster,
            row.content_hash,
            row.created_at.0
        ])?;
    row.job_id.as_ref().map_or(Ok(()), |job| shelf::put_again(connection, job))
}

/// The file with this id.
pub(crate) fn read_one(connection: &Connection, id: &MediaId) -> Result<Option<MediaRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM media WHERE id = ?1");
    one(connection, &sql, [id.as_str()], read)?.transpose()
}

impl Store {
    /// Adds a file.
    pub fn add_media(&self, row: &MediaRow) -> Result<(), StoreError> {
        self.in_one_step(|| write(&self.connection, row))
    }

    /// Adds a result and forgets its download, in one step.
    pub fn finish_download(&mut self, row: &MediaRow) -> Result<(), StoreError> {
        let (Some(job), Some(number)) = (&row.job_id, row.number) else { return self.add_media(row) };
        self.in_one_step(|| {
            write(&self.connection, row)?;
            self.remove_download(job, number)
        })
    }

    /// The file with this id.
    pub fn media(&self, id: &MediaId) -> Result<Option<MediaRow>, StoreError> {
        read_one(&self.connection, id)
    }

    /// What was ever known at this path, the newest first.
    pub fn media_at(&self, path: &Path) -> Result<Vec<MediaRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM media WHERE path = ?1 ORDER BY created_at DESC, id DESC");
        many(&self.connection, &sql, [PathColumn::of(path)], read)?.into_iter().collect()
    }

    /// The results of a job in their order.
    pub fn media_of_job(&self, job: &JobId) -> Result<Vec<MediaRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM media WHERE job_id = ?1 ORDER BY number");
        many(&self.connection, &sql, [job.as_str()], read)?.into_iter().collect()
    }

    /// Every file.
    pub fn all_media(&self) -> Result<Vec<MediaRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM media");
        many(&self.connection, &sql, [], read)?.into_iter().collect()
    }

    /// Files that came from outside, the newest first.
    pub fn media_from_outside(&self, most: u32) -> Result<Vec<MediaRow>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM media WHERE job_id IS NULL ORDER BY created_at DESC, id DESC LIMIT ?1");
        many(&self.connection, &sql, [most], read)?.into_iter().collect()
    }

    /// Files that can have a poster and have none, the newest first.
    pub fn media_without_poster(&self) -> Result<Vec<MediaRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM media WHERE has_poster = 0 AND kind IN ('video', 'image', 'audio') ORDER BY created_at DESC, id DESC"
        );
        many(&self.connection, &sql, [], read)?.into_iter().collect()
    }

    /// Its poster is made.
    pub fn set_has_poster(&self, id: &MediaId) -> Result<(), StoreError> {
        self.connection.prepare_cached("UPDATE media SET has_poster = 1 WHERE id = ?1")?.execute([id.as_str()])?;
        Ok(())
    }

    /// Remembers the hash of its content, so that it need not be read again.
    pub fn set_content_hash(&self, id: &MediaId, hash: &str) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE media SET content_hash = ?2 WHERE id = ?1")?
            .execute([id.as_str(), hash])?;
        Ok(())
    }

    /// Forgets a file. The file itself is not touched.
    pub fn remove_media(&self, id: &MediaId) -> Result<(), StoreError> {
        self.connection.prepare_cached("DELETE FROM media WHERE id = ?1")?.execute([id.as_str()])?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Result<MediaRow, StoreError>> {
    let facts: String = row.get(3)?;
    let facts = match serde_json::from_str(&facts) {
        Ok(facts) => facts,
        Err(source) => return Ok(Err(unreadable(source))),
    };
    Ok(Ok(MediaRow {
        id: MediaId::new(row.get::<_, String>(0)?),
        path: row.get::<_, PathColumn>(1)?.0,
        modified_at: row.get::<_, Option<i64>>(2)?.map(Timestamp),
        facts,
        title: row.get(4)?,
        job_id: row.get::<_, Option<String>>(5)?.map(JobId::new),
        number: row.get(6)?,
        family: row.get(7)?,
        practice: row.get(8)?,
        has_poster: row.get(9)?,
        content_hash: row.get(10)?,
        created_at: Timestamp(row.get(11)?),
    }))
}

fn unreadable(source: serde_json::Error) -> StoreError {
    StoreError::Row { table: "media", source }
}
