//! Whether a video really plays: its time moves, its frames are decoded, and it goes where it is sent.

use std::time::Duration;

use serde_json::{Value, json};

use crate::wait::poll_until;
use crate::window::Window;

/// The first decoder of a session is slow to start on a machine without a graphics card.
const PATIENCE: Duration = Duration::from_secs(30);

/// Opens the result of a job that is done: from its card in the library, or from the strip below every other view.
pub fn open_result(window: &Window<'_>, job: &str) {
    let card = format!("[data-testid=\"job-card\"][data-job=\"{job}\"][data-state=\"done\"]");
    if window.shows("library") {
        // What can be done with a card is offered when it is pointed at.
        window.point_at(&card);
        window.click_selector(&format!("{card} [data-testid=\"card-play\"]"));
    } else {
        window.click_selector(&card);
    }
    window.wait_for_selector(&format!("[data-testid=\"player\"][data-job=\"{job}\"]"));
}

/// Plays the open result, sees its time move, sends it to near its end and sees it arrive. Returns its length in seconds.
pub fn assert_plays_and_seeks(window: &Window<'_>) -> f64 {
    window.wait_for("player");
    let length = poll_until("the player knows the length of the clip", PATIENCE, || {
        fail_on_error(window);
        number(&state(window), "length").filter(|length| *length > 0.0)
    });
    if state(window)["paused"] == json!(true) {
        window.click_selector(PLAY);
    }
    let start = number(&state(window), "time").unwrap_or_default();
    poll_until("the time of the player moves", PATIENCE, || {
        fail_on_error(window);
        let now = state(window);
        // A loop may have begun again; any other place than the first one is movement.
        let moved = number(&now, "time").is_some_and(|time| (time - start).abs() > 0.3);
        (moved && now["width"].as_u64() > Some(0)).then_some(())
    });
    if state(window)["paused"] == json!(false) {
        window.click_selector(PLAY);
    }
    let place = length * 0.8;
    window.ask(&format!("{VIDEO}.currentTime = arguments[0];"), vec![json!(place)]);
    poll_until("the player goes where it is sent", PATIENCE, || {
        fail_on_error(window);
        let now = state(window);
        let there = number(&now, "time").is_some_and(|time| (time - place).abs() < 0.5);
        (there && now["seeking"] == json!(false)).then_some(())
    });
    length
}

/// The video of the opened result. The preview of a clip on the page of making is another one.
const VIDEO: &str = "document.querySelector('[data-testid=\"player\"] [data-testid=\"player-video\"]')";

const PLAY: &str = "[data-testid=\"player\"] [data-testid=\"player-play\"]";

fn state(window: &Window<'_>) -> Value {
    window.ask(
        &format!(
            "const video = {VIDEO};
             if (!video) return {{}};
             return {{ time: video.currentTime, length: Number.isFinite(video.duration) ? video.duration : null,
                       paused: video.paused, seeking: video.seeking, width: video.videoWidth,
                       error: video.error ? video.error.code : null }};"
        ),
        vec![],
    )
}

fn number(state: &Value, key: &str) -> Option<f64> {
    state[key].as_f64()
}

fn fail_on_error(window: &Window<'_>) {
    let error = &state(window)["error"];
    assert!(error.is_null(), "the video does not play: media error {error}");
}
