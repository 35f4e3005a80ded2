//! What can go wrong with the store.

use std::{io, path::PathBuf};

/// Why the store could not be opened, read or written. After a failed write nothing of it is in the file.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A later version of the program wrote the file. Nothing was touched.
    #[error("the database has version {found}, and this program knows versions up to {known}")]
    Newer {
        /// The version of the file.
        found: u32,
        /// The newest version that this program reads.
        known: u32,
    },
    /// The file is not a database, or SQLite's own check found it broken.
    #[error("the database is damaged: {detail}")]
    Damaged {
        /// SQLite's words.
        detail: String,
    },
    /// A row holds something that this version cannot read.
    #[error("a row of {table} cannot be read: {source}")]
    Row {
        /// The table.
        table: &'static str,
        /// What the reader stumbled over.
        source: serde_json::Error,
    },
    /// A file beside the database could not be written or removed.
    #[error("{}: {source}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The schema could not be brought up to date. The file is as it was; a copy lies beside it.
    #[error("the database could not be brought up to date: {0}")]
    Migration(#[from] rusqlite_migration::Error),
    /// SQLite refused: a full disk, a read-only file, a lock.
    #[error("the database refused: {0}")]
    Sqlite(#[from] rusqlite::Error),
}
