//! The table `bins`: jobs that a person took out of the library a moment ago. They keep everything and are in no answer until they
//! come back, or are removed for good together with their files. What lies here when the program ends is found at the next start.

use afterframe_core::{
    ids::{JobId, MediaId},
    job::Job,
    time::Timestamp,
};
use rusqlite::params;

use crate::{
    Store, StoreError,
    jobs::{json_column, readable},
    open::{many, one},
    shelf, words,
};

pub(crate) const SCHEMA_V4: &str = "
CREATE TABLE bins (
    id TEXT PRIMARY KEY,
    with_files INTEGER NOT NULL,
    made_at INTEGER NOT NULL
) STRICT;
";

/// Some jobs that were taken out together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BinRow {
    pub id: String,
    /// Their files go to the system's bin.
    pub with_files: bool,
    pub made_at: Timestamp,
}

impl Store {
    /// Takes jobs out of the library, all or none.
    pub fn fill_bin(&self, bin: &BinRow, jobs: &[JobId]) -> Result<(), StoreError> {
        self.in_one_step(|| {
            self.connection
                .prepare_cached("INSERT INTO bins (id, with_files, made_at) VALUES (?1, ?2, ?3)")?
                .execute(params![bin.id, bin.with_files, bin.made_at.0])?;
            for job in jobs {
                let sql = "UPDATE shelf SET bin = ?2 WHERE job_id = ?1 AND bin IS NULL RETURNING number";
                let number = one(&self.connection, sql, [job.as_str(), &bin.id], |row| row.get(0))?;
                if let Some(number) = number {
                    words::take_out(&self.connection, number)?;
                }
            }
            Ok(())
        })
    }

    /// Every bin, the oldest first.
    pub fn bins(&self) -> Result<Vec<BinRow>, StoreError> {
        many(&self.connection, "SELECT id, with_files, made_at FROM bins ORDER BY made_at, id", [], |row| {
            Ok(BinRow { id: row.get(0)?, with_files: row.get(1)?, made_at: Timestamp(row.get(2)?) })
        })
    }

    /// The jobs in a bin, the oldest first.
    pub fn jobs_in_bin(&self, bin: &str) -> Result<Vec<Job>, StoreError> {
        let sql = "SELECT job FROM shelf JOIN jobs ON id = job_id WHERE bin = ?1 ORDER BY number";
        Ok(readable(&many(&self.connection, sql, [bin], json_column)?))
    }

    /// Brings one job back as it was. Its bin stays for the others.
    pub fn take_from_bin(&self, job: &JobId) -> Result<(), StoreError> {
        self.in_one_step(|| self.take_back(job))
    }

    /// Brings all jobs of a bin back as they were, and forgets the bin.
    pub fn undo_bin(&self, bin: &str) -> Result<(), StoreError> {
        self.in_one_step(|| {
            let sql = "SELECT job_id FROM shelf WHERE bin = ?1";
            let jobs = many(&self.connection, sql, [bin], |row| Ok(JobId::new(row.get::<_, String>(0)?)))?;
            jobs.iter().try_for_each(|job| self.take_back(job))?;
            self.forget_bin(bin)
        })
    }

    /// Forgets a bin that nothing lies in any more.
    pub fn forget_bin(&self, bin: &str) -> Result<(), StoreError> {
        self.connection.prepare_cached("DELETE FROM bins WHERE id = ?1")?.execute([bin])?;
        Ok(())
    }

    /// Whether a job that does not lie in `bin` starts from this file.
    pub fn is_used_outside(&self, media: &MediaId, bin: &str) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM job_inputs JOIN shelf USING (number) WHERE media_id = ?1 AND bin IS NOT ?2 LIMIT 1";
        Ok(one(&self.connection, sql, [media.as_str(), bin], |_| Ok(()))?.is_some())
    }

    fn take_back(&self, job: &JobId) -> Result<(), StoreError> {
        self.connection.prepare_cached("UPDATE shelf SET bin = NULL WHERE job_id = ?1")?.execute([job.as_str()])?;
        shelf::put_again(&self.connection, job)
    }
}
