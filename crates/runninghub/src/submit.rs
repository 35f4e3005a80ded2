//! The submit: the one call that costs money, sent once, and what its answer proves.
//!
//! There is no idempotency key. So the outcome says whether something may have started, and the
//! line is drawn on the safe side: only a clear no of the server, or a request of which no byte left,
//! proves that nothing did.

use std::fmt;

use serde_json::{Map, Value};

use crate::answer::payload;
use crate::error::{NetworkError, NetworkKind};
use crate::http::{Answer, Cut};
use crate::key::ApiKey;
use crate::number;
use crate::task_parse::{success, task_id, task_id_in_fragment};
use crate::{Client, Endpoint, Refusal, RetryClass, Success, TaskId};

/// What is known after a submit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubmitOutcome {
    /// A task id came back: the task exists, whatever else the answer said.
    Accepted {
        /// The task.
        task_id: TaskId,
        /// Results, where the answer already held them.
        finished: Option<Success>,
    },
    /// The server said no in a way that proves that nothing was started and nothing is charged.
    Refused(Refusal),
    /// No byte of the request left this machine: it may be sent again.
    NotSent(NetworkError),
    /// A task may exist. The request must not be sent again without a person's word.
    Unknown(UnknownCause),
}

/// Why it is not known whether a task was started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnknownCause {
    /// The request left and no whole answer came back.
    Network(NetworkError),
    /// The server, or a proxy before it, had a fault of its own (5xx or 408).
    ServerError {
        /// The HTTP status.
        status: u16,
        /// The code that came with it, if one did.
        refusal: Option<Refusal>,
    },
    /// A code, or words without one, that do not say whether a task exists.
    Ambiguous(Refusal),
    /// An answer without a task id that is not understood.
    Unreadable {
        /// The HTTP status.
        status: u16,
    },
}

impl fmt::Display for UnknownCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network(error) => error.fmt(f),
            Self::ServerError { status, .. } => write!(f, "the server answered {status}"),
            Self::Ambiguous(refusal) => refusal.fmt(f),
            Self::Unreadable { status } => {
                write!(f, "the answer (HTTP {status}) was not understood")
            }
        }
    }
}

impl std::error::Error for UnknownCause {}

impl Client {
    /// Starts a task, at a price. Sent exactly once: never repeated, never redirected, on a connection
    /// of its own. The future must be driven to its end; dropping it leaves an unknown outcome.
    pub async fn submit(&self, endpoint: &Endpoint, body: &Map<String, Value>) -> SubmitOutcome {
        let url = self.inner.base.at(&format!("/openapi/v2/{endpoint}"));
        let request = self.signed(self.inner.http.submit.post(url).json(body));
        match request.send().await {
            Ok(response) => judge(&Answer::read(response).await, &self.inner.key),
            Err(error) => {
                let error = NetworkError::from(error);
                if error.kind.nothing_was_sent() {
                    SubmitOutcome::NotSent(error)
                } else {
                    SubmitOutcome::Unknown(UnknownCause::Network(error))
                }
            }
        }
    }
}

/// What an answer to a submit proves.
pub(crate) fn judge(answer: &Answer, key: &ApiKey) -> SubmitOutcome {
    let json = match (&answer.cut, serde_json::from_slice::<Value>(&answer.body)) {
        (None, Ok(json)) if json.is_object() => json,
        _ => return judge_fragment(answer),
    };
    if let Some(task_id) = task_id(&json) {
        let fields = payload(&json);
        let ended =
            fields.get("status").and_then(number::text).is_some_and(|status| status.eq_ignore_ascii_case("SUCCESS"));
        let finished = ended.then(|| success(fields)).filter(|success| !success.results.is_empty());
        return SubmitOutcome::Accepted { task_id, finished };
    }
    match Refusal::in_body(&json, answer.status, answer.retry_after, key) {
        Some(refusal) => judge_refusal(refusal),
        None => judge_status(answer),
    }
}

/// A code without a task id. The code decides; only a fault of the server outweighs one that would be
/// answered by sending the request again, because a proxy may have lost the real answer.
fn judge_refusal(refusal: Refusal) -> SubmitOutcome {
    let status = refusal.status;
    let server_fault = status == 408 || (500..=599).contains(&status);
    match refusal.retry {
        RetryClass::Never => SubmitOutcome::Refused(refusal),
        RetryClass::AfterWait | RetryClass::AfterWaitBeforeTask if !server_fault => SubmitOutcome::Refused(refusal),
        _ if server_fault => SubmitOutcome::Unknown(UnknownCause::ServerError { status, refusal: Some(refusal) }),
        _ => SubmitOutcome::Unknown(UnknownCause::Ambiguous(refusal)),
    }
}

/// JSON without a task id and without a code.
fn judge_status(answer: &Answer) -> SubmitOutcome {
    let status = answer.status;
    match status {
        408 | 500..=599 => SubmitOutcome::Unknown(UnknownCause::ServerError { status, refusal: None }),
        400..=499 => SubmitOutcome::Refused(Refusal::of_status(status, String::new(), answer.retry_after)),
        _ => SubmitOutcome::Unknown(UnknownCause::Unreadable { status }),
    }
}

/// An answer that is not whole or no JSON: a task id in it still counts, and so does a plain 4xx.
fn judge_fragment(answer: &Answer) -> SubmitOutcome {
    if let Some(task_id) = task_id_in_fragment(&answer.body) {
        return SubmitOutcome::Accepted { task_id, finished: None };
    }
    match (judge_status(answer), &answer.cut) {
        (refused @ SubmitOutcome::Refused(_), _) => refused,
        (_, Some(Cut::Network(error))) => {
            // The head of the answer came, so the request was sent, whatever the error calls itself.
            let kind = match error.kind {
                NetworkKind::TimedOut => NetworkKind::TimedOut,
                _ => NetworkKind::Interrupted,
            };
            let error = NetworkError::new(kind, error.detail.clone());
            SubmitOutcome::Unknown(UnknownCause::Network(error))
        }
        (other, _) => other,
    }
}
