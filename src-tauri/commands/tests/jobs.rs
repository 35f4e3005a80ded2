//! A job over the bridge: made, watched, and what a person can do with it.

use std::path::Path;

use serde_json::{Value, json};

use super::{EXTEND, Stage};

/// A clip, a form, a job, a result.
pub(super) fn commands(stage: &Stage) {
    let clip = stage.practice_clip();
    assert_eq!(clip["facts"]["format"], "mp4");
    assert_eq!(stage.done("media_get", json!({ "id": clip["id"] }))["name"], clip["name"]);
    let fits = stage.done("model_fits", json!({ "id": clip["id"] }));
    let fit = fits.as_array().expect("a list").iter().find(|fit| fit["endpoint"] == EXTEND).expect("every model");
    assert_eq!(fit["problems"], json!([]));
    let form = |prompt: &str| Stage::extend(&clip, prompt);
    assert_eq!(stage.done("form_check", form(""))[0]["key"], "prompt");
    assert_eq!(stage.done("form_check", form("on it goes")), json!([]));
    assert_eq!(stage.done("form_price", form("on it goes"))["amount"]["micros"], 1_890_000);
    let listed = stage.done("prices_list", json!({ "forms": [form("on it goes"), form("")] }));
    assert_eq!(listed[0]["amount"]["micros"], 1_890_000, "in the order of the forms");
    assert_eq!(listed.as_array().map(Vec::len), Some(2));
    assert_eq!(stage.done("job_create", form(""))["type"], "refused");
    let done = stage.made(form("on it goes"));
    assert_eq!(done["practice"], true);
    let result = &done["results"][0];
    assert_eq!(result["name"], "ridge at dusk – Grok Imagine extend – 01.mp4");
    assert!(result["facts"]["durationMs"].as_u64() > clip["facts"]["durationMs"].as_u64());

    // What can be done with a job that rests: nothing moves it, deleting takes it away.
    let id = json!({ "id": done["id"] });
    for command in ["job_send_again", "job_stop_watching", "job_watch_again", "job_cancel"] {
        assert_eq!(stage.done(command, id.clone())["state"]["type"], "done", "{command}");
    }
    for command in ["job_pause", "job_resume"] {
        assert_eq!(stage.refused(command, id.clone())["code"], "already-sent", "{command}");
    }
    let to_the_end = json!({ "id": done["id"], "before": null });
    assert_eq!(stage.refused("job_move", to_the_end)["code"], "already-sent");
    stage.done("media_reveal", json!({ "id": result["id"] }));
    let shown = stage.paper.revealed.lock().expect("not poisoned")[0].clone();
    assert!(shown.is_file() && shown.starts_with(stage.folder.path().join("Videos")));
    assert_eq!(stage.done("media_copy", json!({ "id": result["id"] })), json!(false), "nobody chose a place");
    *stage.paper.copies.lock().expect("not poisoned") = Some(stage.folder.path().to_path_buf());
    assert_eq!(stage.done("media_copy", json!({ "id": result["id"] })), json!(true));
    let copy = stage.folder.path().join(shown.file_name().expect("a name"));
    assert_eq!(std::fs::read(&copy).expect("a copy"), std::fs::read(&shown).expect("the result"));
    *stage.paper.copies.lock().expect("not poisoned") = shown.parent().map(Path::to_path_buf);
    assert_eq!(stage.done("media_copy", json!({ "id": result["id"] })), json!(true), "it lies there already");
    assert!(std::fs::metadata(&shown).expect("the result").len() > 0, "a file that is its own copy stays whole");
    *stage.paper.copies.lock().expect("not poisoned") = Some(stage.folder.path().join("nowhere"));
    assert_eq!(stage.refused("media_copy", json!({ "id": result["id"] }))["code"], "copy-failed");
    assert_eq!(stage.refused("job_inquire", id.clone())["code"], "not-now");
    let number = done["taskId"].as_str().expect("a task's number").to_owned();
    let attach = |number: &str| json!({ "id": done["id"], "taskId": number });
    assert_eq!(stage.refused("job_attach", attach("12"))["code"], "task-malformed");
    assert_eq!(stage.refused("job_attach", attach(&number))["code"], "not-now");
    let fetch = |number: &str| json!({ "taskId": number, "endpoint": null });
    assert_eq!(stage.refused("task_fetch", fetch("1111111111111111111"))["code"], "task-unknown");
    assert_eq!(stage.done("task_fetch", fetch(&number))["id"], done["id"], "the library has it");
    let report = stage.done("report_make", json!({ "job": done["id"] }));
    let report = report.as_str().expect("a text");
    assert!(report.contains(&number) && report.contains("State: done"), "{report}");
    assert!(report.contains("UTC preparing\n") && report.contains("UTC submitting\n"), "{report}");
    assert!(!report.contains("on it goes") && !report.contains("ridge"), "{report}");
    assert!(stage.done("report_make", json!({ "job": null })).as_str().is_some_and(|text| text.contains("System: ")));
    assert_eq!(stage.done("results_find", Value::Null), json!({ "count": 0 }));
    assert_eq!(stage.done("job_list", Value::Null), json!([]), "it rests");
    let lost = shown.with_file_name("lost – Grok Imagine extend – 01.mp4");
    std::fs::copy(&shown, &lost).expect("a file that no job knows");
    assert_eq!(stage.done("results_find", Value::Null), json!({ "count": 1 }));
}
