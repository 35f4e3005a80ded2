//! A drive without room, and a database that refuses to be written, as on a full disk: held here by another connection that keeps the pen.

use std::sync::atomic::Ordering;

use afterframe_core::job::{JobState, Trouble};
use afterframe_engine::{Change, CreateError, EngineError, StoreError};
use afterframe_practice::{Fault, Place, Times};

use crate::world::{EXTEND, STEM, World};

/// The next time that the engine says whether the database fails.
async fn next_word(changes: &mut tokio::sync::broadcast::Receiver<Change>) -> bool {
    loop {
        if let Change::StoreFailing { failing } = changes.recv().await.unwrap() {
            return failing;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_cannot_be_written_holds_everything_up_and_loses_nothing() {
    let world = World::new().await;
    let running = world.start().await;
    let unavailable = Fault::Status { status: 503, retry_after_seconds: None };
    world.hub.set_fault(Place::Query, unavailable, Times::Always);
    let made = running.extend_clip(&world).await;
    running.until(&made.job.id, "asked for", |job| job.state == JobState::Queued && job.tries > 0).await;
    let mut changes = running.engine.changes();
    let pen = rusqlite::Connection::open(world.path("data").join("afterframe.db")).unwrap();
    pen.execute_batch("BEGIN IMMEDIATE").unwrap();
    world.hub.clear_faults();

    let values = made.job.values.clone();
    let refused = running.engine.create(&EXTEND.into(), values).await;
    assert!(matches!(refused, Err(CreateError::Engine(EngineError::Store(StoreError::Sqlite(_))))), "{refused:?}");
    assert!(next_word(&mut changes).await);
    assert_eq!(world.answers(Place::Download), [], "what could not be written down is not acted on");
    assert_eq!(world.hub.submits(EXTEND), 1);

    pen.execute_batch("ROLLBACK").unwrap();
    running.until_done(&made.job.id).await;
    assert_eq!(world.hub.submits(EXTEND), 1);
    assert_eq!(world.results(), [format!("{STEM}.mp4")]);
    assert!(!next_word(&mut changes).await, "it is said that it works again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_that_does_not_fit_waits_for_room_and_comes_by_itself() {
    let world = World::new().await;
    let running = world.start().await;
    // Enough for the margin, and not for the film beside it.
    world.drive.0.store(64 * 1024 * 1024 + 1000, Ordering::SeqCst);
    let made = running.extend_clip(&world).await;
    let id = &made.job.id;
    let waits =
        |job: &afterframe_core::job::Job| job.state == JobState::Downloading && job.trouble == Some(Trouble::Space);
    running.until(id, "waiting for room", |job| waits(job) && job.tries > 1).await;
    for name in world.results() {
        assert!(name.strip_suffix(".part").is_some(), "{name}");
        assert_eq!(std::fs::metadata(world.films().join(crate::world::DAY).join(name)).unwrap().len(), 0);
    }
    world.drive.0.store(0, Ordering::SeqCst);
    running.kill();
    let running = world.start().await;
    running.until(id, "waiting for room", waits).await;
    let mut changes = running.engine.changes();
    world.drive.0.store(u64::MAX, Ordering::SeqCst);
    running.until_done(id).await;
    let mut said = Vec::new();
    while let Ok(change) = changes.try_recv() {
        if let Change::Job(entry) = change {
            said.push((entry.job.state == JobState::Done, entry.job.trouble));
        }
    }
    let moving = said.iter().position(|word| *word == (false, None));
    assert!(moving.is_some(), "nothing is said of room when the bytes move: {said:?}");
    assert_eq!(world.results(), [format!("{STEM}.mp4")]);
    assert_eq!(world.hub.submits(EXTEND), 1);
}
