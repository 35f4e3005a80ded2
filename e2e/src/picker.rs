//! Choosing what to do and with which model, as a person does: a chip, a card, or a search among all.

use serde_json::json;

use crate::window::{Window, keys};

/// A model by its place in the window: what it does, and the family that it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Pick {
    /// The task, as its chip is marked.
    pub task: &'static str,
    /// The id of the family.
    pub family: &'static str,
    /// What the family is called: that is what one types to find it.
    pub name: &'static str,
}

/// Continues a clip; the model of the main job.
pub const GROK_EXTEND: Pick = Pick { task: "video-extend", family: "grok-imagine", name: "Grok Imagine" };

/// Starts without a file: from the empty page into the form of the first model for the task.
pub fn start_from_words(window: &Window<'_>, task: &str) {
    window.click("rail-make");
    if !window.shows_selector(".start[data-task]") {
        // Something is open already; a new beginning has a key of its own.
        window.press_with_control("n");
    }
    window.click_selector(&format!(".start[data-task=\"{task}\"]"));
    window.wait_for("make-button");
}

/// Chooses the task by its chip and the family by its card, or by a search where no card of it is shown.
pub fn pick(window: &Window<'_>, pick: Pick) {
    choose_task(window, pick.task);
    let card = format!("[data-testid=\"family-card\"][data-family=\"{}\"]", pick.family);
    if window.shows_selector(&card) {
        window.click_selector(&card);
    } else {
        find(window, pick.name, pick.family);
        choose_task(window, pick.task);
    }
    window.wait_for_selector(&format!("{card}[aria-pressed=\"true\"]"));
}

/// Opens the finder, types, and takes the row of the family.
pub fn find(window: &Window<'_>, words: &str, family: &str) {
    open_finder(window);
    window.press(words);
    window.click_selector(&format!("[data-testid=\"finder-row\"][data-family=\"{family}\"]"));
    window.wait_until_gone("finder");
}

/// Opens the finder with its key.
pub fn open_finder(window: &Window<'_>) {
    window.press_with_control("k");
    window.wait_for("finder");
}

/// Chooses one of a few options that stand side by side.
pub fn choose_segment(window: &Window<'_>, id: &str, value: &str) {
    let segment = format!("[data-testid=\"{id}\"] label:has(input[value=\"{value}\"])");
    window.click_selector(&segment);
    window.wait_for_selector(&format!("{segment}:has(:checked)"));
}

/// Moves the slider of a field with the arrow keys until it is `steps` from its beginning.
pub fn slide(window: &Window<'_>, field: &str, steps: usize) {
    let own = format!("input[type=\"range\"]#field-{field}");
    window.wait_for_selector(&own);
    window.ask("document.querySelector(arguments[0]).focus();", vec![json!(own)]);
    window.press(&format!("{}{}", keys::HOME, keys::RIGHT.repeat(steps)));
}

fn choose_task(window: &Window<'_>, task: &str) {
    window.wait_for("find-model");
    let chip = format!(".chips [data-task=\"{task}\"]");
    if window.ask("return document.querySelector('.chips [data-task]') === null;", vec![]) == json!(true) {
        return;
    }
    if !window.shows_selector(&chip) {
        window.click_selector(".chips [aria-expanded=\"false\"]");
    }
    window.click_selector(&chip);
}
