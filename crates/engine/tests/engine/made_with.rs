//! What a result was made with comes back with the file: from the library, from a copy, from one whose job is gone, and in a library
//! that never saw it.

use std::fs;

use afterframe_core::{
    form::FieldValue,
    ids::{FieldKey, MediaId},
    settings::Preference,
};
use afterframe_engine::{Engine, JobEntry, KnownSettings, Options, ResultFiles};
use afterframe_media::{Format, Inscribed, inscribe, inscribed};
use afterframe_practice::{Fault, Place, Times};

use crate::world::{EXTEND, Running, World, wait_for};

async fn result_of(running: &Running, world: &World) -> (JobEntry, Vec<u8>) {
    let made = running.extend_clip(world).await;
    let done = running.until_done(&made.job.id).await;
    let path = running.engine.media_path(&done.results[0].id).await.unwrap().unwrap();
    (done, fs::read(path).unwrap())
}

/// What an engine knows of a file with these bytes that comes from elsewhere.
async fn known_of(engine: &Engine, world: &World, bytes: &[u8]) -> Option<KnownSettings> {
    let copy = world.path("clips").join("from a friend.mp4");
    fs::write(&copy, bytes).unwrap();
    let entry = engine.add_media(&copy).await.unwrap();
    assert_eq!(entry.job, None, "it is a file from outside");
    engine.made_with(&entry).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_and_its_copies_bring_their_settings_back() {
    let world = World::new().await;
    let running = world.start().await;
    let (done, bytes) = result_of(&running, &world).await;
    let wanted = KnownSettings {
        endpoint: EXTEND.into(),
        values: done.job.values.clone(),
        title: "ridge at dusk".to_owned(),
        job: Some(done.job.id.clone()),
    };
    let own = running.engine.made_with(&done.results[0]).await.unwrap();
    assert_eq!(own.as_ref(), Some(&wanted));
    assert_eq!(known_of(&running.engine, &world, &bytes).await.as_ref(), Some(&wanted));
    // A file that a person brought was not made here.
    let clip = running.engine.add_media(&world.clip()).await.unwrap();
    assert_eq!(running.engine.made_with(&clip).await.unwrap(), None);

    running.throw_away(&done.job.id, ResultFiles::Bin).await;
    let without_job = KnownSettings { job: None, ..wanted };
    assert_eq!(known_of(&running.engine, &world, &bytes).await.as_ref(), Some(&without_job));
    // Where nothing is recorded, the file itself says it.
    let elsewhere = Engine::open(Options { data_folder: world.path("other"), ..world.options() }).await.unwrap();
    assert_eq!(known_of(&elsewhere, &world, &bytes).await.as_ref(), Some(&without_job));
    // So it does for a result that was found in the folder of a library that is gone.
    fs::write(world.films().join("ridge.mp4"), &bytes).unwrap();
    let found = elsewhere.look_for_lost_results().await.unwrap();
    let known = elsewhere.made_with(&found[0].results[0]).await.unwrap();
    assert_eq!(known, Some(KnownSettings { job: Some(found[0].job.id.clone()), ..without_job }));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_is_the_one_that_came_down_and_says_nothing_more_than_the_form() {
    let world = World::new().await;
    let running = world.start().await;
    let (done, bytes) = result_of(&running, &world).await;
    assert_eq!(done.results[0].facts.size_bytes, bytes.len() as u64);
    let path = running.engine.media_path(&done.results[0].id).await.unwrap().unwrap();
    let text = inscribed(&path, Format::Mp4).unwrap();
    assert!(text.contains("On it goes.") && text.contains(EXTEND), "{text}");
    for secret in [world.hub.key(), "http", "127.0.0.1", &world.folder.path().to_string_lossy()] {
        assert!(!text.contains(secret), "{secret} is in the file: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_setting_the_file_stays_as_it_came_and_is_known_by_its_content() {
    let world = World::new().await;
    let running = world.start().await;
    running.engine.change_settings(|settings| Preference::SettingsInFiles(false).apply(settings)).await.unwrap();
    let (done, bytes) = result_of(&running, &world).await;
    let path = running.engine.media_path(&done.results[0].id).await.unwrap().unwrap();
    assert_eq!(inscribed(&path, Format::Mp4), None);
    let known = known_of(&running.engine, &world, &bytes).await.unwrap();
    assert_eq!((known.values, known.job), (done.job.values, Some(done.job.id)));
    let mut other = bytes;
    other.extend([0, 0, 0, 8, b'f', b'r', b'e', b'e']);
    assert_eq!(known_of(&running.engine, &world, &other).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_may_say_what_it_likes() {
    let world = World::new().await;
    let running = world.open().await;
    let known = async |text: &str| {
        let path = world.clip();
        assert_eq!(inscribe(&path, Format::Mp4, text).unwrap(), Inscribed::Written);
        let bytes = fs::read(path).unwrap();
        known_of(&running.engine, &world, &bytes).await
    };
    let form = |endpoint: &str, values: &str| {
        format!(r#"{{"version":1,"endpoint":"{endpoint}","model":"M","title":"t","values":{values},"madeAt":1}}"#)
    };
    assert_eq!(known(&form("nobody/makes-this", r#"{"prompt":"x"}"#)).await, None);
    assert_eq!(known("{}").await, None);
    assert_eq!(known(&form(EXTEND, "{}")).await, None);
    // Files that nobody knows here are the window's to say; the form's checks see to the rest.
    let found = known(&form(EXTEND, r#"{"videoUrl":{"media":"no-such"},"duration":"1e9"}"#)).await.unwrap();
    let video = FieldValue::Media { media: MediaId::from("no-such") };
    assert_eq!(found.values.get(&FieldKey::from("videoUrl")), Some(&video));
    let problems = running.engine.check(&found.endpoint, &found.values).await.unwrap();
    assert!(problems.len() > 1, "{problems:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_and_addresses_become_files_of_the_data_folder_or_leave_nothing() {
    let world = World::new().await;
    let running = world.start().await;
    let picture = fs::read(world.picture()).unwrap();
    let kept = running.engine.keep_pasted(picture.clone()).await.unwrap();
    assert_eq!(kept.file_name, "2026-11-20 01.jpg");
    assert_eq!(fs::read(world.path("data/pasted/2026-11-20 01.jpg")).unwrap(), picture);
    for bad in [&b"words"[..], &[]] {
        assert!(running.engine.keep_pasted(bad.to_vec()).await.is_err());
    }
    let (done, _) = result_of(&running, &world).await;
    let address = done.job.outputs[0].url.clone();
    let fetched = running.engine.fetch_media(&address).await.unwrap().unwrap();
    assert_eq!((fetched.file_name.as_str(), fetched.job.as_ref()), ("2026-11-20 02.mp4", None));
    for refused in [
        "http://192.168.1.1/film.mp4",
        "https://127.0.0.1/film.mp4",
        "https://localhost/film.mp4",
        "file:///etc/passwd",
        "ftp://example.com/a.mp4",
        "https://a:b@example.com/a.mp4",
        &format!("{}/no-such", world.hub.base_url()),
        "nonsense",
    ] {
        let answer = running.engine.fetch_media(refused).await;
        assert!(answer.is_err(), "{refused}: {answer:?}");
    }
    assert_eq!(crate::world::names(&world.path("data/pasted")), ["2026-11-20 01.jpg", "2026-11-20 02.mp4"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fetch_that_a_person_stops_leaves_nothing_and_can_be_begun_again() {
    let world = World::new().await;
    let running = world.start().await;
    let (done, _) = result_of(&running, &world).await;
    let address = done.job.outputs[0].url.clone();
    let before = world.answers(Place::Download).len();
    world.hub.set_fault(Place::Download, Fault::SlowDrip { bytes_per_second: 1_000 }, Times::Next(1));
    let stop = async {
        let asked = wait_for(|| async { (world.answers(Place::Download).len() > before).then_some(()) }).await;
        assert!(asked.is_some(), "the host is asked");
        running.engine.stop_fetching("https://example.com/another.mp4");
        running.engine.stop_fetching(&address);
    };
    let (fetched, ()) = tokio::join!(running.engine.fetch_media(&address), stop);
    assert_eq!(fetched.unwrap(), None);
    assert_eq!(crate::world::names(&world.path("data/pasted")), Vec::<String>::new());
    assert!(running.engine.fetch_media(&address).await.unwrap().is_some());
}
