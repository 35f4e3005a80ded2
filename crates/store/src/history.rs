//! What the jobs on the shelf tell about the models that made them.

use afterframe_core::{
    ids::Endpoint,
    time::{Span, Timestamp},
};
use rusqlite::params;

use crate::{
    Shelves, StoreError,
    open::{many, one},
    shelf::instant_of,
};

/// How one model was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    pub endpoint: Endpoint,
    /// When the latest of its jobs was made.
    pub latest: Timestamp,
    /// How long its latest jobs took at RunningHub, from taken to done; the latest first. Practice is not among them.
    pub waited: Vec<Span>,
}

/// What files that were found are filed under. It is no model, and stands before all of them.
const NO_MODEL: &str = "";

impl Shelves<'_> {
    /// Every model that has a job; of each the waiting times of its `most` latest jobs.
    pub fn uses(self, most: u32) -> Result<Vec<Use>, StoreError> {
        let mut uses: Vec<Use> = Vec::new();
        loop {
            // From one model to the next in the index, without looking at the jobs between.
            let after = uses.last().map_or(NO_MODEL, |last| last.endpoint.as_str());
            let sql =
                "SELECT endpoint FROM shelf WHERE bin IS NULL AND endpoint > ?1 ORDER BY endpoint, number LIMIT 1";
            let Some(endpoint) = one(self.connection, sql, [after], |row| row.get::<_, String>(0))? else {
                return Ok(uses);
            };
            let sql = "SELECT number FROM shelf WHERE bin IS NULL AND endpoint = ?1 ORDER BY number DESC LIMIT 1";
            let latest = one(self.connection, sql, [&endpoint], |row| row.get(0))?.map_or(Timestamp(0), instant_of);
            let sql = "SELECT waited_ms FROM shelf WHERE bin IS NULL AND endpoint = ?1 AND practice = 0
                       AND waited_ms IS NOT NULL ORDER BY number DESC LIMIT ?2";
            let waited = many(self.connection, sql, params![endpoint, most], |row| Ok(Span(row.get(0)?)))?;
            uses.push(Use { endpoint: Endpoint::new(endpoint), latest, waited });
        }
    }
}
