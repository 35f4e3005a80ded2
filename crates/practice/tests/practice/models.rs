//! The leading models take bodies letter by letter as the documentation shows them, and refuse them with any one field broken. Every other
//! model is in `every_model`, by what the catalogue says.

use afterframe_core::catalogue::{Catalogue, FieldKind, TextLimits};
use serde_json::{Map, Value, json};

use crate::client::{CLIP, Caller, PICTURE};

/// Bodies with the fields, types and spelling that the documentation shows; `CLIP` and `PICTURE` stand for uploads.
fn documented() -> Vec<(&'static str, Value)> {
    vec![
        (
            "rhart-video-g-official/video-extend",
            json!({"videoUrl": "CLIP", "prompt": "The boat turns home.", "duration": "10"}),
        ),
        (
            "alibaba/wan-2.7/video-extend",
            json!({"prompt": "Rain sets in.", "videoUrl": "CLIP", "negativePrompt": "text", "resolution": "1080P", "duration": "5",
                   "promptExtend": true}),
        ),
        (
            "skyreels-v3/single-shot-video-extension",
            json!({"prompt": "She walks on.", "videoUrl": "CLIP", "duration": 5}),
        ),
        ("rhart-video-v3.1-fast-official/video-extend", json!({"video": "CLIP", "resolution": "720p"})),
        (
            "rhart-video-g-official/image-to-video",
            json!({"prompt": "Leaves stir.", "imageUrl": "PICTURE", "resolution": "720p", "duration": "6"}),
        ),
    ]
}

async fn with_uploads(caller: &Caller, body: &Value) -> Map<String, Value> {
    let mut body = body.as_object().expect("an object").clone();
    for value in body.values_mut() {
        match value.as_str() {
            Some("CLIP") => *value = json!(caller.link("clip.mp4", CLIP).await),
            Some("PICTURE") => *value = json!(caller.link("picture.jpg", PICTURE).await),
            _ => {}
        }
    }
    body
}

#[tokio::test]
async fn every_documented_body_is_accepted_and_priced() {
    let caller = Caller::quick().await;
    for (endpoint, body) in documented() {
        let body = Value::Object(with_uploads(&caller, &body).await);
        let quote = caller.ask(&format!("/openapi/v2/price-preview/{endpoint}"), &body).await;
        let priced = quote["estimatedPrice"].as_f64().is_some_and(|price| price > 0.0) && quote["currency"] == "CNY";
        assert!(priced || quote["errorCode"] == "1501", "{endpoint}: {quote}");
        assert_eq!(caller.practice.tasks_created(endpoint), 0, "a question must not create a task");
        let id = caller.task(endpoint, &body).await;
        assert_eq!(caller.finished(&id).await["status"], "SUCCESS", "{endpoint}");
    }
}

#[tokio::test]
async fn a_broken_field_is_named() {
    let caller = Caller::quick().await;
    let catalogue = Catalogue::built_in();
    for (endpoint, body) in documented() {
        let good = with_uploads(&caller, &body).await;
        let model = catalogue.models().iter().find(|model| model.endpoint.as_str() == endpoint).unwrap();
        for field in &model.fields {
            for broken in broken_values(&field.kind, field.required) {
                let mut body = good.clone();
                body.insert(field.key.to_string(), broken.clone());
                for path in [format!("/openapi/v2/{endpoint}"), format!("/openapi/v2/price-preview/{endpoint}")] {
                    let refused = caller.ask(&path, &Value::Object(body.clone())).await;
                    assert_eq!(refused["errorCode"], "1007", "{endpoint} {} {broken}: {refused}", field.key);
                    let named = refused["errorMessage"].as_str().unwrap().contains(field.key.as_str());
                    assert!(named, "{endpoint} {} {broken}: {refused}", field.key);
                }
            }
        }
        assert_eq!(caller.practice.tasks_created(endpoint), 0);
    }
}

fn broken_values(kind: &FieldKind, required: bool) -> Vec<Value> {
    let mut broken = match kind {
        FieldKind::Text(TextLimits { max_length, .. }) => {
            let too_long = max_length.map(|max| json!("é".repeat(max as usize + 1)));
            [Some(json!(5)), too_long].into_iter().flatten().collect()
        }
        FieldKind::Choice { .. } => vec![json!("no such option"), json!(6)],
        FieldKind::Number(limits) => {
            vec![json!(limits.min - 1.0), json!(limits.max + 1.0), json!(limits.min + 0.5), json!("5")]
        }
        FieldKind::Switch { as_text: true, .. } => vec![json!(true), json!("yes")],
        FieldKind::Switch { .. } => vec![json!("true"), json!(1)],
        FieldKind::Lora => vec![json!(5)],
        FieldKind::Media(_) => {
            vec![json!("not an address"), json!(["https://example.com/a.mp4"]), json!("data:video/mp4;base64,***")]
        }
    };
    if required {
        broken.extend([Value::Null, json!("")]);
    }
    broken
}

#[tokio::test]
async fn files_are_held_against_the_models_own_limits() {
    let caller = Caller::quick().await;
    let picture = caller.link("picture.png", PICTURE).await;
    let refused = caller
        .submit("rhart-video-g-official/video-extend", &json!({"videoUrl": picture, "prompt": "x", "duration": "6"}))
        .await;
    assert_eq!(refused["errorCode"], "1007");
    assert!(refused["errorMessage"].as_str().unwrap().contains("videoUrl"), "{refused}");
    // Veo takes 10 MB.
    let large: &'static [u8] = vec![0; 10 * 1024 * 1024 + 1].leak();
    let link = caller.link("large.mp4", large).await;
    let refused = caller
        .submit("rhart-video-v3.1-fast-official/video-extend", &json!({"video": link, "resolution": "720p"}))
        .await;
    assert_eq!(refused["errorCode"], "1008", "{refused}");
}

#[tokio::test]
async fn a_public_address_is_accepted_and_answered_with_a_sample() {
    let caller = Caller::quick().await;
    let body = json!({"videoUrl": "https://example.com/clip.mp4", "prompt": "x", "duration": "6"});
    let id = caller.task("rhart-video-g-official/video-extend", &body).await;
    assert_eq!(caller.finished(&id).await["status"], "SUCCESS");
}
