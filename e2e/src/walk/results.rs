//! Past every kind of result, what can be done with a film, and several side by side.

use std::time::Duration;

use super::Guide;
use super::making::Made;
use crate::journey::{LONGEST_PRACTICE_JOB, wait_for_result};
use crate::player::open_result;
use crate::wait::poll_until;
use crate::window::keys;

pub(super) fn walk(guide: &mut Guide<'_>, made: &Made) {
    let window = guide.window;
    window.click("rail-library");
    for (kind, job) in &made.others {
        wait_for_result(window, job);
        open_result(window, job);
        window.wait_for_selector(match *kind {
            "pictures" => "[data-testid=\"picture-stage\"]",
            "sound" => "[data-testid=\"player-scrub\"]",
            "body" => "[data-testid=\"body-stage\"][data-shown=\"true\"]",
            _ => "[data-testid=\"text-column\"][aria-busy=\"false\"]",
        });
        guide.show(&format!("result-{kind}"));
        window.press(keys::ESCAPE);
        window.wait_until_gone("player");
    }
    open_result(window, &made.film);
    film(guide);
    questions(guide);
    compare(guide);
    window.press(keys::ESCAPE);
}

/// The film as it stands, and with a range.
fn film(guide: &mut Guide<'_>) {
    let window = guide.window;
    guide.wait_for_truth(
        "the film is there",
        "return document.querySelector('[data-testid=\"player-video\"]')?.readyState >= 2;",
    );
    window.press("k");
    guide.wait_for_truth("the film halts", "return document.querySelector('[data-testid=\"player-video\"]').paused;");
    window.press(keys::HOME);
    guide.show("player");
    window.press_with_shift(keys::RIGHT);
    window.press("i");
    window.press_with_shift(&keys::RIGHT.repeat(2));
    window.press("o");
    window.wait_for("range-note");
    window.press("r");
    guide.show("player-range");
}

/// What is asked before something is done with the film.
fn questions(guide: &mut Guide<'_>) {
    let window = guide.window;
    guide.show_opened("player-menu", &|window| {
        if !window.shows_selector("[role=\"menu\"]") {
            window.click("result-more");
            window.wait_for_selector("[role=\"menu\"]");
        }
    });
    for (entry, name) in [("variations", "variations"), ("use-in", "use-in"), ("rename", "rename")] {
        window.click("result-more");
        window.click(&format!("menu-{entry}"));
        guide.show_dialog(name);
    }
    window.press(keys::DELETE);
    guide.show_dialog("delete");
}

/// The same in two models: the choice, both while they are made, both, and one of them kept.
fn compare(guide: &mut Guide<'_>) {
    const READY: &str = "[data-testid=\"make-all\"]:not([aria-disabled=\"true\"])";
    let window = guide.window;
    window.click("compare");
    window.wait_for_selector("dialog li input[type=\"checkbox\"]");
    let picked = || {
        let number = window.ask("return document.querySelectorAll('dialog li.picked').length;", vec![]);
        number.as_u64().expect("a page counts its elements")
    };
    for wanted in picked() + 1..=2 {
        window.click_selector("dialog li:not(.picked) input[type=\"checkbox\"]:not(:disabled)");
        poll_until("one more is picked", Duration::from_secs(20), || (picked() == wanted).then_some(()));
    }
    window.wait_for_selector(READY);
    guide.show("compare-models");
    window.click("make-all");
    window.wait_for("compare-2");
    guide.show("compare-being-made");
    poll_until("both are made", LONGEST_PRACTICE_JOB, || {
        let done = |at: u8| window.shows_selector(&format!("[data-testid=\"compare-{at}\"][data-state=\"done\"]"));
        (done(1) && done(2)).then_some(())
    });
    guide.wait_for_truth(
        "both can be played",
        "const films = [...document.querySelectorAll('[data-testid=\"step-film\"]')];
         return films.length > 1 && films.every((film) => film.readyState >= 2);",
    );
    window.press(keys::HOME);
    guide.show("compare");
    window.press("1");
    window.press(keys::ENTER);
    window.wait_for("kept-note");
    guide.show("compare-kept");
    window.click("leave-others");
}
