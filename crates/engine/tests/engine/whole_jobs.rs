//! Jobs from a form to a film on disk.

use std::fs;

use afterframe_core::{
    ids::Endpoint,
    job::JobState,
    money::{Currency, Money},
    price::Price,
};
use afterframe_engine::{Change, Phase};
use afterframe_practice::Place;

use crate::world::{DAY, EXTEND, FROM_PICTURE, STEM, World, quick, until_so, wait_for};

/// The states that were told until it was done, in their order, each once.
async fn states(changes: &mut tokio::sync::broadcast::Receiver<Change>) -> Vec<&'static str> {
    let mut seen = Vec::new();
    while seen.last() != Some(&"done") {
        let Change::Job(entry) = changes.recv().await.unwrap() else { continue };
        let name = match entry.job.state {
            JobState::Preparing => "preparing",
            JobState::Uploading => "uploading",
            JobState::Waiting { .. } => "waiting",
            JobState::Submitting { .. } => "submitting",
            JobState::Queued => "queued",
            JobState::Running => "running",
            JobState::Downloading => "downloading",
            JobState::Done => "done",
            _ => "other",
        };
        if seen.last() != Some(&name) {
            seen.push(name);
        }
    }
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_becomes_a_longer_film_on_disk_and_is_paid_for_once() {
    let tools = afterframe_media::available();
    let mut world = World::with(afterframe_practice::Options { tools: tools.clone(), ..quick() }).await;
    world.tools = tools;
    let running = world.start().await;
    let mut changes = running.engine.changes();
    let clip = running.engine.add_media(&world.clip()).await.unwrap();
    assert_eq!((clip.title.as_str(), clip.exists, clip.made_by_family.as_deref()), ("ridge at dusk", true, None));
    let made = running.extend(&clip).await;
    assert_eq!(made.job.state, JobState::Preparing);
    assert_eq!(made.inputs.len(), 1);

    let done = running.until_done(&made.job.id).await;
    assert_eq!(done.job.cost, Some(Money::new(1_890_000, Currency::Cny)));
    assert_eq!(done.results.len(), 1);
    let result = &done.results[0];
    assert_eq!(result.file_name, format!("{STEM}.mp4"));
    assert_eq!((result.title.as_str(), result.made_by_family.as_deref()), ("ridge at dusk", Some("grok-imagine")));
    assert_eq!(result.job.as_ref(), Some(&made.job.id));
    let path = world.films().join(DAY).join(&result.file_name);
    assert_eq!(running.engine.media_path(&result.id).await.unwrap(), Some(path.clone()));
    let longer = result.facts.duration_ms.unwrap() - clip.facts.duration_ms.unwrap();
    assert!((5_500..6_500).contains(&longer), "{longer} ms were added");
    assert_eq!(world.results(), [format!("{STEM}.mp4")]);

    assert_eq!(world.hub.submits(EXTEND), 1);
    assert_eq!(world.answers(Place::Upload), [Some(200)]);
    let seen = states(&mut changes).await;
    let seen: Vec<_> = seen.iter().filter(|name| **name != "running").copied().collect();
    assert_eq!(seen, ["preparing", "uploading", "waiting", "submitting", "queued", "downloading", "done"]);

    let poster = wait_for(|| async { running.engine.poster_path(&result.id).await.unwrap() }).await.unwrap();
    assert!(fs::read(poster).unwrap().starts_with(&[0xff, 0xd8]), "the poster is a JPEG");
    let after = 100_000_000 - 1_890_000;
    until_so("the balance follows the job", || {
        running.engine.balance().and_then(|balance| balance.money).is_some_and(|money| money.micros == after)
    })
    .await;
    running.engine.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_becomes_a_film() {
    let world = World::new().await;
    let running = world.start().await;
    let picture = running.engine.add_media(&world.picture()).await.unwrap();
    let values = running.form(FROM_PICTURE, "imageUrl", &picture);
    let made = running.engine.create(&Endpoint::from(FROM_PICTURE), values.clone()).await.unwrap();
    let done = running.until_done(&made.job.id).await;
    assert_eq!(done.job.values, values);
    assert_eq!(world.results(), ["valley morning – Grok Imagine from picture – 01.mp4"]);
    assert_eq!(world.hub.submits(FROM_PICTURE), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_moves_is_told_and_counts_as_moving() {
    let world = World::new().await;
    let running = world.start().await;
    // What is written into a film afterwards did not come down.
    running.engine.change_settings(|settings| settings.settings_in_files = false).await.unwrap();
    let slow = afterframe_practice::Fault::SlowDrip { bytes_per_second: 150_000 };
    world.hub.set_fault(Place::Download, slow, afterframe_practice::Times::Always);
    let mut changes = running.engine.changes();
    let made = running.extend_clip(&world).await;
    until_so("bytes move", || running.engine.is_moving_bytes()).await;
    running.until(&made.job.id, "downloading", |job| job.state == JobState::Downloading).await;
    let done = running.until_done(&made.job.id).await;
    until_so("bytes rest", || !running.engine.is_moving_bytes()).await;
    let (mut up, mut down) = (Vec::new(), Vec::new());
    while let Ok(change) = changes.try_recv() {
        let Change::Progress(progress) = change else { continue };
        match progress.phase {
            Phase::Upload => up.push(progress.done_bytes),
            Phase::Download => down.push(progress.done_bytes),
        }
    }
    for (told, whole) in [(&up, &done.inputs[0]), (&down, &done.results[0])] {
        assert!(told.is_sorted() && told.len() < 40, "{told:?}");
        assert_eq!(told.last(), Some(&whole.facts.size_bytes));
    }
    assert_eq!(down.first(), Some(&0));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_allows_one_at_a_time_gets_one_at_a_time() {
    let world = World::with(afterframe_practice::Options { concurrent_limit: 1, pace: 0.05, ..quick() }).await;
    let running = world.start().await;
    until_so("the limit is known", || {
        running.engine.balance().is_some_and(|balance| balance.concurrent_limit == Some(1))
    })
    .await;
    let mut changes = running.engine.changes();
    let clip = running.engine.add_media(&world.clip()).await.unwrap();
    let first = running.extend(&clip).await;
    let second = running.extend(&clip).await;
    running.until_done(&first.job.id).await;
    running.until_done(&second.job.id).await;
    let mut holders = std::collections::BTreeSet::new();
    let mut most = 0;
    while let Ok(change) = changes.try_recv() {
        let Change::Job(entry) = change else { continue };
        if entry.job.state.holds_a_slot() {
            holders.insert(entry.job.id.clone());
        } else {
            holders.remove(&entry.job.id);
        }
        most = most.max(holders.len());
    }
    assert_eq!(most, 1);
    assert_eq!(world.answers(Place::Upload), [Some(200)], "the same file goes up once");
    assert_eq!(world.results(), [format!("{STEM}.mp4"), format!("{}2.mp4", &STEM[..STEM.len() - 1])]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_price_is_the_sites_own_and_else_the_list() {
    let world = World::new().await;
    let running = world.open().await;
    let clip = running.engine.add_media(&world.clip()).await.unwrap();
    let values = running.form(EXTEND, "videoUrl", &clip);
    let endpoint = Endpoint::from(EXTEND);
    let amount = Money::new(1_890_000, Currency::Cny);
    let listed = Price::List { amount, as_of: "2026-04-29".to_owned(), at_least: false };
    assert_eq!(running.engine.price(&endpoint, &values).await.unwrap(), listed);

    running.connect(world.connection(world.hub.key()));
    assert_eq!(running.engine.price(&endpoint, &values).await.unwrap(), Price::Quote { amount });
    let made = running.engine.create(&endpoint, values.clone()).await.unwrap();
    assert_eq!(made.job.estimate, Price::Quote { amount });

    let fault = afterframe_practice::Fault::Status { status: 503, retry_after_seconds: None };
    world.hub.set_fault(Place::Price, fault, afterframe_practice::Times::Always);
    assert_eq!(running.engine.price(&endpoint, &values).await.unwrap(), listed);

    running.engine.choose_site("https://www.runninghub.ai");
    let elsewhere = running.engine.price(&endpoint, &values).await.unwrap();
    assert_eq!(elsewhere, Price::Unknown, "a list in yuan says nothing about dollars");
}
