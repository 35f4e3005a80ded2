//! What runs cost stays written down: through every state of a job, after it is deleted, and out of older files.
#![expect(clippy::unwrap_used, reason = "what helps the tests may fail as the tests do")]

use std::collections::BTreeMap;

use afterframe_core::{
    ids::{Endpoint, JobId, TaskId},
    job::{Charged, Failure, FailureKind, Job, JobState, Origin},
    money::{Currency, Money},
    price::Price,
    time::Timestamp,
};
use afterframe_store::{Spending, Store};

/// Noon of a day in the middle of a month, so that no time zone moves it into another one.
const NOVEMBER: i64 = 1_794_744_000_000;
const DAY: i64 = 86_400_000;

fn open(folder: &tempfile::TempDir) -> Store {
    Store::open(&folder.path().join("afterframe.db")).unwrap()
}

fn job(id: &str, state: JobState) -> Job {
    let (endpoint, site) = (Endpoint::from("maker/model"), "https://www.runninghub.cn".to_owned());
    let quote = Money::new(2_000_000, Currency::Cny);
    Job {
        title: format!("clip {id}"),
        state,
        accepted_at: Some(Timestamp(NOVEMBER)),
        task_id: Some(TaskId::new(format!("task of {id}"))),
        estimate: Price::Quote { amount: quote },
        ..Job::new(JobId::from(id), endpoint, BTreeMap::new(), site, Timestamp(NOVEMBER - DAY))
    }
}

fn failed(charged: Charged) -> JobState {
    JobState::Failed { failure: Failure { kind: FailureKind::Generation, charged, code: None, message: None } }
}

fn cost(micros: i64) -> Money {
    Money::new(micros, Currency::Cny)
}

/// Of the only line: runs, known, estimated, unknown.
fn sums(store: &Store) -> (u32, i64, i64, u32) {
    match store.spending().unwrap().as_slice() {
        [] => (0, 0, 0, 0),
        [line] => (line.runs, line.known, line.estimated, line.unknown_runs),
        lines => panic!("more than one line: {lines:?}"),
    }
}

#[test]
fn a_cost_is_known_estimated_or_unknown_and_never_guessed() {
    let cancelled = |charged| JobState::Cancelled { charged };
    let nothing = Price::Unknown;
    let unknown = JobState::Unknown { since: Timestamp(NOVEMBER) };
    for (what, job, expected) in [
        ("done, with a cost", Job { cost: Some(cost(1_890_000)), ..job("a", JobState::Done) }, (1, 1_890_000, 0, 0)),
        ("done, without one", job("a", JobState::Done), (1, 0, 2_000_000, 0)),
        ("nobody knows", Job { estimate: nothing.clone(), ..job("a", JobState::Done) }, (1, 0, 0, 1)),
        ("under way", job("a", JobState::Running), (1, 0, 2_000_000, 0)),
        (
            "failed, charged, with a cost",
            Job { cost: Some(cost(500_000)), ..job("a", failed(Charged::Yes)) },
            (1, 500_000, 0, 0),
        ),
        ("failed, charged", job("a", failed(Charged::Yes)), (1, 0, 2_000_000, 0)),
        ("failed, not charged", job("a", failed(Charged::No)), (1, 0, 0, 0)),
        ("failed, who knows", job("a", failed(Charged::Unknown)), (1, 0, 0, 1)),
        ("cancelled, with a cost", Job { cost: Some(cost(70)), ..job("a", cancelled(Charged::Yes)) }, (1, 70, 0, 0)),
        ("cancelled, not charged", job("a", cancelled(Charged::No)), (1, 0, 0, 0)),
        ("the answer was lost", Job { task_id: None, ..job("a", unknown) }, (1, 0, 0, 1)),
        ("never sent", Job { task_id: None, accepted_at: None, ..job("a", JobState::Preparing) }, (0, 0, 0, 0)),
        ("refused", Job { task_id: None, accepted_at: None, ..job("a", failed(Charged::No)) }, (0, 0, 0, 0)),
        ("practice", Job { practice: true, cost: Some(cost(9)), ..job("a", JobState::Done) }, (0, 0, 0, 0)),
        ("found on disk", Job { origin: Origin::Found, ..job("a", JobState::Done) }, (0, 0, 0, 0)),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let store = open(&folder);
        store.save_job(&job).unwrap();
        assert_eq!(sums(&store), expected, "{what}");
    }
}

#[test]
fn a_run_follows_its_job_and_is_counted_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let unsent = Job { task_id: None, accepted_at: None, ..job("a", JobState::Preparing) };
    store.save_job(&unsent).unwrap();
    assert_eq!(sums(&store).0, 0);
    store.save_job(&job("a", JobState::Running)).unwrap();
    assert_eq!(sums(&store), (1, 0, 2_000_000, 0));
    store.save_job(&Job { cost: Some(cost(1_890_000)), ..job("a", JobState::Downloading) }).unwrap();
    store.save_job(&Job { cost: Some(cost(1_890_000)), ..job("a", JobState::Done) }).unwrap();
    assert_eq!(sums(&store), (1, 1_890_000, 0, 0));
}

#[test]
fn a_run_whose_answer_was_lost_stays_unknown_when_the_job_is_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let unsent = Job { task_id: None, accepted_at: None, ..job("a", JobState::Preparing) };
    let lost = || Job { state: JobState::Unknown { since: Timestamp(NOVEMBER) }, ..unsent.clone() };
    for times in 1..3 {
        store.save_job(&lost()).unwrap();
        assert_eq!(sums(&store), (times, 0, 0, times));
        store.save_job(&Job { state: JobState::Uploading, ..unsent.clone() }).unwrap();
        assert_eq!(sums(&store), (times, 0, 0, times), "it may have been charged for all that");
        store.save_job(&Job { state: JobState::Submitting { since: Timestamp(NOVEMBER) }, ..unsent.clone() }).unwrap();
    }
    store.save_job(&Job { cost: Some(cost(1_890_000)), ..job("a", JobState::Done) }).unwrap();
    // Another job's number begins the same way.
    store.save_job(&Job { cost: Some(cost(10_000)), ..job("a0", JobState::Done) }).unwrap();
    assert_eq!(sums(&store), (4, 1_900_000, 0, 2));
    store.remove_job(&JobId::from("a")).unwrap();
    assert_eq!(sums(&store), (4, 1_900_000, 0, 2));
    let titles: Vec<_> = store.spent_runs().unwrap().into_iter().map(|run| run.title).collect();
    assert_eq!(titles.iter().filter(|title| title.is_empty()).count(), 3, "{titles:?}");
}

#[test]
fn a_task_that_a_lost_answer_turns_out_to_have_started_is_the_same_run() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let lost = JobState::Unknown { since: Timestamp(NOVEMBER) };
    store.save_job(&Job { task_id: None, accepted_at: None, ..job("a", lost) }).unwrap();
    store.save_job(&job("a", JobState::Running)).unwrap();
    assert_eq!(sums(&store), (1, 0, 2_000_000, 0));
}

#[test]
fn money_that_was_spent_stays_spent_when_the_job_is_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    store.save_job(&Job { cost: Some(cost(1_890_000)), ..job("paid", JobState::Done) }).unwrap();
    store.save_job(&job("running", JobState::Running)).unwrap();
    let lost = JobState::Unknown { since: Timestamp(NOVEMBER) };
    store.save_job(&Job { task_id: None, ..job("lost", lost) }).unwrap();
    for id in ["paid", "running", "lost"] {
        store.remove_job(&JobId::from(id)).unwrap();
    }
    drop(store);
    let store = open(&folder);
    assert_eq!(sums(&store), (2, 1_890_000, 2_000_000, 0));
    let runs = store.spent_runs().unwrap();
    let facts: Vec<_> = runs.iter().map(|run| (run.title.as_str(), run.state.as_str(), run.cost)).collect();
    assert_eq!(facts, [("", "stopped", None), ("", "done", Some(1_890_000))]);
    assert_eq!(runs[1].task_id, Some(TaskId::from("task of paid")));
}

#[test]
fn a_task_that_is_fetched_again_after_its_job_was_deleted_is_the_same_run() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    store.save_job(&Job { cost: Some(cost(1_890_000)), ..job("first", JobState::Done) }).unwrap();
    store.remove_job(&JobId::from("first")).unwrap();
    let task_id = Some(TaskId::from("task of first"));
    let fetched = Job { task_id, estimate: Price::Unknown, ..job("second", JobState::Running) };
    store.save_job(&fetched).unwrap();
    assert_eq!(sums(&store), (1, 1_890_000, 0, 0));
    assert_eq!(store.spent_runs().unwrap()[0].title, "clip second");
}

#[test]
fn months_models_and_currencies_are_told_apart_the_newest_and_dearest_first() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let earlier = Some(Timestamp(NOVEMBER - 31 * DAY));
    let dollars = Some(Money::new(400_000, Currency::Usd));
    for job in [
        Job { cost: Some(cost(1_000_000)), accepted_at: earlier, ..job("a", JobState::Done) },
        Job { cost: Some(cost(2_000_000)), ..job("b", JobState::Done) },
        Job { cost: Some(cost(3_000_000)), endpoint: Endpoint::from("maker/other"), ..job("c", JobState::Done) },
        Job { cost: dollars, ..job("d", JobState::Done) },
    ] {
        store.save_job(&job).unwrap();
    }
    let lines: Vec<_> = store.spending().unwrap();
    let told = |line: &Spending| (line.month.clone(), line.endpoint.as_str().to_owned(), line.currency, line.known);
    let (cny, usd) = (Currency::Cny, Currency::Usd);
    assert_eq!(
        lines.iter().map(told).collect::<Vec<_>>(),
        [
            ("2026-11".to_owned(), "maker/other".to_owned(), cny, 3_000_000),
            ("2026-11".to_owned(), "maker/model".to_owned(), cny, 2_000_000),
            ("2026-11".to_owned(), "maker/model".to_owned(), usd, 400_000),
            ("2026-10".to_owned(), "maker/model".to_owned(), cny, 1_000_000),
        ]
    );
    let month = store.spent_in_month_of(Timestamp(NOVEMBER + DAY)).unwrap();
    assert_eq!(month, [Money::new(5_000_000, cny), Money::new(400_000, usd)]);
    assert_eq!(store.spent_in_month_of(Timestamp(NOVEMBER + 31 * DAY)).unwrap(), []);
}

#[test]
fn what_cannot_be_read_or_added_up_breaks_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    for id in ["a", "b"] {
        store.save_job(&Job { cost: Some(cost(i64::MAX)), ..job(id, JobState::Done) }).unwrap();
    }
    assert_eq!(sums(&store), (2, i64::MAX, 0, 0));
}

#[test]
fn a_file_of_an_older_version_tells_what_its_jobs_cost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("afterframe.db");
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch(include_str!("schemas/v1.sql")).unwrap();
    let paid = Job { cost: Some(cost(1_890_000)), ..job("paid", JobState::Done) };
    let row = serde_json::to_string(&paid).unwrap();
    let sql = "INSERT INTO jobs (id, created_at, state, at_rest, site, endpoint, job) VALUES ('paid', 1, 'done', 1, 's', 'e', ?1)";
    raw.execute(sql, [row]).unwrap();
    raw.execute(&sql.replace("?1", "'not JSON'").replace("'paid'", "'odd'"), []).unwrap();
    raw.close().unwrap();
    let store = Store::open(&path).unwrap();
    let runs = store.spent_runs().unwrap();
    assert_eq!(runs.iter().map(|run| run.cost).collect::<Vec<_>>(), [Some(1_890_000), None]);
    assert_eq!(store.spending().unwrap().iter().map(|line| line.unknown_runs).sum::<u32>(), 1);
}
