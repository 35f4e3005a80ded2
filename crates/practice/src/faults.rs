//! What can be made to go wrong, where, and how often.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::Method;
use serde::{Deserialize, Serialize};

/// The kinds of calls that a fault can be set for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Whatever comes next.
    Any,
    /// The new and the old upload.
    Upload,
    /// A model's endpoint.
    Submit,
    /// `/openapi/v2/query`.
    Query,
    /// `accountStatus`.
    Account,
    /// `queue/status`.
    Queue,
    /// `price-preview`.
    Price,
    /// `/task/openapi/cancel`.
    Cancel,
    /// `/task/openapi/status`.
    Status,
    /// `/task/openapi/outputs`.
    Outputs,
    /// Results and uploads as files.
    Download,
}

impl Place {
    /// What a request is for; `None` for what the service does not have.
    pub(crate) fn of(method: &Method, path: &str) -> Option<Self> {
        Some(match path {
            "/openapi/v2/media/upload/binary" | "/task/openapi/upload" => Self::Upload,
            "/openapi/v2/query" => Self::Query,
            "/openapi/v2/queue/status" => Self::Queue,
            "/uc/openapi/accountStatus" => Self::Account,
            "/task/openapi/cancel" => Self::Cancel,
            "/task/openapi/status" => Self::Status,
            "/task/openapi/outputs" => Self::Outputs,
            path if path.starts_with("/openapi/v2/price-preview/") => Self::Price,
            path if path.starts_with("/openapi/v2/") && method == Method::POST => Self::Submit,
            path if path.starts_with("/results/") || path.starts_with("/uploads/") => Self::Download,
            _ => return None,
        })
    }
}

/// One thing that goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Fault {
    /// The connection is reset when the head of the request has arrived. Nothing is done.
    ResetBeforeBody,
    /// The connection is reset when the whole request has arrived. Nothing is done.
    ResetAfterBody,
    /// The work is done (a task is created), then the connection is reset instead of an answer.
    LostAnswer,
    /// A gateway in between answers with a page of its own. Nothing is done.
    Status {
        /// 500, 502, 503, 504, 429 …
        status: u16,
        /// The `Retry-After` header, in seconds.
        #[serde(default)]
        retry_after_seconds: Option<u32>,
    },
    /// A business code in the call's own envelope, with HTTP 200. Nothing is done.
    Code {
        /// 421, 1003, 1010, 1011, 1520, 415, 814, 1000, 1004 …
        code: u32,
    },
    /// HTTP 401 with 1002.
    BadKey,
    /// The work is done, and no byte of the answer ever comes.
    StallInHeaders,
    /// The work is done, and the answer stops half-way.
    StallInBody,
    /// HTTP 200 with a web page, as from a hotel's network. Nothing is done.
    Html,
    /// The work is done, and the answer is JSON that breaks off.
    WrongJson,
    /// The work is done, and the answer names no task.
    MissingTaskId,
    /// The task is accepted and fails later with this code. For [`Place::Submit`].
    FailTask {
        /// 1015, 1501, 1505, 1012 …
        code: u32,
    },
    /// The links in the answer have expired already. For [`Place::Query`] and [`Place::Outputs`].
    ExpiredLink,
    /// The file breaks off half-way, although its length was announced. For [`Place::Download`].
    Truncate,
    /// The file comes slowly. For [`Place::Download`].
    SlowDrip {
        /// At least 10.
        bytes_per_second: u32,
    },
    /// `Range` is ignored: the whole file with 200. For [`Place::Download`].
    NoRange,
    /// The work is done, and the answer is complete but comes late.
    Late {
        /// How late.
        milliseconds: u32,
    },
    /// The work is done, and the answer has no body at all.
    EmptyBody,
    /// The work is done, and the answer is sixteen megabytes of JSON, with what matters at its end.
    HugeJson,
    /// The work is done, and the answer is JSON without a single field.
    MissingFields,
    /// The work is done, and the task's id comes as a number under its other name.
    NumberTaskId,
    /// The work is done, and the state of the task is a word that nobody knows.
    UnknownStatus,
    /// The task is a success with nothing to fetch. For [`Place::Query`].
    NoResults,
    /// The address of the result is this one. For [`Place::Query`].
    Link {
        /// Wherever a bad server would like to send a program.
        url: String,
    },
    /// The answer is a redirect to the same address: set for once it leads on, set for always it leads round in circles. Nothing is done.
    Redirect,
    /// The answer is a redirect to a machine of the local network. Nothing is done.
    RedirectToPrivate,
    /// The work is done, and the dates in the head of the answer are off by so much.
    ClockSkew {
        /// Negative: in the past.
        seconds: i32,
    },
    /// The file is said to be a kilobyte longer than what comes. For [`Place::Download`].
    WrongLength,
    /// The length of the file is not said. For [`Place::Download`].
    NoLength,
    /// The file breaks off half-way, and its length was not said. For [`Place::Download`].
    CutWithoutLength,
    /// 206 with another part of the file than was asked for. For [`Place::Download`].
    WrongPart,
    /// 416, whatever was asked for. For [`Place::Download`].
    RangeRefused,
    /// The file is another one than the last time: its tag is new, and the part that was asked for is not of the same file. For [`Place::Download`].
    ChangedFile,
    /// The tag of the file is a weak one, which promises nothing. For [`Place::Download`].
    WeakTag,
    /// The film is said to be plain text. For [`Place::Download`].
    WrongType,
    /// A program is sent instead of the film, and said to be one. For [`Place::Download`].
    OtherFile,
    /// The file is said to be packed, which nobody asked for. For [`Place::Download`].
    Packed,
}

impl Fault {
    /// Whether the call's own code plays it, rather than the layer around all calls.
    const fn is_inside(&self) -> bool {
        matches!(self, Self::FailTask { .. } | Self::ExpiredLink | Self::NoRange)
    }
}

/// How often a fault happens before it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// For the next so many requests.
    Next(u32),
    /// Until it is cleared.
    Always,
}

/// The faults that are switched on.
#[derive(Debug, Default)]
pub(crate) struct Board(Mutex<Vec<(Place, Fault, Times)>>);

impl Board {
    fn rows(&self) -> MutexGuard<'_, Vec<(Place, Fault, Times)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set(&self, place: Place, fault: Fault, times: Times) {
        if times != Times::Next(0) {
            self.rows().push((place, fault, times));
        }
    }

    pub(crate) fn clear(&self) {
        self.rows().clear();
    }

    pub(crate) fn list(&self) -> Vec<(Place, Fault, Times)> {
        self.rows().clone()
    }

    /// The first fault set for `place` that is played around the call; it counts down.
    pub(crate) fn take_around(&self, place: Place) -> Option<Fault> {
        self.take(place, |fault| !fault.is_inside())
    }

    /// The first fault set for `place` that `wanted` knows; it counts down.
    pub(crate) fn take(&self, place: Place, wanted: impl Fn(&Fault) -> bool) -> Option<Fault> {
        let mut rows = self.rows();
        let index = rows.iter().position(|(at, fault, _)| (*at == place || *at == Place::Any) && wanted(fault))?;
        let fault = rows[index].1.clone();
        match &mut rows[index].2 {
            Times::Always => {}
            Times::Next(left) if *left > 1 => *left -= 1,
            Times::Next(_) => {
                rows.remove(index);
            }
        }
        Some(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_counts_down_and_is_gone() {
        let board = Board::default();
        board.set(Place::Submit, Fault::LostAnswer, Times::Next(2));
        assert_eq!(board.take_around(Place::Query), None);
        assert_eq!(board.take_around(Place::Submit), Some(Fault::LostAnswer));
        assert_eq!(board.take_around(Place::Submit), Some(Fault::LostAnswer));
        assert_eq!(board.take_around(Place::Submit), None);
    }

    #[test]
    fn a_fault_that_lasts_stays_until_it_is_cleared() {
        let board = Board::default();
        board.set(Place::Any, Fault::BadKey, Times::Always);
        for _ in 0..5 {
            assert_eq!(board.take_around(Place::Queue), Some(Fault::BadKey));
        }
        board.clear();
        assert_eq!(board.take_around(Place::Queue), None);
    }

    #[test]
    fn faults_read_as_they_are_written() {
        let fault: Fault = serde_json::from_str(r#"{"kind":"slow-drip","bytesPerSecond":100}"#).unwrap();
        assert_eq!(fault, Fault::SlowDrip { bytes_per_second: 100 });
        assert_eq!(serde_json::to_string(&Fault::LostAnswer).unwrap(), r#"{"kind":"lost-answer"}"#);
    }
}
