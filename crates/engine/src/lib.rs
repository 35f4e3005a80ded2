//! Runs the jobs of Afterframe: the one room that brings domain, store, RunningHub and media together.
//!
//! [`Engine`] is all that a shell needs: files come in, forms are checked and priced, jobs are made and watched, and every
//! change is told. What is deliberately not here: how a job moves (the core's state machine decides), what is said
//! over HTTP, SQL, and any window.
//!
//! The rule that everything follows: a job's new state is on disk before anything is done about it.

mod account;
mod bin;
mod change;
#[cfg(test)]
mod codes_tests;
mod create;
mod effects;
mod engine;
mod entries;
mod error;
mod fetch;
mod forms;
mod frames;
mod gates;
mod hash;
mod jobs;
mod labels;
mod leave;
mod library;
mod line;
mod logged;
mod lost;
mod made_with;
mod mend;
mod money;
mod options;
mod orders;
mod posters;
mod preferences;
mod proxy;
mod quotes;
mod reader_thread;
mod rename;
mod rounds;
mod scheduler;
mod shelves;
mod sight;
mod sites;
mod spellings;
mod store_thread;
mod tasks;
mod teller;
mod translate;
mod turn;
mod weigh;

pub use account::KeyReport;
pub use bin::Unbinned;
pub use change::{Balance, Change, JobEntry, MediaEntry, Phase, Progress, ResultFiles};
pub use create::MOST_TOGETHER;
pub use engine::Engine;
pub use error::{
    AddMediaError, BalanceError, CollectionError, CreateError, DeleteError, EngineError, FetchError, FolderError,
    KeepFrameError, KeyError, LineError, OpenError, ProxyError, RenameError, TaskError, TogetherError,
};
pub use frames::MOST_OF_A_FRAME;
pub use leave::NoNewSubmits;
pub use made_with::KnownSettings;
pub use mend::Mended;
pub use options::{Bin, Clock, Moment, Nobody, Options, Sleep, Space, SystemBin, SystemClock, SystemSpace, Witness};
pub use sites::{Connection, PRACTICE_SITE};
pub use tasks::Inquiry;

/// What a file can be refused for, and which programs look at it.
pub use afterframe_media::{InspectError, Tools, available as tools, png_of_pixels};
/// The names of the client that a shell needs to set up a connection.
pub use runninghub::{ApiKey, ApiType, BaseUrl, Site};

/// One state that a job was in, for the report.
pub use afterframe_store::PastState;
/// What the store can refuse with, as it appears in [`EngineError`] and [`OpenError`].
pub use afterframe_store::StoreError;
/// What was spent, as the shell shows it.
pub use afterframe_store::{Spending, SpentRun};
