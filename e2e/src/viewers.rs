//! Whether a result of each kind is really shown: painted, played, turned, read.

use std::time::Duration;

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::drag::PYTHON;
use crate::pixels::{Pixels, wait_until_painted, wait_until_unlike};
use crate::process::output_of;
use crate::wait::poll_until;
use crate::window::{Window, keys};

const PATIENCE: Duration = Duration::from_secs(30);

/// Waits until the picture that is opened is decoded and painted, and returns its width and height.
pub fn assert_picture_is_shown(window: &Window<'_>) -> (u64, u64) {
    let size = poll_until("the picture is decoded", PATIENCE, || {
        let facts = window.ask(
            "const picture = document.querySelector('[data-testid=\"picture-stage\"] img');
             return picture?.complete ? [picture.naturalWidth, picture.naturalHeight] : [0, 0];",
            vec![],
        );
        Some((facts[0].as_u64()?, facts[1].as_u64()?)).filter(|(width, _)| *width > 0)
    });
    wait_until_painted(window, "[data-testid=\"picture-stage\"]");
    size
}

/// Zooms into the opened picture with the keys and back, and sees it grow on the display and fit again.
pub fn assert_zooms(window: &Window<'_>) {
    const STAGE: &str = "[data-testid=\"picture-stage\"]";
    let width = || {
        let width = window.ask(
            "return document.querySelector('[data-testid=\"picture-stage\"] img').getBoundingClientRect().width;",
            vec![],
        );
        width.as_f64().unwrap_or_default()
    };
    let fits = width();
    let before = Pixels::of(window, STAGE);
    window.press("++");
    poll_until("the picture grows", PATIENCE, || (width() > fits * 1.3).then_some(()));
    let close = wait_until_unlike(window, STAGE, &before);
    // What is larger than its stage is moved by the arrow keys.
    window.press(keys::LEFT);
    wait_until_unlike(window, STAGE, &close);
    window.press("0");
    poll_until("the picture fits again", PATIENCE, || ((width() - fits).abs() < 1.0).then_some(()));
}

/// Plays the opened sound, sees its time move, and sees its shape drawn. Returns its length in seconds.
pub fn assert_sound_plays(window: &Window<'_>) -> f64 {
    window.wait_for("player-play");
    let state = || {
        window.ask(
            "const sound = document.querySelector('[data-testid=\"player-sound\"]');
             if (!sound) return {};
             return { time: sound.currentTime, paused: sound.paused, error: sound.error?.code ?? null,
                      length: Number.isFinite(sound.duration) ? sound.duration : null };",
            vec![],
        )
    };
    let good = |now: Value| {
        assert!(now["error"].is_null(), "the sound does not play: media error {}", now["error"]);
        now
    };
    let length = poll_until("the player knows the length of the sound", PATIENCE, || {
        good(state())["length"].as_f64().filter(|length| *length > 0.0)
    });
    if state()["paused"] == json!(true) {
        window.click("player-play");
    }
    let start = state()["time"].as_f64().unwrap_or_default();
    poll_until("the time of the sound moves", PATIENCE, || {
        good(state())["time"].as_f64().filter(|time| (time - start).abs() > 0.3)
    });
    // A dotted line stands where no shape is known; the bars of a shape differ.
    poll_until("the shape of the sound is drawn", PATIENCE, || {
        let bars = window.ask(
            "const path = document.querySelector('[data-testid=\"player\"] .wave .all:not(.unknown) path');
             const bars = [...(path?.getAttribute('d') ?? '').matchAll(/v([\\d.]+)/g)].map((bar) => Number(bar[1]));
             return [bars.length, Math.max(0, ...bars) - Math.min(...bars, 0)];",
            vec![],
        );
        (bars[0].as_u64() > Some(40) && bars[1].as_f64() > Some(8.0)).then_some(())
    });
    length
}

/// Waits until the opened body stands on its stage, turns it with the arrow keys, and sees it turned on the display.
pub fn assert_body_turns(window: &Window<'_>) {
    const STAGE: &str = "[data-testid=\"body-stage\"]";
    window.wait_for_selector(&format!("{STAGE}[data-shown=\"true\"]"));
    let before = wait_until_painted(window, STAGE);
    window.click_selector(STAGE);
    window.press(&keys::UP.repeat(3));
    let above = wait_until_unlike(window, STAGE, &before);
    window.press(&keys::RIGHT.repeat(3));
    wait_until_unlike(window, STAGE, &above);
}

/// The words that are shown, when they are shown as words: nothing in them has become an element of the page.
pub fn shown_words(window: &Window<'_>) -> String {
    window.wait_for_selector("[data-testid=\"text-column\"][aria-busy=\"false\"]");
    let column = window.ask(
        "const column = document.querySelector('[data-testid=\"text-column\"] .column');
         return { text: column.textContent, elements: column.childElementCount };",
        vec![],
    );
    assert_eq!(column["elements"], json!(0), "something in the words has become an element of the page");
    column["text"].as_str().unwrap_or_default().to_owned()
}

/// What another program would paste now.
pub fn clipboard_of(desk: &Desk) -> String {
    const ASK: &str = "import gi
gi.require_version('Gtk', '3.0'); gi.require_version('Gdk', '3.0')
from gi.repository import Gdk, Gtk
print(Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD).wait_for_text() or '', end='')";
    output_of(desk.command(PYTHON).args(["-c", ASK]))
}
