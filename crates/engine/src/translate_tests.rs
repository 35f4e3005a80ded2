//! The tables of `translate`.

use afterframe_core::job::{FailureKind as F, WaitReason};
use runninghub::{
    ErrorCode, Failure as TaskFailure, Micros, NetworkError, NetworkKind, ResultItem, RetryClass, TaskId as RemoteTask,
    UnknownCause,
};

use super::*;

fn refusal(kind: ErrorKind) -> Refusal {
    let known = runninghub::known_codes().iter().find(|known| known.kind == kind);
    Refusal {
        code: None,
        status: 200,
        kind,
        retry: known.map_or(RetryClass::Never, |known| known.retry),
        message: "words".to_owned(),
        retry_after: Some(Duration::from_secs(7)),
    }
}

fn network() -> NetworkError {
    NetworkError { kind: NetworkKind::Interrupted, detail: String::new() }
}

fn usage(money: Option<i64>, coins: Option<i64>) -> Usage {
    Usage { money: money.map(Micros), coins: coins.map(Micros), seconds: None }
}

#[test]
fn a_refused_submit_waits_or_fails_and_never_costs() {
    for kind in ErrorKind::ALL {
        let events = submitted(SubmitOutcome::Refused(refusal(kind)), Currency::Cny);
        match (kind, &events[..]) {
            (ErrorKind::Busy, [Event::NotAccepted { reason: WaitReason::Busy, after }])
            | (ErrorKind::Auth, [Event::NotAccepted { reason: WaitReason::Key, after }]) => {
                assert_eq!(*after, Some(Span::seconds(7)));
            }
            (_, [Event::Refused { failure }]) => {
                assert_eq!(failure.charged, Charged::No, "{kind:?}");
                assert_eq!(failure.message.as_deref(), Some("words"));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_submit_whose_answer_is_lost_is_lost_and_one_that_never_left_is_not() {
    let unknown = [
        UnknownCause::Network(network()),
        UnknownCause::ServerError { status: 502, refusal: None },
        UnknownCause::Ambiguous(refusal(ErrorKind::ServerTrouble)),
        UnknownCause::Unreadable { status: 200 },
    ];
    for cause in unknown {
        assert_eq!(submitted(SubmitOutcome::Unknown(cause), Currency::Cny), [Event::AnswerLost]);
    }
    assert_eq!(
        submitted(SubmitOutcome::NotSent(network()), Currency::Cny),
        [Event::NotAccepted { reason: WaitReason::Offline, after: None }]
    );
}

#[test]
fn a_submit_that_is_answered_with_the_result_keeps_its_task_first() {
    let item =
        ResultItem { url: Some("https://r.example/1".to_owned()), output_type: Some("mp4".to_owned()), text: None };
    let finished = Some(Success { results: vec![item], usage: usage(Some(1_890_000), None) });
    let events = submitted(SubmitOutcome::Accepted { task_id: RemoteTask::new("7"), finished }, Currency::Usd);
    let output = Output { url: "https://r.example/1".to_owned(), output_type: "mp4".to_owned(), text: None };
    let cost = Some(Money::new(1_890_000, Currency::Usd));
    assert_eq!(
        events,
        [Event::Accepted { task_id: TaskId::from("7") }, Event::Succeeded { outputs: vec![output], cost }]
    );
}

#[test]
fn what_a_failed_task_took_is_what_runninghub_says() {
    for (usage, expected) in [
        (usage(Some(1), None), Charged::Yes),
        (usage(None, Some(1)), Charged::Yes),
        (usage(Some(0), Some(0)), Charged::No),
        (usage(Some(0), None), Charged::No),
        (usage(None, None), Charged::Unknown),
        (usage(None, Some(0)), Charged::Unknown),
    ] {
        let failed =
            TaskFailure { code: Some(ErrorCode::new("1501")), kind: ErrorKind::Content, message: String::new(), usage };
        let Outcome::Events(events) = queried(Ok(TaskReport::Failed(failed)), Currency::Cny) else { panic!() };
        let [Event::TaskFailed { failure, .. }] = &events[..] else { panic!("{events:?}") };
        assert_eq!((failure.kind, failure.charged), (F::Content, expected));
        assert_eq!((failure.code.as_deref(), failure.message.as_deref()), (Some("1501"), None));
    }
}

#[test]
fn a_question_that_fails_never_ends_a_job_at_once() {
    for kind in ErrorKind::ALL {
        let outcome = queried(Err(CallError::Refused(refusal(kind))), Currency::Cny);
        match (kind, outcome) {
            (ErrorKind::Missing, Outcome::Doubt(doubt)) => assert!(doubt.strikes() > 2),
            (_, Outcome::Events(events)) => assert!(matches!(events[..], [Event::Trouble { .. }]), "{kind:?}"),
            (_, other) => panic!("{kind:?} {other:?}"),
        }
    }
    let errors = [
        CallError::Network(network()),
        CallError::ServerError { status: 500, retry_after: None },
        CallError::Unreadable { status: 200 },
    ];
    let troubles = errors.map(|error| trouble_of(&error));
    assert_eq!(troubles, [Trouble::Connection, Trouble::Server, Trouble::Server]);
}

#[test]
fn a_failure_that_may_be_about_the_question_is_doubted_and_a_refused_key_waited_for() {
    for kind in ErrorKind::ALL {
        let failed = TaskFailure { code: None, kind, message: String::new(), usage: usage(None, None) };
        let outcome = queried(Ok(TaskReport::Failed(failed)), Currency::Cny);
        match kind {
            ErrorKind::Auth => assert_eq!(outcome, Outcome::trouble(Trouble::Key, None)),
            kind if ends_a_task(kind) => assert!(matches!(outcome, Outcome::Events(_)), "{kind:?}"),
            _ => assert!(matches!(outcome, Outcome::Doubt(_)), "{kind:?}"),
        }
    }
}

#[test]
fn a_success_with_nothing_to_fetch_is_doubted() {
    let success = Success { results: Vec::new(), usage: usage(Some(5), None) };
    let outcome = queried(Ok(TaskReport::Succeeded(success)), Currency::Cny);
    let Outcome::Doubt(Doubt::NoResult { failure, cost }) = outcome else { panic!("{outcome:?}") };
    assert_eq!((failure.kind, failure.charged), (F::NoResult, Charged::Yes));
    assert_eq!(cost, Some(Money::new(5, Currency::Cny)));
}

#[test]
fn an_upload_is_tried_again_unless_it_can_never_succeed() {
    let events = |error| match upload_failed(error) {
        Outcome::Events(events) => events,
        other => panic!("{other:?}"),
    };
    for kind in ErrorKind::ALL {
        let events = events(UploadError::Call(CallError::Refused(refusal(kind))));
        let for_ever = matches!(
            kind,
            ErrorKind::FileTooLarge
                | ErrorKind::FileUnusable
                | ErrorKind::Input
                | ErrorKind::Money
                | ErrorKind::Content
                | ErrorKind::RealPeople
                | ErrorKind::WrongKeyKind
                | ErrorKind::PlanNeeded
        );
        match &events[..] {
            [Event::Impossible { failure }] => assert_eq!(failure.charged, Charged::No),
            [Event::Trouble { .. }] => assert!(!for_ever, "{kind:?}"),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(upload_failed(UploadError::Cancelled), Outcome::GivenUp);
    assert!(matches!(events(UploadError::Stalled)[..], [Event::Trouble { trouble: Trouble::Connection, .. }]));
    let gone = UploadError::File(io::Error::from(io::ErrorKind::NotFound));
    let [Event::Impossible { failure }] = &events(gone)[..] else { panic!() };
    assert_eq!(failure.kind, F::FileGone);
}

#[test]
fn no_server_makes_a_job_wait_for_a_day() {
    let patience =
        CallError::Refused(Refusal { retry_after: Some(Duration::from_hours(24)), ..refusal(ErrorKind::Busy) });
    let Outcome::Events(events) = queried(Err(patience), Currency::Cny) else { panic!() };
    assert_eq!(events, [Event::Trouble { trouble: Trouble::Server, after: Some(Span::seconds(600)) }]);
}
