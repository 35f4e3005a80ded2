//! The line before the submit, and cancelling behind it: held as a whole, one held, moved, changed, cancelled from the strip and from
//! the library. Every step leaves a picture beside the tests' other evidence.
#![cfg(target_os = "linux")]

use std::time::Duration;

use afterframe_e2e::{
    Desk, Language, Launch, Pick, PracticeServer, Theme, Window, enter_key, evidence_folder, keys, pick, poll_until,
    press_make, start_from_words,
};
use serde_json::json;

const KEY: &str = "e2e0117e0e2e41c6a5b3f1e2d3c4b5a6";
const QWEN: Pick = Pick { task: "text-to-image", family: "qwen-image-2.0", name: "Qwen-Image 2.0" };
const PATIENCE: Duration = Duration::from_secs(40);

#[test]
fn the_line_is_held_moved_and_changed_and_what_was_sent_is_cancelled() {
    walk(&Desk::start("line-english"));
}

#[test]
fn the_line_can_be_arranged_in_chinese_and_by_daylight() {
    walk(&Desk::start_with("line-chinese", Theme::Light, Language::Chinese));
}

fn walk(desk: &Desk) {
    let folder = evidence_folder(desk.name());
    // One at a time, and long enough that the others stand in line meanwhile.
    let server = PracticeServer::start_with(desk, KEY, &["--pace", "12", "--concurrent", "1"]);
    let window = Window::open(desk, &Launch::default().with("RH_API_BASE_URL", server.address()));
    let picture = |name: &str| window.photograph_now(&folder.join(format!("{name}.png")));
    enter_key(&window, KEY);
    start_from_words(&window, "text-to-image");
    pick(&window, QWEN);
    let make = |words: &str| {
        window.write("field-prompt", words);
        press_make(&window)
    };
    let sent = make("A red boat on a still lake.");
    until_state(&window, &sent, &["queued", "running"]);
    let [first, second, third] = ["Fog over a valley.", "A lighthouse at night.", "Two swans."].map(make);
    for job in [&first, &second, &third] {
        until_state(&window, job, &["waiting"]);
    }
    picture("1-line");

    window.click("line-switch");
    window.wait_for_selector("[data-testid=\"line-switch\"][data-paused=\"true\"]");
    picture("2-line-held");

    open_strip_menu(&window, &third);
    picture("3-menu-in-line");
    window.click("menu-pause");
    open_strip_menu(&window, &third);
    window.wait_for("menu-go-on");
    assert!(!window.shows("menu-later"), "the last in line has nobody behind it");
    window.click("menu-earlier");
    open_strip_menu(&window, &third);
    window.wait_for("menu-later");
    window.wait_for("menu-earlier");
    window.press(keys::ESCAPE);

    open_strip_menu(&window, &second);
    window.click("menu-change-in-line");
    window.wait_for("editing-note");
    picture("4-changing");
    window.write("field-prompt", "A lighthouse in the rain.");
    window.click("make-button");
    window.wait_until_gone("editing-note");
    assert_eq!(server.submits(), 1, "arranging the line sends nothing");

    // What was sent is not in line any more: it is cancelled at RunningHub, after a question.
    open_strip_menu(&window, &sent);
    picture("5-menu-of-what-was-sent");
    window.click("menu-cancel");
    window.wait_for("confirm-yes");
    picture("6-cancel-from-the-strip");
    window.click("confirm-yes");
    until_state(&window, &sent, &["cancelled"]);

    window.click("line-switch");
    until_state(&window, &first, &["queued", "running"]);
    window.click("rail-library");
    let card = format!("[data-testid=\"library\"] [data-job=\"{first}\"]");
    window.point_at(&card);
    window.click_selector(&format!("{card} [data-testid=\"card-more\"]"));
    window.wait_for("menu-cancel");
    picture("7-library-menu");
    window.click("menu-cancel");
    window.wait_for("confirm-yes");
    picture("8-cancel-from-the-library");
    window.press(keys::ESCAPE);
    window.wait_until_gone("confirm-yes");
    // A question that was closed cancels nothing.
    until_state(&window, &first, &["running"]);
    window.quit();
}

fn open_strip_menu(window: &Window<'_>, job: &str) {
    let place = format!(".place:has(> [data-testid=\"job-card\"][data-job=\"{job}\"])");
    let more = format!("{place} [data-testid=\"strip-more\"]");
    // What can be done with a card is offered when it is pointed at, and a card may move away from the pointer.
    poll_until("the card offers its menu", PATIENCE, || {
        window.ask(
            "document.querySelector(arguments[0]).scrollIntoView({ inline: 'center', block: 'nearest' });",
            vec![json!(place)],
        );
        // A pointer that stands still is not told what lies under it by now.
        window.point_at("[data-testid=\"rail-make\"]");
        window.point_at(&place);
        window.shows_selector(&more).then(|| window.click_selector(&more))
    });
    window.wait_for_selector("[role=\"menu\"]");
}

fn state(window: &Window<'_>, job: &str) -> Option<String> {
    window.attribute(&format!("[data-testid=\"job-card\"][data-job=\"{job}\"]"), "data-state")
}

fn until_state(window: &Window<'_>, job: &str, wanted: &[&str]) {
    poll_until(&format!("the job is one of {wanted:?}"), PATIENCE, || {
        let now = state(window, job)?;
        assert!(now != "failed", "it failed: {}", window.text("job-sentence"));
        wanted.contains(&now.as_str()).then_some(())
    });
}
