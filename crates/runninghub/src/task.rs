//! What a remote task is and how it can stand.
//!
//! How these are read from the answers of the server is in `task_parse`.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{ErrorCode, ErrorKind, Micros};

/// The id of a task: nineteen digits, and always text, because as a float it would be another task's.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskId(String);

impl TaskId {
    /// Takes an id as it was kept or typed.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a task stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskReport {
    /// Not at its end.
    Pending(PendingState),
    /// Ended with results.
    Succeeded(Success),
    /// Ended without.
    Failed(Failure),
}

/// Where a task that has not ended is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PendingState {
    /// It waits for a machine.
    Queued,
    /// It is being made.
    Running,
    /// A state that is not known; it is asked about again like the others.
    Other(String),
}

/// The end of a task that went well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Success {
    /// What was made. The server may say that it succeeded and list nothing.
    pub results: Vec<ResultItem>,
    /// What it cost.
    pub usage: Usage,
}

/// One thing that a task made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultItem {
    /// Where to fetch it, for about a day. Signed: it belongs into no log.
    pub url: Option<String>,
    /// A file extension or a kind: `mp4`, `png`, `txt`, `image`.
    pub output_type: Option<String>,
    /// The text itself, where a model answers with text.
    pub text: Option<String>,
}

/// The end of a task that went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The code, if one came.
    pub code: Option<ErrorCode>,
    /// What went wrong.
    pub kind: ErrorKind,
    /// The server's words; may be empty.
    pub message: String,
    /// What it cost all the same.
    pub usage: Usage,
}

/// What a task cost. A field that did not come is none, which is not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// Money in the account's currency: machine time and the provider's price together.
    pub money: Option<Micros>,
    /// RH coins.
    pub coins: Option<Micros>,
    /// Seconds of work.
    pub seconds: Option<u64>,
}
