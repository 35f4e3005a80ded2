//! What an engine is opened with: folders, catalogue, the things of the world that tests replace, time, the bin and the drive,
//! and a place for a witness, which tests fill.

use std::{
    future::Future,
    io,
    path::{Path, PathBuf},
    pin::Pin,
    sync::Arc,
    time::Duration,
};

use afterframe_core::{
    catalogue::Catalogue,
    language::Language,
    time::{Span, Timestamp},
};
use afterframe_media::Tools;
use runninghub::ClientOptions;

/// A wait that ends by itself.
pub type Sleep<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
    /// The day at this place, `YYYY-MM-DD`.
    fn today(&self) -> String;
    /// Ends after `span` of this clock's time; at once if it is not positive.
    fn sleep(&self, span: Span) -> Sleep<'_>;
}

/// Where deleted files go.
pub trait Bin: Send + Sync {
    /// Puts the file into the bin. The error is the system's words.
    fn take(&self, path: &Path) -> Result<(), String>;
}

/// How much room a drive has.
pub trait Space: Send + Sync {
    /// The bytes that may still be written in `folder`.
    fn free(&self, folder: &Path) -> io::Result<u64>;
}

/// A step of a job that leaves a trace in the world, told the instant after it was done and before anything else is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The database did what it was asked; what was written is on disk.
    Stored,
    /// An upload has come to its end, whichever. Nothing of it is written yet.
    UploadOver,
    /// A submit has come to its end, whichever. Nothing of it is written yet.
    SubmitOver,
    /// A question about a task has come to its end, whichever. Nothing of it is written yet.
    QueryOver,
    /// An empty part file has its place.
    PartMade,
    /// The first bytes of a result are on their way into the part file.
    PartBegun,
    /// The whole result is in the part file and synced.
    PartWhole,
    /// What it was made with is in the part file too, and synced.
    Inscribed,
    /// The result has its name, and still its part file's.
    Linked,
    /// The result has its name alone, and the folder is synced.
    Named,
}

/// Watches what is done, so that it can be proven what becomes of a job whose program ends at any of these moments.
/// It is called on the thread that did it, which goes on when it returns.
pub trait Witness: Send + Sync {
    /// Something was just done.
    fn saw(&self, moment: Moment);
}

/// Nobody looks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nobody;

impl Witness for Nobody {
    fn saw(&self, _: Moment) {}
}

/// The clock of the system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp(jiff::Timestamp::now().as_millisecond())
    }

    fn today(&self) -> String {
        jiff::Zoned::now().date().to_string()
    }

    fn sleep(&self, span: Span) -> Sleep<'_> {
        Box::pin(tokio::time::sleep(Duration::from_millis(u64::try_from(span.0).unwrap_or(0))))
    }
}

/// The bin of the system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemBin;

impl Bin for SystemBin {
    fn take(&self, path: &Path) -> Result<(), String> {
        trash::delete(path).map_err(|error| error.to_string())
    }
}

/// The drives of the system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemSpace;

impl Space for SystemSpace {
    fn free(&self, folder: &Path) -> io::Result<u64> {
        fs4::available_space(folder)
    }
}

/// What an engine needs to run.
#[derive(Clone)]
pub struct Options {
    /// Holds the database, the posters and the lock. Made if it is missing.
    pub data_folder: PathBuf,
    /// Where results go while the settings name no folder. Made when the first result comes.
    pub default_results_folder: PathBuf,
    pub catalogue: Catalogue,
    /// The language of the system, for the names of files while the settings name no other.
    pub language: Language,
    pub clock: Arc<dyn Clock>,
    pub bin: Arc<dyn Bin>,
    pub space: Arc<dyn Space>,
    pub client: ClientOptions,
    /// ffmpeg and ffprobe; `None` looks for them each time, so that they may be installed while the program runs.
    pub tools: Option<Tools>,
    /// Who watches; nobody in the program itself.
    pub witness: Arc<dyn Witness>,
}

impl Options {
    /// The built-in catalogue, English, the system's clock and bin, and the client's usual limits.
    pub fn new(data_folder: impl Into<PathBuf>, default_results_folder: impl Into<PathBuf>) -> Self {
        Self {
            data_folder: data_folder.into(),
            default_results_folder: default_results_folder.into(),
            catalogue: Catalogue::built_in(),
            language: Language::default(),
            clock: Arc::new(SystemClock),
            bin: Arc::new(SystemBin),
            space: Arc::new(SystemSpace),
            client: ClientOptions::default(),
            tools: None,
            witness: Arc::new(Nobody),
        }
    }
}
