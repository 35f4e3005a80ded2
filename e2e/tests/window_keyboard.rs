//! The keyboard alone: everything that a person does every day, without a pointer. Scripts look, and never act.
#![cfg(target_os = "linux")]

use std::time::Duration;

use afterframe_e2e::{Desk, LONGEST_PRACTICE_JOB, Launch, Window, keys, poll_until};
use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(20);
const CARD: &str = "[data-testid=\"library\"] [data-testid=\"job-card\"]";
const CARD_IN_HAND: &str = "[data-testid=\"job-card\"] button.open";

#[test]
fn a_clip_is_found_played_frame_by_frame_given_a_range_and_extended_by_keys() {
    let desk = Desk::start("keyboard-player");
    let window = Window::open(&desk, &Launch::default());
    make_two(&window);

    // Found by a word of its prompt, among two.
    window.press_with_control("f");
    poll_until("the search has the focus", PATIENCE, || has_focus(&window, "library-search").then_some(()));
    window.press("lighthouse");
    wait_for_cards(&window, 1);
    window.tab_to(CARD_IN_HAND);
    window.press(keys::ENTER);
    window.wait_for("player");

    // It plays by itself; one key halts it, another goes to its beginning, and an arrow goes on by one frame.
    poll_until("the film plays", PATIENCE, || film(&window, "!film.paused && film.currentTime > 0").then_some(()));
    window.press("k");
    poll_until("the film halts", PATIENCE, || film(&window, "film.paused").then_some(()));
    window.press(keys::HOME);
    poll_until("the film is at its beginning", PATIENCE, || film(&window, "film.currentTime < 0.05").then_some(()));
    let mut times = vec![time(&window)];
    for _ in 0..4 {
        let before = *times.last().expect("there is a first time");
        window.press(keys::RIGHT);
        times.push(poll_until("the film goes on by a frame", PATIENCE, || {
            Some(time(&window)).filter(|now| now - before > 0.005 && film(&window, "!film.seeking"))
        }));
    }
    let steps: Vec<f64> = times.windows(2).skip(1).map(|pair| pair[1] - pair[0]).collect();
    assert!(steps.iter().all(|step| (step - steps[0]).abs() < 0.005 && *step < 0.06), "not frame by frame: {times:?}");
    let before = time(&window);
    window.press(keys::LEFT);
    poll_until("the film goes back by a frame", PATIENCE, || (time(&window) < before - 0.005).then_some(()));

    // A range from here to a second later, in which it plays.
    window.press("i");
    window.press_with_shift(keys::RIGHT);
    poll_until("the film goes on by a second", PATIENCE, || (time(&window) > before + 0.5).then_some(()));
    window.press("o");
    window.wait_for("range-note");
    let ends = ["in", "out"].map(|side| {
        let now = window.attribute(&format!("[data-testid=\"range-{side}\"]"), "aria-valuenow");
        now.and_then(|text| text.parse::<f64>().ok()).expect("an end of the range says where it is")
    });
    assert!((0.8..1.2).contains(&(ends[1] - ends[0])), "the range is not a second long: {ends:?}");
    window.press(" ");
    poll_until("the film plays in its range", PATIENCE, || {
        film(&window, &format!("film.currentTime > {} && film.currentTime < {}", ends[0], ends[1])).then_some(())
    });

    // It becomes what the next one goes on from.
    window.press_with_control("e");
    window.wait_until_gone("player");
    window.wait_for("clip-facts");
    make(&window, "The keeper lights the lamp.");
    window.press_with_control("2");
    window.press_with_control("f");
    window.press("keeper");
    wait_for_cards(&window, 1);
    window.quit();
}

#[test]
fn two_are_compared_and_one_is_deleted_and_brought_back_by_keys() {
    let desk = Desk::start("keyboard-library");
    let window = Window::open(&desk, &Launch::default());
    make_two(&window);

    window.press_with_control("2");
    wait_for_cards(&window, 2);
    window.tab_to(CARD_IN_HAND);
    window.press_with_control("a");
    window.wait_for("bulk-bar");
    window.tab_back_to("[data-testid=\"bulk-compare\"]");
    window.press(keys::ENTER);
    window.wait_for("compare-2");
    let films = |what: &str| {
        let script =
            format!("const films = [...document.querySelectorAll('[data-testid=\"step-film\"]')]; return {what};");
        window.ask(&script, vec![]) == json!(true)
    };
    poll_until("both films can be played", PATIENCE, || {
        films("films.length === 2 && films.every((film) => film.readyState >= 2)").then_some(())
    });
    if films("films.every((film) => film.paused)") {
        window.press(" ");
    }
    poll_until("both films play", PATIENCE, || films("films.every((film) => film.currentTime > 0.2)").then_some(()));
    window.press("2");
    window.wait_for_selector("[data-testid=\"pick-2\"][aria-pressed=\"true\"]");
    window.press(keys::ENTER);
    window.wait_for_selector("[data-testid=\"keep-2\"][aria-pressed=\"true\"]");
    window.press(keys::ESCAPE);
    window.wait_until_gone("compare");
    window.wait_for("library");

    // What was chosen for the comparison is chosen no more after Escape; a card alone is deleted.
    if window.shows("bulk-bar") {
        window.press(keys::ESCAPE);
        window.wait_until_gone("bulk-bar");
    }
    window.tab_to(CARD_IN_HAND);
    window.press(keys::RIGHT);
    window.press(keys::DELETE);
    window.wait_for_selector("dialog[open]");
    window.tab_to("[data-testid=\"confirm-yes\"]");
    window.press(keys::ENTER);
    wait_for_cards(&window, 1);
    window.press_with_control("z");
    wait_for_cards(&window, 2);
    window.quit();
}

#[test]
fn the_theme_and_the_language_are_switched_by_keys() {
    let desk = Desk::start("keyboard-settings");
    let window = Window::open(&desk, &Launch::default());
    begin(&window);
    window.press_with_control(",");
    window.wait_for("settings");
    window.tab_to("[data-testid=\"settings-theme\"] input");
    let page = |what: &str| window.ask(&format!("return document.documentElement.{what};"), vec![]);
    window.press(keys::RIGHT);
    poll_until("the window is light", PATIENCE, || (page("dataset.theme") == json!("light")).then_some(()));
    window.press(keys::RIGHT);
    poll_until("the window is dark", PATIENCE, || (page("dataset.theme") == json!("dark")).then_some(()));
    window.tab_to("[data-testid=\"settings-language\"] input");
    // Its own language first, then English, then Chinese.
    window.press(&keys::RIGHT.repeat(2));
    poll_until("the window speaks Chinese", PATIENCE, || (page("lang") == json!("zh-Hans")).then_some(()));
    assert_eq!(window.text("rail-library"), "作品库");
    // The focus stays where it is, so that one finds back.
    window.press(keys::LEFT);
    poll_until("the window speaks English", PATIENCE, || (page("lang") == json!("en")).then_some(()));
    assert_eq!(window.text("rail-library"), "Library");
    window.press("?");
    window.wait_for("shortcuts");
    window.press(keys::ESCAPE);
    window.wait_until_gone("shortcuts");
    window.quit();
}

/// Into the practice mode.
fn begin(window: &Window<'_>) {
    window.wait_for("welcome");
    window.tab_to("[data-testid=\"welcome-practice\"]");
    window.press(keys::ENTER);
    window.wait_until_gone("welcome");
    window.wait_for("drop-zone");
}

/// Two films of the sample clip.
fn make_two(window: &Window<'_>) {
    begin(window);
    window.tab_to("[data-testid=\"drop-zone\"] .actions button:nth-of-type(2)");
    window.press(keys::ENTER);
    window.wait_for("clip-facts");
    make(window, "A lighthouse comes into sight.");
    make(window, "Fog hides the ridges.");
}

/// Says what should happen, makes it, and waits for it.
fn make(window: &Window<'_>, prompt: &str) {
    let done = || count(window, "[data-testid=\"job-card\"][data-state=\"done\"]");
    let before = done();
    window.tab_to("textarea[data-testid=\"field-prompt\"]");
    window.press_with_control("a");
    window.press(prompt);
    window.press_with_control(keys::ENTER);
    poll_until("it is made", LONGEST_PRACTICE_JOB, || (done() > before).then_some(()));
}

fn wait_for_cards(window: &Window<'_>, number: usize) {
    poll_until(&format!("the library shows {number}"), PATIENCE, || (count(window, CARD) == number).then_some(()));
}

fn count(window: &Window<'_>, selector: &str) -> usize {
    let number = window.ask("return document.querySelectorAll(arguments[0]).length;", vec![json!(selector)]);
    number.as_u64().and_then(|number| usize::try_from(number).ok()).expect("a page counts its elements")
}

fn has_focus(window: &Window<'_>, id: &str) -> bool {
    window.ask("return document.activeElement?.dataset.testid === arguments[0];", vec![json!(id)]) == json!(true)
}

fn film(window: &Window<'_>, what: &str) -> bool {
    ask_film(window, what) == json!(true)
}

fn time(window: &Window<'_>) -> f64 {
    ask_film(window, "film.currentTime").as_f64().expect("the film knows its time")
}

fn ask_film(window: &Window<'_>, what: &str) -> Value {
    let script = format!(
        "const film = document.querySelector('[data-testid=\"player\"] [data-testid=\"player-video\"]'); return film ? {what} : null;"
    );
    window.ask(&script, vec![])
}
