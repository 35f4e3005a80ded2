//! Every view, in both themes, without a violation that axe-core knows of.
#![cfg(target_os = "linux")]

use afterframe_e2e::{
    Clip, Desk, GROK_EXTEND, Language, Launch, PROMPT, Theme, Window, drop_clip, fill_prompt, open_result, press_make,
    start_practice, violations, wait_for_result,
};
use serde_json::json;

#[test]
fn every_view_is_accessible_in_the_dark_theme() {
    check_every_view(Theme::Dark);
}

#[test]
fn every_view_is_accessible_in_the_light_theme() {
    check_every_view(Theme::Light);
}

#[test]
fn axe_core_finds_what_is_wrong() {
    let desk = Desk::start("axe-itself");
    let window = Window::open(&desk, &Launch::default());
    // An image without words, as no view of the program may have one.
    window.ask(
        "const image = document.createElement('img');
         image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
         document.body.append(image);",
        vec![],
    );
    assert!(violations(&window).iter().any(|found| found.rule == "image-alt"));
    window.kill();
}

fn check_every_view(theme: Theme) {
    let desk = Desk::start_with(if theme == Theme::Dark { "axe-dark" } else { "axe-light" }, theme, Language::English);
    let clip = Clip::default().make(&desk.home(), "clip.mp4");
    let window = Window::open(&desk, &Launch::default());
    let dark = window.ask("return matchMedia('(prefers-color-scheme: dark)').matches;", vec![]);
    assert_eq!(dark, json!(theme == Theme::Dark), "the window does not follow the theme of the desktop");

    let mut found = Vec::new();
    let mut look = |view: &str| {
        found.extend(violations(&window).into_iter().map(|violation| (view.to_owned(), violation)));
    };
    window.wait_for("welcome");
    look("welcome");
    start_practice(&window);
    window.wait_for("drop-zone");
    look("make, empty");
    window.click("rail-library");
    window.wait_for("library");
    look("library, empty");
    drop_clip(&window, &clip);
    look("make, with a clip");
    fill_prompt(&window, GROK_EXTEND, PROMPT);
    look("make, with a form");
    let job = press_make(&window);
    wait_for_result(&window, &job);
    window.click("rail-library");
    window.wait_for_selector(&format!("[data-testid=\"library\"] [data-job=\"{job}\"]"));
    look("library, with a result");
    open_result(&window, &job);
    look("player");
    window.click("rail-settings");
    window.wait_for("settings");
    look("settings");
    window.quit();

    let list: Vec<String> = found
        .iter()
        .map(|(view, violation)| {
            format!("{view}: {} ({})\n    {}", violation.rule, violation.help, violation.elements.join("\n    "))
        })
        .collect();
    assert!(list.is_empty(), "axe-core finds:\n{}", list.join("\n"));
}
