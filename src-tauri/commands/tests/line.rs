//! The line before the submit.

use serde_json::{Value, json};

use super::Stage;

/// Jobs that are held, moved and changed before they are sent.
pub(super) fn commands(stage: &Stage) {
    let clip = stage.practice_clip();
    let form = |prompt: &str| Stage::extend(&clip, prompt);
    assert_eq!(stage.done("line_set", json!({ "paused": true }))["linePaused"], true);
    let held = |prompt: &str| stage.done("job_create", form(prompt))["job"]["id"].clone();
    let (first, second) = (held("first"), held("second"));
    assert_eq!(stage.done("job_pause", json!({ "id": first }))["paused"], true);
    assert_eq!(stage.done("job_resume", json!({ "id": first }))["paused"], false);
    assert_eq!(stage.done("job_move", json!({ "id": second, "before": first }))["place"], 0);
    assert_eq!(stage.job(&first)["place"], 1);
    let edit = |id: &Value, prompt: &str| {
        let form = form(prompt);
        json!({ "id": id, "endpoint": form["endpoint"], "values": form["values"] })
    };
    assert_eq!(stage.done("job_edit", edit(&first, ""))["type"], "refused");
    assert_eq!(stage.done("job_edit", edit(&first, "changed"))["job"]["values"]["prompt"], "changed");
    assert_eq!(stage.done("line_set", json!({ "paused": false }))["linePaused"], false);
    for id in [first, second] {
        stage.wait_for(&id, "done");
        assert_eq!(stage.refused("job_edit", edit(&id, "too late"))["code"], "already-sent");
    }
}
