//! The first minute: a person who is new is led from the sample clip to a playing result, may put the guide away, and gets it back from
//! the menu.
#![cfg(target_os = "linux")]

use std::time::Duration;

use afterframe_e2e::{
    Desk, Launch, Window, assert_plays_and_seeks, keys, poll_until, press_make, start_practice, wait_for_result,
};

const LONG: Duration = Duration::from_mins(1);

fn wait_for_step(window: &Window<'_>, step: &str) {
    window.wait_for_selector(&format!("[data-testid=\"guide\"][data-step=\"{step}\"]"));
}

#[test]
fn whoever_is_new_is_led_from_the_sample_clip_to_a_playing_result_once() {
    let desk = Desk::start("guide");
    let window = Window::open(&desk, &Launch::default());
    start_practice(&window);
    window.click("guide-start");
    wait_for_step(&window, "clip");
    window.click("guide-act");
    wait_for_step(&window, "choose");
    window.wait_for("clip-preview");
    window.click("guide-next");
    wait_for_step(&window, "make");
    window.click("guide-act");
    let prompt = window.ask("return document.querySelector('[data-testid=\"field-prompt\"]').value;", vec![]);
    assert!(prompt.as_str().is_some_and(|text| text.contains("sun sinks")), "{prompt}");
    let job = press_make(&window);
    wait_for_step(&window, "wait");
    wait_for_result(&window, &job);
    wait_for_step(&window, "watch");
    window.click("guide-act");
    wait_for_step(&window, "extend");
    assert_eq!(window.attribute("[data-testid=\"player\"]", "data-job").as_ref(), Some(&job));
    assert!(assert_plays_and_seeks(&window) > 1.0);
    window.click("guide-next");
    window.wait_until_gone("guide");
    window.quit();

    let window = Window::open(&desk, &Launch::default());
    window.wait_for("drop-zone");
    assert!(!window.shows("guide-offer") && !window.shows("guide"), "it is offered once");
    window.quit();
}

#[test]
fn the_guide_is_put_away_with_a_press_or_escape_and_comes_back_from_the_menu() {
    let desk = Desk::start("guide-away");
    let window = Window::open(&desk, &Launch::default());
    start_practice(&window);
    window.click("guide-start");
    wait_for_step(&window, "clip");
    window.click("guide-skip");
    window.wait_until_gone("guide");
    assert!(!window.shows("guide-offer"), "who put it away is not asked again");

    window.click("rail-settings");
    let before = window.ask("return window.innerHeight;", vec![]).as_i64();
    window.click("settings-menu-bar");
    poll_until("the menus take their place", LONG, || {
        (window.ask("return window.innerHeight;", vec![]).as_i64() < before).then_some(())
    });
    // The last menu, and the second of its lines.
    for key in ["F10", "Left", "Down", "Down", "Return"] {
        window.press_natively(key);
    }
    wait_for_step(&window, "clip");
    window.wait_for("drop-zone");
    window.press(keys::ESCAPE);
    window.wait_until_gone("guide");
    window.quit();
}
