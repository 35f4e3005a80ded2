//! What an error code of RunningHub means: its kind, in words that a user interface can turn into
//! sentences, and whether trying again is safe.
//!
//! The codes themselves are listed in `codes_table`. A code that is not listed keeps its text.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::codes_table::KNOWN_CODES;

/// An error code as the server wrote it, of either generation (`code` or `errorCode`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ErrorCode(String);

impl ErrorCode {
    /// Wraps the text of a code; it need not be a known one.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text of the server.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What went wrong; [`ErrorKind::Other`] for a code that is not known.
    pub fn kind(&self) -> ErrorKind {
        self.meaning().map_or(ErrorKind::Other, |(kind, _)| kind)
    }

    /// Whether trying again is safe; a code that is not known proves nothing and is ambiguous.
    pub fn retry(&self) -> RetryClass {
        self.meaning().map_or(RetryClass::Ambiguous, |(_, retry)| retry)
    }

    /// The server's own name of the code, where it has one.
    pub fn name(&self) -> Option<&'static str> {
        let known = KNOWN_CODES.iter().find(|known| known.code == self.0)?;
        (!known.name.is_empty()).then_some(known.name)
    }

    /// Whether the code is in the table.
    pub fn is_known(&self) -> bool {
        KNOWN_CODES.iter().any(|known| known.code == self.0)
    }

    /// The meaning of a code in the table, or of an HTTP status that was written where a code belongs.
    pub(crate) fn meaning(&self) -> Option<(ErrorKind, RetryClass)> {
        if let Some(known) = KNOWN_CODES.iter().find(|known| known.code == self.0) {
            return Some((known.kind, known.retry));
        }
        let status = self.0.parse().ok().filter(|status| (400..=599).contains(status))?;
        Some((ErrorKind::of_status(status), RetryClass::of_status(status)))
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What went wrong, coarse enough for one sentence each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// A full queue, a rate limit, a busy server: wait and try again.
    Busy,
    /// The wallet, the coins or the allowance of the account are too low.
    Money,
    /// The key is wrong, expired, or of the other site.
    Auth,
    /// The key is right but of a kind that cannot run models; an enterprise-shared key can.
    WrongKeyKind,
    /// The account's plan does not include the API, or it has ended.
    PlanNeeded,
    /// A field of the request is missing or wrong; the message usually names it.
    Input,
    /// The file is larger than the endpoint or the model takes.
    FileTooLarge,
    /// RunningHub could not read or convert the file.
    FileUnusable,
    /// The content moderation said no.
    Content,
    /// The model does not take pictures of real people.
    RealPeople,
    /// No such model, task, workflow or app, or no longer.
    Missing,
    /// The site has no price for this; only from a price preview.
    NoPrice,
    /// The task ran longer than it may.
    TimedOut,
    /// The model ended without a result.
    GenerationFailed,
    /// The upload failed at the server.
    UploadFailed,
    /// The server or the provider behind it had a fault.
    ServerTrouble,
    /// Not an error: the task is queued or running.
    StillRunning,
    /// The task was cancelled.
    Cancelled,
    /// A code without a known meaning; its message is all there is.
    Other,
}

impl ErrorKind {
    /// Every kind, for tables that must be total.
    pub const ALL: [Self; 19] = [
        Self::Busy,
        Self::Money,
        Self::Auth,
        Self::WrongKeyKind,
        Self::PlanNeeded,
        Self::Input,
        Self::FileTooLarge,
        Self::FileUnusable,
        Self::Content,
        Self::RealPeople,
        Self::Missing,
        Self::NoPrice,
        Self::TimedOut,
        Self::GenerationFailed,
        Self::UploadFailed,
        Self::ServerTrouble,
        Self::StillRunning,
        Self::Cancelled,
        Self::Other,
    ];

    /// The stable name, as serde writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Busy => "busy",
            Self::Money => "money",
            Self::Auth => "auth",
            Self::WrongKeyKind => "wrong_key_kind",
            Self::PlanNeeded => "plan_needed",
            Self::Input => "input",
            Self::FileTooLarge => "file_too_large",
            Self::FileUnusable => "file_unusable",
            Self::Content => "content",
            Self::RealPeople => "real_people",
            Self::Missing => "missing",
            Self::NoPrice => "no_price",
            Self::TimedOut => "timed_out",
            Self::GenerationFailed => "generation_failed",
            Self::UploadFailed => "upload_failed",
            Self::ServerTrouble => "server_trouble",
            Self::StillRunning => "still_running",
            Self::Cancelled => "cancelled",
            Self::Other => "other",
        }
    }

    /// What an HTTP status says where no code came with it.
    pub(crate) fn of_status(status: u16) -> Self {
        match status {
            401 | 403 => Self::Auth,
            402 => Self::Money,
            404 | 405 | 410 => Self::Missing,
            413 => Self::FileTooLarge,
            400 | 406 | 411 | 414 | 415 | 422 => Self::Input,
            429 => Self::Busy,
            408 | 500..=599 => Self::ServerTrouble,
            _ => Self::Other,
        }
    }
}

/// Whether the same request may be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetryClass {
    /// Nothing was started; the same request is right after a wait.
    AfterWait,
    /// As [`RetryClass::AfterWait`] in answer to a submit; about a running task it is ambiguous.
    AfterWaitBeforeTask,
    /// The task goes on; ask again.
    KeepPolling,
    /// A task may exist. A paid request must not be sent again by itself.
    Ambiguous,
    /// The same request will always be refused.
    Never,
    /// The task has ended.
    Ended,
}

impl RetryClass {
    /// What an HTTP status says where no code came with it.
    pub(crate) fn of_status(status: u16) -> Self {
        match status {
            429 => Self::AfterWait,
            408 | 500..=599 => Self::Ambiguous,
            400..=499 => Self::Never,
            _ => Self::Ambiguous,
        }
    }
}
