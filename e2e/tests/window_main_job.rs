//! From a dropped clip to a playing result, and once more after a restart.
#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};

use afterframe_e2e::{
    Clip, Desk, GROK_EXTEND, Launch, PROMPT, Window, assert_plays_and_seeks, drop_clip, fill_prompt, open_result,
    press_make, seconds_of, start_practice, wait_for_result, wait_until_painted,
};

/// The order in which a job that goes well passes through its states.
const ORDER: [&str; 8] =
    ["preparing", "uploading", "waiting", "submitting", "queued", "running", "downloading", "done"];

#[test]
fn a_dropped_clip_becomes_a_longer_clip_that_plays_and_is_still_there_after_a_restart() {
    let desk = Desk::start("main-job");
    let clip = Clip::default().make(&desk.home(), "ridge at dusk é.mp4");
    let window = Window::open(&desk, &Launch::default());

    start_practice(&window);
    drop_clip(&window, &clip);
    fill_prompt(&window, GROK_EXTEND, PROMPT);
    let job = press_make(&window);
    let states = wait_for_result(&window, &job);
    assert_in_order(&states);
    assert!(states.len() >= 4, "too few states were shown to be believed: {states:?}");

    let result = only_result(&desk);
    let (before, after) = (seconds_of(&clip), seconds_of(&result));
    assert!(after > before + 1.0, "{} is {after} s long, the clip that was dropped {before} s", result.display());

    open_result(&window, &job);
    let shown = assert_plays_and_seeks(&window);
    assert!((shown - after).abs() < 0.5, "the window plays {shown} s, the file has {after} s");
    window.quit();

    // Painted without layers this time, as where there is no graphics card.
    let window = Window::open(&desk, &Launch::as_on_this_machine());
    window.click("rail-library");
    wait_until_painted(&window, "[data-testid=\"job-card\"] img");
    open_result(&window, &job);
    wait_until_painted(&window, "[data-testid=\"player\"] video");
    let shown = assert_plays_and_seeks(&window);
    assert!((shown - after).abs() < 0.5, "after the restart the window plays {shown} s, the file has {after} s");
    assert_eq!(only_result(&desk), result);
    window.quit();
}

#[test]
fn a_job_that_was_under_way_when_the_program_was_killed_comes_to_its_end_after_the_next_start() {
    let desk = Desk::start("killed");
    let clip = Clip::default().make(&desk.home(), "lake.mp4");
    // Slow enough that the kill falls into the time in which RunningHub works.
    let window = Window::open(&desk, &Launch::default().with("AFTERFRAME_PRACTICE_SPEED", "1"));
    start_practice(&window);
    drop_clip(&window, &clip);
    fill_prompt(&window, GROK_EXTEND, PROMPT);
    let job = press_make(&window);
    let card = format!("[data-testid=\"job-card\"][data-job=\"{job}\"]");
    window.wait_for_selector(&format!("{card}:is([data-state=\"queued\"], [data-state=\"running\"])"));
    window.kill();

    let window = Window::open(&desk, &Launch::default());
    window.click("rail-library");
    window.wait_for_selector(&card);
    let states = wait_for_result(&window, &job);
    assert_in_order(&states);
    assert!(seconds_of(&only_result(&desk)) > seconds_of(&clip) + 1.0);
    window.quit();
}

fn assert_in_order(states: &[String]) {
    let places: Vec<usize> = states
        .iter()
        .map(|state| {
            ORDER
                .iter()
                .position(|known| known == state)
                .unwrap_or_else(|| panic!("\"{state}\" is no state of a job that goes well: {states:?}"))
        })
        .collect();
    assert!(places.is_sorted(), "the states were not shown in order: {states:?}");
}

/// The one finished video in `Videos/Afterframe/<date>/`.
fn only_result(desk: &Desk) -> PathBuf {
    let folders = entries(&desk.results());
    let [day] = folders.as_slice() else { panic!("one folder for today was expected: {folders:?}") };
    let name = day.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let shape: Vec<usize> =
        name.split('-').filter(|part| part.bytes().all(|byte| byte.is_ascii_digit())).map(str::len).collect();
    assert_eq!(shape, [4, 2, 2], "the folder is not named after a day: {name}");
    let files = entries(day);
    let [file] = files.as_slice() else { panic!("one result and nothing beside it was expected: {files:?}") };
    file.clone()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{} cannot be read: {error}", folder.display()))
        .flatten()
        .map(|entry| entry.path())
        .collect()
}
