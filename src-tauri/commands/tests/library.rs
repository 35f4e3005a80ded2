//! The library over the bridge.

use std::fs;

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
    stage.done("jobs_star", json!({ "ids": [done["id"]], "starred": true }));
    stage.done("jobs_tag", json!({ "ids": [done["id"]], "add": ["Blue", " "], "remove": ["Red"] }));
    assert_eq!(stage.refused("job_rename", json!({ "id": done["id"], "title": " " }))["code"], "name-unusable");
    let renamed = stage.done("job_rename", json!({ "id": done["id"], "title": "Grey heron" }));
    assert_eq!(renamed["results"][0]["name"], "Grey heron – Grok Imagine extend – 01.mp4");
    assert_eq!((&renamed["favourite"], &renamed["tags"]), (&json!(true), &json!(["Blue"])));
    assert_eq!((&renamed["take"], &renamed["group"]), (&Value::Null, &Value::Null));

    copies(stage, &renamed);
    let trailer = stage.done("collection_create", json!({ "name": "Trailer" }));
    assert_eq!(stage.refused("collection_create", json!({ "name": "trailer" }))["code"], "name-unusable");
    let named = stage.done("collection_rename", json!({ "id": trailer["id"], "name": "Teaser" }));
    assert_eq!(named, json!({ "id": trailer["id"], "name": "Teaser" }));
    stage.done("collection_fill", json!({ "id": trailer["id"], "jobs": [done["id"]], "member": true }));
    assert_eq!(stage.job(&done["id"])["collections"], json!([trailer["id"]]));
    let counts = stage.done("library_counts", json!({ "filter": filter("") }));
    assert_eq!(counts["collections"], json!([{ "id": trailer["id"], "name": "Teaser", "count": 1 }]));
    assert_eq!((&counts["tags"], &counts["favourites"]), (&json!([{ "tag": "Blue", "count": 1 }]), &json!(1)));
    stage.done("collection_remove", json!({ "id": trailer["id"] }));
    assert_eq!(stage.refused("collection_remove", json!({ "id": trailer["id"] }))["code"], "collection-unknown");

    assert_eq!(stage.refused("jobs_bin", json!({ "ids": nobody, "files": "keep" }))["code"], "job-unknown");
    let binned = stage.done("jobs_bin", json!({ "ids": [done["id"]], "files": "bin" }));
    assert_eq!(binned["count"], 1);
    assert_eq!(stage.refused("job_watch_again", json!({ "id": done["id"] }))["code"], "job-unknown");
    assert_eq!(stage.done("library_page", part(""))["total"], 0);
    let back = stage.done("jobs_unbin", json!({ "bin": binned["bin"] }));
    assert_eq!(back, json!({ "count": 1, "missing": 0 }));
    assert_eq!(stage.job(&done["id"])["tags"], json!(["Blue"]));
    assert_eq!(stage.done("jobs_unbin", json!({ "bin": "none" })), json!({ "count": 0, "missing": 0 }));
}

/// All that is chosen goes into one folder, as often as it is asked for, and nothing that lies there is lost.
fn copies(stage: &Stage, done: &Value) {
    let copy = json!({ "ids": [done["id"], "nobody"] });
    assert_eq!(stage.done("jobs_copy", copy.clone()), Value::Null, "no folder was chosen");
    let folder = stage.folder.path().join("for the film");
    fs::create_dir(&folder).expect("a folder");
    *stage.paper.folder.lock().expect("not poisoned") = Some(folder.clone());
    for _ in 0..2 {
        let copied = json!({ "count": 1, "without": 1, "refused": [] });
        assert_eq!(stage.done("jobs_copy", copy.clone()), copied);
    }
    let name = done["results"][0]["name"].as_str().expect("a name");
    let again = name.replace(".mp4", " (2).mp4");
    assert_eq!(fs::read(folder.join(name)).expect("a copy"), fs::read(folder.join(again)).expect("another"));
    fs::remove_dir_all(&folder).expect("it goes");
    let refused = &stage.done("jobs_copy", copy)["refused"][0];
    assert_eq!((&refused["name"], &refused["error"]["code"]), (&json!(name), &json!("copy-failed")));
}
