//! Errors of the calls that cost nothing and may be repeated, and what a network failure was.
//!
//! A submit has its own outcome in `submit`, an upload its own error in `upload`.

use std::fmt;
use std::time::Duration;

use crate::{ErrorKind, Refusal, RetryClass};

/// A request that got no whole answer. The detail is for logs: it holds no address and no key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkError {
    /// What happened.
    pub kind: NetworkKind,
    /// The words of the libraries below, innermost last.
    pub detail: String,
}

/// How far a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NetworkKind {
    /// The host name was not found: most often there is no network at all.
    Dns,
    /// No connection, or none that could be trusted (TLS). Nothing was sent.
    Connect,
    /// Sent, perhaps in part, and no answer within the time.
    TimedOut,
    /// The connection broke before the answer was whole.
    Interrupted,
    /// Nothing moved for the time that a transfer may stand still.
    Stalled,
    /// The request could not be built. Nothing was sent.
    NotBuilt,
}

impl NetworkKind {
    /// Whether it is certain that no byte of the request reached the server.
    pub fn nothing_was_sent(self) -> bool {
        matches!(self, Self::Dns | Self::Connect | Self::NotBuilt)
    }
}

impl NetworkError {
    pub(crate) fn new(kind: NetworkKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into() }
    }
}

impl From<reqwest::Error> for NetworkError {
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        let kind = if error.is_dns() {
            NetworkKind::Dns
        } else if error.is_connect() {
            NetworkKind::Connect
        } else if error.is_builder() {
            NetworkKind::NotBuilt
        } else if error.is_timeout() {
            NetworkKind::TimedOut
        } else {
            NetworkKind::Interrupted
        };
        let mut detail = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            detail.push_str(": ");
            detail.push_str(&cause.to_string());
            source = cause.source();
        }
        Self { kind, detail }
    }
}

impl fmt::Display for NetworkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self.kind {
            NetworkKind::Dns => "the host was not found",
            NetworkKind::Connect => "no connection could be made",
            NetworkKind::TimedOut => "no answer came in time",
            NetworkKind::Interrupted => "the connection broke",
            NetworkKind::Stalled => "the transfer stood still",
            NetworkKind::NotBuilt => "the request could not be built",
        };
        write!(f, "{words} ({})", self.detail)
    }
}

impl std::error::Error for NetworkError {}

/// Why a call that is free and may be repeated has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// No whole answer.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// An answer that says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The server, or a proxy before it, had a fault of its own.
    #[error("the server answered {status}")]
    ServerError {
        /// The HTTP status, 5xx or 408.
        status: u16,
        /// How long the server asked to wait.
        retry_after: Option<Duration>,
    },
    /// An answer, but not one of RunningHub: no JSON, too large, a redirect, or without its fields.
    #[error("the answer (HTTP {status}) was not understood")]
    Unreadable {
        /// The HTTP status.
        status: u16,
    },
}

impl CallError {
    /// Whether the same call may succeed later without anything being changed.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Network(error) => error.kind != NetworkKind::NotBuilt,
            Self::ServerError { .. } | Self::Unreadable { .. } => true,
            Self::Refused(refusal) => match refusal.retry {
                RetryClass::AfterWait | RetryClass::AfterWaitBeforeTask | RetryClass::KeepPolling => true,
                RetryClass::Ambiguous => refusal.kind == ErrorKind::ServerTrouble,
                RetryClass::Never | RetryClass::Ended => false,
            },
        }
    }

    /// The kind of the refusal; network and server faults are [`ErrorKind::ServerTrouble`].
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Refused(refusal) => refusal.kind,
            _ => ErrorKind::ServerTrouble,
        }
    }

    /// How long the server asked to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Refused(refusal) => refusal.retry_after,
            Self::ServerError { retry_after, .. } => *retry_after,
            Self::Network(_) | Self::Unreadable { .. } => None,
        }
    }
}
