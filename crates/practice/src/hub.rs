//! What all calls share: keys, catalogue, ledger, faults, the log, and the tasks under way.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use afterframe_core::catalogue::Catalogue;
use axum::http::{HeaderMap, header};
use jiff::Timestamp;
use tokio::{sync::Semaphore, task::AbortHandle};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::error;

use crate::{
    faults::Board,
    keys::{Holder, Keys, random_key},
    ledger::{Ledger, Piece, Unreadable},
    links::Signer,
    log::Record,
    options::{Options, StartError},
};

/// How long files are kept.
const KEPT: Duration = Duration::from_hours(48);

pub(crate) struct Hub {
    pub(crate) options: Options,
    pub(crate) base: String,
    pub(crate) keys: Keys,
    pub(crate) catalogue: Catalogue,
    pub(crate) faults: Board,
    pub(crate) record: Record,
    pub(crate) signer: Signer,
    pub(crate) slots: Semaphore,
    pub(crate) tracker: TaskTracker,
    pub(crate) stopping: CancellationToken,
    workers: Mutex<HashMap<String, AbortHandle>>,
    ledger: Mutex<Ledger>,
    folder: Folder,
}

enum Folder {
    Kept(PathBuf),
    Temporary(tempfile::TempDir),
}

impl Hub {
    pub(crate) fn open(options: Options, base: String) -> Result<Self, StartError> {
        let folder = open_folder(options.folder.as_deref())?;
        let known = Ledger::read(folder.path()).map_err(|error| unreadable(folder.path(), error))?;
        let mut ledger = if let Some(ledger) = known {
            ledger
        } else {
            Ledger::new(random_key().map_err(StartError::Random)?, None, options.balance_micros)
        };
        sweep(folder.path(), &mut ledger);
        let hub = Self {
            keys: Keys::from_shared(""),
            catalogue: Catalogue::built_in(),
            faults: Board::default(),
            record: Record::default(),
            signer: Signer::new(ledger.secret.clone()),
            slots: Semaphore::new(usize::try_from(options.concurrent_limit).unwrap_or(1).max(1)),
            tracker: TaskTracker::new(),
            stopping: CancellationToken::new(),
            workers: Mutex::default(),
            ledger: Mutex::new(ledger),
            folder,
            base,
            options,
        };
        hub.with_key()
    }

    fn with_key(mut self) -> Result<Self, StartError> {
        let key = if let Some(key) = &self.options.key {
            key.clone()
        } else {
            let made_up = self.ledger().made_up_key.clone();
            let key = made_up.map_or_else(|| random_key().map_err(StartError::Random), Ok)?;
            self.change(|ledger| ledger.made_up_key = Some(key.clone()));
            key
        };
        self.keys = Keys::from_shared(&key);
        Ok(self)
    }

    /// A look at the ledger. Never held over an await.
    pub(crate) fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the ledger and writes it.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut Ledger) -> T) -> T {
        let mut ledger = self.ledger();
        let result = change(&mut ledger);
        if let Err(error) = ledger.write(self.folder.path()) {
            error!(%error, "the practice ledger cannot be written");
        }
        result
    }

    pub(crate) fn uploads(&self) -> PathBuf {
        self.folder.path().join("uploads")
    }

    pub(crate) fn results(&self) -> PathBuf {
        self.folder.path().join("results")
    }

    pub(crate) fn workers(&self) -> MutexGuard<'_, HashMap<String, AbortHandle>> {
        self.workers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A link to a file in `room` (`uploads` or `results`) that lives for `life` from now.
    pub(crate) fn link(&self, room: &str, name: &str, life: Duration) -> String {
        let until = Timestamp::now().saturating_add(life).unwrap_or(Timestamp::MAX);
        format!("{}/{room}/{}/{name}", self.base, self.signer.sign(name, until))
    }

    /// A link that has been dead for a minute.
    pub(crate) fn dead_link(&self, room: &str, name: &str) -> String {
        let until = Timestamp::now().saturating_sub(Duration::from_mins(1)).unwrap_or(Timestamp::MIN);
        format!("{}/{room}/{}/{name}", self.base, self.signer.sign(name, until))
    }

    /// Whose Bearer key the request carries.
    pub(crate) fn bearer(&self, headers: &HeaderMap) -> Option<Holder> {
        let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
        let (scheme, key) = text.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| self.keys.holder(key)).flatten()
    }
}

impl Folder {
    fn path(&self) -> &Path {
        match self {
            Self::Kept(path) => path,
            Self::Temporary(folder) => folder.path(),
        }
    }
}

fn open_folder(wanted: Option<&Path>) -> Result<Folder, StartError> {
    let named = |folder: &Path| folder.to_owned();
    let folder = match wanted {
        Some(path) => Folder::Kept(path.to_owned()),
        None => Folder::Temporary(
            tempfile::Builder::new()
                .prefix("practice-")
                .tempdir()
                .map_err(|source| StartError::Folder { folder: std::env::temp_dir(), source })?,
        ),
    };
    for room in ["uploads", "results"] {
        let path = folder.path().join(room);
        std::fs::create_dir_all(&path).map_err(|source| StartError::Folder { folder: named(&path), source })?;
    }
    Ok(folder)
}

/// Forgets what is older than two days, as the service does after one: a folder that is practised in for a year must not fill the disk.
fn sweep(folder: &Path, ledger: &mut Ledger) {
    for room in ["uploads", "results"] {
        let Ok(entries) = std::fs::read_dir(folder.join(room)) else { continue };
        for entry in entries.flatten() {
            let age = entry.metadata().and_then(|meta| meta.modified()).ok().and_then(|at| at.elapsed().ok());
            if age.is_some_and(|age| age > KEPT) {
                // What cannot be removed now is tried again at the next start.
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
    ledger.uploads.retain(|name, _| folder.join("uploads").join(name).is_file());
    let there = |piece: &Piece| match piece {
        Piece::File(name) => folder.join("results").join(name).is_file(),
        Piece::Text(_) => true,
    };
    ledger.tasks.retain(|_, task| !task.state.is_over() || task.results.iter().all(there));
}

fn unreadable(folder: &Path, error: Unreadable) -> StartError {
    let folder = folder.to_owned();
    match error {
        Unreadable::Disk(source) => StartError::Folder { folder, source },
        Unreadable::Content(source) => StartError::Ledger { folder, source },
    }
}
