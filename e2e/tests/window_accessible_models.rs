//! Choosing among all models, their forms and every kind of result, in both themes, without a violation that axe-core
//! knows of.
#![cfg(target_os = "linux")]

use std::time::Duration;

use afterframe_e2e::{
    Desk, Language, Launch, Pick, Theme, Violation, Window, drop_clip, drop_on, keys, lay_out, open_finder,
    open_result, pick, poll_until, press_make, slide, start_from_words, start_practice, violations, wait_for_result,
    wait_until_painted,
};

const QWEN: Pick = Pick { task: "text-to-image", family: "qwen-image-2.0", name: "Qwen-Image 2.0" };
const MIDJOURNEY: Pick = Pick { task: "text-to-image", family: "midjourney-v7", name: "Midjourney V7" };
const SUNO: Pick = Pick { task: "music", family: "suno-v5.5", name: "Suno v5.5" };
const LYRICS: Pick = Pick { task: "lyrics", family: "suno-lyrics", name: "Suno Lyrics" };
const MESHY: Pick = Pick { task: "image-to-3d", family: "meshy-6", name: "Meshy 6" };
const SEEDANCE: Pick = Pick { task: "reference-to-video", family: "seedance-2.0", name: "Seedance 2.0" };

#[test]
fn models_and_results_of_every_kind_are_accessible_in_the_dark_theme() {
    check("axe-models-dark", Theme::Dark);
}

#[test]
fn models_and_results_of_every_kind_are_accessible_in_the_light_theme() {
    check("axe-models-light", Theme::Light);
}

fn check(name: &str, theme: Theme) {
    let desk = Desk::start_with(name, theme, Language::English);
    let picture = lay_out(&desk, "valley-morning.jpg");
    let window = Window::open(&desk, &Launch::default());
    start_practice(&window);
    let mut found = Found { window: &window, list: Vec::new() };

    look_at_the_finder(&window, &mut found);
    let jobs = make_every_kind(&window, &picture, &mut found);
    window.click("rail-library");
    for (kind, job) in &jobs {
        wait_for_result(&window, job);
        open_result(&window, job);
        let stage = match *kind {
            "pictures" => "[data-testid=\"picture-stage\"]",
            "sound" => "[data-testid=\"player-scrub\"]",
            "body" => "[data-testid=\"body-stage\"][data-shown=\"true\"]",
            _ => "[data-testid=\"text-column\"][aria-busy=\"false\"]",
        };
        window.wait_for_selector(stage);
        found.look(kind);
        window.press(keys::ESCAPE);
        window.wait_until_gone("player");
    }
    for (_, job) in jobs.iter().filter(|(kind, _)| *kind != "words") {
        wait_until_painted(&window, &format!("[data-testid=\"library\"] [data-job=\"{job}\"]"));
    }
    found.look("library with every kind");
    let list = found.list.join("\n");
    window.quit();
    assert!(list.is_empty(), "axe-core finds:\n{list}");
}

fn look_at_the_finder(window: &Window<'_>, found: &mut Found<'_>) {
    open_finder(window);
    found.look("finder");
    window.press("kling");
    window.click_selector("[data-testid=\"finder\"] [data-want=\"video\"]");
    found.look("finder with words and a filter");
    window.press("no such model");
    window.click_selector("[data-testid=\"finder\"] [role=combobox]");
    window.press("no such model");
    poll_until("nothing is found", Duration::from_secs(20), || (!window.shows("finder-row")).then_some(()));
    found.look("finder without a model");
    window.press(keys::ESCAPE);
    window.wait_until_gone("finder");
}

/// Fills the forms and makes one of each, so that they are made while the next form is looked at.
fn make_every_kind(
    window: &Window<'_>,
    picture: &std::path::Path,
    found: &mut Found<'_>,
) -> Vec<(&'static str, String)> {
    let mut jobs = Vec::new();
    start_from_words(window, "text-to-image");
    found.look("from words");
    pick(window, MIDJOURNEY);
    window.click_selector("aside details summary");
    found.look("a long form");
    pick(window, QWEN);
    window.write("field-prompt", "A red boat.");
    slide(window, "imageNum", 1);
    jobs.push(("pictures", press_make(window)));
    start_from_words(window, "music");
    pick(window, SUNO);
    window.write("field-description", "The tide.");
    jobs.push(("sound", press_make(window)));
    start_from_words(window, "lyrics");
    pick(window, LYRICS);
    window.write("field-prompt", "The sea.");
    jobs.push(("words", press_make(window)));
    window.press_with_control("n");
    drop_clip(window, picture);
    pick(window, MESHY);
    found.look("a form of a body");
    jobs.push(("body", press_make(window)));
    pick(window, SEEDANCE);
    // Not what the field takes, and no words: both are told beside their fields.
    drop_on(window, "[data-drop-field=\"videoUrls\"]", &[picture]);
    window.click("make-button");
    window.wait_for_selector("aside .problems");
    found.look("a form of several files, refused");
    jobs
}

struct Found<'window> {
    window: &'window Window<'window>,
    list: Vec<String>,
}

impl Found<'_> {
    fn look(&mut self, view: &str) {
        let say = |Violation { rule, help, elements }: Violation| {
            format!("{view}: {rule} ({help})\n    {}", elements.join("\n    "))
        };
        self.list.extend(violations(self.window).into_iter().map(say));
    }
}
