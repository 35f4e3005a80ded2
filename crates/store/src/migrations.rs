//! The schema as a list of steps. A step that was released is never changed; a new one is added below it.
//!
//! SQLite's `user_version` holds how many of them a file has seen.

use rusqlite::Transaction;
use rusqlite_migration::{HookError, M, Migrations};

const V1: &[&str] = &[
    crate::jobs::SCHEMA_V1,
    crate::media::SCHEMA_V1,
    crate::downloads::SCHEMA_V1,
    crate::uploads::SCHEMA_V1,
    crate::settings::SCHEMA_V1,
];

const V2: &[&str] = &[crate::spellings::SCHEMA_V2, crate::installation::SCHEMA_V2];

const V4: &[&str] = &[
    crate::records::SCHEMA_V4,
    crate::bins::SCHEMA_V4,
    crate::shelf::SCHEMA_V4,
    crate::labels::SCHEMA_V4,
    crate::words::SCHEMA_V4,
    crate::renames::SCHEMA_V4,
];

/// The step whose tables are filled from rows that are there already, which SQL alone cannot do.
const WITH_SHELF: usize = 3;

/// The version that a file has after all steps.
pub(crate) const NEWEST: u32 = 4;

/// One entry for each version, in order.
pub(crate) fn all() -> [String; NEWEST as usize] {
    [V1.concat(), V2.concat(), crate::states::schema_v3(), crate::money::schema_v4() + &V4.concat()]
}

/// The steps as the migration library wants them.
pub(crate) fn steps(scripts: &[String]) -> Migrations<'_> {
    scripts.iter().enumerate().map(|(index, sql)| step(index, sql)).collect()
}

fn step(index: usize, sql: &str) -> M<'_> {
    if index != WITH_SHELF {
        return M::up(sql);
    }
    M::up_with_hook(sql, |step: &Transaction<'_>| {
        crate::shelf::fill(step).map_err(|error| HookError::Hook(error.to_string()))
    })
}
