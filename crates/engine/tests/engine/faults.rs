//! What goes wrong on the way, and what becomes of the job, the file and the money.

use std::fs;

use afterframe_core::{
    job::{Charged, FailureKind, JobState, Trouble, WaitReason},
    time::Span,
};
use afterframe_practice::{Fault, Place, Times};

use crate::world::{DAY, EXTEND, STEM, World, names, until_so};

fn failure_of(state: &JobState) -> (FailureKind, Charged) {
    let JobState::Failed { failure } = state else { panic!("{state:?}") };
    (failure.kind, failure.charged)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submit_whose_answer_is_lost_is_sent_again_by_a_person_alone() {
    let world = World::new().await;
    let running = world.start().await;
    world.hub.set_fault(Place::Submit, Fault::LostAnswer, Times::Next(1));
    let made = running.extend_clip(&world).await;
    let id = &made.job.id;
    running.until(id, "unknown", |job| matches!(job.state, JobState::Unknown { .. })).await;
    // A second job goes all the way meanwhile: time passes, and nothing is sent for the first.
    let other = running.extend_clip(&world).await;
    running.until_done(&other.job.id).await;
    assert_eq!(world.hub.submits(EXTEND), 2);
    let still = running.engine.job(id).await.unwrap().unwrap();
    assert!(matches!(still.job.state, JobState::Unknown { .. }));

    running.engine.send_again(id).await.unwrap();
    running.until_done(id).await;
    assert_eq!(world.hub.submits(EXTEND), 3);
    assert_eq!(world.answers(Place::Upload), [Some(200)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateways_error_after_a_submit_is_not_taken_for_a_no() {
    let world = World::new().await;
    let running = world.start().await;
    let fault = Fault::Status { status: 502, retry_after_seconds: None };
    world.hub.set_fault(Place::Submit, fault, Times::Next(1));
    let made = running.extend_clip(&world).await;
    running.until(&made.job.id, "unknown", |job| matches!(job.state, JobState::Unknown { .. })).await;
    assert_eq!(world.hub.submits(EXTEND), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_is_waited_for() {
    let world = World::new().await;
    let running = world.start().await;
    world.hub.set_fault(Place::Submit, Fault::Code { code: 421 }, Times::Next(2));
    let made = running.extend_clip(&world).await;
    let busy = JobState::Waiting { reason: WaitReason::Busy };
    running.until(&made.job.id, "waiting", |job| job.state == busy).await;
    running.until_done(&made.job.id).await;
    assert_eq!((world.hub.submits(EXTEND), world.hub.tasks_created(EXTEND)), (3, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_stands_in_line_at_a_site_that_said_that_it_is_busy() {
    let world = World::new().await;
    let running = world.start().await;
    let long = Fault::Status { status: 429, retry_after_seconds: Some(60) };
    world.hub.set_fault(Place::Submit, long, Times::Next(1));
    let clip = running.engine.add_media(&world.clip()).await.unwrap();
    let first = running.extend(&clip).await;
    let busy = JobState::Waiting { reason: WaitReason::Busy };
    running.until(&first.job.id, "waiting", |job| job.state == busy).await;
    let second = running.extend(&clip).await;
    let in_line = JobState::Waiting { reason: WaitReason::Slot };
    running.until(&second.job.id, "in line", |job| job.state == in_line).await;
    assert_eq!(world.hub.submits(EXTEND), 1);
    running.until_done(&first.job.id).await;
    running.until_done(&second.job.id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_link_is_asked_for_anew_and_nothing_is_made_anew() {
    let world = World::new().await;
    let running = world.start().await;
    world.hub.set_fault(Place::Query, Fault::ExpiredLink, Times::Next(1));
    let made = running.extend_clip(&world).await;
    running.until_done(&made.job.id).await;
    assert_eq!(world.hub.submits(EXTEND), 1);
    assert_eq!(world.answers(Place::Download), [Some(403), Some(200)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_that_breaks_off_goes_on_where_it_was() {
    let world = World::new().await;
    let running = world.start().await;
    world.hub.set_fault(Place::Download, Fault::Truncate, Times::Next(1));
    let made = running.extend_clip(&world).await;
    let done = running.until_done(&made.job.id).await;
    assert_eq!(world.answers(Place::Download).last(), Some(&Some(206)), "only the rest is fetched");
    assert_eq!(world.results(), [format!("{STEM}.mp4")]);
    assert_eq!(done.results[0].facts.duration_ms, Some(6_000), "the two halves fit");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_instead_of_a_film_is_believed_only_when_it_comes_again() {
    let world = World::new().await;
    let running = world.start().await;
    world.hub.set_fault(Place::Download, Fault::Html, Times::Next(1));
    let made = running.extend_clip(&world).await;
    running.until_done(&made.job.id).await;
    assert_eq!(world.results(), [format!("{STEM}.mp4")]);

    world.hub.set_fault(Place::Download, Fault::Html, Times::Always);
    let made = running.extend_clip(&world).await;
    let over = running.until(&made.job.id, "over", |job| job.state.is_at_rest()).await;
    assert_eq!(failure_of(&over.job.state), (FailureKind::BadResult, Charged::Yes));
    assert_eq!(world.results(), [format!("{STEM}.mp4")], "nothing is left lying about");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_results_folder_that_is_missing_is_waited_for() {
    let world = World::new().await;
    let running = world.start().await;
    let chosen = world.path("drive");
    fs::create_dir(&chosen).unwrap();
    running.engine.set_results_folder(Some(chosen.clone())).await.unwrap();
    fs::remove_dir(&chosen).unwrap();
    let made = running.extend_clip(&world).await;
    running.until(&made.job.id, "without a folder", |job| job.trouble == Some(Trouble::Folder)).await;
    assert!(!chosen.exists(), "a folder that a person chose is not made up");
    fs::create_dir(&chosen).unwrap();
    running.until_done(&made.job.id).await;
    assert_eq!(names(&chosen.join(DAY)), [format!("{STEM}.mp4")]);
    assert_eq!(world.hub.submits(EXTEND), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_fails_says_why_and_what_it_took() {
    let world = World::new().await;
    let running = world.start().await;
    world.hub.set_fault(Place::Submit, Fault::FailTask { code: 1501 }, Times::Next(1));
    let made = running.extend_clip(&world).await;
    let over = running.until(&made.job.id, "over", |job| job.state.is_at_rest()).await;
    let (kind, charged) = failure_of(&over.job.state);
    assert_eq!(kind, FailureKind::Content);
    assert_ne!(charged, Charged::Yes, "the practice server takes nothing for a failed task");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_wallet_is_a_failure_that_took_nothing() {
    let world = World::new().await;
    let running = world.open().await;
    running.connect(world.connection(world.hub.poor_key()));
    let made = running.extend_clip(&world).await;
    let over = running.until(&made.job.id, "over", |job| job.state.is_at_rest()).await;
    assert_eq!(failure_of(&over.job.state), (FailureKind::Credit, Charged::No));
}

#[tokio::test(flavor = "multi_thread")]
async fn troubles_on_every_way_pass_without_a_second_submit() {
    let world = World::new().await;
    let running = world.start().await;
    let unavailable = || Fault::Status { status: 503, retry_after_seconds: None };
    world.hub.set_fault(Place::Upload, Fault::ResetAfterBody, Times::Next(1));
    world.hub.set_fault(Place::Query, unavailable(), Times::Next(2));
    world.hub.set_fault(Place::Download, unavailable(), Times::Next(2));
    let made = running.extend_clip(&world).await;
    running.until_done(&made.job.id).await;
    assert_eq!(world.hub.submits(EXTEND), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_is_not_known_for_a_moment_is_not_given_up() {
    let world = World::new().await;
    let running = world.start().await;
    world.hub.set_fault(Place::Query, Fault::Code { code: 1004 }, Times::Next(2));
    let made = running.extend_clip(&world).await;
    running.until_done(&made.job.id).await;

    world.hub.set_fault(Place::Query, Fault::Code { code: 1004 }, Times::Always);
    let made = running.extend_clip(&world).await;
    let over = running.until(&made.job.id, "over", |job| job.state.is_at_rest()).await;
    assert_eq!(failure_of(&over.job.state), (FailureKind::TaskGone, Charged::Unknown));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_taken_away_before_it_went_up_is_said_to_be_gone() {
    let world = World::new().await;
    let running = world.open().await;
    running.engine.choose_site(world.connection(world.hub.key()).base.as_str());
    let clip = world.clip();
    let made = running.extend_clip(&world).await;
    running.until(&made.job.id, "without a key", |job| job.trouble == Some(Trouble::Key)).await;
    fs::remove_file(clip).unwrap();
    running.connect(world.connection(world.hub.key()));
    let over = running.until(&made.job.id, "over", |job| job.state.is_at_rest()).await;
    assert_eq!(failure_of(&over.job.state), (FailureKind::FileGone, Charged::No));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_set_back_does_not_hold_a_job_up() {
    let world = World::new().await;
    let running = world.start().await;
    let fault = Fault::Status { status: 503, retry_after_seconds: Some(300) };
    world.hub.set_fault(Place::Query, fault, Times::Next(1));
    let made = running.extend_clip(&world).await;
    running.until(&made.job.id, "late", |job| job.trouble == Some(Trouble::Server)).await;
    world.clock.set_back(Span::seconds(24 * 3600));
    running.until_done(&made.job.id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_is_stopped_leaves_the_network_alone_until_it_is_watched_again() {
    let world = World::new().await;
    let running = world.start().await;
    world.hub.set_fault(Place::Download, Fault::SlowDrip { bytes_per_second: 1_000 }, Times::Next(1));
    let made = running.extend_clip(&world).await;
    until_so("bytes move down", || !world.answers(Place::Download).is_empty() && running.engine.is_moving_bytes())
        .await;
    let stopped = running.engine.stop_watching(&made.job.id).await.unwrap();
    assert_eq!(stopped.job.state, JobState::Stopped);
    until_so("bytes rest", || !running.engine.is_moving_bytes()).await;
    running.engine.watch_again(&made.job.id).await.unwrap();
    running.until_done(&made.job.id).await;
    assert_eq!(world.results(), [format!("{STEM}.mp4")]);
}
