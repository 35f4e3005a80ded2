//! What the desktop around the window hears: a message when takes end, progress, the tray, and no sleep while bytes move.
#![cfg(target_os = "linux")]

use std::time::Duration;

use afterframe_e2e::{
    Desk, GROK_EXTEND, Launch, Listener, PROMPT, Window, drop_clip, fill_prompt, lay_out, poll_until, press_make,
    start_practice, wait_for_result,
};
use serde_json::json;

const LONG: Duration = Duration::from_mins(3);

#[test]
fn takes_that_end_out_of_sight_are_one_message_and_its_button_opens_the_last_of_them() {
    let desk = Desk::start("message");
    let listener = Listener::start(&desk);
    let clip = lay_out(&desk, "ridge-at-dusk.mp4");
    let window = Window::open(&desk, &Launch::default().with("AFTERFRAME_PRACTICE_SPEED", "4"));
    start_practice(&window);
    drop_clip(&window, &clip);
    fill_prompt(&window, GROK_EXTEND, PROMPT);
    let first = press_make(&window);
    let second = press_make(&window);
    window.minimize();

    let message = listener.wait_for("a message comes", LONG, |heard| heard["heard"] == "message");
    let said = format!("{}\n{}", message["title"], message["body"]);
    assert!(!said.contains("sun sinks"), "what a person wrote stays in the window: {said}");
    // Both were asked for at once; a slow machine may part them.
    let messages = listener.heard_of("message").len();
    if message["title"] == "2 takes are finished" {
        assert_eq!(messages, 1);
    } else {
        assert_eq!((&message["title"], &message["body"]), (&json!("Your take is finished"), &json!("ridge at dusk")));
    }
    assert_eq!(message["actions"], json!(["default", "Play", "open", "Play"]));
    assert!(!window.is_on_display());

    listener.order(&json!({ "do": "press", "id": message["id"] }));
    window.wait_for("player");
    assert!(window.is_on_display(), "the window comes to the front");
    let opened = window.attribute("[data-testid=\"player\"]", "data-job");
    assert!([&first, &second].contains(&&opened.expect("a take is shown")));

    let progress = listener.heard_of("progress");
    let share = |heard: &serde_json::Value| heard["share"].as_f64().unwrap_or(2.0);
    assert!(progress.iter().all(|heard| heard["address"] == "application://Afterframe.desktop"));
    assert!(progress.iter().any(|heard| heard["visible"] == true && share(heard) > 0.0 && share(heard) <= 1.0));
    poll_until("the progress is taken away at rest", LONG, || {
        listener.heard_of("progress").last().filter(|heard| heard["visible"] == false).map(drop)
    });
    window.quit();
}

#[test]
fn whoever_looks_at_the_window_or_wants_no_messages_gets_none() {
    let desk = Desk::start("no-message");
    let listener = Listener::start(&desk);
    let clip = lay_out(&desk, "ridge-at-dusk.mp4");
    let window = Window::open(&desk, &Launch::default());
    start_practice(&window);
    drop_clip(&window, &clip);
    fill_prompt(&window, GROK_EXTEND, PROMPT);
    let seen = press_make(&window);
    wait_for_result(&window, &seen);
    window.click("rail-settings");
    window.click("settings-notify");
    window.wait_for_selector("[data-testid=\"settings-notify\"][aria-checked=\"false\"]");
    window.click("rail-make");
    fill_prompt(&window, GROK_EXTEND, PROMPT);
    press_make(&window);
    window.minimize();
    let begun = listener.heard_of("progress").len();
    poll_until("the second take is at rest", LONG, || {
        let progress = listener.heard_of("progress");
        (progress.len() > begun && progress.last().is_some_and(|last| last["visible"] == false)).then_some(())
    });
    // A message would come within a few seconds of the end; the start of the next program is later than that.
    window.kill();
    let window = Window::open(&desk, &Launch::default());
    window.wait_for("rail-make");
    assert_eq!(listener.heard_of("message"), Vec::<serde_json::Value>::new());
    window.quit();
}

#[test]
fn a_window_that_is_closed_into_the_tray_works_on_and_comes_back() {
    let desk = Desk::start("tray");
    let listener = Listener::start(&desk);
    let clip = lay_out(&desk, "ridge-at-dusk.mp4");
    let window = Window::open(&desk, &Launch::default().with("AFTERFRAME_PRACTICE_SPEED", "2"));
    start_practice(&window);
    window.click("rail-settings");
    window.click("settings-tray");
    listener.wait_for("the icon is shown", LONG, |heard| heard["heard"] == "icon");
    drop_clip(&window, &clip);
    fill_prompt(&window, GROK_EXTEND, PROMPT);
    press_make(&window);
    let id = window.program_id();
    poll_until("the icon counts the take", LONG, || (listener.read_icon().0 == "1 take is being made").then_some(()));
    let (_, labels) = listener.read_icon();
    assert_eq!(labels, ["Show Afterframe", "1 take is being made", "Quit"]);

    window.ask_to_close();
    poll_until("the window is gone from the display", LONG, || (!window.is_on_display()).then_some(()));
    listener.wait_for("the take is told of when it ends", LONG, |heard| heard["heard"] == "message");
    poll_until("the icon says that all is at rest", LONG, || {
        (listener.read_icon().0 == "Nothing is being made").then_some(())
    });
    listener.order(&json!({ "do": "activate" }));
    poll_until("a click on the icon brings the window back", LONG, || window.is_on_display().then_some(()));

    window.ask_to_close();
    poll_until("the window is gone again", LONG, || (!window.is_on_display()).then_some(()));
    listener.order(&json!({ "do": "close-tray" }));
    poll_until("a window whose tray is gone comes back", LONG, || window.is_on_display().then_some(()));
    window.press_natively("ctrl+q");
    window.wait_until_ended(id);
}

#[test]
fn the_icons_menu_ends_the_program() {
    let desk = Desk::start("tray-quit");
    let listener = Listener::start(&desk);
    let window = Window::open(&desk, &Launch::default());
    start_practice(&window);
    window.click("rail-settings");
    window.click("settings-tray");
    listener.wait_for("the icon is shown", LONG, |heard| heard["heard"] == "icon");
    let id = window.program_id();
    window.ask_to_close();
    poll_until("the window is gone from the display", LONG, || (!window.is_on_display()).then_some(()));
    listener.order(&json!({ "do": "choose", "label": "Quit" }));
    window.wait_until_ended(id);
}

#[test]
fn without_a_tray_the_settings_say_so_and_closing_closes() {
    let desk = Desk::start("no-tray");
    let _listener = Listener::start_without_tray(&desk);
    let window = Window::open(&desk, &Launch::default());
    start_practice(&window);
    window.click("rail-settings");
    window.wait_for_selector("[data-testid=\"settings-tray\"][aria-disabled=\"true\"]");
    let help = window.ask("return document.getElementById('settings-tray-help').textContent;", vec![]);
    assert!(help.as_str().is_some_and(|help| help.contains("no place for icons")), "{help}");
    window.quit();
}

#[test]
fn the_computer_stays_awake_while_bytes_move_and_no_longer() {
    let desk = Desk::start("awake");
    let listener = Listener::start(&desk);
    let clip = lay_out(&desk, "ridge-at-dusk.mp4");
    let window = Window::open(&desk, &Launch::default().with("AFTERFRAME_PRACTICE_SPEED", "1"));
    start_practice(&window);
    drop_clip(&window, &clip);
    fill_prompt(&window, GROK_EXTEND, PROMPT);
    let job = press_make(&window);
    wait_for_result(&window, &job);
    let held = listener.heard_of("awake");
    // On loopback bytes may be faster than the look for them; what was held is always let go.
    poll_until("it may sleep again", LONG, || (listener.heard_of("may-sleep").len() >= held.len()).then_some(()));
    assert!(held.iter().all(|ask| ask["flags"] == 4));
    window.quit();
}

#[test]
fn the_menus_stand_in_the_window_when_they_are_wanted_and_a_key_acts_once() {
    let desk = Desk::start("menus");
    let window = Window::open(&desk, &Launch::default());
    start_practice(&window);
    window.click("rail-settings");
    let before = window.ask("return window.innerHeight;", vec![]).as_i64();
    window.click("settings-menu-bar");
    poll_until("the menus take their place", LONG, || {
        (window.ask("return window.innerHeight;", vec![]).as_i64() < before).then_some(())
    });
    window.press_natively("ctrl+2");
    window.wait_for("library");
    // A second time would take the list away again, or lay another one over it.
    window.press_natively("ctrl+n");
    window.wait_for("drop-zone");
    window.press_natively("ctrl+comma");
    window.wait_for("settings");
    window.click("settings-menu-bar");
    poll_until("the menus are gone", LONG, || {
        (window.ask("return window.innerHeight;", vec![]).as_i64() == before).then_some(())
    });
    window.press_natively("ctrl+1");
    window.wait_for("drop-zone");
    window.quit();
}

#[test]
fn a_window_whose_screen_is_gone_comes_back_into_view() {
    let desk = Desk::start("place");
    let window = Window::open(&desk, &Launch::default().sized(1000, 700));
    window.wait_for("welcome");
    window.quit();
    let file = desk.home().join(".config/studio.afterframe.desktop/.window-state.json");
    let text = std::fs::read_to_string(&file).expect("the window's place is remembered");
    let mut places: serde_json::Value = serde_json::from_str(&text).expect("it can be read");
    assert_eq!((&places["main"]["width"], &places["main"]["height"]), (&json!(1000), &json!(700)));
    places["main"]["x"] = json!(5000);
    places["main"]["y"] = json!(-900);
    std::fs::write(&file, places.to_string()).expect("it can be written");
    // Not resized, which would also move it.
    let window = Window::open_as_it_is(&desk, &Launch::default());
    window.wait_for("welcome");
    let place = window.place_of("html");
    assert!(place.x >= 0 && place.x + place.width <= 1600, "{place:?}");
    assert!(place.y >= 0 && place.y + place.height <= 1000, "{place:?}");
    assert_eq!(place.width, 1000);
    window.quit();
}
