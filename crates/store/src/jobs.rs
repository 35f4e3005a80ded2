//! The table `jobs`: the whole job as JSON, and beside it the columns that are searched.

use afterframe_core::{
    ids::{JobId, TaskId},
    job::{Job, JobState},
};
use rusqlite::{Connection, params};

use crate::{
    MediaRow, Store, StoreError, media,
    open::{many, one},
    shelf, words,
};

pub(crate) const SCHEMA_V1: &str = "
CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    at_rest INTEGER NOT NULL,
    site TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    job TEXT NOT NULL
) STRICT;
CREATE INDEX jobs_by_age ON jobs (created_at DESC, id DESC);
CREATE INDEX jobs_that_move ON jobs (created_at) WHERE at_rest = 0;
";

/// What is in a bin is in no answer.
const IN_NO_BIN: &str = "id NOT IN (SELECT job_id FROM shelf WHERE bin IS NOT NULL)";

/// Writes a job, new or known, and its place on the shelf. To be done within a step.
pub(crate) fn write(connection: &Connection, job: &Job) -> Result<(), StoreError> {
    let json = serde_json::to_string(job).map_err(unreadable)?;
    connection
        .prepare_cached(
            "INSERT INTO jobs (id, created_at, state, at_rest, site, endpoint, job) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (id) DO UPDATE SET state = ?3, at_rest = ?4, endpoint = ?6, job = ?7",
        )?
        .execute(params![
            job.id.as_str(),
            job.created_at.0,
            state_tag(&job.state),
            job.state.is_at_rest(),
            job.site,
            job.endpoint.as_str(),
            json
        ])?;
    shelf::put(connection, job)
}

/// The job with this id, wherever it lies.
pub(crate) fn read_one(connection: &Connection, id: &JobId) -> Result<Option<Job>, StoreError> {
    let found = one(connection, "SELECT job FROM jobs WHERE id = ?1", [id.as_str()], json_column)?;
    found.map(|json| parse(&json)).transpose()
}

impl Store {
    /// Writes a job, new or known.
    pub fn save_job(&self, job: &Job) -> Result<(), StoreError> {
        self.in_one_step(|| write(&self.connection, job))
    }

    /// Writes all of these or none.
    pub fn save_jobs(&self, jobs: &[Job]) -> Result<(), StoreError> {
        self.in_one_step(|| jobs.iter().try_for_each(|job| write(&self.connection, job)))
    }

    /// The job with this id.
    pub fn job(&self, id: &JobId) -> Result<Option<Job>, StoreError> {
        let sql = format!("SELECT job FROM jobs WHERE id = ?1 AND {IN_NO_BIN}");
        let found = one(&self.connection, &sql, [id.as_str()], json_column)?;
        found.map(|json| parse(&json)).transpose()
    }

    /// Every job, the newest first.
    pub fn jobs(&self) -> Result<Vec<Job>, StoreError> {
        self.jobs_where(&format!("{IN_NO_BIN} ORDER BY created_at DESC, id DESC"))
    }

    /// The ids of all jobs.
    pub fn job_ids(&self) -> Result<Vec<JobId>, StoreError> {
        let sql = format!("SELECT id FROM jobs WHERE {IN_NO_BIN}");
        let ids = many(&self.connection, &sql, [], |row| row.get::<_, String>(0))?;
        Ok(ids.into_iter().map(JobId::new).collect())
    }

    /// The jobs that go on by themselves, the oldest first.
    pub fn jobs_that_move(&self) -> Result<Vec<Job>, StoreError> {
        self.jobs_where(&format!("at_rest = 0 AND {IN_NO_BIN} ORDER BY created_at, id"))
    }

    /// The jobs that go on by themselves, and those of which nobody knows whether they do; the newest first.
    pub fn jobs_under_way(&self) -> Result<Vec<Job>, StoreError> {
        self.jobs_where(&format!(
            "(at_rest = 0 OR (at_rest = 1 AND state = 'unknown')) AND {IN_NO_BIN} ORDER BY created_at DESC, id DESC"
        ))
    }

    fn jobs_where(&self, condition: &str) -> Result<Vec<Job>, StoreError> {
        let rows = many(&self.connection, &format!("SELECT job FROM jobs WHERE {condition}"), [], json_column)?;
        Ok(readable(&rows))
    }

    /// Jobs of `site` that are not over: moving, stopped or unknown.
    pub fn open_jobs_of(&self, site: &str) -> Result<Vec<Job>, StoreError> {
        let sql = format!(
            "SELECT job FROM jobs WHERE site = ?1 AND state NOT IN ('done', 'failed', 'cancelled') AND {IN_NO_BIN}
             ORDER BY created_at, id"
        );
        Ok(readable(&many(&self.connection, &sql, [site], json_column)?))
    }

    /// The job that watches or watched this task.
    pub fn job_of_task(&self, task: &TaskId) -> Result<Option<Job>, StoreError> {
        let sql = format!("SELECT job FROM jobs WHERE json_extract(job, '$.taskId') = ?1 AND {IN_NO_BIN} LIMIT 1");
        let found = one(&self.connection, &sql, [task.as_str()], json_column)?;
        found.map(|json| parse(&json)).transpose()
    }

    /// Adds a finished job with its file, in one step.
    pub fn add_job_with_result(&mut self, job: &Job, result: &MediaRow) -> Result<(), StoreError> {
        self.add_jobs_with_results([(job, result)])
    }

    /// Adds finished jobs, each with its file, all or none.
    pub fn add_jobs_with_results<'a>(
        &mut self,
        jobs: impl IntoIterator<Item = (&'a Job, &'a MediaRow)>,
    ) -> Result<(), StoreError> {
        self.in_one_step(|| {
            jobs.into_iter().try_for_each(|(job, result)| {
                write(&self.connection, job)?;
                media::write(&self.connection, result)
            })
        })
    }

    /// Removes the row; its half-finished downloads go with it, its clips stay and lose their job.
    pub fn remove_job(&self, id: &JobId) -> Result<(), StoreError> {
        self.in_one_step(|| {
            let sql = "SELECT number FROM shelf WHERE job_id = ?1";
            if let Some(number) = one(&self.connection, sql, [id.as_str()], |row| row.get(0))? {
                words::take_out(&self.connection, number)?;
            }
            self.connection.prepare_cached("DELETE FROM jobs WHERE id = ?1")?.execute([id.as_str()])?;
            Ok(())
        })
    }
}

pub(crate) fn json_column(row: &rusqlite::Row<'_>) -> rusqlite::Result<String> {
    row.get(0)
}

/// One row that cannot be read must not keep the others from being shown and going on. It stays where it is.
pub(crate) fn readable(rows: &[String]) -> Vec<Job> {
    let read = |json: &String| parse(json).inspect_err(|error| tracing::error!(%error, "a job is left out")).ok();
    rows.iter().filter_map(read).collect()
}

fn parse(json: &str) -> Result<Job, StoreError> {
    serde_json::from_str(json).map_err(unreadable)
}

fn unreadable(source: serde_json::Error) -> StoreError {
    StoreError::Row { table: "jobs", source }
}

/// The tag that the JSON carries too.
fn state_tag(state: &JobState) -> &'static str {
    match state {
        JobState::Preparing => "preparing",
        JobState::Uploading => "uploading",
        JobState::Waiting { .. } => "waiting",
        JobState::Submitting { .. } => "submitting",
        JobState::Queued => "queued",
        JobState::Running => "running",
        JobState::Downloading => "downloading",
        JobState::Done => "done",
        JobState::Failed { .. } => "failed",
        JobState::Cancelled { .. } => "cancelled",
        JobState::Unknown { .. } => "unknown",
        JobState::Stopped => "stopped",
    }
}
