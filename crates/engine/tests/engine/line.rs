//! Waiting is not failing: the line is held, put into another order and changed while it waits, and nothing of that sends twice.

use afterframe_core::{
    form::{FieldValue, FormValues, defaults},
    ids::{Endpoint, FieldKey, JobId},
    job::{JobState, WaitReason},
};
use afterframe_engine::{CreateError, EngineError, JobEntry, LineError};
use afterframe_practice::{Fault, Options, Place, Times};

use crate::world::{EXTEND, Running, World, quick, until_so};

/// A model that takes words alone.
const WORDS: &str = "rhart-video-g-official/text-to-video";

fn words(running: &Running, prompt: &str) -> FormValues {
    let model = running.engine.catalogue().model(&Endpoint::from(WORDS)).unwrap();
    let mut values = defaults(model);
    values.insert(FieldKey::from("prompt"), FieldValue::Text(prompt.to_owned()));
    values
}

async fn make(running: &Running, prompt: &str) -> JobEntry {
    running.engine.create(&WORDS.into(), words(running, prompt)).await.unwrap()
}

/// The site is connected and has answered: whatever was due by then has begun.
async fn until_asked(running: &Running) {
    until_so("the balance is known", || running.engine.balance().is_some()).await;
    // Two answers of the scheduler are two of its turns.
    for _ in 0..2 {
        let nobody = running.engine.pause(&JobId::from("nobody")).await;
        assert!(matches!(nobody, Err(LineError::Engine(EngineError::NoSuchJob(_)))));
    }
}

/// A server with one place, and an engine that knows it.
async fn one_place() -> (World, Running) {
    let world = World::with(Options { concurrent_limit: 1, pace: 0.05, ..quick() }).await;
    let running = world.start().await;
    until_so("the limit is known", || {
        running.engine.balance().is_some_and(|balance| balance.concurrent_limit == Some(1))
    })
    .await;
    (world, running)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_is_held_sends_nothing_also_after_a_restart_and_goes_on_when_it_is_told_to() {
    let world = World::new().await;
    let running = world.start().await;
    running.engine.hold_line().await.unwrap();
    let made = running.extend_clip(&world).await;
    let entry = make(&running, "behind").await;
    until_asked(&running).await;
    running.kill();
    let running = world.start().await;
    until_asked(&running).await;
    for id in [&made.job.id, &entry.job.id] {
        let job = running.engine.job(id).await.unwrap().unwrap().job;
        assert_eq!(job.state, JobState::Preparing);
    }
    assert_eq!(world.answers(Place::Upload), []);
    assert_eq!(world.answers(Place::Submit), []);
    running.engine.release_line().await.unwrap();
    running.until_done(&made.job.id).await;
    running.until_done(&entry.job.id).await;
    assert_eq!((world.hub.submits(EXTEND), world.hub.submits(WORDS)), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_is_held_lets_the_others_pass_and_stays_held_over_a_restart() {
    let world = World::new().await;
    let running = world.start().await;
    running.engine.hold_line().await.unwrap();
    let (held, other) = (make(&running, "held").await.job.id, make(&running, "other").await.job.id);
    assert!(running.engine.pause(&held).await.unwrap().job.paused);
    running.engine.release_line().await.unwrap();
    running.until_done(&other).await;
    running.kill();
    let running = world.start().await;
    until_asked(&running).await;
    let job = running.engine.job(&held).await.unwrap().unwrap().job;
    assert!(job.paused && job.state.is_in_line(), "{:?}", job.state);
    assert_eq!(world.hub.submits(WORDS), 1);
    running.engine.resume(&held).await.unwrap();
    running.until_done(&held).await;
    assert_eq!(world.hub.submits(WORDS), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_is_held_stops_and_goes_on_later() {
    let world = World::new().await;
    world.hub.set_fault(Place::Upload, Fault::StallInHeaders, Times::Next(1));
    let running = world.start().await;
    let made = running.extend_clip(&world).await;
    let id = &made.job.id;
    until_so("the upload has begun", || world.hub.log().iter().any(|request| request.place == Some(Place::Upload)))
        .await;
    let held = running.engine.pause(id).await.unwrap().job;
    assert_eq!((held.paused, held.state), (true, JobState::Uploading));
    running.engine.resume(id).await.unwrap();
    running.until_done(id).await;
    assert_eq!(world.hub.submits(EXTEND), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_line_goes_in_the_order_that_a_person_gave_it_also_after_a_restart() {
    let (world, running) = one_place().await;
    running.engine.hold_line().await.unwrap();
    let mut ids: Vec<JobId> = Vec::new();
    for prompt in ["first", "second", "third", "fourth"] {
        ids.push(make(&running, prompt).await.job.id);
    }
    running.engine.move_in_line(&ids[2], Some(ids[0].clone())).await.unwrap();
    running.engine.move_in_line(&ids[0], None).await.unwrap();
    let late = make(&running, "late").await.job.id;
    running.kill();
    let running = world.start().await;
    until_so("the limit is known", || {
        running.engine.balance().is_some_and(|balance| balance.concurrent_limit == Some(1))
    })
    .await;
    running.engine.release_line().await.unwrap();
    let mut accepted = Vec::new();
    for (name, id) in ["first", "second", "third", "fourth", "late"].iter().zip(ids.iter().chain([&late])) {
        accepted.push((running.until_done(id).await.job.accepted_at, *name));
    }
    accepted.sort();
    assert_eq!(
        accepted.iter().map(|(_, name)| *name).collect::<Vec<_>>(),
        ["third", "second", "fourth", "first", "late"]
    );
    assert_eq!(world.hub.submits(WORDS), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_is_changed_in_line_sends_the_new_values_and_no_file_twice() {
    let world = World::new().await;
    world.hub.set_fault(Place::Submit, Fault::Code { code: 421 }, Times::Always);
    let running = world.start().await;
    let made = running.extend_clip(&world).await;
    let id = &made.job.id;
    running.until(id, "busy", |job| job.state == JobState::Waiting { reason: WaitReason::Busy }).await;
    running.engine.pause(id).await.unwrap();
    let mut values = made.job.values.clone();
    values.insert(FieldKey::from("prompt"), FieldValue::Text(String::new()));
    let refused = running.engine.edit(id, &EXTEND.into(), values.clone()).await;
    assert!(matches!(refused, Err(CreateError::Invalid(_))), "{refused:?}");
    let held = running.engine.job(id).await.unwrap().unwrap().job;
    assert_eq!((held.paused, &held.values), (true, &made.job.values), "what is refused changes nothing");

    world.hub.clear_faults();
    values.insert(FieldKey::from("prompt"), FieldValue::Text("Another way.".to_owned()));
    let edited = running.engine.edit(id, &EXTEND.into(), values.clone()).await.unwrap().job;
    assert_eq!((edited.paused, &edited.id, &edited.values), (false, id, &values));
    let done = running.until_done(id).await.job;
    assert_eq!(done.values, values);
    assert_eq!(world.answers(Place::Upload).len(), 1, "the upload was still good");
    assert_eq!(running.engine.jobs().await.unwrap().len(), 1, "it is the same job");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_can_be_neither_held_nor_moved_nor_changed() {
    let world = World::with(Options { pace: 1.0, ..quick() }).await;
    let running = world.start().await;
    let made = make(&running, "sent").await;
    let id = &made.job.id;
    running.until(id, "accepted", |job| job.task_id.is_some()).await;
    assert!(matches!(running.engine.pause(id).await, Err(LineError::Sent)));
    assert!(matches!(running.engine.resume(id).await, Err(LineError::Sent)));
    assert!(matches!(running.engine.move_in_line(id, None).await, Err(LineError::Sent)));
    let edited = running.engine.edit(id, &WORDS.into(), words(&running, "too late")).await;
    assert!(matches!(edited, Err(CreateError::Sent)), "{edited:?}");
    let job = running.engine.job(id).await.unwrap().unwrap().job;
    assert_eq!(job.values, made.job.values);
    assert_eq!(world.hub.submits(WORDS), 1);
}
