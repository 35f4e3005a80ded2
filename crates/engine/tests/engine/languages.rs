//! Files get their names in the language that the person reads, and are known again whichever that was.

use std::fs;

use afterframe_core::{job::Origin, language::Language};

use crate::world::{EXTEND, STEM, World};

#[tokio::test(flavor = "multi_thread")]
async fn results_are_named_in_the_language_of_the_window_and_keep_it_through_everything() {
    let world = World::new().await;
    let running = world.start().await;
    let english = running.extend_clip(&world).await;
    running.until_done(&english.job.id).await;
    running.engine.change_settings(|settings| settings.language = Some(Language::Zh)).await.unwrap();
    let chinese = running.extend_clip(&world).await;
    let chinese = running.until_done(&chinese.job.id).await;
    let made = [format!("{STEM}.mp4"), "ridge at dusk – Grok Imagine 续写 – 01.mp4".to_owned()];
    assert_eq!(world.results(), made);

    let picture = include_bytes!("../../../../icons/32x32.png").to_vec();
    running.engine.keep_frame(&chinese.results[0].id, 0, picture).await.unwrap();
    running.engine.rename(&english.job.id, "山脊").await.unwrap();
    running.engine.change_settings(|settings| settings.language = None).await.unwrap();
    running.engine.rename(&chinese.job.id, "dusk").await.unwrap();
    let frame = "ridge at dusk – 画面 0-00.00.png";
    let renamed = ["dusk – Grok Imagine 续写 – 01.mp4", frame, "山脊 – Grok Imagine extend – 01.mp4"];
    assert_eq!(world.results(), renamed);

    running.engine.shutdown().await;
    running.kill();
    fs::remove_dir_all(world.path("data")).unwrap();
    let running = world.start().await;
    let mut found = running.engine.look_for_lost_results().await.unwrap();
    found.sort_by(|one, other| one.job.title.cmp(&other.job.title));
    let known = found.iter().map(|entry| (&*entry.job.title, entry.job.endpoint.as_str(), entry.job.origin));
    assert_eq!(known.collect::<Vec<_>>(), [("dusk", EXTEND, Origin::Found), ("山脊", EXTEND, Origin::Found)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_settings_name_no_language_the_system_s_is_taken() {
    let world = World { language: Language::Zh, ..World::new().await };
    let running = world.start().await;
    let made = running.extend_clip(&world).await;
    running.until_done(&made.job.id).await;
    assert_eq!(world.results(), ["ridge at dusk – Grok Imagine 续写 – 01.mp4"]);
}
