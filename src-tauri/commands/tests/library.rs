//! The library over the bridge.

use serde_json::{Value, json};

use super::Stage;

/// What is asked of it, and what is done with what it holds.
pub(super) fn commands(stage: &Stage) {
    let clip = stage.practice_clip();
    let done = stage.made(Stage::extend(&clip, "a heron"));
    let filter = |text: &str| {
        json!({
            "text": text, "states": [], "kinds": [], "families": [], "tasks": [], "favourites": false, "practice": null,
            "month": null, "tags": [], "collection": null, "costs": null, "group": null,
        })
    };
    let part = |text: &str| json!({ "filter": filter(text), "sort": "newest", "offset": 0, "limit": 60 });
    let page = stage.done("library_page", part("heron"));
    assert_eq!((&page["total"], &page["jobs"][0]["id"]), (&json!(1), &done["id"]));
    assert_eq!(stage.done("library_page", part("whale"))["total"], 0);
    assert_eq!(stage.done("library_counts", json!({ "filter": filter("") }))["states"]["done"], 1);
    assert_eq!(stage.done("library_ids", part("")), json!([done["id"]]));
    let beside = stage.done("library_beside", json!({ "filter": filter(""), "sort": "name", "id": done["id"] }));
    assert_eq!(beside, json!({ "previous": null, "next": null, "at": 0, "total": 1 }));
    assert_eq!(stage.done("job_get", json!({ "id": done["id"] }))["title"], done["title"]);
    assert_eq!(stage.refused("job_get", json!({ "id": "nobody" }))["code"], "job-unknown");
    assert_eq!(stage.done("history", Value::Null)["recent"], json!(["grok-imagine"]));
    let nobody = json!(["nobody"]);
    assert_eq!(stage.refused("jobs_star", json!({ "ids": nobody, "starred": true }))["code"], "job-unknown");
    assert_eq!(stage.refused("jobs_tag", json!({ "ids": nobody, "add": ["a"], "remove": [] }))["code"], "job-unknown");
    assert_eq!(stage.refused("job_rename", json!({ "id": "nobody", "title": "a" }))["code"], "job-unknown");
    assert_eq!(stage.refused("jobs_bin", json!({ "ids": nobody, "files": "keep" }))["code"], "job-unknown");
    assert_eq!(stage.done("jobs_unbin", json!({ "bin": "none" })), json!({ "count": 0, "missing": 0 }));
    assert_eq!(stage.refused("collection_create", json!({ "name": "" }))["code"], "name-unusable");
    assert_eq!(stage.refused("collection_rename", json!({ "id": "none", "name": "a" }))["code"], "collection-unknown");
    assert_eq!(stage.refused("collection_remove", json!({ "id": "none" }))["code"], "collection-unknown");
    let fill = json!({ "id": "none", "jobs": [], "member": true });
    assert_eq!(stage.refused("collection_fill", fill)["code"], "collection-unknown");
}
