//! The table `spent`: what each run at RunningHub cost, or may have cost. Written by the database itself whenever a job's row is,
//! so that no write can forget it, and kept when the job is deleted: money that was spent stays spent. Of a deleted job the title
//! goes, because that is the person's own words; model, time, amounts and the task's number stay, as on a receipt.
//!
//! A job whose answer was lost and that a person sent again may have been paid for twice: the first run stays as one of which
//! nobody knows, under a number of its own.
//!
//! Practice runs are not in it, nor files that were found, nor jobs that RunningHub never had.

use afterframe_core::{
    ids::{Endpoint, TaskId},
    money::{Currency, Money},
    time::Timestamp,
};
use rusqlite::{Row, types::Type};

use crate::{Store, StoreError, open::many};

/// Whether RunningHub had the job in hand, or may have had it. Where a submit was refused, there is no number and no cost.
const SPENDS: &str = "json_extract(new.job, '$.practice') = 0
    AND ifnull(json_extract(new.job, '$.origin'), 'made') <> 'found'
    AND (json_extract(new.job, '$.taskId') IS NOT NULL OR json_extract(new.job, '$.cost') IS NOT NULL OR new.state = 'unknown')";

/// The row's values, out of the job that is `new`. Where nobody named an amount, the site says the currency. An estimate in
/// another currency than the cost would not add up, so it is left out.
const VALUES: &str = "
    new.id,
    coalesce(json_extract(new.job, '$.acceptedAt'), json_extract(new.job, '$.finishedAt'), new.created_at),
    new.endpoint,
    json_extract(new.job, '$.title'),
    new.state,
    coalesce(json_extract(new.job, '$.state.failure.charged'), json_extract(new.job, '$.state.charged')),
    json_extract(new.job, '$.taskId'),
    coalesce(json_extract(new.job, '$.cost.currency'), json_extract(new.job, '$.estimate.amount.currency'),
        CASE WHEN new.site LIKE '%runninghub.ai%' THEN 'USD' ELSE 'CNY' END),
    json_extract(new.job, '$.cost.micros'),
    CASE WHEN json_extract(new.job, '$.estimate.from') IN ('quote', 'list')
        AND json_extract(new.job, '$.estimate.amount.currency')
            = coalesce(json_extract(new.job, '$.cost.currency'), json_extract(new.job, '$.estimate.amount.currency'))
        THEN json_extract(new.job, '$.estimate.amount.micros') END";

/// What is known of a run's cost, in this order: what RunningHub said, that it charged nothing, an estimate where it is or will be
/// charged, and else nothing.
const KNOWN: &str = "CASE WHEN cost IS NOT NULL THEN cost WHEN charged IS 'no' THEN 0 END";
const ESTIMATED: &str =
    "CASE WHEN cost IS NULL AND ifnull(charged, 'yes') = 'yes' AND state <> 'unknown' THEN estimate END";

/// The runs of a job (`new` or `old`) whose answers were lost before it was sent again: `<job>/0`, `<job>/1`. `/` and `0` are neighbours,
/// so they are found by the key, and thousands of jobs are deleted quickly.
fn lost_before(row: &str) -> String {
    format!("job_id >= {row}.id || '/' AND job_id < {row}.id || '0'")
}

/// The step of the schema. Rows of jobs that are there already are made the same way.
pub(crate) fn schema_v4() -> String {
    let columns = "job_id, at, endpoint, title, state, charged, task_id, currency, cost, estimate";
    // A task that is fetched by its number after its job was deleted is the same run.
    let note = format!(
        "UPDATE spent SET job_id = new.id WHERE task_id = json_extract(new.job, '$.taskId') AND job_id <> new.id
             AND NOT EXISTS (SELECT 1 FROM jobs WHERE id = spent.job_id);
         INSERT INTO spent ({columns}) VALUES ({VALUES})
             ON CONFLICT (job_id) DO UPDATE SET at = excluded.at, endpoint = excluded.endpoint, title = excluded.title,
                 state = excluded.state, charged = excluded.charged, task_id = excluded.task_id,
                 currency = CASE WHEN excluded.cost IS NULL AND cost IS NOT NULL THEN currency ELSE excluded.currency END,
                 cost = coalesce(excluded.cost, cost), estimate = coalesce(excluded.estimate, estimate);"
    );
    let (lost_of_new, lost_of_old) = (lost_before("new"), lost_before("old"));
    format!(
        "CREATE TABLE spent (
             job_id TEXT PRIMARY KEY,
             at INTEGER NOT NULL,
             endpoint TEXT NOT NULL,
             title TEXT NOT NULL,
             state TEXT NOT NULL,
             charged TEXT,
             task_id TEXT,
             currency TEXT NOT NULL,
             cost INTEGER,
             estimate INTEGER
         ) STRICT;
         CREATE INDEX spent_by_time ON spent (at);
         CREATE INDEX spent_by_task ON spent (task_id) WHERE task_id IS NOT NULL;
         INSERT INTO spent ({columns}) SELECT {VALUES} FROM jobs AS new WHERE json_valid(new.job) AND {SPENDS};
         CREATE TRIGGER money_begins AFTER INSERT ON jobs WHEN json_valid(new.job) AND {SPENDS} BEGIN {note} END;
         CREATE TRIGGER money_moves AFTER UPDATE OF job ON jobs WHEN json_valid(new.job) AND {SPENDS} BEGIN {note} END;
         CREATE TRIGGER money_comes_back AFTER UPDATE OF job ON jobs WHEN json_valid(new.job) AND NOT ({SPENDS}) BEGIN
             UPDATE spent SET job_id = new.id || '/' || (SELECT count(*) FROM spent WHERE {lost_of_new})
                 WHERE job_id = new.id AND old.state = 'unknown';
             DELETE FROM spent WHERE job_id = new.id;
         END;
         CREATE TRIGGER money_stays AFTER DELETE ON jobs BEGIN
             DELETE FROM spent WHERE job_id = old.id AND task_id IS NULL AND cost IS NULL;
             UPDATE spent SET title = '', state = CASE WHEN state IN ('done', 'failed', 'cancelled') THEN state ELSE 'stopped' END
                 WHERE job_id = old.id;
             UPDATE spent SET title = '' WHERE {lost_of_old};
         END;"
    )
}

/// What the runs of one model cost in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spending {
    /// `2026-11`, where the computer is.
    pub month: String,
    pub endpoint: Endpoint,
    pub currency: Currency,
    pub runs: u32,
    /// The sum that RunningHub named, in millionths.
    pub known: i64,
    /// The sum of estimates where it named none (yet).
    pub estimated: i64,
    /// Runs of which neither is known.
    pub unknown_runs: u32,
}

/// One run, as a line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpentRun {
    /// `2026-11-20T15:04:05`, where the computer is.
    pub local_time: String,
    /// Empty where the job was deleted.
    pub title: String,
    pub endpoint: Endpoint,
    /// The job's tag.
    pub state: String,
    pub currency: Currency,
    /// What RunningHub named; nothing, where it said that it charged nothing.
    pub cost: Option<i64>,
    pub estimate: Option<i64>,
    pub task_id: Option<TaskId>,
}

impl Store {
    /// What was spent in each month, with each model, the newest month first and within it the most first.
    pub fn spending(&self) -> Result<Vec<Spending>, StoreError> {
        let sql = format!(
            "SELECT strftime('%Y-%m', at / 1000, 'unixepoch', 'localtime') AS month, endpoint, currency, count(*),
                 total({KNOWN}), total({ESTIMATED}), count(*) - count(coalesce({KNOWN}, {ESTIMATED}))
             FROM spent GROUP BY month, endpoint, currency
             ORDER BY month DESC, total(coalesce({KNOWN}, {ESTIMATED})) DESC, endpoint"
        );
        many(&self.connection, &sql, [], |row| {
            Ok(Spending {
                month: row.get(0)?,
                endpoint: Endpoint::new(row.get::<_, String>(1)?),
                currency: currency_column(row, 2)?,
                runs: row.get(3)?,
                known: whole(row.get(4)?),
                estimated: whole(row.get(5)?),
                unknown_runs: row.get(6)?,
            })
        })
    }

    /// What was spent in the month of `now`, known and estimated together, for each currency.
    pub fn spent_in_month_of(&self, now: Timestamp) -> Result<Vec<Money>, StoreError> {
        let sql = format!(
            "SELECT currency, total(coalesce({KNOWN}, {ESTIMATED})) FROM spent
             WHERE at >= 1000 * CAST(strftime('%s', ?1 / 1000, 'unixepoch', 'localtime', 'start of month', 'utc') AS INTEGER)
             GROUP BY currency ORDER BY currency"
        );
        many(&self.connection, &sql, [now.0], |row| Ok(Money::new(whole(row.get(1)?), currency_column(row, 0)?)))
    }

    /// Every run, the newest first.
    pub fn spent_runs(&self) -> Result<Vec<SpentRun>, StoreError> {
        let sql = format!(
            "SELECT strftime('%Y-%m-%dT%H:%M:%S', at / 1000, 'unixepoch', 'localtime'), title, endpoint, state, currency,
                 {KNOWN}, estimate, task_id
             FROM spent ORDER BY at DESC, job_id DESC"
        );
        many(&self.connection, &sql, [], |row| {
            Ok(SpentRun {
                local_time: row.get(0)?,
                title: row.get(1)?,
                endpoint: Endpoint::new(row.get::<_, String>(2)?),
                state: row.get(3)?,
                currency: currency_column(row, 4)?,
                cost: row.get(5)?,
                estimate: row.get(6)?,
                task_id: row.get::<_, Option<String>>(7)?.map(TaskId::new),
            })
        })
    }
}

/// `sum` fails where whole numbers overflow, and hostile rows could make them; `total` gives floating point, which is exact for
/// anything that can be paid.
#[expect(
    clippy::cast_possible_truncation,
    reason = "beyond the ends of an i64 it stays there, which is what is wanted"
)]
const fn whole(total: f64) -> i64 {
    total as i64
}

fn currency_column(row: &Row<'_>, at: usize) -> rusqlite::Result<Currency> {
    let code: String = row.get(at)?;
    serde_json::from_value(serde_json::Value::String(code))
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(error)))
}
