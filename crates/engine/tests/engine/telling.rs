//! What is told while a job moves: enough that a slow link shows movement, and no word where nothing is new.

use std::collections::BTreeSet;

use afterframe_core::job::JobState;
use afterframe_engine::{Change, Phase};
use afterframe_practice::{Fault, Place, Times};

use crate::world::{World, quick};

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_download_shows_that_it_moves() {
    let world = World::new().await;
    let running = world.start().await;
    let mut changes = running.engine.changes();
    world.hub.set_fault(Place::Download, Fault::SlowDrip { bytes_per_second: 60_000 }, Times::Next(1));
    let made = running.extend_clip(&world).await;
    running.until_done(&made.job.id).await;
    let mut seen = BTreeSet::new();
    while let Ok(change) = changes.try_recv() {
        if let Change::Progress(progress) = change
            && progress.phase == Phase::Download
        {
            seen.insert(progress.done_bytes);
        }
    }
    // By steps of so much alone it would be one word, near the end.
    assert!(seen.range(1..256 * 1024).count() > 2, "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_is_asked_for_again_and_again_is_told_when_something_is_new() {
    let world = World::with(afterframe_practice::Options { pace: 0.1, ..quick() }).await;
    let running = world.start().await;
    let mut changes = running.engine.changes();
    let made = running.extend_clip(&world).await;
    running.until_done(&made.job.id).await;
    let questions = world.answers(Place::Query).len();
    let mut told = 0;
    while let Ok(change) = changes.try_recv() {
        if let Change::Job(entry) = change
            && matches!(entry.job.state, JobState::Queued | JobState::Running)
        {
            told += 1;
        }
    }
    assert!(questions > 5, "{questions}");
    assert!(told <= 2, "{told} words about {questions} questions: in the queue, being made");
}
