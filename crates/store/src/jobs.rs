//! The table `jobs`: the whole job as JSON, and beside it the columns that are searched.

use afterframe_core::{
    ids::{JobId, MediaId, TaskId},
    job::{Job, JobState},
};
use rusqlite::params;

use crate::{
    MediaRow, Store, StoreError,
    open::{many, one},
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

impl Store {
    /// Writes a job, new or known.
    pub fn save_job(&self, job: &Job) -> Result<(), StoreError> {
        let json = serde_json::to_string(job).map_err(unreadable)?;
        self.connection
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
        Ok(())
    }

    /// Writes all of these or none.
    pub fn save_jobs(&self, jobs: &[Job]) -> Result<(), StoreError> {
        self.in_one_step(|| jobs.iter().try_for_each(|job| self.save_job(job)))
    }

    /// The job with this id.
    pub fn job(&self, id: &JobId) -> Result<Option<Job>, StoreError> {
        let found = one(&self.connection, "SELECT job FROM jobs WHERE id = ?1", [id.as_str()], json_column)?;
        found.map(|json| parse(&json)).transpose()
    }

    /// Every job, the newest first.
    pub fn jobs(&self) -> Result<Vec<Job>, StoreError> {
        let rows = many(&self.connection, "SELECT job FROM jobs ORDER BY created_at DESC, id DESC", [], json_column)?;
        Ok(readable(&rows))
    }

    /// The ids of all jobs.
    pub fn job_ids(&self) -> Result<Vec<JobId>, StoreError> {
        let ids = many(&self.connection, "SELECT id FROM jobs", [], |row| row.get::<_, String>(0))?;
        Ok(ids.into_iter().map(JobId::new).collect())
    }

    /// The jobs that go on by themselves, the oldest first.
    pub fn jobs_that_move(&self) -> Result<Vec<Job>, StoreError> {
        let rows =
            many(&self.connection, "SELECT job FROM jobs WHERE at_rest = 0 ORDER BY created_at, id", [], json_column)?;
        Ok(readable(&rows))
    }

    /// Jobs of `site` that are not over: moving, stopped or unknown.
    pub fn open_jobs_of(&self, site: &str) -> Result<Vec<Job>, StoreError> {
        let rows = many(
            &self.connection,
            "SELECT job FROM jobs WHERE site = ?1 AND state NOT IN ('done', 'failed', 'cancelled') ORDER BY created_at, id",
            [site],
            json_column,
        )?;
        Ok(readable(&rows))
    }

    /// The job that watches or watched this task.
    pub fn job_of_task(&self, task: &TaskId) -> Result<Option<Job>, StoreError> {
        let sql = "SELECT job FROM jobs WHERE json_extract(job, '$.taskId') = ?1 LIMIT 1";
        let found = one(&self.connection, sql, [task.as_str()], json_column)?;
        found.map(|json| parse(&json)).transpose()
    }

    /// Adds a finished job with its file, in one step.
    pub fn add_job_with_result(&mut self, job: &Job, result: &MediaRow) -> Result<(), StoreError> {
        self.in_one_step(|| {
            self.save_job(job)?;
            self.add_media(result)
        })
    }

    /// Removes the row; its half-finished downloads go with it, its clips stay and lose their job.
    pub fn remove_job(&self, id: &JobId) -> Result<(), StoreError> {
        self.connection.prepare_cached("DELETE FROM jobs WHERE id = ?1")?.execute([id.as_str()])?;
        Ok(())
    }

    /// Whether another job than `job` names the file `media`.
    pub fn is_used_elsewhere(&self, media: &MediaId, job: &JobId) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM jobs WHERE id <> ?2 AND instr(job, ?1) > 0 LIMIT 1";
        Ok(one(&self.connection, sql, [media.as_str(), job.as_str()], |_| Ok(()))?.is_some())
    }
}

fn json_column(row: &rusqlite::Row<'_>) -> rusqlite::Result<String> {
    row.get(0)
}

/// One row that cannot be read must not keep the others from being shown and going on. It stays where it is.
fn readable(rows: &[String]) -> Vec<Job> {
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
