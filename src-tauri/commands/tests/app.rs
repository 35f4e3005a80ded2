//! Dialogs, folders, pages and settings.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use super::Stage;

/// The start, what is chosen in dialogs, and what a person sets.
pub(super) fn commands(stage: &Stage) {
    let start = stage.done("app_start", Value::Null);
    assert!(start["catalogue"].as_array().is_some_and(|models| models.len() > 400), "every model");
    assert_eq!(start["account"]["mode"], "undecided");
    assert_eq!(start["resultsFolder"], "Videos");
    assert_eq!(start["mended"], Value::Null, "nothing was wrong with it");
    assert_eq!((&start["tray"], &start["dataFolder"]), (&json!(true), &json!("data")));
    stage.done("app_quit", Value::Null);
    assert_eq!(stage.paper.quits.load(Ordering::SeqCst), 1);

    stage.practice_clip();
    let shown = stage.folder.path().join("shown.mp4");
    std::fs::write(&shown, include_bytes!("../../../assets/samples/ridge-at-dusk.mp4")).expect("a clip");
    assert_eq!(stage.done("media_choose", json!({ "kinds": ["video"] })), Value::Null);
    *stage.paper.file.lock().expect("not poisoned") = Some(shown.clone());
    assert_eq!(stage.done("media_choose", json!({ "kinds": ["video", "image"] }))["facts"]["kind"], "video");
    let several = stage.done("media_choose_several", json!({ "kinds": ["video"] }));
    assert_eq!(several[0]["media"]["facts"]["kind"], "video");
    assert_eq!((&several[1]["type"], &several[1]["name"]), (&json!("refused"), &json!("picture.png")));
    let quoted = format!("\"{}\"", shown.display());
    assert_eq!(stage.done("media_add", json!({ "path": quoted }))["facts"]["kind"], "video");
    assert_eq!(stage.refused("media_add", json!({ "path": "/nowhere/clip.mp4" }))["code"], "file-not-found");
    let folder = stage.folder.path().to_str().expect("a readable path").to_owned();
    assert_eq!(stage.refused("media_add", json!({ "path": folder }))["code"], "file-is-folder");
    assert_eq!(stage.refused("media_get", json!({ "id": "no-such" }))["code"], "file-gone");

    assert_eq!(stage.done("folder_choose", Value::Null), Value::Null);
    *stage.paper.folder.lock().expect("not poisoned") = Some(stage.folder.path().join("data"));
    assert!(stage.done("folder_choose", Value::Null)["resultsFolder"].is_string());
    assert_eq!(stage.done("folder_reset", Value::Null)["resultsFolder"], Value::Null);
    *stage.paper.folder.lock().expect("not poisoned") = Some(shown.clone());
    assert_eq!(stage.refused("folder_choose", Value::Null)["code"], "folder-unusable");

    assert_eq!(stage.refused("proxy_save", json!({ "proxy": "no proxy" }))["code"], "proxy-malformed");
    let proxied = stage.done("proxy_save", json!({ "proxy": "proxy.example:3128" }));
    assert_eq!(proxied["proxy"], "http://proxy.example:3128");
    assert_eq!(stage.done("proxy_save", json!({ "proxy": null }))["proxy"], Value::Null);

    stage.done("link_open", json!({ "link": "keys-international" }));
    assert!(stage.paper.pages.lock().expect("not poisoned")[0].starts_with("https://www.runninghub.ai/"));
    stage.paper.broken.store(true, Ordering::SeqCst);
    assert_eq!(stage.refused("link_open", json!({ "link": "credit-china" }))["code"], "open-failed");
    let set = |name: &str, value: Value| stage.done("setting_set", json!({ "name": name, "value": value }));
    assert_eq!(set("theme", json!("dark"))["theme"], "dark");
    set("language", json!("zh"));
    let limit = json!({ "micros": 5_000_000, "currency": "USD" });
    assert_eq!(set("ask-above", limit.clone())["askAbove"], limit);
    let star = |family: &str, starred: bool| json!({ "family": family, "starred": starred });
    stage.done("favourite_set", star("veo-3.1", true));
    stage.done("favourite_set", star("wan-2.7", true));
    assert_eq!(stage.done("favourite_set", star("veo-3.1", false))["favourites"], json!(["wan-2.7"]));
    let settings = set("newer-models", json!(true));
    assert_eq!(settings["newerModels"], true);
    assert_eq!(settings["favourites"], json!(["wan-2.7"]), "one setting leaves the others as they are");
    assert_eq!(stage.done("app_start", Value::Null)["settings"]["language"], "zh");
}
