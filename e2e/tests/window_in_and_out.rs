//! Files between the window and other programs: a result's settings come back with a copy of it, and results leave by the clipboard and
//! by a drag.
#![cfg(target_os = "linux")]

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use afterframe_e2e::{
    Desk, GROK_EXTEND, Launch, OtherProgram, PROMPT, Window, drop_clip, drop_on, fill_prompt, lay_out, open_result,
    poll_until, press_make, results_of, start_practice, wait_for_result,
};
use serde_json::json;

const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn a_copy_of_a_result_brings_its_settings_back_by_drop_and_by_paste() {
    let desk = Desk::start("restored");
    let window = Window::open(&desk, &Launch::default());
    let (_, result) = make_one(&desk, &window);
    let copy = desk.home().join("from a friend.mp4");
    fs::copy(&result, &copy).expect("the home folder can be written to");

    begin_anew(&window);
    drop_on(&window, "[data-testid=\"drop-zone\"]", &[&copy]);
    assert_settings_are_back(&window);
    window.click("restored-use-file");
    poll_until("the file itself is the clip", PATIENCE, || (clip_of(&window) == "from a friend.mp4").then_some(()));

    begin_anew(&window);
    let files = OtherProgram::open_with_copied(&desk, &[&copy]);
    window.press_with_control("v");
    assert_settings_are_back(&window);
    drop(files);

    begin_anew(&window);
    let picture = lay_out(&desk, "fog.jpg");
    let pixels = OtherProgram::open_with_copied_picture(&desk, &picture);
    window.press_with_control("v");
    poll_until("the picture is what one starts with", PATIENCE, || clip_of(&window).ends_with(" 01.png").then_some(()));
    drop(pixels);
    window.quit();
}

#[test]
fn a_result_leaves_by_the_clipboard_and_by_a_drag() {
    let desk = Desk::start("out");
    let window = Window::open(&desk, &Launch::default());
    let (job, result) = make_one(&desk, &window);
    let address = url_of(&result);
    let other = OtherProgram::open(&desk);

    open_result(&window, &job);
    // The menu does the same.
    window.press_with_control("c");
    let copied = poll_until("the file is on the clipboard", PATIENCE, || {
        let lines = other.clipboard();
        lines.iter().any(|line| line.starts_with("uri ")).then_some(lines)
    });
    assert!(copied.contains(&format!("uri {address}")), "{copied:?}");
    assert!(copied.contains(&format!("copied copy {address}")), "{copied:?}");

    assert_eq!(other.take_from(&window, "[data-testid=\"player-video\"]"), [address.as_str()]);
    // The page goes on as if nothing had been held.
    window.click("rail-library");
    window.wait_for_selector("[data-testid=\"job-card\"]");
    assert_eq!(other.take_from(&window, "[data-testid=\"job-card\"]"), [address.as_str()]);
    // Pasted where it came from, a copied file is a file like any other.
    window.click("rail-make");
    begin_anew(&window);
    window.press_with_control("v");
    assert_settings_are_back(&window);
    window.quit();
}

/// Practice, the sample clip, and a film made of it.
fn make_one(desk: &Desk, window: &Window<'_>) -> (String, PathBuf) {
    let clip = lay_out(desk, "ridge-at-dusk.mp4");
    start_practice(window);
    drop_clip(window, &clip);
    fill_prompt(window, GROK_EXTEND, PROMPT);
    let job = press_make(window);
    wait_for_result(window, &job);
    let results = results_of(desk);
    assert_eq!(results.len(), 1, "{results:?}");
    (job, results[0].clone())
}

/// An empty form.
fn begin_anew(window: &Window<'_>) {
    window.click("rail-make");
    window.press_with_control("n");
    window.wait_until_gone("clip-facts");
}

fn assert_settings_are_back(window: &Window<'_>) {
    window.wait_for("restored-note");
    assert!(!window.shows("restored-missing"), "{}", window.text("restored-missing"));
    let prompt = window.ask("return document.querySelector('[data-testid=\"field-prompt\"]').value;", vec![]);
    assert_eq!(prompt, json!(PROMPT));
    assert_eq!(clip_of(window), "ridge at dusk.mp4");
}

/// The name of the file that stands for the clip.
fn clip_of(window: &Window<'_>) -> String {
    let name = window.ask("return document.querySelector('[data-testid=\"clip-facts\"] .name')?.textContent;", vec![]);
    name.as_str().unwrap_or_default().to_owned()
}

/// As file managers write it: what is no letter of ASCII in hundredths.
fn url_of(path: &std::path::Path) -> String {
    let text = path.to_str().expect("the names of results are text");
    let mut address = "file://".to_owned();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            write!(address, "%{byte:02X}").expect("text takes text");
        }
    }
    address
}
