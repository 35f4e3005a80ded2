//! What is written to the disk and what is told: never the key, and nothing private in the log.

use std::path::{Path, PathBuf};

use afterframe_practice::{Fault, Place, Times};
use serde_json::json;

use super::Stage;

/// Every file under `folder`.
fn files_under(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder that can be read");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { files_under(&path) } else { vec![path] }).collect()
}

fn holds(path: &Path, text: &str) -> bool {
    let bytes = std::fs::read(path).unwrap_or_default();
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

#[test]
fn nothing_that_is_written_holds_the_key_and_the_log_holds_nothing_private() {
    let stage = Stage::set();
    let data = stage.folder.path().join("data");
    crate::log::begin(&data);
    let key = stage.service.key().to_owned();
    stage.done("key_enter", json!({ "key": key, "keep": "keychain" }));
    let clip = stage.done("media_sample", json!({ "kind": "video" }));
    let values = json!({ "videoUrl": { "media": clip["id"] }, "prompt": "a violet heron", "duration": "6" });
    let form = json!({ "endpoint": "rhart-video-g-official/video-extend", "values": values });
    let ends = [
        (Some((Place::Submit, Fault::Code { code: 1007 })), "failed"),
        (Some((Place::Submit, Fault::LostAnswer)), "unknown"),
        (Some((Place::Query, Fault::ExpiredLink)), "done"),
        (Some((Place::Download, Fault::Truncate)), "done"),
        (None, "done"),
    ];
    for (fault, state) in ends {
        stage.service.clear_faults();
        if let Some((place, fault)) = fault {
            stage.service.set_fault(place, fault, Times::Next(1));
        }
        let made = stage.done("job_create", form.clone());
        let ended = stage.wait_for(&made["job"]["id"], state);
        let report = stage.done("report_make", json!({ "job": ended["id"] })).to_string();
        for private in [key.as_str(), "violet heron", "ridge", "/results/", "http:"] {
            assert!(!report.contains(private), "{private} is in the report {report}");
        }
    }
    stage.refused("key_enter", json!({ "key": "0123456789abcdef0123456789abcdef", "keep": "session" }));
    let written = files_under(&data);
    assert!(written.iter().any(|path| path.ends_with("afterframe.db")));
    for path in &written {
        assert!(!holds(path, &key), "the key is in {}", path.display());
    }
    let log: Vec<_> = written.iter().filter(|path| path.starts_with(data.join("log"))).collect();
    assert!(log.iter().any(|path| holds(path, "a job moved")), "something was logged");
    for line in log.iter().flat_map(|path| {
        std::fs::read_to_string(path).expect("a log is text").lines().map(str::to_owned).collect::<Vec<_>>()
    }) {
        for private in ["violet heron", "ridge at dusk", "/results/", "/uploads/", "0123456789abcdef"] {
            assert!(!line.contains(private), "{private} is in the log: {line}");
        }
    }
}
