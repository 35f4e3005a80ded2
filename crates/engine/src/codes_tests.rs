//! Every code that RunningHub is known to answer with, said by the practice server to a real submit and as the end of a
//! task: what becomes of the job, and whether it is said to have cost anything.

use afterframe_core::{
    job::{
        Charged, Event,
        FailureKind::{self, *},
        Trouble, WaitReason,
    },
    money::Currency,
};
use afterframe_practice::{Fault, Options, Place, Practice, Times};
use runninghub::{
    ApiKey, BaseUrl, Client, ClientOptions, Endpoint, ErrorCode, ErrorKind, Failure as TaskFailure, TaskReport, Usage,
    known_codes,
};
use serde_json::Map;

use crate::translate::{Doubt, Outcome, queried, submitted};

/// What becomes of a job whose submit is answered with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Submit {
    /// It stays in line.
    Busy,
    /// It waits for a key.
    Key,
    /// Nothing was started, nothing was charged.
    Fails(FailureKind),
    /// A task may exist: a person decides.
    Unknown,
}
use Submit::{Busy, Fails, Key as NeedsKey, Unknown};

/// Code, after a submit, at the end of a task.
const TABLE: &[(&str, Submit, FailureKind)] = &[
    ("1", Fails(Other), Other),
    ("301", Fails(Input), Input),
    ("380", Fails(NoSuchModel), TaskGone),
    ("412", NeedsKey, Key),
    ("414", Fails(Credit), Credit),
    ("415", Busy, Server),
    ("416", Fails(Credit), Credit),
    ("421", Busy, Server),
    ("423", Fails(NoSuchModel), TaskGone),
    ("433", Fails(Input), Input),
    ("435", Fails(KeyKind), KeyKind),
    ("436", Fails(KeyKind), KeyKind),
    ("500", Unknown, Server),
    ("801", Fails(KeyKind), KeyKind),
    ("802", NeedsKey, Key),
    ("803", Fails(Input), Input),
    ("804", Unknown, Other),
    ("805", Unknown, Generation),
    ("806", NeedsKey, Key),
    ("807", Fails(NoSuchModel), TaskGone),
    ("808", Fails(Server), Server),
    ("809", Fails(FileTooLarge), FileTooLarge),
    ("810", Fails(NoSuchModel), TaskGone),
    ("811", NeedsKey, Key),
    ("812", Fails(Credit), Credit),
    ("813", Unknown, Other),
    ("814", Busy, Server),
    ("901", Fails(NoSuchModel), TaskGone),
    ("1000", Unknown, Server),
    ("1001", Fails(NoSuchModel), TaskGone),
    ("1002", NeedsKey, Key),
    ("1003", Busy, Server),
    ("1004", Unknown, TaskGone),
    ("1005", Unknown, Server),
    ("1006", Unknown, TimedOut),
    ("1007", Fails(Input), Input),
    ("1008", Fails(FileTooLarge), FileTooLarge),
    ("1009", Fails(Input), Input),
    ("1010", Busy, Server),
    ("1011", Busy, Server),
    ("1012", Unknown, Server),
    ("1013", Unknown, FileUnreadable),
    ("1014", Fails(KeyKind), KeyKind),
    ("1015", Unknown, Generation),
    ("1101", Fails(Input), Input),
    ("1501", Fails(Content), Content),
    ("1504", Unknown, TimedOut),
    ("1505", Fails(RealPeople), RealPeople),
    ("1516", Unknown, Other),
    ("1517", Unknown, Other),
    ("1519", Unknown, Other),
    ("1520", Busy, Server),
    // Not in any list: it proves nothing, and at the end of a task it is said with its number.
    ("7777", Unknown, Other),
];

#[test]
fn the_table_names_every_known_code() {
    for known in known_codes() {
        assert!(TABLE.iter().any(|(code, ..)| *code == known.code), "{} is not in the table", known.code);
    }
    assert_eq!(TABLE.len(), known_codes().len() + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submit_that_is_answered_with_a_code_waits_fails_for_nothing_or_is_left_to_a_person() {
    let hub = Practice::start(Options { pace: 0.0, ..Options::default() }).await.unwrap();
    let base = BaseUrl::parse(&hub.base_url()).unwrap();
    let client = Client::new(base, ApiKey::new(hub.key()).unwrap(), &ClientOptions::default()).unwrap();
    let endpoint = Endpoint::parse("rhart-video-g-official/video-extend").unwrap();
    for (code, expected, _) in TABLE {
        hub.set_fault(Place::Submit, Fault::Code { code: code.parse().unwrap() }, Times::Next(1));
        let events = submitted(client.submit(&endpoint, &Map::new()).await, Currency::Usd);
        let found = match &events[..] {
            [Event::NotAccepted { reason: WaitReason::Busy, .. }] => Busy,
            [Event::NotAccepted { reason: WaitReason::Key, .. }] => NeedsKey,
            [Event::AnswerLost] => Unknown,
            [Event::Refused { failure }] => {
                assert_eq!((failure.code.as_deref(), failure.charged), (Some(*code), Charged::No), "{code}");
                Fails(failure.kind)
            }
            other => panic!("{code}: {other:?}"),
        };
        assert_eq!(found, *expected, "{code}");
    }
}

#[test]
fn a_task_that_ends_with_a_code_keeps_it_and_never_guesses_what_it_cost() {
    for (text, _, expected) in TABLE {
        let code = ErrorCode::new(*text);
        let kind = code.kind();
        let ended = TaskFailure { code: Some(code), kind, message: "words".to_owned(), usage: Usage::default() };
        let outcome = queried(Ok(TaskReport::Failed(ended)), Currency::Usd);
        if kind == ErrorKind::Auth {
            // It is about the key and not about the task, which goes on with a better one.
            assert_eq!(outcome, Outcome::trouble(Trouble::Key, None), "{text}");
            continue;
        }
        let failure = match outcome {
            Outcome::Events(events) => match &events[..] {
                [Event::TaskFailed { failure, .. }] => failure.clone(),
                other => panic!("{text}: {other:?}"),
            },
            // What may be about the question alone is believed only when it is said again.
            Outcome::Doubt(Doubt::TaskMissing { failure } | Doubt::Ended { failure, .. }) => failure,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!((failure.kind, failure.charged), (*expected, Charged::Unknown), "{text}");
        assert_eq!((failure.code.as_deref(), failure.message.as_deref()), (Some(*text), Some("words")), "{text}");
    }
}
