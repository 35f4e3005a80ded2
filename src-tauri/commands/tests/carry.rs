//! Files between the window and other programs, over the bridge.

use std::{fs, path::PathBuf, sync::atomic::Ordering};

use serde_json::{Value, json};

use super::Stage;
use crate::carry::Pasted;

pub(super) fn commands(stage: &Stage) {
    let clip = stage.practice_clip();
    let made = stage.made(Stage::extend(&clip, "What happens next."));
    let result = json!({ "id": made["results"][0]["id"] });

    assert_eq!(stage.done("media_copy_file", result.clone()), Value::Null);
    assert_eq!(stage.done("media_drag", result.clone()), Value::Null);
    let copied = stage.paper.copied.lock().expect("not poisoned").clone();
    let name = made["results"][0]["name"].as_str().expect("a name");
    assert!(copied.len() == 2 && copied.iter().all(|path| path.ends_with(name)), "{copied:?}");
    stage.paper.broken.store(true, Ordering::SeqCst);
    assert_eq!(stage.refused("media_copy_file", result.clone())["code"], "carry-failed");
    assert_eq!(stage.refused("media_drag", result)["code"], "carry-failed");
    stage.paper.broken.store(false, Ordering::SeqCst);
    for command in ["media_copy_file", "media_drag"] {
        assert_eq!(stage.refused(command, json!({ "id": "no-such" }))["code"], "file-gone");
    }

    let paste = |pasted: Option<Pasted>| {
        *stage.paper.clipboard.lock().expect("not poisoned") = pasted;
        stage.done("media_paste", Value::Null)
    };
    assert_eq!(paste(None), json!([]));
    // A copy of a result, with a name of its own, and something that is none.
    let copy = stage.folder.path().join("from a friend.mp4");
    fs::copy(&copied[0], &copy).expect("a copy");
    let files = paste(Some(Pasted::Files(vec![copy, PathBuf::from("/nowhere/clip.mp4")])));
    assert_eq!((&files[0]["type"], &files[1]["type"]), (&json!("media"), &json!("refused")));
    let known = &files[0]["media"]["madeWith"];
    assert_eq!((&known["job"], &known["endpoint"]), (&made["id"], &made["endpoint"]));
    assert_eq!(known["values"], made["values"]);
    assert_eq!(made["results"][0]["madeWith"], Value::Null, "a job has its form already");
    let picture = paste(Some(Pasted::Picture(include_bytes!("../../../icons/32x32.png").to_vec())));
    assert_eq!(picture[0]["media"]["facts"]["width"], 32);
    *stage.paper.clipboard.lock().expect("not poisoned") = Some(Pasted::Picture(b"no picture".to_vec()));
    assert_eq!(stage.refused("media_paste", Value::Null)["code"], "file-not-media");

    let fetch = |address: &str| json!({ "address": address });
    for address in ["http://example.com/film.mp4", "https://192.168.1.1/film.mp4", "file:///etc/passwd", "film"] {
        assert_eq!(stage.refused("media_fetch", fetch(address))["code"], "address-refused", "{address}");
    }
    let nothing = format!("{}/no-such-file", stage.service.base_url());
    assert_eq!(stage.refused("media_fetch", fetch(&nothing))["code"], "address-empty");
    assert_eq!(stage.done("media_fetch_stop", fetch(&nothing)), Value::Null, "nothing is under way");
}
