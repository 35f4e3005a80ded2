//! Files in and out: adding clips, names that are taken, deleting, and the folder for results.

use std::fs;

use afterframe_core::{
    ids::JobId,
    job::JobState,
    settings::{Settings, Theme},
};
use afterframe_engine::{AddMediaError, Change, CreateError, DeleteError, EngineError, FolderError, ResultFiles};
use afterframe_media::InspectError;
use afterframe_practice::{Fault, Place, Times};

use crate::world::{DAY, EXTEND, STEM, World, names, until_so};

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_added_twice_is_one_until_it_changes() {
    let world = World::new().await;
    let running = world.open().await;
    let path = world.clip();
    let first = running.engine.add_media(&path).await.unwrap();
    let roundabout = path.parent().unwrap().join("../clips").join(path.file_name().unwrap());
    assert_eq!(running.engine.add_media(&roundabout).await.unwrap().id, first.id);
    fs::write(&path, include_bytes!("../../../../assets/samples/low-tide.mp4")).unwrap();
    let second = running.engine.add_media(&path).await.unwrap();
    assert_ne!(second.id, first.id);
    fs::remove_file(&path).unwrap();
    assert!(!running.engine.media(&second.id).await.unwrap().unwrap().exists);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_clip_is_refused_with_what_it_is() {
    let world = World::new().await;
    let running = world.open().await;
    let text = world.path("notes.mp4");
    fs::write(&text, "not a film at all\n".repeat(50)).unwrap();
    let refused = running.engine.add_media(&text).await;
    assert!(matches!(refused, Err(AddMediaError::Inspect(InspectError::NotMedia { .. }))), "{refused:?}");
    let refused = running.engine.add_media(&world.path("nothing.mp4")).await;
    assert!(matches!(refused, Err(AddMediaError::Inspect(InspectError::NotFound))), "{refused:?}");
    let refused = running.engine.add_media(world.folder.path()).await;
    assert!(matches!(refused, Err(AddMediaError::Inspect(InspectError::IsFolder))), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_blocks_makes_no_job() {
    let world = World::new().await;
    let running = world.start().await;
    let picture = running.engine.add_media(&world.picture()).await.unwrap();
    let values = running.form(EXTEND, "videoUrl", &picture);
    let refused = running.engine.create(&EXTEND.into(), values.clone()).await;
    let Err(CreateError::Invalid(problems)) = refused else { panic!("{refused:?}") };
    assert_eq!(problems, running.engine.check(&EXTEND.into(), &values).await.unwrap());
    assert_eq!(problems.len(), 1);
    assert_eq!(running.engine.jobs().await.unwrap(), []);
    let refused = running.engine.create(&"no/model".into(), values).await;
    assert!(matches!(refused, Err(CreateError::Engine(EngineError::NoSuchModel(_)))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_can_be_extended_again_and_keeps_its_name() {
    let world = World::new().await;
    let running = world.start().await;
    let made = running.extend_clip(&world).await;
    let done = running.until_done(&made.job.id).await;
    // Dropped from the file manager it is known as what it is.
    let path = running.engine.media_path(&done.results[0].id).await.unwrap().unwrap();
    let dropped = running.engine.add_media(&path).await.unwrap();
    assert_eq!(dropped.id, done.results[0].id);
    assert_eq!(dropped.made_by_family.as_deref(), Some("grok-imagine"));
    let again = running.extend(&dropped).await;
    assert_eq!(again.job.title, "ridge at dusk");
    running.until_done(&again.job.id).await;
    assert_eq!(world.results().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_is_taken_is_never_taken_over() {
    let world = World::new().await;
    let day = world.films().join(DAY);
    fs::create_dir_all(&day).unwrap();
    fs::write(day.join(format!("{STEM}.mov")), b"somebody's own").unwrap();
    let running = world.start().await;
    let clip = running.engine.add_media(&world.clip()).await.unwrap();
    let jobs = [running.extend(&clip).await, running.extend(&clip).await];
    for made in &jobs {
        running.until_done(&made.job.id).await;
    }
    let stem = &STEM[..STEM.len() - 1];
    assert_eq!(names(&day), [format!("{stem}1.mov"), format!("{stem}2.mp4"), format!("{stem}3.mp4")]);
    assert_eq!(fs::read(day.join(format!("{STEM}.mov"))).unwrap(), b"somebody's own");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_job_takes_its_files_to_the_bin_only_when_asked() {
    let world = World::new().await;
    let running = world.start().await;
    let clip = world.clip();
    let kept = running.extend_clip(&world).await;
    running.until_done(&kept.job.id).await;
    let binned = running.extend_clip(&world).await;
    let binned = running.until_done(&binned.job.id).await;
    let mut changes = running.engine.changes();
    running.throw_away(&kept.job.id, ResultFiles::Keep).await;
    assert_eq!(world.results().len(), 2);
    running.throw_away(&binned.job.id, ResultFiles::Bin).await;
    assert_eq!(world.results(), [format!("{STEM}.mp4")]);
    assert_eq!(names(&world.path("bin")), [binned.results[0].file_name.clone()]);
    assert!(clip.exists(), "what it started from is never touched");
    assert_eq!(running.engine.jobs().await.unwrap(), []);
    assert_eq!(running.engine.media(&binned.results[0].id).await.unwrap(), None);
    let mut gone: Vec<JobId> = Vec::new();
    while let Ok(change) = changes.try_recv() {
        if let Change::JobGone(id) = change {
            gone.push(id);
        }
    }
    assert_eq!(gone, [kept.job.id.clone(), binned.job.id.clone()]);
    let again = running.engine.bin(vec![kept.job.id], ResultFiles::Bin).await;
    assert!(matches!(again, Err(DeleteError::Engine(EngineError::NoSuchJob(_)))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_runninghub_has_in_hand_is_not_deleted_until_nobody_looks_for_it() {
    let world = World::new().await;
    let running = world.start().await;
    world.hub.set_fault(Place::Submit, Fault::StallInHeaders, Times::Next(1));
    let made = running.extend_clip(&world).await;
    until_so("it is sent", || world.hub.submits(EXTEND) == 1).await;
    let refused = running.engine.bin(vec![made.job.id], ResultFiles::Keep).await;
    assert!(matches!(refused, Err(DeleteError::Moves)), "{refused:?}");

    world.hub.set_fault(Place::Download, Fault::SlowDrip { bytes_per_second: 1_000 }, Times::Always);
    let other = running.extend_clip(&world).await.job.id;
    running.until(&other, "downloading", |job| job.state == JobState::Downloading).await;
    until_so("its part file is there", || !world.results().is_empty()).await;
    let refused = running.engine.bin(vec![other.clone()], ResultFiles::Keep).await;
    assert!(matches!(refused, Err(DeleteError::Moves)), "{refused:?}");
    running.engine.stop_watching(&other).await.unwrap();
    running.throw_away(&other, ResultFiles::Keep).await;
    until_so("nothing is left lying about", || world.results().is_empty()).await;
    assert!(running.engine.job(&other).await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_kept_and_a_folder_that_cannot_be_written_is_refused() {
    let world = World::new().await;
    let running = world.open().await;
    let mut changes = running.engine.changes();
    let dark = Settings { theme: Theme::Dark, ..Settings::default() };
    running.engine.set_settings(dark.clone()).await.unwrap();
    assert_eq!(running.engine.settings().await.unwrap(), dark);
    assert_eq!(running.engine.results_folder().await.unwrap(), world.films());
    let missing = world.path("no such folder");
    let refused = running.engine.set_results_folder(Some(missing)).await;
    assert!(matches!(refused, Err(FolderError::NotWritable { .. })));
    let chosen = world.path("clips");
    let set = running.engine.set_results_folder(Some(chosen.clone())).await.unwrap();
    assert_eq!(set.theme, Theme::Dark);
    assert_eq!(names(&chosen), Vec::<String>::new(), "the trial file is taken away");
    assert_eq!(running.engine.results_folder().await.unwrap(), chosen);
    running.engine.set_results_folder(None).await.unwrap();
    assert_eq!(running.engine.results_folder().await.unwrap(), world.films());
    let mut told = 0;
    while let Ok(change) = changes.try_recv() {
        told += usize::from(matches!(change, Change::Settings(_)));
    }
    assert_eq!(told, 3, "every write is told once");
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_are_changed_at_once_are_all_kept() {
    let world = World::new().await;
    let running = world.open().await;
    let star = |family: &'static str| {
        let engine = running.engine.clone();
        tokio::spawn(async move { engine.change_settings(|all| all.favourites.push(family.to_owned())).await })
    };
    let stars: Vec<_> = ["veo-3.1", "wan-2.7", "kling-3.0", "sora-2"].into_iter().map(star).collect();
    for starred in stars {
        starred.await.unwrap().unwrap();
    }
    let mut kept = running.engine.settings().await.unwrap().favourites;
    kept.sort();
    assert_eq!(kept, ["kling-3.0", "sora-2", "veo-3.1", "wan-2.7"]);
}
