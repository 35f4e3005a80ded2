//! The main job, a step a function, as the tests and the tour walk it.

use std::path::Path;
use std::time::Duration;

use crate::drag::drop_on;
use crate::wait::changes_until;
use crate::window::Window;

/// What the journeys ask for.
pub const PROMPT: &str = "The sun sinks behind the last ridge; lights come on in the valley.";

/// How long a practice job may take on a slow machine, its video decoding included.
pub const LONGEST_PRACTICE_JOB: Duration = Duration::from_mins(3);

/// From the welcome page into the practice mode.
pub fn start_practice(window: &Window<'_>) {
    window.wait_for("welcome");
    window.click("welcome-practice");
    window.wait_until_gone("welcome");
    window.wait_for("rail-make");
}

/// Drops a clip from another program and waits until the window shows it.
pub fn drop_clip(window: &Window<'_>, clip: &Path) {
    window.click("rail-make");
    window.wait_for("drop-zone");
    drop_on(window, "[data-testid=\"drop-zone\"]", &[clip]);
    window.wait_for("clip-preview");
    window.wait_for("clip-facts");
}

/// Picks a model and says what should happen next.
pub fn fill_prompt(window: &Window<'_>, endpoint: &str, prompt: &str) {
    window.click_selector(&format!("[data-testid=\"model-card\"][data-endpoint=\"{endpoint}\"]"));
    window.write("field-prompt", prompt);
}

/// Presses Make and returns the id of the new job.
pub fn press_make(window: &Window<'_>) -> String {
    let known = job_ids(window);
    window.click("make-button");
    crate::wait::poll_until("the new job can be seen", Duration::from_secs(30), || {
        job_ids(window).into_iter().find(|id| !known.contains(id))
    })
}

/// Watches a job until it is done, and returns the states that were shown, in order.
pub fn wait_for_result(window: &Window<'_>, job: &str) -> Vec<String> {
    let card = format!("[data-testid=\"job-card\"][data-job=\"{job}\"]");
    changes_until("the job is done", LONGEST_PRACTICE_JOB, "done", || {
        let state = window.attribute(&card, "data-state");
        assert!(state.as_deref() != Some("failed"), "the job failed: {}", window.text("job-sentence"));
        state
    })
}

fn job_ids(window: &Window<'_>) -> Vec<String> {
    let ids = window.ask(
        "return [...document.querySelectorAll('[data-testid=\"job-card\"]')].map((card) => card.dataset.job);",
        vec![],
    );
    ids.as_array().into_iter().flatten().filter_map(|id| id.as_str().map(str::to_owned)).collect()
}
