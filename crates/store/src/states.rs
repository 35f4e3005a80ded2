//! The table `job_states`: through which states a job came, and when. Written by the database itself whenever a job's row is, so
//! that no write can forget it; read for the report alone. States are tags: no words of a person or a server are in it.

use afterframe_core::{ids::JobId, time::Timestamp};

use crate::{Store, StoreError, open::many};

/// What a trigger keeps of each job. The first states tell where it comes from, the newest what became of it; a job that goes
/// back and forth for days loses the ones between.
const MOST: &str = "40";
const FIRST: &str = "10";

/// The step of the schema. A job that a person holds is told apart from one that moves.
pub(crate) fn schema_v3() -> String {
    let named = "CASE WHEN json_extract(new.job, '$.paused') THEN new.state || ', held' ELSE new.state END";
    let note = format!(
        "INSERT INTO job_states (job_id, state, at) VALUES (new.id, {named}, json_extract(new.job, '$.changedAt'));
         DELETE FROM job_states WHERE number IN (
             SELECT number FROM job_states WHERE job_id = new.id ORDER BY number LIMIT
                 max(0, (SELECT count(*) FROM job_states WHERE job_id = new.id) - {MOST}) OFFSET {FIRST});"
    );
    format!(
        "CREATE TABLE job_states (
             number INTEGER PRIMARY KEY AUTOINCREMENT,
             job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
             state TEXT NOT NULL,
             at INTEGER NOT NULL
         ) STRICT;
         CREATE INDEX job_states_of_job ON job_states (job_id, number);
         INSERT INTO job_states (job_id, state, at)
             SELECT id, state, json_extract(job, '$.changedAt') FROM jobs WHERE json_valid(job);
         CREATE TRIGGER job_begins AFTER INSERT ON jobs WHEN json_valid(new.job) BEGIN {note} END;
         CREATE TRIGGER job_moves AFTER UPDATE OF job ON jobs
             WHEN json_valid(new.job) AND json_valid(old.job) AND (old.state <> new.state
                 OR json_extract(old.job, '$.paused') IS NOT json_extract(new.job, '$.paused'))
             BEGIN {note} END;"
    )
}

/// One state that a job was in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastState {
    /// The state's tag, as in the job's row.
    pub state: String,
    /// Since when.
    pub at: Timestamp,
}

impl Store {
    /// The states of a job, the first one first.
    pub fn past_states(&self, id: &JobId) -> Result<Vec<PastState>, StoreError> {
        let sql = "SELECT state, at FROM job_states WHERE job_id = ?1 ORDER BY number";
        many(&self.connection, sql, [id.as_str()], |row| {
            Ok(PastState { state: row.get(0)?, at: Timestamp(row.get(1)?) })
        })
    }
}
