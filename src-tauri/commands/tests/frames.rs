//! A picture that is kept of a film, over the bridge.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::json;

use super::Stage;

pub(super) fn commands(stage: &Stage) {
    let clip = stage.practice_clip();
    let png = BASE64_STANDARD.encode(include_bytes!("../../../icons/32x32.png"));
    let keep = |png: &str| json!({ "id": clip["id"], "timeMs": 3500, "png": png });
    let frame = stage.done("frame_keep", keep(&png));
    assert_eq!(frame["name"], "ridge at dusk – frame 0-03.12.png");
    assert_eq!((&frame["facts"]["kind"], &frame["facts"]["width"]), (&json!("image"), &json!(32)));
    assert_eq!(stage.done("media_get", json!({ "id": frame["id"] }))["available"], true);
    for bad in ["", "not in base64 !", "AAAA", &png[..png.len() - 40]] {
        assert_eq!(stage.refused("frame_keep", keep(bad))["code"], "frame-failed", "{bad}");
    }
    let nowhere = json!({ "id": "no-such", "timeMs": 0, "png": png });
    assert_eq!(stage.refused("frame_keep", nowhere)["code"], "file-gone");
}
