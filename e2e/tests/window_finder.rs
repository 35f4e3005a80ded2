//! Finding a model among all with the keyboard alone, in both languages, and changing its variant.
#![cfg(target_os = "linux")]

use std::time::Duration;

use afterframe_e2e::{
    Desk, Language, Launch, Pick, Theme, Window, choose_segment, keys, open_finder, pick, poll_until, start_from_words,
    start_practice,
};
use serde_json::{Value, json};

const VEO: Pick = Pick { task: "text-to-video", family: "veo-3.1", name: "Veo 3.1" };

const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn a_family_is_found_by_its_english_name_and_chosen_without_the_mouse() {
    let desk = Desk::start("finder-english");
    let window = Window::open(&desk, &Launch::default());
    start_practice(&window);
    open_finder(&window);
    window.press("kling 3");
    assert_first(&window, "kling-3.0");
    // Down to the next and back: the rows are walked with the focus in the field.
    window.press(keys::DOWN);
    poll_until("the next row is the active one", PATIENCE, || (active(&window) != "kling-3.0").then_some(()));
    window.press(keys::UP);
    poll_until("the first row is the active one", PATIENCE, || (active(&window) == "kling-3.0").then_some(()));
    window.press(keys::ENTER);
    assert_opened(&window, "Kling 3.0");

    open_finder(&window);
    window.press("no such model anywhere");
    poll_until("nothing is found", PATIENCE, || (!window.shows("finder-row")).then_some(()));
    window.press(keys::ESCAPE);
    window.wait_until_gone("finder");
    assert_opened(&window, "Kling 3.0");
    window.quit();
}

#[test]
fn a_family_is_found_by_its_chinese_name_and_chosen_without_the_mouse() {
    let desk = Desk::start_with("finder-chinese", Theme::Light, Language::Chinese);
    let window = Window::open(&desk, &Launch::default());
    start_practice(&window);
    open_finder(&window);
    window.press("可灵 3.0");
    assert_first(&window, "kling-3.0");
    window.press(keys::ENTER);
    assert_opened(&window, "Kling 3.0");
    window.quit();
}

#[test]
fn quality_and_channel_have_their_prices_beside_them_and_keep_what_was_typed() {
    const WORDS: &str = "A red boat crosses the bay.";
    let desk = Desk::start("finder-variants");
    let window = Window::open(&desk, &Launch::default());
    start_practice(&window);
    start_from_words(&window, "text-to-video");
    pick(&window, VEO);
    window.write("field-prompt", WORDS);
    for group in ["tier", "channel"] {
        let prices = poll_until(&format!("every {group} has a price"), PATIENCE, || {
            let notes = texts(&window, &format!("[data-testid=\"{group}\"] .note"));
            (notes.len() > 1 && notes.iter().all(|note| note.contains(|sign: char| sign.is_ascii_digit())))
                .then_some(notes)
        });
        assert!(prices.iter().any(|price| *price != prices[0]), "all cost the same: {prices:?}");
    }
    for (group, value) in [("channel", "budget"), ("tier", "pro"), ("channel", "official"), ("tier", "fast")] {
        choose_segment(&window, group, value);
        assert_eq!(prompt(&window), WORDS, "the words were lost by {group} {value}");
    }
    window.quit();
}

fn assert_first(window: &Window<'_>, family: &str) {
    poll_until(&format!("{family} is the first that is found"), PATIENCE, || {
        let first = window.attribute("[data-testid=\"finder-row\"]", "data-family");
        (first.as_deref() == Some(family) && active(window) == family).then_some(())
    });
}

fn assert_opened(window: &Window<'_>, name: &str) {
    window.wait_until_gone("finder");
    let heading =
        poll_until("the form is open", PATIENCE, || texts(window, "aside h2, aside [aria-level]").into_iter().next());
    assert!(heading.starts_with(name), "the form is of {heading:?}");
}

/// The family of the row that Enter takes, as a reader of the screen is told it.
fn active(window: &Window<'_>) -> String {
    let family = window.ask(
        "const field = document.querySelector('[data-testid=\"finder\"] [role=combobox]');
         const own = document.activeElement === field && field?.getAttribute('aria-activedescendant');
         return (own && document.getElementById(own)?.dataset.family) || '';",
        vec![],
    );
    family.as_str().unwrap_or_default().to_owned()
}

fn prompt(window: &Window<'_>) -> Value {
    window.ask("return document.querySelector('textarea#field-prompt')?.value ?? null;", vec![])
}

fn texts(window: &Window<'_>, selector: &str) -> Vec<String> {
    let found = window.ask(
        "return [...document.querySelectorAll(arguments[0])].map((element) => element.textContent.trim());",
        vec![json!(selector)],
    );
    found.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}
