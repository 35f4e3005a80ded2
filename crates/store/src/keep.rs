//! Copies of the database that are kept in case it gets damaged, and the way back from one.
//!
//! A copy is whole before it takes the place of an older one, and two of them are kept: a copy that was taken of something broken
//! in a way that no check finds still leaves the one before. Whatever is set aside keeps its bytes; nothing is ever deleted
//! that a person could miss. What a restored job becomes is not decided here.

use std::{
    ffi::OsString,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use rusqlite::{Connection, OpenFlags};

use crate::{
    Store, StoreError, migrations,
    open::{check, refused, with_ending},
};

/// The endings of the kept copies, the newest first.
const KEPT: [&str; 2] = ["kept-1", "kept-2"];

/// What a restored library was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copy {
    /// When it was taken.
    pub taken: Option<SystemTime>,
}

/// When the newest kept copy of the database at `path` was taken.
pub fn newest_copy(path: &Path) -> Option<SystemTime> {
    KEPT.iter().find_map(|ending| fs::metadata(with_ending(path, ending)).ok()?.modified().ok())
}

impl Store {
    /// Takes a copy, checks it, and lets it take the place of the older of the kept ones.
    pub fn keep_copy(&mut self) -> Result<(), StoreError> {
        let path = self.path().to_owned();
        let fresh = with_ending(&path, "kept-new");
        remove(&fresh)?;
        self.connection.execute("VACUUM INTO ?1", [fresh.to_string_lossy()])?;
        let whole = Connection::open_with_flags(&fresh, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(refused)?;
        check(&whole)?;
        whole.close().map_err(|(_, error)| StoreError::Sqlite(error))?;
        File::options().write(true).open(&fresh).and_then(|file| file.sync_all()).map_err(failed(&fresh))?;
        let [newest, older] = KEPT.map(|ending| with_ending(&path, ending));
        // A crash in between leaves one of them at least, and the next copy makes two again.
        if newest.exists() {
            fs::rename(&newest, &older).map_err(failed(&newest))?;
        }
        fs::rename(&fresh, &newest).map_err(failed(&fresh))?;
        self.changes_in_copy = Some(self.connection.total_changes());
        Ok(())
    }

    /// Takes a copy unless the newest one holds everything already.
    pub fn keep_what_is_new(&mut self) -> Result<(), StoreError> {
        if self.changes_in_copy == Some(self.connection.total_changes()) { Ok(()) } else { self.keep_copy() }
    }
}

/// Whether there is something to put in the place of a database that is not there.
pub fn has_copies(path: &Path) -> bool {
    KEPT.iter().any(|ending| with_ending(path, ending).exists())
}

/// Puts the newest good copy in the place of the database at `path`, which is set aside under `aside` as its ending.
/// `prepare` has the copy before it counts: what it writes is there when the library is opened the next time, whatever
/// happens in between. `None`: there is no good copy, and `path` is free for a new database.
pub fn restore(
    path: &Path,
    aside: &str,
    prepare: impl FnOnce(&mut Store) -> Result<(), StoreError>,
) -> Result<Option<Copy>, StoreError> {
    let mut found = None;
    for ending in KEPT {
        let kept = with_ending(path, ending);
        match good(&kept) {
            Ok(true) => {
                found = Some(kept);
                break;
            }
            Ok(false) => {}
            // An older program must not go on without what a newer one wrote.
            Err(newer @ StoreError::Newer { .. }) => return Err(newer),
            Err(error) => tracing::warn!(%error, "a kept copy is no good"),
        }
    }
    let Some(kept) = found else {
        set_aside(path, aside)?;
        return Ok(None);
    };
    let taken = fs::metadata(&kept).and_then(|file| file.modified()).ok();
    let coming = with_ending(path, "coming");
    for ending in ["", "-wal", "-shm", ".open"] {
        remove(&with_suffix(&coming, ending))?;
    }
    fs::copy(&kept, &coming).map_err(failed(&coming))?;
    let mut store = Store::open(&coming)?;
    prepare(&mut store)?;
    store.close()?;
    File::options().write(true).open(&coming).and_then(|file| file.sync_all()).map_err(failed(&coming))?;
    // A crash after this line finds no database and copies beside it, which leads here again.
    set_aside(path, aside)?;
    fs::rename(&coming, path).map_err(failed(&coming))?;
    Ok(Some(Copy { taken }))
}

/// Whether there is a copy that SQLite finds whole and that this program can read.
fn good(kept: &Path) -> Result<bool, StoreError> {
    if fs::metadata(kept).map_or(0, |file| file.len()) == 0 {
        return Ok(false);
    }
    let copy = Connection::open_with_flags(kept, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(refused)?;
    let version: u32 = copy.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(refused)?;
    if version > migrations::NEWEST {
        return Err(StoreError::Newer { found: version, known: migrations::NEWEST });
    }
    check(&copy)?;
    Ok(version > 0)
}

/// Gives the database and its journal another name, under which they stay.
fn set_aside(path: &Path, aside: &str) -> Result<(), StoreError> {
    for suffix in ["", "-wal", "-shm"] {
        let from = with_suffix(path, suffix);
        if from.exists() {
            fs::rename(&from, with_suffix(&with_ending(path, aside), suffix)).map_err(failed(&from))?;
        }
    }
    Ok(())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(suffix);
    PathBuf::from(name)
}

fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(path)(error)),
        _ => Ok(()),
    }
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::File { path, source }
}
