//! What the scheduler is told, and what it knows of a job that moves.

use std::collections::VecDeque;

use afterframe_core::{
    form::Spelling,
    ids::JobId,
    job::{Effect, Event, Job},
    library::JobGroup,
};
use afterframe_store::RenameRow;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::{
    bin::Unbinned,
    change::ResultFiles,
    entries::JobRows,
    error::{DeleteError, EngineError, LineError},
    translate::Outcome,
};

type Answer<T, E> = oneshot::Sender<Result<T, E>>;

/// What the scheduler is told.
pub(crate) enum Message {
    /// A new job.
    New(Box<Job>, Answer<JobRows, EngineError>),
    /// New jobs of one press: all of them, or none.
    NewTogether(Vec<Job>, Option<JobGroup>, Answer<Vec<JobRows>, EngineError>),
    /// A person decided something about a job.
    Person(JobId, Event, Answer<JobRows, EngineError>),
    /// A person arranged the line.
    Arrange(JobId, Arrangement, Answer<JobRows, LineError>),
    /// Jobs leave the library, and may come back.
    Bin(Vec<JobId>, ResultFiles, Answer<(String, u32), DeleteError>),
    Unbin(String, Answer<Unbinned, EngineError>),
    /// The time to come back is over.
    EmptyBin(String),
    /// Files of a job have other names, and it gets another title.
    Renamed(JobId, String, Vec<RenameRow>, Answer<JobRows, EngineError>),
    /// The free question how a job's site takes its model came to its end.
    SpellingAsked(JobId),
    /// The free question what the account has came to its end, for a job that is about to be submitted.
    BalanceAsked(JobId),
    /// An effect found something out.
    Report {
        job: JobId,
        run: u64,
        outcome: Outcome,
    },
    /// The bytes of an effect move, for a job that says that something makes it late.
    Moving {
        job: JobId,
        run: u64,
    },
    /// A site has a new connection.
    Connected(String),
    /// There is another results folder.
    FolderChanged,
    /// The whole line is held, or goes on.
    LineChanged,
    /// What an account allows may be different.
    LookAgain,
    /// Everything that was decided before is done when this is answered.
    Settled(oneshot::Sender<()>),
    Shutdown(oneshot::Sender<()>),
}

/// What a person does with a job in line.
pub(crate) enum Arrangement {
    Happens(Event),
    /// Its place is before this job, or behind all.
    Before(Option<JobId>),
}

/// A job that moves.
pub(crate) struct Active {
    pub(crate) job: Job,
    pub(crate) running: Option<Running>,
    /// It was told that it starts, in this run of the program.
    pub(crate) started: bool,
    pub(crate) past: Past,
    /// Whether it was asked how its site takes its model.
    pub(crate) spelled: Asked,
    /// Whether its account was asked what it has.
    pub(crate) weighed: Asked,
    /// What happened and could not be written yet.
    pub(crate) unwritten: VecDeque<Event>,
}

/// What earlier tries of what is due now came to. Not on disk: after a restart it is found out again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Past {
    /// How often in a row an answer came that is believed only when it is said again.
    pub(crate) strikes: u32,
    /// How many fresh addresses in a row led nowhere.
    pub(crate) dead_addresses: u32,
    /// The spellings in which its site did not like its body.
    pub(crate) refused: Vec<Spelling>,
}

/// How far a free question is that comes before a submit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    Open,
    Asking,
    /// Whatever came of it: it is not asked again for this submit.
    Answered,
}

/// An effect that runs for it.
pub(crate) struct Running {
    pub(crate) run: u64,
    pub(crate) effect: Effect,
    pub(crate) token: CancellationToken,
}

impl Active {
    pub(crate) fn new(job: Job) -> Self {
        Self {
            job,
            running: None,
            started: false,
            past: Past::default(),
            spelled: Asked::Open,
            weighed: Asked::Open,
            unwritten: VecDeque::new(),
        }
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            running.token.cancel();
        }
    }
}
