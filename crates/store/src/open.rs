//! Opens the database file so that what was written stays written, and refuses what it must not touch.
//!
//! Losing the row of a submitted job would lose money, so every commit reaches the disk (`synchronous=FULL`).
//! The file is checked before it is used. A marker file beside it says that it is open; one that is found at the next start means
//! that the last end was not clean.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OptionalExtension, Transaction, TransactionBehavior};

use crate::{StoreError, keep::has_copies, migrations, words};

/// How many statements are kept ready: about as many as there are.
pub(crate) const STATEMENTS_KEPT: usize = 128;

/// The open database. All methods block; a write has reached the disk when it returns.
#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    path: PathBuf,
    /// How many rows were changed when the newest copy was taken; `None` where it may be older than what is in the file.
    pub(crate) changes_in_copy: Option<u64>,
    marker: PathBuf,
}

impl Store {
    /// Opens the file at `path`, makes it if there is none, and brings an older one up to date after copying it.
    /// The folder must exist, and nobody else may have the file open.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let marker = with_ending(path, "open");
        let ended_badly = marker.exists() && path.exists();
        if ended_badly {
            tracing::info!("the library was not closed the last time");
        }
        if fs::metadata(path).is_ok_and(|file| file.len() == 0) && has_copies(path) {
            // SQLite takes an empty file for a new database.
            return Err(StoreError::Damaged { detail: "the file is empty".to_owned() });
        }
        let mut connection = Connection::open(path).map_err(refused)?;
        // A backup or a scanner may hold the file for a moment; whoever writes tries again after a refusal.
        connection.busy_timeout(Duration::from_secs(2))?;
        let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(refused)?;
        if found > migrations::NEWEST {
            return Err(StoreError::Newer { found, known: migrations::NEWEST });
        }
        connection.pragma_update(None, "journal_mode", "WAL").map_err(refused)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        // On macOS a plain fsync does not reach the disk; elsewhere these two change nothing.
        connection.pragma_update(None, "fullfsync", true)?;
        connection.pragma_update(None, "checkpoint_fullfsync", true)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        if ended_badly {
            check(&connection)?;
        } else {
            check_tables(&connection)?;
        }
        if found > 0 && found < migrations::NEWEST {
            copy(&connection, path, found)?;
        }
        let scripts = migrations::all();
        migrations::steps(&scripts).to_latest(&mut connection)?;
        if ended_badly {
            words::begin_anew_if_damaged(&connection)?;
        }
        fs::write(&marker, b"").map_err(|source| StoreError::File { path: marker.clone(), source })?;
        let copied = !ended_badly && has_copies(path);
        let changes_in_copy = copied.then(|| connection.total_changes());
        Ok(Self { connection, path: path.to_owned(), changes_in_copy, marker })
    }

    /// Does all of `writes` or nothing of them. Whatever fails, the end included, no transaction is left open: everything
    /// that was written after it would seem to be kept and be gone at the next start.
    pub(crate) fn in_one_step(&self, writes: impl FnOnce() -> Result<(), StoreError>) -> Result<(), StoreError> {
        // Undoes everything when it is dropped, also after a commit that was refused.
        let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        writes()?;
        Ok(transaction.commit()?)
    }

    /// Where the file lies.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Folds the journal into the file and takes the marker away: the next start need not check anything.
    pub fn close(self) -> Result<(), StoreError> {
        self.connection.close().map_err(|(_, error)| StoreError::Sqlite(error))?;
        match fs::remove_file(&self.marker) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                Err(StoreError::File { path: self.marker, source })
            }
            _ => Ok(()),
        }
    }
}

pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// SQLite says of a file that is no database, or a broken one, that it refused; a person needs to hear which.
pub(crate) fn refused(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => StoreError::Damaged { detail: error.to_string() },
        _ => StoreError::Sqlite(error),
    }
}

/// Looks the whole file over. A damaged index of words is none of a library: it is made anew from what is there.
pub(crate) fn check(connection: &Connection) -> Result<(), StoreError> {
    let said = |row: &rusqlite::Row<'_>| row.get::<_, String>(0);
    let mut statement = connection.prepare("PRAGMA quick_check(10)").map_err(refused)?;
    let found: Result<Vec<String>, _> = statement.query_map([], said).map_err(refused)?.collect();
    let is_of_words = |line: &String| line.to_lowercase().contains("fts5");
    let damage = found.map_err(refused)?.into_iter().find(|line| line != "ok" && !is_of_words(line));
    damage.map_or(Ok(()), |detail| Err(StoreError::Damaged { detail }))
}

/// Looks all tables over, but for the index of words, which takes longer than everything else together. That is enough for a file
/// that was closed.
fn check_tables(connection: &Connection) -> Result<(), StoreError> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'";
    let mut statement = connection.prepare(sql).map_err(refused)?;
    let names: Result<Vec<String>, _> = statement.query_map([], |row| row.get(0)).map_err(refused)?.collect();
    for name in names.map_err(refused)? {
        let check = format!("PRAGMA quick_check('{name}')");
        let answer: String = connection.query_row(&check, [], |row| row.get(0)).map_err(refused)?;
        if answer != "ok" {
            return Err(StoreError::Damaged { detail: answer });
        }
    }
    Ok(())
}

/// Copies the database beside itself before its schema changes, as `<name>.v<version>`. An older copy of the same version gives way.
fn copy(connection: &Connection, path: &Path, version: u32) -> Result<(), StoreError> {
    let target = with_ending(path, &format!("v{version}"));
    if target.exists() {
        fs::remove_file(&target).map_err(|source| StoreError::File { path: target.clone(), source })?;
    }
    connection.execute("VACUUM INTO ?1", [target.to_string_lossy()])?;
    Ok(())
}

/// One row by a statement, or none.
pub(crate) fn one<T, P: rusqlite::Params>(
    connection: &Connection,
    sql: &str,
    params: P,
    read: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>, StoreError> {
    Ok(connection.prepare_cached(sql)?.query_row(params, read).optional()?)
}

/// All rows by a statement.
pub(crate) fn many<T, P: rusqlite::Params>(
    connection: &Connection,
    sql: &str,
    params: P,
    read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params, read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use afterframe_core::{ids::JobId, settings::Settings};

    use super::*;
    use crate::DownloadRow;

    /// Without a write-ahead log, as on network drives, whoever reads the file can hold up the end of a write.
    #[test]
    fn a_step_whose_end_is_refused_leaves_nothing_open_and_the_next_write_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("afterframe.db");
        let mut store = Store::open(&path).unwrap();
        store.connection.pragma_update(None, "journal_mode", "DELETE").unwrap();
        store.connection.busy_timeout(Duration::ZERO).unwrap();
        store.connection.pragma_update(None, "foreign_keys", false).unwrap();
        let row = DownloadRow {
            job_id: JobId::from("job"),
            number: 0,
            folder: folder.path().to_owned(),
            part_path: folder.path().join("film.part"),
            final_path: None,
            etag: None,
            total_bytes: None,
        };
        let reader = Connection::open(&path).unwrap();
        reader.execute_batch("BEGIN; SELECT count(*) FROM jobs").unwrap();
        let refused = store.begin_download(&row);
        assert!(matches!(refused, Err(StoreError::Sqlite(_))), "{refused:?}");
        reader.execute_batch("ROLLBACK").unwrap();
        let wanted = Settings { site: Some("https://site.example".to_owned()), ..Settings::default() };
        store.save_settings(&wanted).unwrap();
        // Killed, not closed.
        drop(store);
        assert_eq!(Store::open(&path).unwrap().settings().unwrap(), wanted);
    }
}
