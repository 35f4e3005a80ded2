//! Random orders of events over the state machine. Whatever comes, in whatever order: no second
//! submit without a person's word or RunningHub's clear no, no task id lost, and a job that is left to a working
//! service still ends.

use std::collections::BTreeMap;

use afterframe_core::{
    form::FieldValue,
    ids::{Endpoint, FieldKey, JobId, MediaId, TaskId},
    job::{
        Cancel, Charged, Edit, Effect, Event, Failure, FailureKind, Job, JobState, Output, Trouble, WaitReason, step,
    },
    money::{Currency, Money},
    price::Price,
    time::{Span, Timestamp},
};
use proptest::prelude::*;

fn fresh() -> Job {
    let values = BTreeMap::from([
        (FieldKey::from("a"), FieldValue::Media { media: MediaId::from("m1") }),
        (FieldKey::from("b"), FieldValue::Media { media: MediaId::from("m2") }),
    ]);
    let site = "https://www.runninghub.ai".to_owned();
    Job::new(JobId::from("j"), Endpoint::from("maker/model"), values, site, Timestamp(0))
}

/// A job whose task was submitted elsewhere.
fn adopted() -> Job {
    fresh().adopting(TaskId::from("5"))
}

const SLOT_FREE: Event = Event::SlotFree { balance: None, account: None };

fn failure() -> Failure {
    Failure { kind: FailureKind::Other, charged: Charged::Unknown, code: None, message: None }
}

fn uploaded(media: &str, now: Timestamp, lives: Span) -> Event {
    Event::Uploaded { media: MediaId::from(media), url: "https://f.example/x".to_owned(), expires_at: now.plus(lives) }
}

fn output() -> Output {
    Output { url: "https://f.example/y".to_owned(), output_type: "mp4".to_owned(), text: None }
}

/// A form that names one file.
fn edited(media: &str) -> Event {
    let values = BTreeMap::from([(FieldKey::from("a"), FieldValue::Media { media: MediaId::from(media) })]);
    let (endpoint, title) = (Endpoint::from("maker/other"), "changed".to_owned());
    Event::Edited(Box::new(Edit { endpoint, title, values, estimate: Price::Unknown }))
}

fn any_event() -> impl Strategy<Value = (Event, i64)> {
    let event = prop_oneof![
        1 => Just(Event::Started),
        1 => Just(Event::Due),
        3 => Just(SLOT_FREE),
        2 => Just(uploaded("m1", Timestamp(0), Span::seconds(600))),
        2 => Just(uploaded("m2", Timestamp(0), Span::seconds(900))),
        1 => Just(Event::Trouble { trouble: Trouble::Connection, after: None }),
        1 => Just(Event::Trouble { trouble: Trouble::Folder, after: Some(Span::seconds(5)) }),
        1 => Just(Event::Impossible { failure: failure() }),
        1 => Just(Event::Accepted { task_id: TaskId::from("1") }),
        1 => Just(Event::Accepted { task_id: TaskId::from("2") }),
        1 => Just(Event::Refused { failure: failure() }),
        2 => Just(Event::NotAccepted { reason: WaitReason::Busy, after: None }),
        2 => Just(Event::AnswerLost),
        1 => Just(Event::KnownTo { account: "other".to_owned() }),
        1 => Just(Event::NoKey),
        1 => Just(Event::Wake),
        1 => Just(Event::Moving),
        1 => Just(Event::UploadsGone),
        1 => Just(Event::Pending { queued: true }),
        1 => Just(Event::Pending { queued: false }),
        1 => Just(Event::Succeeded { outputs: vec![output()], cost: None }),
        1 => Just(Event::TaskFailed { failure: failure(), cost: None }),
        1 => Just(Event::TaskCancelled { charged: Charged::No, cost: None }),
        1 => Just(Event::Cancel),
        1 => Just(Event::CancelAccepted),
        1 => Just(Event::CancelRefused { code: Some("807".to_owned()), message: None }),
        1 => Just(Event::CancelUnanswered),
        1 => Just(Event::Attach { task_id: TaskId::from("3") }),
        1 => Just(Event::LinkExpired),
        1 => Just(Event::Downloaded { results: vec![MediaId::from("r1")], missing: 1 }),
        1 => Just(Event::SendAgain),
        1 => Just(Event::StopWatching),
        1 => Just(Event::WatchAgain),
        2 => Just(Event::Pause),
        2 => Just(Event::Resume),
        1 => Just(Event::Placed { place: 3 }),
        1 => Just(edited("m1")),
        1 => Just(edited("m3")),
        1 => Just(Event::Restored),
    ];
    (event, 0..120_000_i64)
}

/// What a well-behaved service would answer next.
fn helpful(job: &Job, effects: &[Effect], now: Timestamp) -> Event {
    if job.paused {
        return Event::Resume;
    }
    match (&job.state, effects.first()) {
        (_, Some(Effect::Upload { media })) => uploaded(media.as_str(), now, Span::seconds(80_000)),
        (_, Some(Effect::Submit)) => Event::Accepted { task_id: TaskId::from("9") },
        (_, Some(Effect::Query)) => Event::Succeeded { outputs: vec![output()], cost: None },
        (_, Some(Effect::Cancel)) => Event::CancelRefused { code: None, message: None },
        (_, Some(Effect::Download)) => Event::Downloaded { results: vec![MediaId::from("r")], missing: 0 },
        (JobState::Waiting { reason: WaitReason::Slot }, None) => SLOT_FREE,
        (JobState::Unknown { .. }, None) => Event::SendAgain,
        (JobState::Stopped, None) => Event::WatchAgain,
        (JobState::Preparing, None) => Event::Started,
        (JobState::Submitting { .. }, None) => Event::AnswerLost,
        _ => Event::Due,
    }
}

/// How many orders are tried; `./dev orders` says a million.
fn orders() -> u32 {
    std::env::var("AFTERFRAME_ORDERS").map_or(100_000, |text| text.parse().expect("a number"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: orders(), max_shrink_iters: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_events_pays_twice_or_loses_a_task(
        adopts in prop::bool::weighted(0.1),
        events in prop::collection::vec(any_event(), 1..40),
    ) {
        let mut job = if adopts { adopted() } else { fresh() };
        let mut now = Timestamp(0);
        // Whether a submit may be due: nothing was sent yet, it was clearly not accepted, or a person asked.
        let mut may_submit = true;
        let mut last_effects = Vec::new();
        for (event, later) in events {
            now = now.plus(Span(later));
            let before = job.clone();
            let event_is_a_wish = event == Event::Cancel;
            let stops = event == Event::StopWatching;
            let is_about_the_line = matches!(event, Event::Pause | Event::Resume | Event::Placed { .. } | Event::Edited(_));
            let is_restored = event == Event::Restored;
            let event_again = event.clone();
            let (next, effects) = step(&job, event.clone(), now);
            prop_assert!(before.results.iter().all(|id| next.results.contains(id)), "a result that is here stays");
            if next.state.is_at_rest() && !next.results.is_empty() {
                prop_assert!(next.state == JobState::Done, "a job with results is done: {:?}", next.state);
            }
            match event {
                Event::NotAccepted { .. } if matches!(before.state, JobState::Submitting { .. }) => may_submit = true,
                Event::SendAgain if matches!(before.state, JobState::Unknown { .. }) => may_submit = true,
                _ => {}
            }
            if effects.contains(&Effect::Submit) {
                prop_assert!(may_submit, "a second submit after {event:?} in {:?}", before.state);
                let in_line = matches!(before.state, JobState::Waiting { .. });
                prop_assert!(in_line, "a submit comes from the line alone");
                let on_disk = matches!(next.state, JobState::Submitting { .. });
                prop_assert!(on_disk, "a submit is on disk before it is sent");
                prop_assert!(next.task_id.is_none(), "a job with a task is never submitted");
                prop_assert!(next.next_file_to_upload(now).is_none(), "all files have a living address");
                may_submit = false;
            }
            if before.task_id.is_some() {
                prop_assert_eq!(&before.task_id, &next.task_id, "a task id stays");
            }
            let looks_for_more = matches!(event_again, Event::WatchAgain) && before.missing > 0;
            if matches!(before.state, JobState::Done) && !looks_for_more {
                prop_assert_eq!(&before, &next, "what is done stays done");
            }
            if matches!(next.state, JobState::Unknown { .. }) {
                prop_assert!(next.task_id.is_none(), "a task that is known is watched");
            }
            let wished = event_is_a_wish || before.cancel == Some(Cancel::Asked);
            prop_assert!(!effects.contains(&Effect::Cancel) || wished, "nothing is cancelled unasked");
            if effects.contains(&Effect::Cancel) {
                prop_assert!(next.task_id.is_some() && next.cancel == Some(Cancel::Asked), "the wish is on disk first");
            }
            let ends = next.state.is_at_rest() && !before.state.is_at_rest();
            let answer = matches!(next.cancel, Some(Cancel::Refused { .. } | Cancel::Unanswered));
            if answer && next.cancel != before.cancel && !stops {
                prop_assert!(!ends, "after a refused wish the job is watched on");
            }
            prop_assert!(!next.paused || effects.is_empty(), "what is held begins nothing");
            prop_assert!(!next.paused || next.state.is_in_line(), "only what was not sent is held");
            if is_about_the_line && !before.state.is_in_line() {
                prop_assert_eq!(&before, &next, "what was sent stays as it was sent");
            }
            if is_restored {
                prop_assert!(effects.is_empty() && !next.state.is_in_line(), "a copy sends nothing");
            }
            prop_assert!(effects.len() <= 1, "one thing at a time");
            let same = next == before;
            prop_assert_eq!(next.changed_at, if same { before.changed_at } else { now });
            last_effects = effects;
            job = next;
        }
        // From here on everything works: the job must come to an end.
        for _ in 0..40 {
            if matches!(job.state, JobState::Done | JobState::Failed { .. } | JobState::Cancelled { .. }) {
                return Ok(());
            }
            now = now.plus(Span::seconds(70));
            let (next, effects) = step(&job, helpful(&job, &last_effects, now), now);
            job = next;
            last_effects = effects;
        }
        prop_assert!(false, "left in {:?}", job.state);
    }
}

fn run(events: &[Event]) -> (Job, Vec<Effect>) {
    events.iter().fold((fresh(), Vec::new()), |(job, _), event| step(&job, event.clone(), Timestamp(1_000)))
}

fn submitting() -> Vec<Event> {
    let lives = Span::seconds(80_000);
    let now = Timestamp(1_000);
    vec![Event::Started, uploaded("m1", now, lives), uploaded("m2", now, lives), SLOT_FREE]
}

#[test]
fn files_go_up_one_after_the_other_and_then_the_job_stands_in_line() {
    let (job, effects) = run(&submitting()[..1]);
    assert_eq!(effects, [Effect::Upload { media: MediaId::from("m1") }]);
    assert_eq!(job.state, JobState::Uploading);
    let (_, effects) = run(&submitting()[..2]);
    assert_eq!(effects, [Effect::Upload { media: MediaId::from("m2") }]);
    let (job, effects) = run(&submitting()[..3]);
    assert_eq!(effects, []);
    assert_eq!(job.state, JobState::Waiting { reason: WaitReason::Slot });
    let (_, effects) = run(&submitting());
    assert_eq!(effects, [Effect::Submit]);
}

#[test]
fn a_job_that_is_found_submitting_at_start_is_unknown_and_is_not_sent() {
    let mut events = submitting();
    events.push(Event::Started);
    let (job, effects) = run(&events);
    assert_eq!(job.state, JobState::Unknown { since: Timestamp(1_000) });
    assert_eq!(effects, []);
    events.extend([Event::Started, SLOT_FREE, Event::Due]);
    let (job, effects) = run(&events);
    assert!(matches!(job.state, JobState::Unknown { .. }));
    assert_eq!(effects, []);
}

#[test]
fn a_full_queue_is_waiting_and_not_a_failure() {
    let mut events = submitting();
    events.push(Event::NotAccepted { reason: WaitReason::Busy, after: Some(Span::seconds(30)) });
    let (job, _) = run(&events);
    assert_eq!(job.state, JobState::Waiting { reason: WaitReason::Busy });
    assert_eq!(job.next_at, Some(Timestamp(31_000)));
    let (job, effects) = step(&job, SLOT_FREE, Timestamp(30_000));
    assert_eq!(effects, [], "not before the time that was asked for");
    let (_, effects) = step(&job, SLOT_FREE, Timestamp(31_000));
    assert_eq!(effects, [Effect::Submit]);
}

#[test]
fn a_file_whose_address_died_in_line_goes_up_again() {
    let (job, _) = run(&submitting()[..3]);
    let later = Timestamp(1_000).plus(Span::seconds(90_000));
    let (job, effects) = step(&job, SLOT_FREE, later);
    assert_eq!(job.state, JobState::Uploading);
    assert_eq!(effects, [Effect::Upload { media: MediaId::from("m1") }]);
}

#[test]
fn a_job_without_a_key_stands_in_line_until_there_is_one() {
    let mut events = submitting();
    events.pop();
    events.push(Event::NoKey);
    let (job, effects) = run(&events);
    assert_eq!(job.state, JobState::Waiting { reason: WaitReason::Key });
    assert_eq!((effects, job.next_at), (vec![], None));
    let (_, effects) = step(&job, SLOT_FREE, Timestamp(2_000));
    assert_eq!(effects, [Effect::Submit]);
}

#[test]
fn files_go_up_again_when_the_server_that_had_them_is_gone() {
    let mut events = submitting();
    events.pop();
    events.extend([Event::UploadsGone, SLOT_FREE]);
    let (job, effects) = run(&events);
    assert_eq!(job.state, JobState::Uploading);
    assert_eq!(effects, [Effect::Upload { media: MediaId::from("m1") }]);
}

#[test]
fn an_expired_link_is_asked_for_anew_and_never_made_anew() {
    let mut events = submitting();
    events.extend([
        Event::Accepted { task_id: TaskId::from("7") },
        Event::Succeeded { outputs: vec![output()], cost: None },
        Event::LinkExpired,
    ]);
    let (job, effects) = run(&events);
    assert_eq!(job.state, JobState::Downloading);
    assert_eq!(effects, [Effect::Query]);
    let (job, _) = step(&job, Event::Succeeded { outputs: vec![output()], cost: None }, Timestamp(2_000));
    let (job, effects) = step(&job, Event::LinkExpired, Timestamp(3_000));
    assert_eq!(effects, [], "a server that hands out dead addresses is not asked without end");
    let (_, effects) = step(&job, Event::Due, Timestamp(60_000));
    assert_eq!(effects, [Effect::Query]);
}

#[test]
fn a_refused_wish_to_cancel_is_kept_and_the_job_is_watched_on() {
    let (job, effects) = step(&adopted(), Event::Cancel, Timestamp(1_000));
    assert_eq!((effects, job.cancel.clone()), (vec![Effect::Cancel], Some(Cancel::Asked)));
    let (again, effects) = step(&job, Event::Started, Timestamp(1_500));
    assert_eq!((&again, effects), (&job, vec![Effect::Cancel]), "a wish that a crash cut off is said again");
    let refused = Event::CancelRefused { code: Some("807".to_owned()), message: Some("no".to_owned()) };
    let (job, effects) = step(&job, refused, Timestamp(2_000));
    assert_eq!((effects, job.state.clone()), (vec![], JobState::Running));
    assert!(matches!(job.cancel, Some(Cancel::Refused { .. })));
    let (job, effects) = step(&job, Event::Due, job.next_at.unwrap());
    assert_eq!(effects, [Effect::Query]);
    let made = Event::Succeeded { outputs: vec![output()], cost: None };
    assert_eq!(step(&job, made, Timestamp(9_000)).1, [Effect::Download], "and what it made is fetched");
}

#[test]
fn an_accepted_wish_ends_the_job_only_when_the_task_has_ended() {
    let (job, _) = step(&adopted(), Event::Cancel, Timestamp(1_000));
    let (job, _) = step(&job, Event::CancelAccepted, Timestamp(2_000));
    assert_eq!((&job.state, &job.cancel), (&JobState::Running, &Some(Cancel::Accepted)));
    let (_, effects) = step(&job, Event::Cancel, Timestamp(2_500));
    assert_eq!(effects, [], "it is not asked twice");
    for (event, charged) in [
        (Event::TaskCancelled { charged: Charged::Yes, cost: None }, Charged::Yes),
        (Event::TaskFailed { failure: failure(), cost: None }, Charged::Unknown),
    ] {
        let (ended, effects) = step(&job, event, Timestamp(3_000));
        assert_eq!((ended.state, effects), (JobState::Cancelled { charged }, vec![]));
    }
    let made = Event::Succeeded { outputs: vec![output()], cost: None };
    assert_eq!(
        step(&job, made, Timestamp(3_000)).1,
        [Effect::Download],
        "a film that was made all the same is fetched"
    );
}

#[test]
fn the_task_of_an_unknown_submit_is_taken_from_a_person_and_nothing_is_sent() {
    let mut events = submitting();
    events.extend([Event::AnswerLost, Event::Attach { task_id: TaskId::from("77") }]);
    let (job, effects) = run(&events);
    assert_eq!((job.task_id, job.state, effects), (Some(TaskId::from("77")), JobState::Running, vec![Effect::Query]));
    let (job, _) = run(&submitting()[..2]);
    let (same, effects) = step(&job, Event::Attach { task_id: TaskId::from("77") }, Timestamp(2_000));
    assert_eq!((same, effects), (job, vec![]), "only where the question is open");
}

#[test]
fn the_balance_before_a_submit_and_its_account_are_kept_with_the_job() {
    let mut events = submitting();
    let balance = Some(Money::new(5_000_000, Currency::Usd));
    *events.last_mut().unwrap() = Event::SlotFree { balance, account: Some("mine".to_owned()) };
    let (job, _) = run(&events);
    assert_eq!((job.balance_before, job.account.as_deref()), (balance, Some("mine")));
    let (same, effects) = step(&job, Event::KnownTo { account: "other".to_owned() }, Timestamp(2_000));
    assert_eq!((same, effects), (job.clone(), vec![]), "there is no task yet that it could know");
    let (job, _) = step(&job, Event::Accepted { task_id: TaskId::from("7") }, Timestamp(2_000));
    let (job, _) = step(&job, Event::KnownTo { account: "other".to_owned() }, Timestamp(3_000));
    assert_eq!(job.account.as_deref(), Some("other"), "a new key of the same account");
}

#[test]
fn a_task_that_seemed_to_have_failed_can_be_asked_for_again_for_nothing() {
    let (job, _) = step(&adopted(), Event::TaskFailed { failure: failure(), cost: None }, Timestamp(1_000));
    let (job, effects) = step(&job, Event::WatchAgain, Timestamp(2_000));
    assert_eq!((job.state, job.finished_at, effects), (JobState::Running, None, vec![Effect::Query]));
}

#[test]
fn a_job_that_is_done_keeps_no_copy_of_the_words_it_was_answered() {
    let words = Output { url: String::new(), output_type: "txt".to_owned(), text: Some("Dusk falls.".to_owned()) };
    let made = Event::Succeeded { outputs: vec![words], cost: None };
    let (job, _) = step(&adopted(), made, Timestamp(2_000));
    assert_eq!(job.outputs[0].text.as_deref(), Some("Dusk falls."), "a restart finds them");
    let (job, _) = step(&job, Event::Downloaded { results: vec![MediaId::from("m1")], missing: 0 }, Timestamp(3_000));
    assert_eq!((job.state, job.outputs[0].text.as_deref()), (JobState::Done, None));
}

#[test]
fn a_held_job_is_not_sent_and_goes_on_where_it_was() {
    let (job, _) = run(&submitting()[..3]);
    let (held, effects) = step(&job, Event::Pause, Timestamp(1_000));
    assert_eq!((held.paused, effects), (true, vec![]));
    for event in [Event::Started, SLOT_FREE, Event::Due, Event::NoKey] {
        assert_eq!(step(&held, event, Timestamp(2_000)), (held.clone(), vec![]));
    }
    let (job, effects) = step(&held, Event::Resume, Timestamp(3_000));
    assert_eq!((job.paused, effects), (false, vec![]));
    assert_eq!(step(&job, SLOT_FREE, Timestamp(3_000)).1, [Effect::Submit]);
}

#[test]
fn a_job_that_is_held_while_it_uploads_keeps_what_arrived_and_sends_the_rest_later() {
    let (job, _) = run(&[Event::Started, Event::Pause]);
    let (job, effects) = step(&job, uploaded("m1", Timestamp(1_000), Span::seconds(80_000)), Timestamp(2_000));
    assert_eq!(effects, []);
    let (_, effects) = step(&job, Event::Resume, Timestamp(3_000));
    assert_eq!(effects, [Effect::Upload { media: MediaId::from("m2") }]);
}

#[test]
fn a_changed_job_keeps_its_place_and_the_uploads_that_it_still_names() {
    let (job, _) = run(&submitting()[..3]);
    let (job, _) = step(&job, Event::Placed { place: 2 }, Timestamp(1_500));
    let (job, _) = step(&job, Event::Pause, Timestamp(1_600));
    let (changed, effects) = step(&job, edited("m1"), Timestamp(2_000));
    assert_eq!((changed.place, changed.paused, changed.title.as_str()), (Some(2), false, "changed"));
    assert_eq!(effects, [], "its file is up already");
    assert_eq!(changed.uploads.keys().collect::<Vec<_>>(), [&MediaId::from("m1")]);
    let (_, effects) = step(&job, edited("m3"), Timestamp(2_000));
    assert_eq!(effects, [Effect::Upload { media: MediaId::from("m3") }]);
}

#[test]
fn what_was_sent_can_be_neither_held_nor_changed() {
    let (sent, _) = run(&submitting());
    for event in [Event::Pause, Event::Placed { place: 0 }, edited("m1")] {
        assert_eq!(step(&sent, event, Timestamp(2_000)), (sent.clone(), vec![]));
    }
}

#[test]
fn a_job_in_line_of_an_older_copy_is_unknown_because_it_may_have_been_sent_since() {
    let (job, _) = run(&submitting()[..3]);
    let (job, effects) = step(&job, Event::Restored, Timestamp(9_000));
    assert_eq!((job.state, effects), (JobState::Unknown { since: Timestamp(1_000) }, vec![]));
    let (adopted, effects) = step(&adopted(), Event::Restored, Timestamp(9_000));
    assert_eq!((adopted.state, effects), (JobState::Running, vec![]), "a task that is known is watched");
}

#[test]
fn what_is_missing_can_be_looked_for_again_and_costs_nobody_what_is_here() {
    let made = Event::Succeeded { outputs: vec![output(), output()], cost: None };
    let here = Event::Downloaded { results: vec![MediaId::from("r1")], missing: 1 };
    let mut events = submitting();
    events.extend([Event::Accepted { task_id: TaskId::from("1") }, made.clone(), here, Event::WatchAgain]);
    let (again, effects) = run(&events);
    assert_eq!((effects, again.state.clone()), (vec![Effect::Query], JobState::Running));
    let now = Timestamp(9_000);
    for over in [Event::TaskFailed { failure: failure(), cost: None }, Event::StopWatching] {
        let (job, _) = step(&again, over, now);
        assert_eq!((job.state, job.missing, job.finished_at), (JobState::Done, 1, Some(Timestamp(1_000))));
        assert_eq!(job.results, [MediaId::from("r1")]);
    }
    let (job, _) = step(&again, made, now);
    let (job, _) =
        step(&job, Event::Downloaded { results: vec![MediaId::from("r1"), MediaId::from("r2")], missing: 0 }, now);
    assert_eq!((job.state.clone(), job.missing, job.results.len()), (JobState::Done, 0, 2));
    assert_eq!(step(&job, Event::WatchAgain, now).1, [], "nothing is missing");
}
