//! Leaving in the middle of a submit: it is known, it can be waited for, and nothing new is paid for meanwhile.

use afterframe_core::job::{JobState, WaitReason};
use afterframe_practice::{Fault, Place, Times};

use crate::world::{EXTEND, World, until_so};

/// Long enough for everything else that a test does meanwhile.
const LATE: Fault = Fault::Late { milliseconds: 1_500 };

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_to_a_submit_can_be_waited_for_and_no_other_submit_begins_meanwhile() {
    let world = World::new().await;
    let running = world.start().await;
    assert!(!running.engine.is_submitting());
    world.hub.set_fault(Place::Submit, LATE, Times::Next(1));
    let first = running.extend_clip(&world).await;
    until_so("it is sent", || world.hub.submits(EXTEND) == 1).await;
    assert!(running.engine.is_submitting());
    let leaving = tokio::spawn({
        let engine = running.engine.clone();
        async move { engine.finish_submits().await }
    });
    let second = running.extend_clip(&world).await;
    let quiet = leaving.await.unwrap();
    assert!(!running.engine.is_submitting());
    let answered = running.engine.job(&first.job.id).await.unwrap().unwrap().job;
    assert!(answered.task_id.is_some(), "{:?}", answered.state);
    let in_line = JobState::Waiting { reason: WaitReason::Slot };
    running.until(&second.job.id, "in line", |job| job.state == in_line).await;
    running.until_done(&first.job.id).await;
    assert_eq!(world.hub.submits(EXTEND), 1);
    running.engine.shutdown().await;
    drop((quiet, running));

    let running = world.start().await;
    running.until_done(&second.job.id).await;
    assert_eq!((world.hub.submits(EXTEND), world.hub.tasks_created(EXTEND)), (2, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_stays_after_all_lets_submits_begin_again() {
    let world = World::new().await;
    let running = world.start().await;
    let quiet = running.engine.finish_submits().await;
    let made = running.extend_clip(&world).await;
    let in_line = JobState::Waiting { reason: WaitReason::Slot };
    running.until(&made.job.id, "in line", |job| job.state == in_line).await;
    drop(quiet);
    running.until_done(&made.job.id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_can_be_given_up_while_the_answer_is_out() {
    let world = World::new().await;
    let running = world.start().await;
    world.hub.set_fault(Place::Submit, LATE, Times::Next(1));
    let first = running.extend_clip(&world).await;
    until_so("it is sent", || world.hub.submits(EXTEND) == 1).await;
    let leaving = tokio::spawn({
        let engine = running.engine.clone();
        async move { engine.finish_submits().await }
    });
    let second = running.extend_clip(&world).await;
    leaving.abort();
    running.until_done(&second.job.id).await;
    running.until_done(&first.job.id).await;
}
