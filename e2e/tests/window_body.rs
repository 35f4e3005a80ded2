//! From a dropped picture to a body that stands on its stage and is turned.
#![cfg(target_os = "linux")]

use std::fs;

use afterframe_e2e::{
    Desk, Launch, Pick, Window, assert_body_turns, drop_clip, lay_out, open_result, pick, press_make, results_of,
    start_practice, wait_for_result, wait_until_painted,
};

const MESHY: Pick = Pick { task: "image-to-3d", family: "meshy-6", name: "Meshy 6" };

#[test]
fn a_dropped_picture_becomes_a_body_that_is_seen_and_turned() {
    let desk = Desk::start("body");
    let picture = lay_out(&desk, "valley-morning.jpg");
    let window = Window::open(&desk, &Launch::default());
    start_practice(&window);
    drop_clip(&window, &picture);
    pick(&window, MESHY);
    let job = press_make(&window);
    wait_for_result(&window, &job);
    let [file] = results_of(&desk).try_into().expect("a body is one file");
    assert!(fs::read(&file).is_ok_and(|bytes| bytes.starts_with(b"glTF")), "{} is no GLB", file.display());

    open_result(&window, &job);
    assert_body_turns(&window);
    window.click("rail-library");
    // Its card shows a still of it rather than a sign.
    let card = format!("[data-testid=\"library\"] [data-job=\"{job}\"]");
    window.wait_for_selector(&format!("{card} img"));
    wait_until_painted(&window, &card);
    window.quit();
}
