//! Every screen, in both themes and both languages, without a violation that axe-core knows of.
#![cfg(target_os = "linux")]

use afterframe_e2e::{Desk, Language, Launch, Theme, Window, violations, walk};
use serde_json::json;

/// Nobody waits for what is made.
const PRACTICE_SPEED: u32 = 20;

#[test]
fn every_screen_is_accessible_in_english() {
    check_every_screen("axe-en", Theme::Dark, Language::English);
}

#[test]
fn every_screen_is_accessible_in_chinese() {
    check_every_screen("axe-zh", Theme::Light, Language::Chinese);
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

/// Walks once. Each screen is looked at as it is, and once more in the other theme, which the page puts on in one step.
fn check_every_screen(name: &str, theme: Theme, language: Language) {
    let desk = Desk::start_with(name, theme, language);
    let (own, other) = if theme == Theme::Dark { ("dark", "light") } else { ("light", "dark") };
    let mut found = Vec::new();
    let mut screens = 0;
    walk(&desk, PRACTICE_SPEED, &mut |screen| {
        screen.bring_up();
        let look = screen.window.ask("return document.documentElement.dataset.theme;", vec![]);
        assert_eq!(look, json!(own), "the window does not follow the theme of the desktop");
        screens += 1;
        for worn in [own, other] {
            wear(screen.window, worn);
            // What fades in has less contrast than it will have.
            screen.settle();
            for violation in violations(screen.window) {
                let elements = violation.elements.join("\n    ");
                let line = format!("{}, {worn}: {} ({})\n    {elements}", screen.name, violation.rule, violation.help);
                // Told at once, too: what comes later on the way may fail for another reason.
                println!("{line}");
                found.push(line);
            }
        }
        wear(screen.window, own);
    });
    println!("{screens} screens");
    assert!(found.is_empty(), "axe-core finds on {screens} screens:\n{}", found.join("\n"));
}

fn wear(window: &Window<'_>, theme: &str) {
    // Colours on their way to others are neither: what fades is ended at once.
    window.ask(
        "document.documentElement.dataset.theme = arguments[0];
         void document.body.offsetHeight;
         for (const fading of document.getAnimations()) {
           if (fading.effect?.getComputedTiming().endTime !== Infinity) fading.finish();
         }",
        vec![json!(theme)],
    );
}
