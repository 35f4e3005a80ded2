//! A form of several files: filled by drops to a result, and refused beside its fields before anything is sent.
#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};
use std::time::Duration;

use afterframe_e2e::{
    Clip, Desk, Language, Launch, Pick, Theme, Window, assert_plays_and_seeks, drop_clip, drop_on, lay_out,
    open_result, pick, poll_until, press_make, results_of, start_practice, wait_for_result,
};
use serde_json::json;

const SEEDANCE: Pick = Pick { task: "reference-to-video", family: "seedance-2.0", name: "Seedance 2.0" };

const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn two_pictures_and_a_clip_become_one_film() {
    let desk = Desk::start("references");
    let [valley, fog] = ["valley-morning.jpg", "fog.jpg"].map(|sample| lay_out(&desk, sample));
    let clip = Clip::default().make(&desk.home(), "the way home.mp4");
    let window = Window::open(&desk, &Launch::default());
    start_practice(&window);
    drop_clip(&window, &valley);
    pick(&window, SEEDANCE);
    drop_into(&window, "imageUrls", &[&fog]);
    drop_into(&window, "videoUrls", &[&clip]);
    assert_eq!(tiles(&window, "imageUrls"), 2);
    assert_eq!(tiles(&window, "videoUrls"), 1);
    window.write("field-prompt", "The valley of picture 1 in the fog of picture 2.");
    let job = press_make(&window);
    let states = wait_for_result(&window, &job);
    assert!(states.iter().any(|state| state == "uploading"), "nothing was sent: {states:?}");
    open_result(&window, &job);
    assert!(assert_plays_and_seeks(&window) > 1.0);
    assert_eq!(results_of(&desk).len(), 1);
    window.quit();
}

#[test]
fn too_many_pictures_and_too_long_a_clip_are_told_beside_their_fields() {
    refuse(
        "references-english",
        Language::English,
        Theme::Dark,
        ["9", "Remove 1"],
        ["15 seconds", "Use a shorter one"],
    );
}

#[test]
fn too_many_pictures_and_too_long_a_clip_are_told_in_chinese_too() {
    refuse(
        "references-chinese",
        Language::Chinese,
        Theme::Light,
        ["9", "请移除 1 个"],
        ["最长 15 秒", "请换更短的文件"],
    );
}

fn refuse(name: &str, language: Language, theme: Theme, many: [&str; 2], long: [&str; 2]) {
    let desk = Desk::start_with(name, theme, language);
    let first = lay_out(&desk, "valley-morning.jpg");
    let others: Vec<PathBuf> = (2..=10)
        .map(|number| {
            let copy = desk.home().join(format!("picture {number}.jpg"));
            std::fs::copy(&first, &copy).expect("the home folder can be written to");
            copy
        })
        .collect();
    let others: Vec<&Path> = others.iter().map(PathBuf::as_path).collect();
    let clip = Clip { seconds: 20, width: 640, height: 360 }.make(&desk.home(), "long.mp4");
    let window = Window::open(&desk, &Launch::default());
    start_practice(&window);
    drop_clip(&window, &first);
    pick(&window, SEEDANCE);
    drop_into(&window, "imageUrls", &others);
    drop_into(&window, "videoUrls", &[&clip]);
    window.write("field-prompt", "@Image 1");
    window.click("make-button");

    for (field, words) in [("imageUrls", many), ("videoUrls", long)] {
        let said = poll_until(&format!("{field} says what is wrong"), PATIENCE, || {
            let said = window.ask(
                "return document.getElementById(`field-${arguments[0]}-problems`)?.textContent ?? '';",
                vec![json!(field)],
            );
            said.as_str().map(str::to_owned).filter(|text| !text.trim().is_empty())
        });
        assert!(words.iter().all(|word| said.contains(word)), "{field} says: {said}");
    }
    assert!(!window.shows("job-card"), "a form that is refused must not become a job");
    assert!(results_of(&desk).is_empty());
    window.quit();
}

/// Lets files fall on a field of the form, and waits until it shows all of them.
fn drop_into(window: &Window<'_>, field: &str, paths: &[&Path]) {
    let place = format!("[data-drop-field=\"{field}\"]");
    let before = tiles(window, field);
    window.wait_for_selector(&place);
    window.ask("document.querySelector(arguments[0]).scrollIntoView({ block: 'center' });", vec![json!(place)]);
    drop_on(window, &place, paths);
    poll_until(&format!("{field} shows what was dropped"), PATIENCE, || {
        (tiles(window, field) == before + paths.len()).then_some(())
    });
}

fn tiles(window: &Window<'_>, field: &str) -> usize {
    let count = window.ask(
        "return document.querySelectorAll(`[data-drop-field=\"${arguments[0]}\"] [data-handle]`).length;",
        vec![json!(field)],
    );
    usize::try_from(count.as_u64().unwrap_or_default()).unwrap_or_default()
}
