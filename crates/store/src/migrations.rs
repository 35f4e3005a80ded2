//! The schema as a list of steps. A step that was released is never changed; a new one is added below it.
//!
//! SQLite's `user_version` holds how many of them a file has seen.

use rusqlite_migration::{M, Migrations};

const V1: &[&str] = &[
    crate::jobs::SCHEMA_V1,
    crate::media::SCHEMA_V1,
    crate::downloads::SCHEMA_V1,
    crate::uploads::SCHEMA_V1,
    crate::settings::SCHEMA_V1,
];

const V2: &[&str] = &[crate::spellings::SCHEMA_V2, crate::installation::SCHEMA_V2];

/// The version that a file has after all steps.
pub(crate) const NEWEST: u32 = 4;

/// One entry for each version, in order.
pub(crate) fn all() -> [String; NEWEST as usize] {
    [V1.concat(), V2.concat(), crate::states::schema_v3(), crate::money::schema_v4() + crate::records::SCHEMA_V4]
}

/// The steps as the migration library wants them.
pub(crate) fn steps(scripts: &[String]) -> Migrations<'_> {
    scripts.iter().map(|sql| M::up(sql)).collect()
}
