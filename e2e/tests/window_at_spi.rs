//! Every control of every view has a name for those who hear the window: read over AT-SPI, as a screen reader does.
#![cfg(target_os = "linux")]

use afterframe_e2e::{
    Clip, Desk, GROK_EXTEND, Heard, Launch, PROMPT, PracticeServer, Window, drop_clip, fill_prompt, heard, open_result,
    press_make, start_practice, wait_for_result, wait_until_heard,
};

/// The shape of a RunningHub key.
const KEY: &str = "e2e0c0ffee7d41c6a5b3f1e2d3c4b5a6";

/// How many controls a page has in its own view. Those that are in no tree would have no name to miss.
const CONTROLS_OF_PAGE: &str = "
    const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden=\"true\"]');
    return [...document.querySelectorAll('button, a[href], input, select, textarea, summary')].filter(shown).length;";

#[test]
fn every_control_has_a_name_in_the_accessibility_tree() {
    let desk = Desk::start_read_aloud("at-spi");
    let mut nameless = Vec::new();

    let window = Window::open(&desk, &Launch::default());
    window.wait_for("welcome");
    look("welcome", &window, wait_until_heard(&window, "push button", "Start practising"), &mut nameless);
    start_practice(&window);
    window.wait_for("drop-zone");
    look("make, empty", &window, wait_until_heard(&window, "push button", "Money"), &mut nameless);
    window.kill();

    // With a key of its own, so that something was spent.
    let server = PracticeServer::start(&desk, KEY);
    let clip = Clip::default().make(&desk.home(), "clip.mp4");
    let launch = Launch::default().with("RH_API_BASE_URL", server.address()).with("RH_API_KEY", KEY);
    let window = Window::open(&desk, &launch);
    drop_clip(&window, &clip);
    fill_prompt(&window, GROK_EXTEND, PROMPT);
    look("make, with a clip", &window, wait_until_heard(&window, "push button", "Make"), &mut nameless);
    let job = press_make(&window);
    wait_for_result(&window, &job);
    window.click("rail-library");
    window.wait_for_selector(&format!("[data-testid=\"library\"] [data-job=\"{job}\"]"));
    look("library", &window, wait_until_heard(&window, "heading", "Library"), &mut nameless);
    open_result(&window, &job);
    look("player", &window, wait_until_heard(&window, "slider", ""), &mut nameless);
    window.click("rail-money");
    window.wait_for("money-models-table");
    let tree = wait_until_heard(&window, "heading", "Money");
    let bars = tree.iter().filter(|one| one.role == "toggle button" && one.name.contains(": "));
    assert_eq!(bars.count(), 12, "each month says its name and its sum");
    look("money", &window, tree, &mut nameless);
    window.click("rail-settings");
    window.wait_for("settings");
    look("settings", &window, wait_until_heard(&window, "heading", "Settings"), &mut nameless);
    window.kill();

    assert!(nameless.is_empty(), "controls without a name:\n{}", nameless.join("\n"));
}

#[test]
fn a_control_without_a_name_is_found() {
    let desk = Desk::start_read_aloud("at-spi-itself");
    let window = Window::open(&desk, &Launch::default());
    wait_until_heard(&window, "push button", "Start practising");
    window.ask(
        "const silent = document.createElement('button');
         silent.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 40px; height: 40px';
         document.body.append(silent);",
        vec![],
    );
    afterframe_e2e::poll_until("the silent button is found", std::time::Duration::from_secs(30), || {
        heard(&window).iter().any(|one| one.acts() && one.name.is_empty()).then_some(())
    });
    window.kill();
}

fn look(view: &str, window: &Window<'_>, tree: Vec<Heard>, nameless: &mut Vec<String>) {
    let controls: Vec<Heard> = tree.into_iter().filter(Heard::acts).collect();
    let on_page = window.ask(CONTROLS_OF_PAGE, vec![]).as_u64().unwrap_or(0);
    println!("{view}: {} controls are told of, {on_page} are on the page", controls.len());
    assert!(
        controls.len() as u64 >= on_page,
        "{view}: {} controls are told of, {on_page} are on the page",
        controls.len()
    );
    let silent = controls.iter().filter(|control| control.name.trim().is_empty());
    nameless.extend(silent.map(|control| format!("{view}: {}", control.place())));
}
