//! Turns what RunningHub said into events of the job's state machine. Pure: tables in code, tested as tables.

use std::{io, time::Duration};

use afterframe_core::{
    form::Spelling,
    ids::TaskId,
    job::{Charged, Event, Failure, FailureKind, Output, Trouble, WaitReason},
    media::{MediaFacts, MediaKind},
    money::{Currency, Money},
    time::Span,
};
use runninghub::{CallError, ErrorKind, PendingState, Refusal, SubmitOutcome, Success, TaskReport, UploadError, Usage};

/// How often a file that is not what was promised is fetched again before it is judged.
pub(crate) const BAD_RESULTS: u32 = 5;

/// What an effect found out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outcome {
    /// These happened, in this order.
    Events(Vec<Event>),
    /// What a submit came to of a model that can be spelled in several ways: in which it was accepted, where that was not known, and
    /// in which the site did not like the body.
    Spelled { events: Vec<Event>, taken: Option<Spelling>, refused: Vec<Spelling> },
    /// The address of a result leads nowhere (any more); a fresh one is asked for.
    DeadAddress,
    /// Something looks like the end, but is believed only when it is said again.
    Doubt(Doubt),
    /// It was given up on purpose.
    GivenUp,
}

/// Answers that are believed only after a few of them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Doubt {
    /// RunningHub does not know the task: so it may be for a moment after the submit.
    TaskMissing { failure: Failure },
    /// A success with nothing to fetch: so it may be before the results are stored.
    NoResult { failure: Failure, cost: Option<Money> },
    /// The task is said to have failed, with a code that may as well be about the question: busy, an error of the server's own.
    Ended { failure: Failure, cost: Option<Money> },
    /// What came down is not what was promised: so it may be when a gateway answers with a page.
    BadResult { failure: Failure },
}

impl Outcome {
    pub(crate) fn one(event: Event) -> Self {
        Self::Events(vec![event])
    }

    pub(crate) fn trouble(trouble: Trouble, after: Option<Duration>) -> Self {
        Self::one(Event::Trouble { trouble, after: after.map(wait) })
    }
}

impl Doubt {
    /// How often it must be said before it is believed.
    pub(crate) fn strikes(&self) -> u32 {
        match self {
            // With the growing pauses some ten minutes: longer than a short incident at RunningHub.
            Self::TaskMissing { .. } => 15,
            Self::NoResult { .. } | Self::Ended { .. } => 3,
            Self::BadResult { .. } => BAD_RESULTS,
        }
    }

    /// What happens as long as it is not believed.
    pub(crate) fn trouble() -> Event {
        Event::Trouble { trouble: Trouble::Server, after: None }
    }

    /// What happens when it is believed.
    pub(crate) fn verdict(self) -> Event {
        match self {
            Self::TaskMissing { failure } => Event::TaskFailed { failure, cost: None },
            Self::NoResult { failure, cost } | Self::Ended { failure, cost } => Event::TaskFailed { failure, cost },
            Self::BadResult { failure } => Event::Impossible { failure },
        }
    }
}

/// A server may ask for much patience, but not for more than ten minutes: its words may be a mistake.
fn wait(asked: Duration) -> Span {
    Span(i64::try_from(asked.as_millis()).unwrap_or(i64::MAX).min(600_000))
}

/// What a submit came to.
pub(crate) fn submitted(outcome: SubmitOutcome, currency: Currency) -> Vec<Event> {
    match outcome {
        SubmitOutcome::Accepted { task_id, finished } => {
            let accepted = Event::Accepted { task_id: TaskId::new(task_id.as_str()) };
            let finished = finished
                .map(|success| Event::Succeeded { outputs: outputs(&success), cost: money(&success.usage, currency) });
            std::iter::once(accepted).chain(finished).collect()
        }
        SubmitOutcome::Refused(refusal) => {
            let after = refusal.retry_after.map(wait);
            vec![match refusal.kind {
                ErrorKind::Busy => Event::NotAccepted { reason: WaitReason::Busy, after },
                ErrorKind::Auth => Event::NotAccepted { reason: WaitReason::Key, after },
                ErrorKind::Missing => Event::Refused { failure: refused(&refusal, FailureKind::NoSuchModel) },
                kind => Event::Refused { failure: refused(&refusal, failure_kind(kind)) },
            }]
        }
        SubmitOutcome::NotSent(_) => vec![Event::NotAccepted { reason: WaitReason::Offline, after: None }],
        SubmitOutcome::Unknown(_) => vec![Event::AnswerLost],
    }
}

/// What a question about a task came to.
pub(crate) fn queried(answer: Result<TaskReport, CallError>, currency: Currency) -> Outcome {
    match answer {
        Ok(TaskReport::Pending(state)) => Outcome::one(Event::Pending { queued: state == PendingState::Queued }),
        Ok(TaskReport::Succeeded(success)) => {
            let cost = money(&success.usage, currency);
            let outputs = outputs(&success);
            if outputs.is_empty() {
                let failure = plain(FailureKind::NoResult, charged(&success.usage));
                return Outcome::Doubt(Doubt::NoResult { failure, cost });
            }
            Outcome::one(Event::Succeeded { outputs, cost })
        }
        Ok(TaskReport::Failed(failed)) if failed.kind == ErrorKind::Cancelled => {
            let cost = money(&failed.usage, currency);
            Outcome::one(Event::TaskCancelled { charged: charged(&failed.usage), cost })
        }
        // A key that is refused says nothing about the task, in whichever envelope: with a better one it goes on.
        Ok(TaskReport::Failed(failed)) if failed.kind == ErrorKind::Auth => Outcome::trouble(Trouble::Key, None),
        Ok(TaskReport::Failed(failed)) => {
            let is_surely_its_end = ends_a_task(failed.kind);
            let is_missing = failed.kind == ErrorKind::Missing;
            let failure = Failure {
                kind: if is_missing { FailureKind::TaskGone } else { failure_kind(failed.kind) },
                charged: charged(&failed.usage),
                code: failed.code.map(|code| code.as_str().to_owned()),
                message: Some(failed.message).filter(|text| !text.is_empty()),
            };
            if is_missing {
                return Outcome::Doubt(Doubt::TaskMissing { failure });
            }
            let cost = money(&failed.usage, currency);
            if !is_surely_its_end {
                return Outcome::Doubt(Doubt::Ended { failure, cost });
            }
            Outcome::one(Event::TaskFailed { failure, cost })
        }
        Err(CallError::Refused(refusal)) if refusal.kind == ErrorKind::Missing => {
            let failure = Failure { charged: Charged::Unknown, ..refused(&refusal, FailureKind::TaskGone) };
            Outcome::Doubt(Doubt::TaskMissing { failure })
        }
        Err(error) => Outcome::trouble(trouble_of(&error), error.retry_after()),
    }
}

/// Whether an error of this kind can only be the end of a task that was accepted. The others are what a gateway or a full
/// server answers to any question, and a job that is paid for must not end by them.
fn ends_a_task(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Content
            | ErrorKind::RealPeople
            | ErrorKind::GenerationFailed
            | ErrorKind::TimedOut
            | ErrorKind::FileUnusable
            | ErrorKind::Cancelled
    )
}

/// What the wish to end a task came to. Only a clear no is one; after a fault nobody knows whether the wish was heard.
pub(crate) fn cancelled(answer: Result<(), CallError>) -> Outcome {
    Outcome::one(match answer {
        Ok(()) => Event::CancelAccepted,
        Err(CallError::Refused(refusal)) => {
            let said = refused(&refusal, FailureKind::Other);
            Event::CancelRefused { code: said.code, message: said.message }
        }
        Err(_) => Event::CancelUnanswered,
    })
}

/// What an upload that failed means for its job.
pub(crate) fn upload_failed(error: UploadError) -> Outcome {
    let impossible = |failure| Outcome::one(Event::Impossible { failure });
    match error {
        UploadError::Cancelled => Outcome::GivenUp,
        UploadError::File(_) | UploadError::FileChanged => impossible(plain(FailureKind::FileGone, Charged::No)),
        UploadError::Stalled => Outcome::trouble(Trouble::Connection, None),
        UploadError::Call(CallError::Refused(refusal)) => match refusal.kind {
            ErrorKind::Busy
            | ErrorKind::Auth
            | ErrorKind::Missing
            | ErrorKind::UploadFailed
            | ErrorKind::ServerTrouble
            | ErrorKind::TimedOut
            | ErrorKind::StillRunning
            | ErrorKind::Other => {
                let error = CallError::Refused(refusal);
                Outcome::trouble(trouble_of(&error), error.retry_after())
            }
            kind => impossible(refused(&refusal, failure_kind(kind))),
        },
        UploadError::Call(error) => Outcome::trouble(trouble_of(&error), error.retry_after()),
    }
}

/// What a failed call makes a job late with.
pub(crate) fn trouble_of(error: &CallError) -> Trouble {
    match error {
        CallError::Network(_) => Trouble::Connection,
        CallError::Refused(refusal) if matches!(refusal.kind, ErrorKind::Auth | ErrorKind::WrongKeyKind) => {
            Trouble::Key
        }
        _ => Trouble::Server,
    }
}

/// Where a file error belongs: everything that the results folder can do wrong is waited for.
pub(crate) fn folder_trouble(error: &io::Error) -> Outcome {
    if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
        return no_room();
    }
    tracing::warn!(%error, "the results folder cannot be written");
    Outcome::trouble(Trouble::Folder, None)
}

/// There is not enough room for what comes. It is looked again by itself.
pub(crate) fn no_room() -> Outcome {
    tracing::warn!("the drive of the results folder has too little room");
    Outcome::trouble(Trouble::Space, None)
}

/// A failure that RunningHub said nothing about.
pub(crate) fn plain(kind: FailureKind, charged: Charged) -> Failure {
    Failure { kind, charged, code: None, message: None }
}

/// A refusal proves that nothing was started, so nothing was charged.
fn refused(refusal: &Refusal, kind: FailureKind) -> Failure {
    Failure {
        kind,
        charged: Charged::No,
        code: refusal.code.as_ref().map(|code| code.as_str().to_owned()),
        message: Some(refusal.message.clone()).filter(|text| !text.is_empty()),
    }
}

fn failure_kind(kind: ErrorKind) -> FailureKind {
    match kind {
        ErrorKind::Auth => FailureKind::Key,
        ErrorKind::WrongKeyKind | ErrorKind::PlanNeeded => FailureKind::KeyKind,
        ErrorKind::Money => FailureKind::Credit,
        ErrorKind::Content => FailureKind::Content,
        ErrorKind::RealPeople => FailureKind::RealPeople,
        ErrorKind::Input => FailureKind::Input,
        ErrorKind::FileTooLarge => FailureKind::FileTooLarge,
        ErrorKind::FileUnusable => FailureKind::FileUnreadable,
        ErrorKind::TimedOut => FailureKind::TimedOut,
        ErrorKind::GenerationFailed => FailureKind::Generation,
        ErrorKind::Busy | ErrorKind::UploadFailed | ErrorKind::ServerTrouble => FailureKind::Server,
        ErrorKind::Missing | ErrorKind::NoPrice | ErrorKind::StillRunning | ErrorKind::Cancelled | ErrorKind::Other => {
            FailureKind::Other
        }
    }
}

/// Whether a task took money, by what RunningHub says it took.
pub(crate) fn charged(usage: &Usage) -> Charged {
    let some = |amount: Option<runninghub::Micros>| amount.is_some_and(|amount| amount.0 > 0);
    match (usage.money, usage.coins) {
        (money, coins) if some(money) || some(coins) => Charged::Yes,
        (Some(_), _) => Charged::No,
        (None, _) => Charged::Unknown,
    }
}

fn money(usage: &Usage, currency: Currency) -> Option<Money> {
    usage.money.map(|amount| Money::new(amount.0, currency))
}

fn outputs(success: &Success) -> Vec<Output> {
    let usable = success.results.iter().filter_map(|item| {
        let output_type = item.output_type.clone().unwrap_or_default();
        // Words beside an address are a remark about the file.
        if let Some(url) = item.url.clone().filter(|url| !url.is_empty()) {
            return Some(Output { url, output_type, text: None });
        }
        let text = item.text.clone().filter(|text| !text.trim().is_empty())?;
        Some(Output { url: String::new(), output_type, text: Some(text) })
    });
    usable.collect()
}

/// A currency by the code that RunningHub writes.
pub(crate) fn currency(code: Option<&str>) -> Option<Currency> {
    match code?.trim().to_ascii_uppercase().as_str() {
        "CNY" | "RMB" => Some(Currency::Cny),
        "USD" => Some(Currency::Usd),
        _ => None,
    }
}

/// A kind of media as the rest of the program names it.
pub(crate) fn kind(found: afterframe_media::Kind) -> MediaKind {
    match found {
        afterframe_media::Kind::Video => MediaKind::Video,
        afterframe_media::Kind::Image => MediaKind::Image,
        afterframe_media::Kind::Audio => MediaKind::Audio,
        afterframe_media::Kind::Model3d => MediaKind::Model3d,
        afterframe_media::Kind::Text => MediaKind::Text,
    }
}

/// The findings about a file as the rest of the program keeps them.
pub(crate) fn facts(found: afterframe_media::MediaFacts) -> MediaFacts {
    MediaFacts {
        kind: kind(found.kind),
        format: found.format.as_str().to_owned(),
        size_bytes: found.size_bytes,
        duration_ms: found
            .duration_seconds
            .and_then(|seconds| u64::try_from(Duration::try_from_secs_f64(seconds).ok()?.as_millis()).ok()),
        width: found.width,
        height: found.height,
        frame_rate: found.frame_rate,
        video_codec: found.video_codec,
        has_sound: found.has_sound,
    }
}

#[cfg(test)]
#[path = "translate_tests.rs"]
mod tests;
