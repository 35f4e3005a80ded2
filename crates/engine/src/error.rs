//! What can go wrong with a request to the engine. What goes wrong with a job is part of the job.

use std::{io, path::PathBuf};

use afterframe_core::{
    form::FieldProblem,
    ids::{Endpoint, JobId, MediaId},
};
use afterframe_media::InspectError;
use afterframe_store::StoreError;
use runninghub::{BaseUrl, CallError, ClientError, InterruptCause, Refusal, SiteFailure, UrlRefusal};

/// Why an engine could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The data folder cannot be made or written.
    #[error("{}: {source}", path.display())]
    Folder { path: PathBuf, source: io::Error },
    /// Another Afterframe runs on this data folder.
    #[error("another Afterframe runs on this data folder")]
    InUse,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a request has no answer.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The engine was shut down.
    #[error("the engine was shut down")]
    Closed,
    #[error("there is no model {0}")]
    NoSuchModel(Endpoint),
    #[error("there is no job {0}")]
    NoSuchJob(JobId),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a file was not added.
#[derive(Debug, thiserror::Error)]
pub enum AddMediaError {
    /// It is not a file that can be used.
    #[error(transparent)]
    Inspect(#[from] InspectError),
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Why a picture of a film was not kept. Nothing is left of it.
#[derive(Debug, thiserror::Error)]
pub enum KeepFrameError {
    #[error("there is no film {0}")]
    NoSuchFilm(MediaId),
    /// No PNG at all.
    #[error("this is no picture")]
    NotAPicture,
    #[error("{0} bytes are too many for a picture")]
    TooLarge(usize),
    /// It could not be written there.
    #[error("{}: {source}", path.display())]
    Folder { path: PathBuf, source: io::Error },
    /// Written, but not whole or not known.
    #[error(transparent)]
    Add(#[from] AddMediaError),
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Why a file from the clipboard or from an address was not taken in. Nothing of it is left.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Nothing is connected that could fetch it.
    #[error("no site is chosen")]
    NoSite,
    /// An address that nothing is fetched from.
    #[error(transparent)]
    Address(UrlRefusal),
    /// The host has no such file, or does not give it to everybody.
    #[error("the host answered {0}")]
    NotThere(u16),
    #[error(transparent)]
    Interrupted(InterruptCause),
    /// Larger than what is fetched.
    #[error("the file is too large")]
    TooLarge,
    /// There is no room for it on the drive.
    #[error("there is no room for it")]
    NoRoom,
    /// It could not be written down.
    #[error(transparent)]
    Disk(#[from] io::Error),
    /// It is no media file.
    #[error(transparent)]
    Add(#[from] AddMediaError),
}

/// Why a job was not made. Nothing was written and nothing was sent.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// At least one of these blocks.
    #[error("the form has {} problems", .0.len())]
    Invalid(Vec<FieldProblem>),
    /// No site is chosen yet.
    #[error("no site is chosen")]
    NoSite,
    /// The job that was to be changed stands in the line no more.
    #[error("the job is not in line any more")]
    Sent,
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Why several jobs were not made. Nothing was written and nothing was sent.
#[derive(Debug, thiserror::Error)]
pub enum TogetherError {
    /// Some of the forms are not right: where each stands, and what is wrong with it.
    #[error("{} of the forms are not right", .0.len())]
    Refused(Vec<(usize, Vec<FieldProblem>)>),
    /// None, or too many for one press.
    #[error("{0} forms cannot be made at once")]
    Count(usize),
    #[error(transparent)]
    Form(#[from] CreateError),
}

impl From<LineError> for CreateError {
    fn from(error: LineError) -> Self {
        match error {
            LineError::Sent => Self::Sent,
            LineError::Engine(error) => Self::Engine(error),
        }
    }
}

/// Why a job in line was not held, moved or changed. It is as it was.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// It was submitted, or has ended: it stands in the line no more.
    #[error("the job is not in line any more")]
    Sent,
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Why jobs were not taken out of the library. All of them are still there.
#[derive(Debug, thiserror::Error)]
pub enum DeleteError {
    /// RunningHub has one of them in hand; it has to come to rest first.
    #[error("a job moves")]
    Moves,
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Why a job was not renamed. It and its files are called what they were called.
#[derive(Debug, thiserror::Error)]
pub enum RenameError {
    /// Nothing can be called that.
    #[error("nothing can be called that")]
    Title,
    /// Its files are being made; they are named when they come.
    #[error("the job moves")]
    Moves,
    /// A file could not be renamed.
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Why nothing was done with a collection.
#[derive(Debug, thiserror::Error)]
pub enum CollectionError {
    /// It cannot be called that, or another one is.
    #[error("no collection can be called that")]
    Name,
    #[error("there is no such collection")]
    NotThere,
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Why a results folder was not set.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Nothing can be written there.
    #[error("{}: {source}", path.display())]
    NotWritable { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Why a balance is not known.
#[derive(Debug, thiserror::Error)]
pub enum BalanceError {
    /// The chosen site has no key, or no site is chosen.
    #[error("there is no key")]
    NoKey,
    #[error(transparent)]
    Call(#[from] CallError),
}

/// Why nothing came of a task's number, or of a look at a lost submit. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    /// Not shaped like a task's number.
    #[error("this is not a task's number")]
    NotANumber,
    /// The site knows no such task of this account.
    #[error("the site does not know this task")]
    NotThere,
    /// Another job of this library has that task.
    #[error("another job has this task")]
    Taken,
    /// The job is not unknown any more.
    #[error("the job has moved on")]
    MovedOn,
    /// There is no key for the site.
    #[error("there is no key")]
    NoKey,
    #[error(transparent)]
    Call(#[from] CallError),
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Why a proxy was not set.
#[derive(Debug, thiserror::Error)]
pub enum ProxyError {
    /// Not an address such as `http://proxy.example:3128`.
    #[error("this is not the address of a proxy")]
    Malformed,
    /// It holds a name or a password, which the settings file must not.
    #[error("the address must not hold a name or a password")]
    UserInfo,
    #[error(transparent)]
    Client(#[from] ClientError),
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Why a key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Every site answered, and none knows it.
    #[error("no site knows this key")]
    Unknown,
    /// The site knows it, and its account may not use the API.
    #[error("the account may not use the API at {base}")]
    NotAllowed { base: BaseUrl, refusal: Box<Refusal> },
    /// No site could say anything about it.
    #[error("no site could be asked")]
    Unreachable { failures: Vec<SiteFailure> },
    #[error(transparent)]
    Client(#[from] ClientError),
}
