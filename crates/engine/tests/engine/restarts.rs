//! The engine is killed in every state and opened again on the same folder: nothing is lost, nothing is paid twice.

use std::fs;

use afterframe_core::{
    ids::JobId,
    job::{Job, JobState, WaitReason},
};
use afterframe_engine::{Connection, OpenError, PRACTICE_SITE};
use afterframe_practice::{Fault, Place, Practice, Times};
use afterframe_store::{DownloadRow, Store};
use runninghub::{ApiKey, BaseUrl};

use crate::world::{DAY, EXTEND, STEM, World, quick, until_so, wait_for};

/// Brings a job into the state that `fault` holds it in, kills the engine there, and starts again without the fault.
async fn killed_in(
    world: &World,
    place: Place,
    fault: Fault,
    wanted: impl Fn(&Job) -> bool,
) -> (crate::world::Running, JobId) {
    world.hub.set_fault(place, fault, Times::Always);
    let running = world.start().await;
    let made = running.extend_clip(world).await;
    running.until(&made.job.id, "where it is held", wanted).await;
    running.kill();
    world.hub.clear_faults();
    (world.start().await, made.job.id)
}

async fn comes_to_its_end(world: &World, running: &crate::world::Running, id: &JobId, submits: usize) {
    running.until_done(id).await;
    assert_eq!(world.hub.tasks_created(EXTEND), 1, "it is made once");
    assert_eq!(world.hub.submits(EXTEND), submits);
    assert_eq!(world.results(), [format!("{STEM}.mp4")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_uploading() {
    let world = World::new().await;
    let fault = Fault::StallInHeaders;
    let (running, id) = killed_in(&world, Place::Upload, fault, |job| job.state == JobState::Uploading).await;
    comes_to_its_end(&world, &running, &id, 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_waiting() {
    let world = World::new().await;
    let (running, id) = killed_in(&world, Place::Submit, busy_for_a_minute(), is_busy).await;
    comes_to_its_end(&world, &running, &id, 2).await;
}

/// Long enough that no second submit is under way when the engine is killed.
fn busy_for_a_minute() -> Fault {
    Fault::Status { status: 429, retry_after_seconds: Some(60) }
}

fn is_busy(job: &Job) -> bool {
    job.state == JobState::Waiting { reason: WaitReason::Busy }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_the_answer_to_a_submit_is_awaited() {
    let world = World::new().await;
    world.hub.set_fault(Place::Submit, Fault::StallInHeaders, Times::Always);
    let running = world.start().await;
    let made = running.extend_clip(&world).await;
    let id = made.job.id;
    until_so("the submit has arrived", || world.hub.tasks_created(EXTEND) == 1).await;
    running.kill();
    world.hub.clear_faults();

    let running = world.start().await;
    running.until(&id, "unknown", |job| matches!(job.state, JobState::Unknown { .. })).await;
    running.kill();
    let running = world.start().await;
    let other = running.extend_clip(&world).await;
    running.until_done(&other.job.id).await;
    let entry = running.engine.job(&id).await.unwrap().unwrap();
    assert!(matches!(entry.job.state, JobState::Unknown { .. }), "two starts later it is still a person's decision");
    assert_eq!(world.hub.submits(EXTEND), 2);
    running.engine.send_again(&id).await.unwrap();
    running.until_done(&id).await;
    assert_eq!(world.hub.submits(EXTEND), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_it_is_made() {
    let world = World::new().await;
    let fault = Fault::Status { status: 503, retry_after_seconds: None };
    let held = |job: &Job| job.state == JobState::Queued && job.tries > 0;
    let (running, id) = killed_in(&world, Place::Query, fault, held).await;
    comes_to_its_end(&world, &running, &id, 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_downloading() {
    let world = World::new().await;
    let slow = Fault::SlowDrip { bytes_per_second: 20_000 };
    world.hub.set_fault(Place::Download, slow, Times::Always);
    let running = world.start().await;
    let made = running.extend_clip(&world).await;
    let part = world.films().join(DAY).join(format!("{STEM}.part"));
    until_so("some of it is here", || fs::metadata(&part).is_ok_and(|file| file.len() > 5_000)).await;
    running.kill();
    world.hub.clear_faults();
    let running = world.start().await;
    comes_to_its_end(&world, &running, &made.job.id, 1).await;
    assert_eq!(world.answers(Place::Download).last(), Some(&Some(206)), "only the rest is fetched");
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_the_name_of_a_file_and_its_row() {
    let world = World::new().await;
    world.hub.set_fault(Place::Download, Fault::SlowDrip { bytes_per_second: 1_000 }, Times::Always);
    let running = world.start().await;
    let made = running.extend_clip(&world).await;
    until_so("it has a place", || !world.results().is_empty()).await;
    running.kill();

    // As the disk is a moment after the rename: the whole file has its name, and no row knows it.
    let film = world.films().join(DAY).join(format!("{STEM}.mp4"));
    fs::copy(world.clip(), &film).unwrap();
    let store = Store::open(&world.path("data").join("afterframe.db")).unwrap();
    let begun = store.download(&made.job.id, 0).unwrap().unwrap();
    fs::remove_file(&begun.part_path).unwrap();
    store.save_download(&DownloadRow { final_path: Some(film.clone()), ..begun }).unwrap();
    drop(store);

    let asked = world.answers(Place::Download).len();
    let running = world.start().await;
    let done = running.until_done(&made.job.id).await;
    assert_eq!(running.engine.media_path(&done.results[0].id).await.unwrap(), Some(film));
    assert_eq!(world.answers(Place::Download).len(), asked, "nothing is fetched again");
    assert_eq!(world.results(), [format!("{STEM}.mp4")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_again_and_again_wherever_it_is() {
    let world = World::with(afterframe_practice::Options { pace: 0.05, ..quick() }).await;
    let running = world.start().await;
    let id = running.extend_clip(&world).await.job.id;
    let mut running = Some(running);
    for round in 0..12_u64 {
        // Not a wait for something: the moments of the kills, spread over the job's life.
        tokio::time::sleep(std::time::Duration::from_millis(13 * (round % 5) + 7)).await;
        running.take().unwrap().kill();
        running = Some(world.start().await);
    }
    let running = running.unwrap();
    let over = running.until(&id, "over", |job| job.state.is_at_rest()).await;
    assert!(world.hub.submits(EXTEND) <= 1);
    match over.job.state {
        JobState::Done => assert_eq!(world.results(), [format!("{STEM}.mp4")]),
        JobState::Unknown { .. } => assert_eq!(over.job.task_id, None),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_is_still_there() {
    let world = World::new().await;
    let running = world.start().await;
    let made = running.extend_clip(&world).await;
    let done = running.until_done(&made.job.id).await;
    let stopped = running.extend_clip(&world).await;
    running.engine.stop_watching(&stopped.job.id).await.unwrap();
    running.engine.shutdown().await;
    drop(running);

    let running = world.start().await;
    let all = running.engine.jobs().await.unwrap();
    let order: Vec<_> = all.iter().map(|entry| entry.job.id.clone()).collect();
    assert_eq!(order, [stopped.job.id.clone(), done.job.id.clone()]);
    assert_eq!(all[0].job.state, JobState::Stopped);
    assert_eq!(all[1].job, done.job);
    assert!(all[1].results[0].exists);
    running.engine.watch_again(&stopped.job.id).await.unwrap();
    running.until_done(&stopped.job.id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_waits_for_the_answer_of_a_submit_that_was_sent() {
    let world = World::with(afterframe_practice::Options { pace: 0.05, ..quick() }).await;
    let running = world.start().await;
    let made = running.extend_clip(&world).await;
    until_so("it is sent", || world.hub.submits(EXTEND) == 1).await;
    running.engine.shutdown().await;
    assert!(running.engine.jobs().await.is_err(), "after the end nothing is answered");
    drop(running);
    let running = world.open().await;
    let entry = running.engine.job(&made.job.id).await.unwrap().unwrap();
    assert!(entry.job.task_id.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_engines_never_run_on_one_folder() {
    let world = World::new().await;
    let running = world.open().await;
    let second = afterframe_engine::Engine::open(world.options()).await;
    assert!(matches!(second.err(), Some(OpenError::InUse)));
    drop(running);
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_goes_on_although_its_server_has_another_port_after_a_restart() {
    let mut world = World::new().await;
    let hub_options = || afterframe_practice::Options { folder: Some(world.path("practice")), ..quick() };
    let (first, second) = (hub_options(), hub_options());
    world.hub = Practice::start(first).await.unwrap();
    let connection = |hub: &Practice| Connection {
        base: BaseUrl::parse(&hub.base_url()).unwrap(),
        key: ApiKey::new(hub.key()).unwrap(),
        practice: true,
    };
    world.hub.set_fault(Place::Download, Fault::SlowDrip { bytes_per_second: 1_000 }, Times::Always);
    let running = world.open().await;
    running.connect(connection(&world.hub));
    let loading = running.extend_clip(&world).await;
    assert_eq!((loading.job.site.as_str(), loading.job.practice), (PRACTICE_SITE, true));
    running.until(&loading.job.id, "downloading", |job| job.state == JobState::Downloading).await;
    world.hub.set_fault(Place::Submit, busy_for_a_minute(), Times::Always);
    let waiting = running.extend_clip(&world).await;
    running.until(&waiting.job.id, "waiting", is_busy).await;
    running.kill();

    let next = Practice::start(second).await.unwrap();
    std::mem::replace(&mut world.hub, next).stop().await;
    let running = world.open().await;
    running.connect(connection(&world.hub));
    running.until_done(&loading.job.id).await;
    running.until_done(&waiting.job.id).await;
    let found = wait_for(|| async { (world.results().len() == 2).then_some(()) }).await;
    assert!(found.is_some(), "{:?}", world.results());
    assert_eq!(
        world.answers(Place::Upload),
        [Some(200)],
        "the file goes up to the new server, which does not know the old address"
    );
}
