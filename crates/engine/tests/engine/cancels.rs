//! The wish that RunningHub ends a task: what it answers is kept, and whatever it answers, nothing is lost.

use afterframe_core::job::{Cancel, Charged, JobState};
use afterframe_practice::{Fault, Options, Place, Times};

use crate::world::{EXTEND, World, quick};

/// A server whose tasks take long enough to be cancelled.
async fn slow() -> World {
    World::with(Options { pace: 1.0, ..quick() }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_task_is_watched_until_it_has_ended_and_nothing_is_sent_again() {
    let world = slow().await;
    let running = world.start().await;
    let made = running.extend_clip(&world).await;
    let id = &made.job.id;
    running.until(id, "accepted", |job| job.task_id.is_some()).await;
    let asked = running.engine.cancel(id).await.unwrap();
    assert_eq!(asked.job.cancel, Some(Cancel::Asked), "the wish is on disk before it is sent");
    assert!(!asked.job.state.is_at_rest());
    let over = running.until(id, "over", |job| job.state.is_at_rest()).await;
    assert_eq!(over.job.state, JobState::Cancelled { charged: Charged::Unknown });
    assert_eq!(over.job.cancel, Some(Cancel::Accepted));
    assert_eq!(world.hub.submits(EXTEND), 1);
    assert!(world.results().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_wish_is_shown_as_it_was_said_and_the_film_is_fetched() {
    let world = slow().await;
    let running = world.start().await;
    world.hub.set_fault(Place::Cancel, Fault::Code { code: 807 }, Times::Always);
    let made = running.extend_clip(&world).await;
    let id = &made.job.id;
    running.until(id, "accepted", |job| job.task_id.is_some()).await;
    running.engine.cancel(id).await.unwrap();
    let refused = running.until(id, "refused", |job| matches!(job.cancel, Some(Cancel::Refused { .. }))).await;
    let Some(Cancel::Refused { code, message }) = refused.job.cancel else { panic!() };
    assert_eq!((code.as_deref(), message.as_deref()), (Some("807"), Some("APIKEY_TASK_NOT_FOUND")));
    running.until_done(id).await;
    assert_eq!(world.hub.submits(EXTEND), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wish_that_was_not_answered_leaves_the_job_watched() {
    let world = slow().await;
    let running = world.start().await;
    world.hub.set_fault(Place::Cancel, Fault::LostAnswer, Times::Next(1));
    let made = running.extend_clip(&world).await;
    let id = &made.job.id;
    running.until(id, "accepted", |job| job.task_id.is_some()).await;
    running.engine.cancel(id).await.unwrap();
    let over = running.until(id, "over", |job| job.state.is_at_rest()).await;
    // The practice server heard it; the job finds that out by asking how the task is.
    assert_eq!(over.job.cancel, Some(Cancel::Unanswered));
    assert_eq!(over.job.state, JobState::Cancelled { charged: Charged::Unknown });
}
