//! A library that is really damaged: nothing is paid twice because of an old copy, and what is newer than it is found again.

use std::{fs, path::PathBuf};

use afterframe_core::job::{JobState, Origin};
use afterframe_engine::{OpenError, StoreError};
use afterframe_practice::{Fault, Place, Times};

use crate::world::{EXTEND, World, names, until_so};

fn library(world: &World) -> PathBuf {
    world.path("data").join("afterframe.db")
}

/// Breaks the library as a failing drive does, its journal too.
fn damage(world: &World) {
    let path = library(world);
    let mut bytes = fs::read(&path).unwrap();
    let length = bytes.len();
    bytes[4096..length.min(5 * 4096)].fill(0);
    fs::write(&path, bytes).unwrap();
    fs::write(path.with_file_name("afterframe.db-wal"), b"noise").unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_library_comes_back_from_its_copy_and_nothing_is_sent_again() {
    let world = World::new().await;
    let running = world.start().await;
    let old = running.extend_clip(&world).await.job.id;
    running.until_done(&old).await;
    running.engine.hold_line().await.unwrap();
    let waits = running.extend_clip(&world).await.job.id;
    running.engine.shutdown().await;
    drop(running);

    // After the copy the waiting one is sent and paid for.
    let running = world.start().await;
    assert_eq!(running.engine.mended(), None);
    running.engine.release_line().await.unwrap();
    running.until_done(&waits).await;
    let films = world.results();
    assert_eq!((films.len(), world.hub.submits(EXTEND)), (2, 2));
    running.kill();
    until_free(&world).await;
    damage(&world);

    let running = world.start().await;
    let mended = running.engine.mended().expect("it was mended").clone();
    assert!(mended.copied_at.is_some());
    let aside = mended.set_aside.expect("the damaged file has a name");
    assert!(names(&world.path("data")).contains(&aside), "it is still there");
    let entry = running.engine.job(&old).await.unwrap().unwrap();
    assert_eq!(entry.job.state, JobState::Done);
    let doubtful = running.engine.job(&waits).await.unwrap().unwrap().job;
    assert!(matches!(doubtful.state, JobState::Unknown { .. }), "{:?}", doubtful.state);
    let found = running.engine.look_for_lost_results().await.unwrap();
    assert_eq!(found.len(), 1, "the film that the copy did not know");
    assert_eq!(found[0].job.origin, Origin::Found);
    assert_eq!(world.results(), films, "no film was moved or made anew");
    assert_eq!(world.hub.submits(EXTEND), 2);
}

/// Until an engine that was killed has let go of the folder.
async fn until_free(world: &World) {
    until_so("the folder is free", || {
        fs::File::open(world.path("data").join("afterframe.lock")).unwrap().try_lock().is_ok()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_library_without_a_copy_is_built_again_from_the_folder() {
    let world = World::new().await;
    let running = world.start().await;
    let made = running.extend_clip(&world).await.job.id;
    running.until_done(&made).await;
    running.engine.shutdown().await;
    drop(running);
    for name in names(&world.path("data")).iter().filter(|name| name.contains(".kept-")) {
        fs::remove_file(world.path("data").join(name)).unwrap();
    }
    damage(&world);
    let running = world.start().await;
    let mended = running.engine.mended().expect("it was mended").clone();
    assert_eq!(mended.copied_at, None);
    assert!(mended.set_aside.is_some());
    assert_eq!(running.engine.jobs().await.unwrap(), []);
    assert_eq!(running.engine.look_for_lost_results().await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_library_that_is_gone_comes_back_from_its_copy() {
    let world = World::new().await;
    let running = world.start().await;
    // A task that is known when the copy is taken is watched on.
    world.hub.set_fault(Place::Query, Fault::Status { status: 503, retry_after_seconds: None }, Times::Always);
    let made = running.extend_clip(&world).await.job.id;
    running.until(&made, "accepted", |job| job.task_id.is_some()).await;
    running.engine.shutdown().await;
    drop(running);
    fs::remove_file(library(&world)).unwrap();
    world.hub.clear_faults();
    let running = world.start().await;
    let mended = running.engine.mended().expect("it was mended").clone();
    assert!(mended.copied_at.is_some() && mended.set_aside.is_none());
    running.until_done(&made).await;
    assert_eq!(world.hub.submits(EXTEND), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_library_of_a_newer_program_is_left_alone_although_there_are_copies() {
    let world = World::new().await;
    let running = world.open().await;
    running.engine.hold_line().await.unwrap();
    running.engine.shutdown().await;
    drop(running);
    let raw = rusqlite::Connection::open(library(&world)).unwrap();
    raw.pragma_update(None, "user_version", 99).unwrap();
    raw.close().unwrap();
    let before = fs::read(library(&world)).unwrap();
    let refused = afterframe_engine::Engine::open(world.options()).await.err();
    assert!(matches!(refused, Some(OpenError::Store(StoreError::Newer { found: 99, .. }))), "{refused:?}");
    assert_eq!(fs::read(library(&world)).unwrap(), before);
}
