//! When something seems lost: a submit whose answer never came, a key of another account, a library that was damaged. Every step leaves
//! a picture beside the tests' other evidence.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use afterframe_e2e::{
    Desk, Language, Launch, Pick, PracticeServer, Theme, Window, enter_key, evidence_folder, keys, open_result, pick,
    poll_until, press_make, start_from_words, wait_for_result,
};
use serde_json::json;

const KEY: &str = "e2e0c0de0e2e41c6a5b3f1e2d3c4b5a6";
const QWEN: Pick = Pick { task: "text-to-image", family: "qwen-image-2.0", name: "Qwen-Image 2.0" };
const PATIENCE: Duration = Duration::from_mins(1);

#[test]
fn a_lost_answer_another_accounts_key_and_a_damaged_library_are_each_said_with_a_way_out() {
    walk(&Desk::start("rescue-english"));
}

#[test]
fn what_seems_lost_is_said_in_chinese_and_by_daylight() {
    walk(&Desk::start_with("rescue-chinese", Theme::Light, Language::Chinese));
}

fn walk(desk: &Desk) {
    let folder = evidence_folder(desk.name());
    let server = PracticeServer::start_with(desk, KEY, &["--pace", "0.3"]);
    let launch = Launch::default().with("RH_API_BASE_URL", server.address());
    let window = Window::open(desk, &launch);
    let picture = |window: &Window<'_>, name: &str| window.photograph_now(&folder.join(format!("{name}.png")));
    enter_key(&window, KEY);
    start_from_words(&window, "text-to-image");
    pick(&window, QWEN);
    window.write("field-prompt", "A red boat on a still lake.");
    let good = press_make(&window);
    wait_for_result(&window, &good);

    // The answer to a submit is lost: nothing is sent again, and what is known is shown.
    server.fail("submit", &json!({ "kind": "lost-answer" }));
    let lost = press_make(&window);
    until_state(&window, &lost, "unknown");
    server.heal();
    window.click_selector(&card(&lost));
    window.wait_for("check");
    picture(&window, "1-unknown");
    window.click("check");
    window.wait_for("check-dialog");
    poll_until("the account was asked", PATIENCE, || (!window.text("check-hint").is_empty()).then_some(()));
    picture(&window, "2-check");
    window.click("check-attach");
    picture(&window, "3-check-without-a-number");
    window.click("check-forget");
    window.wait_for("confirm-yes");
    picture(&window, "4-forget");
    window.press(keys::ESCAPE);
    window.wait_until_gone("confirm-yes");
    assert_eq!(server.submits(), 2);

    // Another account's key does not know what this one began.
    window.click("rail-make");
    server.fail("query", &json!({ "kind": "status", "status": 503 }));
    let other = press_make(&window);
    until_state(&window, &other, "queued");
    window.click("rail-settings");
    window.click("settings-key-change");
    window.write("settings-key", server.poor_key());
    window.click("settings-continue");
    window.wait_until_gone("settings-key");
    picture(&window, "5-settings-with-the-other-key");
    server.heal();
    window.click("rail-library");
    window.click_selector(&card(&other));
    poll_until("it waits for its own account", PATIENCE, || window.shows("job-remedy").then_some(()));
    picture(&window, "6-waits-for-its-account");
    window.quit();

    // The library is damaged after a clean end, and the copy of that end takes its place.
    let library = find(desk.home(), "afterframe.db");
    let mut bytes = fs::read(&library).expect("the library can be read");
    let length = bytes.len();
    bytes[..length.min(8192)].fill(0x5a);
    fs::write(&library, bytes).expect("the library can be written");
    let window = Window::open(desk, &launch);
    window.wait_for("mended");
    picture(&window, "7-mended");
    window.click("mended-understood");
    window.wait_until_gone("mended");
    window.click("rail-library");
    window.wait_for_selector(&card(&good));
    open_result(&window, &good);
    picture(&window, "8-still-there");
    assert_eq!(server.submits(), 3, "nothing is sent again by being restored");
    window.quit();
}

fn card(job: &str) -> String {
    format!("[data-testid=\"job-card\"][data-job=\"{job}\"]")
}

fn until_state(window: &Window<'_>, job: &str, wanted: &str) {
    poll_until(&format!("the job is {wanted}"), PATIENCE, || {
        (window.attribute(&card(job), "data-state")? == wanted).then_some(())
    });
}

/// The file of this name below a folder.
fn find(root: PathBuf, name: &str) -> PathBuf {
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|own| own == name) {
                return path;
            }
        }
    }
    panic!("there is no {name}")
}
