//! What the server remembers over a restart: its tasks, its uploads and its wallet, as one small file. Prompts are not in it.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Deserializer, Serialize};

use crate::{keys::Holder, order::Order};

/// Raised when the shape of the file changes.
const VERSION: u32 = 2;
/// The oldest that can still be read.
const OLDEST: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Ledger {
    version: u32,
    /// Signs links, so that those handed out before a restart stay good.
    pub(crate) secret: String,
    /// The key, where the server made it up itself. A key that it was given is never written.
    pub(crate) made_up_key: Option<String>,
    pub(crate) balance_micros: i64,
    pub(crate) tasks: BTreeMap<String, Task>,
    pub(crate) uploads: BTreeMap<String, Upload>,
}

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    Queued,
    Running,
    Success,
    Failed { code: u32 },
    Cancelled,
}

impl State {
    pub(crate) const fn is_over(self) -> bool {
        !matches!(self, Self::Queued | Self::Running)
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Task {
    pub(crate) endpoint: String,
    pub(crate) holder: Holder,
    pub(crate) state: State,
    pub(crate) order: Order,
    pub(crate) price_micros: Option<i64>,
    /// Milliseconds that the task should take at least, once it runs, at pace 1.
    pub(crate) run_ms: u64,
    /// The code it is going to fail with, if that was switched on.
    pub(crate) doomed: Option<u32>,
    /// Milliseconds since the epoch.
    pub(crate) started_ms: Option<i64>,
    pub(crate) took_seconds: Option<i64>,
    /// What came of it; empty until it is a success. An earlier version knew one file's name here, or nothing.
    #[serde(alias = "result", deserialize_with = "of_any_version")]
    pub(crate) results: Vec<Piece>,
}

/// One result: a file of ours, or words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Piece {
    /// The name of a file in the results' folder.
    File(String),
    Text(String),
}

fn of_any_version<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Piece>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Kept {
        Pieces(Vec<Piece>),
        File(String),
        Nothing,
    }
    Ok(match Kept::deserialize(from)? {
        Kept::Pieces(pieces) => pieces,
        Kept::File(name) => vec![Piece::File(name)],
        Kept::Nothing => Vec::new(),
    })
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Upload {
    pub(crate) size: u64,
    /// Lower case, as the catalogue names formats.
    pub(crate) format: String,
    /// How long it plays, where that could be read from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) duration_ms: Option<u64>,
}

/// Why a ledger could not be read.
#[derive(Debug)]
pub(crate) enum Unreadable {
    Disk(io::Error),
    Content(serde_json::Error),
}

impl Ledger {
    pub(crate) const fn new(secret: String, made_up_key: Option<String>, balance_micros: i64) -> Self {
        Self { version: VERSION, secret, made_up_key, balance_micros, tasks: BTreeMap::new(), uploads: BTreeMap::new() }
    }

    /// The ledger in `folder`, if one was kept there.
    pub(crate) fn read(folder: &Path) -> Result<Option<Self>, Unreadable> {
        let content = match fs::read(path(folder)) {
            Ok(content) => content,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Unreadable::Disk(error)),
        };
        let mut ledger: Self = serde_json::from_slice(&content).map_err(Unreadable::Content)?;
        if !(OLDEST..=VERSION).contains(&ledger.version) {
            let error = serde::de::Error::custom(format_args!("version {} where {VERSION} is known", ledger.version));
            return Err(Unreadable::Content(error));
        }
        ledger.version = VERSION;
        Ok(Some(ledger))
    }

    /// Writes the ledger beside itself and renames it, so that a crash leaves the old or the new one.
    pub(crate) fn write(&self, folder: &Path) -> io::Result<()> {
        let target = path(folder);
        let writing = target.with_extension("writing");
        fs::write(&writing, serde_json::to_vec(self).map_err(io::Error::other)?)?;
        fs::rename(writing, target)
    }

    /// Money that is not yet promised to a task on its way.
    pub(crate) fn free_micros(&self) -> i64 {
        let promised: i64 =
            self.tasks.values().filter(|task| !task.state.is_over()).filter_map(|task| task.price_micros).sum();
        self.balance_micros - promised
    }

    pub(crate) fn count(&self, state: State) -> usize {
        self.tasks.values().filter(|task| task.state == state).count()
    }
}

fn path(folder: &Path) -> PathBuf {
    folder.join("ledger.json")
}
