//! A drive without room, and a database that refuses to be written, as on a full disk: held here by another connection that keeps the pen.

#[cfg(target_os = "linux")]
use std::{env, process::Command};
use std::{fs, sync::atomic::Ordering};

use afterframe_core::job::{JobState, Trouble};
use afterframe_engine::{Change, CreateError, EngineError, StoreError};
#[cfg(target_os = "linux")]
use afterframe_engine::{Engine, Options};
use afterframe_practice::{Fault, Place, Times};

#[cfg(target_os = "linux")]
use crate::world::wait_for;
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
        assert_eq!(fs::metadata(world.films().join(crate::world::DAY).join(name)).unwrap().len(), 0);
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

/// Set in the process that has a drive of its own.
#[cfg(target_os = "linux")]
const ALONE: &str = "AFTERFRAME_TEST_HAS_A_SMALL_DRIVE";

/// A file system in memory, in a name space in which this test may mount one. Where the system does not let it, as in some containers,
/// the figure that the tests above set stands for the drive, and it is said.
#[test]
#[cfg(target_os = "linux")]
fn a_drive_that_is_really_too_small_holds_a_result_up_until_it_has_grown() {
    if env::var_os(ALONE).is_some() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        return runtime.block_on(on_a_small_drive());
    }
    let may = Command::new("unshare").args(["--map-root-user", "--mount", "true"]).output();
    if !may.is_ok_and(|output| output.status.success()) {
        println!("no file system can be mounted here: the drive of the other tests is a figure");
        return;
    }
    let done = Command::new("unshare")
        .args(["--map-root-user", "--mount"])
        .arg(env::current_exe().unwrap())
        .args(["--exact", "full_disk::a_drive_that_is_really_too_small_holds_a_result_up_until_it_has_grown"])
        .args(["--nocapture"])
        .env(ALONE, "yes")
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[cfg(target_os = "linux")]
async fn on_a_small_drive() {
    let world = World::new().await;
    let films = world.films();
    fs::create_dir(&films).unwrap();
    let mount = |size: &str| {
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", size, "tmpfs"]).arg(&films).status().unwrap();
        assert!(done.success(), "{size}");
    };
    // What is left free in any case, and too little beside it.
    mount("size=64m");
    let real = Options::new(world.path("data"), films.clone()).space;
    let engine = Engine::open(Options { space: real, ..world.options() }).await.unwrap();
    engine.connect(world.connection(world.hub.key())).unwrap();
    let clip = engine.add_media(&world.clip()).await.unwrap();
    let made = {
        use afterframe_core::form::{FieldValue, defaults};
        let mut values = defaults(engine.catalogue().model(&EXTEND.into()).unwrap());
        values.insert("prompt".into(), FieldValue::Text("On it goes.".to_owned()));
        values.insert("videoUrl".into(), FieldValue::Media { media: clip.id });
        engine.create(&EXTEND.into(), values).await.unwrap()
    };
    let job = || async { engine.job(&made.job.id).await.unwrap().unwrap().job };
    let waits = wait_for(|| async { (job().await.trouble == Some(Trouble::Space)).then_some(()) }).await;
    assert!(waits.is_some(), "it is said that there is too little room: {:?}", job().await);
    mount("remount,size=96m");
    let done = wait_for(|| async { (job().await.state == JobState::Done).then_some(()) }).await;
    assert!(done.is_some(), "{:?}", job().await);
    assert_eq!((world.results(), world.hub.submits(EXTEND)), (vec![format!("{STEM}.mp4")], 1));
    engine.shutdown().await;
}
