//! The main job, a step a function, as the tests and the tour walk it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use crate::desk::Desk;
use crate::drag::drop_on;
use crate::evidence::repository;
use crate::picker::{Pick, pick};
use crate::wait::poll_until;
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

/// From the welcome page to an account, by a key that is typed.
pub fn enter_key(window: &Window<'_>, key: &str) {
    window.write("welcome-key", key);
    window.click("welcome-continue");
    window.wait_until_gone("welcome");
    window.wait_for("rail-make");
}

/// Puts a sample into the home folder, under the name a person would give it.
pub fn lay_out(desk: &Desk, sample: &str) -> PathBuf {
    let from = repository().join("assets/samples").join(sample);
    let to = desk.home().join(sample.replace('-', " "));
    std::fs::copy(&from, &to).unwrap_or_else(|error| panic!("{} cannot be laid out: {error}", from.display()));
    to
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
pub fn fill_prompt(window: &Window<'_>, model: Pick, prompt: &str) {
    pick(window, model);
    window.write("field-prompt", prompt);
}

/// Presses Make and returns the id of the new job.
pub fn press_make(window: &Window<'_>) -> String {
    let known = watch_jobs(window);
    window.click("make-button");
    poll_until("the new job can be seen", Duration::from_secs(30), || {
        watch_jobs(window).into_keys().find(|id| !known.contains_key(id))
    })
}

/// The files in the results folder, by name. Folders inside it count too; what is still being written does not.
pub fn results_of(desk: &Desk) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![desk.results()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending != "part") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Watches a job until it is done, and returns the states that were shown, in order and each of them.
pub fn wait_for_result(window: &Window<'_>, job: &str) -> Vec<String> {
    poll_until(&format!("job {job} is done"), LONGEST_PRACTICE_JOB, || {
        let states = watch_jobs(window).remove(job).unwrap_or_default();
        let last = states.last()?.as_str();
        let rests = ["failed", "unknown", "stopped"].contains(&last);
        assert!(!rests, "the job came to rest without a result: {states:?}, {}", window.text("job-sentence"));
        (last == "done").then_some(states)
    })
}

/// Writes down every state that a job card shows, from the first call on, and returns what was seen: states by job.
fn watch_jobs(window: &Window<'_>) -> BTreeMap<String, Vec<String>> {
    let seen = window.ask(
        "if (!window.seenStates) {
             window.seenStates = {};
             const look = () => {
                 for (const card of document.querySelectorAll('[data-testid=\"job-card\"]')) {
                     const states = (window.seenStates[card.dataset.job] ??= []);
                     if (states.at(-1) !== card.dataset.state) states.push(card.dataset.state);
                 }
             };
             new MutationObserver(look).observe(document.documentElement,
                 { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state', 'data-job'] });
             look();
         }
         return window.seenStates;",
        vec![],
    );
    let states = |value: &Value| {
        let words = value.as_array().into_iter().flatten();
        words.filter_map(|state| state.as_str().map(str::to_owned)).collect()
    };
    seen.as_object().into_iter().flatten().map(|(job, value)| (job.clone(), states(value))).collect()
}
