//! A second connection that reads the library, so that nobody who looks at it waits for what is being written.

use std::path::Path;

use afterframe_core::{ids::MediaId, job::Job, library::Shelf};
use rusqlite::{Connection, OpenFlags};

use crate::{
    MediaRow, Store, StoreError, jobs, media,
    open::{STATEMENTS_KEPT, refused},
    shelf,
};

/// How much of the file is kept at hand, in KB with a minus sign: what a hundred thousand jobs are filtered and counted by. A small
/// library fills a small part of it.
const PAGES_KEPT: i32 = -32_000;

/// Reads beside the writer. What was written before a question is in the answer.
#[derive(Debug)]
pub struct Reader {
    connection: Connection,
}

/// What the library can be asked, over either connection.
#[derive(Debug, Clone, Copy)]
pub struct Shelves<'c> {
    pub(crate) connection: &'c Connection,
}

/// A job with everything that is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ShelvedJob {
    pub job: Job,
    /// The files that it starts from, as far as they are known.
    pub inputs: Vec<MediaRow>,
    pub results: Vec<MediaRow>,
    pub shelf: Shelf,
}

impl Store {
    /// The library over this connection.
    pub fn shelves(&self) -> Shelves<'_> {
        Shelves { connection: &self.connection }
    }

    /// Another connection for reading. `None` where the drive allows no write-ahead log: there, whoever reads holds up the end
    /// of a write, so that reading has to be done between the writes.
    pub fn reader(&self) -> Result<Option<Reader>, StoreError> {
        let mode: String = self.connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        if mode.eq_ignore_ascii_case("wal") { Reader::open(self.path()).map(Some) } else { Ok(None) }
    }
}

impl Reader {
    fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(refused)?;
        connection.busy_timeout(std::time::Duration::from_secs(2))?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        connection.pragma_update(None, "cache_size", PAGES_KEPT)?;
        Ok(Self { connection })
    }

    /// The library over this connection.
    pub fn shelves(&self) -> Shelves<'_> {
        Shelves { connection: &self.connection }
    }
}

impl Shelves<'_> {
    /// A job with what is known of it. A file that is no longer known is left out.
    pub fn complete(self, job: Job) -> Result<ShelvedJob, StoreError> {
        let rows = |ids: Vec<&MediaId>| -> Result<Vec<MediaRow>, StoreError> {
            let rows = ids.into_iter().map(|id| media::read_one(self.connection, id)).collect::<Result<Vec<_>, _>>()?;
            Ok(rows.into_iter().flatten().collect())
        };
        let inputs = rows(job.files().collect())?;
        let results = rows(job.results.iter().collect())?;
        let known = shelf::of_job(self.connection, &job.id)?;
        Ok(ShelvedJob { job, inputs, results, shelf: known })
    }

    /// The job with this number. One that cannot be read is left out.
    pub(crate) fn numbered(self, number: i64) -> Result<Option<ShelvedJob>, StoreError> {
        let sql = "SELECT job FROM shelf JOIN jobs ON id = job_id WHERE number = ?1";
        let found = crate::open::one(self.connection, sql, [number], jobs::json_column)?;
        jobs::readable(found.as_slice()).pop().map(|job| self.complete(job)).transpose()
    }
}
