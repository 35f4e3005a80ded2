//! What the engine tells: entries as they are now, and the changes that lead there.

use std::path::PathBuf;

use afterframe_core::{
    ids::{JobId, MediaId},
    job::Job,
    library::Shelf,
    media::{KnownMedia, MediaFacts},
    money::{Currency, Money},
    settings::Settings,
    time::Timestamp,
};

/// Something is different now. Every write of a job, a file or the settings is told as exactly one
/// change; progress and balance are told without being written.
#[derive(Debug, Clone)]
pub enum Change {
    /// A job is new, or moved.
    Job(Box<JobEntry>),
    /// A job was deleted.
    JobGone(JobId),
    /// A file is new, or its poster is ready.
    Media(Box<MediaEntry>),
    /// Collections or many jobs are different.
    Library,
    /// The system's bin did not take a file, so these jobs are in the library again.
    BinFailed {
        count: u32,
        /// The first file, and the system's words.
        detail: String,
    },
    Settings(Settings),
    Progress(Progress),
    Balance(Balance),
    /// Whether the database refuses to be written. While it does, nothing is sent.
    StoreFailing {
        failing: bool,
    },
}

/// A job with the files it takes and the files it made.
#[derive(Debug, Clone, PartialEq)]
pub struct JobEntry {
    pub job: Job,
    pub inputs: Vec<MediaEntry>,
    pub results: Vec<MediaEntry>,
    pub shelf: Shelf,
}

/// A file that the program knows.
#[derive(Debug, Clone, PartialEq)]
pub struct MediaEntry {
    pub id: MediaId,
    /// Where it lies, or lay. Not for the window, which gets ids.
    pub path: PathBuf,
    pub file_name: String,
    /// What a result made from it is named after.
    pub title: String,
    pub facts: MediaFacts,
    /// Whether the file was there when this entry was made.
    pub exists: bool,
    pub has_poster: bool,
    pub made_by_family: Option<String>,
    /// The job that made it; `None` for a file from outside.
    pub job: Option<JobId>,
    pub practice: bool,
    pub created_at: Timestamp,
}

impl MediaEntry {
    /// The file as a form's checks see it.
    pub fn known(&self) -> KnownMedia {
        KnownMedia { id: self.id.clone(), facts: self.facts.clone(), made_by_family: self.made_by_family.clone() }
    }
}

/// How far an upload or a download is. At most five a second for each job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub job: JobId,
    pub phase: Phase,
    pub done_bytes: u64,
    pub total_bytes: Option<u64>,
}

/// Which way the bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Upload,
    Download,
}

/// What an account has, and how much it may run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    pub site: String,
    pub practice: bool,
    pub money: Option<Money>,
    /// RH coins in millionths.
    pub coins: Option<i64>,
    pub currency: Currency,
    /// How many tasks may run at once.
    pub concurrent_limit: Option<u32>,
    /// How many run now, from this program or elsewhere.
    pub running: Option<u32>,
}

/// What becomes of a deleted job's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultFiles {
    /// They stay where they are.
    Keep,
    /// They go to the system's bin.
    Bin,
}
