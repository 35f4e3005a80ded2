//! What comes back: that it is made from what was sent, in the size, number, length and language that was asked for, and what it costs.

use std::path::PathBuf;

use afterframe_media::{Format, Kind, MediaFacts, Tools, available, inspect};
use afterframe_practice::Options;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{CLIP, Caller, PICTURE, quick, result_of};

/// A server with ffmpeg, where it is installed.
async fn making() -> Caller {
    Caller::with(Options { tools: available(), balance_micros: 1_000_000_000, ..quick() }).await
}

struct Brought {
    facts: MediaFacts,
    path: PathBuf,
    _folder: TempDir,
}

async fn bring(caller: &Caller, url: &str) -> Brought {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("result");
    std::fs::write(&path, caller.get(url, &[]).await.bytes().await.unwrap()).unwrap();
    let facts = inspect(&path).await.unwrap();
    Brought { facts, path, _folder: folder }
}

async fn made(caller: &Caller, endpoint: &str, body: Value) -> Value {
    let id = caller.task(endpoint, &body).await;
    let answer = caller.finished(&id).await;
    assert_eq!(answer["status"], "SUCCESS", "{answer}");
    answer
}

fn shape(facts: &MediaFacts) -> f64 {
    f64::from(facts.width.unwrap()) / f64::from(facts.height.unwrap())
}

#[tokio::test]
async fn a_clip_that_is_edited_is_the_same_clip_in_other_colours() {
    let caller = making().await;
    let body = json!({"videoUrl": caller.link("clip.mp4", CLIP).await, "targetResolution": "1080p"});
    let answer = made(&caller, "rhart-video/video-upscaler", body).await;
    let result = bring(&caller, &result_of(&answer)).await;
    assert_eq!((result.facts.kind, result.facts.has_sound), (Kind::Video, Some(true)));
    assert!((result.facts.duration_seconds.unwrap() - 6.0).abs() < 0.1, "{:?}", result.facts);
    assert!((shape(&result.facts) - 16.0 / 9.0).abs() < 0.02);
    assert_ne!(std::fs::read(&result.path).unwrap(), CLIP, "something was done to it");
}

#[tokio::test]
async fn a_film_from_words_has_the_shape_and_length_that_were_asked_for() {
    let caller = making().await;
    let endpoint = "rhart-video/wan-2.2/text-to-video";
    let answer = made(&caller, endpoint, json!({"prompt": "Rain.", "resolution": "480x832", "duration": "5"})).await;
    let result = bring(&caller, &result_of(&answer)).await;
    assert_eq!(result.facts.kind, Kind::Video);
    assert!((shape(&result.facts) - 480.0 / 832.0).abs() < 0.03, "{:?}", result.facts);
    assert!((result.facts.duration_seconds.unwrap() - 5.0).abs() < 0.1, "{:?}", result.facts);
}

#[tokio::test]
async fn a_picture_that_moves_like_a_clip_moves_for_as_long() {
    let caller = making().await;
    let (picture, clip) = (caller.link("picture.jpg", PICTURE).await, caller.link("clip.mp4", CLIP).await);
    let answer = made(&caller, "bytedance/dreamactor-v2", json!({"imageUrl": picture, "videoUrl": clip})).await;
    let result = bring(&caller, &result_of(&answer)).await;
    assert!((result.facts.duration_seconds.unwrap() - 6.0).abs() < 0.1, "{:?}", result.facts);
}

#[tokio::test]
async fn as_many_pictures_come_as_were_ordered_and_each_is_another() {
    let caller = Caller::with(Options { picture_side: 320, ..quick() }).await;
    let picture = caller.link("picture.jpg", PICTURE).await;
    let body = json!({"imageUrls": [picture], "prompt": "Autumn.", "size": "1536*1024", "imageNum": "3"});
    let quote = caller.ask("/openapi/v2/price-preview/alibaba/qwen-image-2.0-pro/image-edit", &body).await;
    assert_eq!(quote["estimatedPrice"], 0.99, "three times 0.33: {quote}");
    let answer = made(&caller, "alibaba/qwen-image-2.0-pro/image-edit", body).await;
    let results = answer["results"].as_array().unwrap();
    let mut seen = Vec::new();
    for result in results {
        let brought = bring(&caller, result["url"].as_str().unwrap()).await;
        assert_eq!(brought.facts.kind, Kind::Image);
        assert_eq!(brought.facts.width.unwrap().max(brought.facts.height.unwrap()), 320);
        let bytes = std::fs::read(&brought.path).unwrap();
        assert!(!seen.contains(&bytes), "two are the same");
        seen.push(bytes);
    }
    assert_eq!(seen.len(), 3);
    let answer =
        made(&caller, "rhart-image-v1/text-to-image", json!({"prompt": "A hill.", "aspectRatio": "9:16"})).await;
    let painted = bring(&caller, &result_of(&answer)).await;
    assert_eq!((painted.facts.width, painted.facts.height), (Some(180), Some(320)));
}

#[tokio::test]
async fn words_come_in_the_language_of_the_question_and_no_prompt_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let caller = Caller::with(Options { folder: Some(folder.path().to_owned()), ..quick() }).await;
    for (prompt, wanted) in [("Where does the tide go?", "Practice answer"), ("潮水去了哪里？", "练习结果")]
    {
        let answer = made(&caller, "rhart-text-g-3-pro-preview/text-to-text", json!({"prompt": prompt})).await;
        let result = &answer["results"][0];
        assert!(result["text"].as_str().unwrap().starts_with(wanted), "{answer}");
        assert_eq!((&result["url"], &result["outputType"]), (&Value::Null, &json!("txt")));
        let ledger = std::fs::read_to_string(folder.path().join("ledger.json")).unwrap();
        assert!(!ledger.contains(prompt), "the prompt is in the ledger");
    }
    let song = made(&caller, "rhart-audio/suno/lyrics", json!({"prompt": "a song about rain"})).await;
    assert!(song["results"][0]["text"].as_str().unwrap().contains("[Chorus]"), "{song}");
}

#[tokio::test]
async fn a_sound_is_heard_and_a_body_can_be_turned() {
    let caller = Caller::quick().await;
    let body = json!({"title": "Tide", "description": "slow piano"});
    let sound = bring(&caller, &result_of(&made(&caller, "rhart-audio/suno-v4.5/single", body).await)).await;
    assert_eq!((sound.facts.kind, sound.facts.format), (Kind::Audio, Format::Wav));
    assert!(sound.facts.duration_seconds.unwrap() > 5.0);
    let body = json!({"prompt": "a vase", "enablePbr": false, "generateType": "Normal"});
    let answer = made(&caller, "hunyuan3d-v3.1/text-to-3d", body).await;
    let response = caller.get(&result_of(&answer), &[]).await;
    assert_eq!(response.headers()["content-type"], "model/gltf-binary");
    assert!(response.bytes().await.unwrap().starts_with(b"glTF"));
}

#[tokio::test]
async fn a_price_by_the_second_counts_the_clip_that_was_uploaded() {
    let caller = Caller::with(Options { tools: Tools::default(), ..quick() }).await;
    let ask = async |clip: &str| {
        let body = json!({"videoUrl": clip, "targetResolution": "720p"});
        caller.ask("/openapi/v2/price-preview/rhart-video/video-upscaler", &body).await
    };
    let quote = ask(&caller.link("clip.mp4", CLIP).await).await;
    assert_eq!(quote["estimatedPrice"], 0.84, "six seconds at 0.14: {quote}");
    let unknown = ask("https://files.example/clip.mp4").await;
    assert_eq!(unknown["errorCode"], "1501", "nobody knows how long that one is: {unknown}");
}

#[tokio::test]
async fn a_ledger_of_the_last_version_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options { folder: Some(folder.path().to_owned()), ..quick() };
    std::fs::create_dir_all(folder.path().join("results")).unwrap();
    std::fs::write(folder.path().join("results/1700000000000000001.mp4"), CLIP).unwrap();
    let task = |result: Value, state: &str| {
        json!({"endpoint": "rhart-video-g-official/video-extend", "holder": "shared", "state": state,
            "order": {"make": "continue", "input": null, "seconds": 6.0}, "priceMicros": 1, "runMs": 3000, "doomed": null,
            "startedMs": null, "tookSeconds": null, "result": result})
    };
    let ledger = json!({"version": 1, "secret": "s", "madeUpKey": "a".repeat(32), "balanceMicros": 5_000_000, "uploads": {},
        "tasks": {"1700000000000000001": task(json!("1700000000000000001.mp4"), "success"),
                  "1700000000000000002": task(Value::Null, "queued")}});
    std::fs::write(folder.path().join("ledger.json"), ledger.to_string()).unwrap();
    let caller = Caller::with(options()).await;
    for id in ["1700000000000000001", "1700000000000000002"] {
        let url = result_of(&caller.finished(id).await);
        assert_eq!(&caller.get(&url, &[]).await.bytes().await.unwrap()[4..8], b"ftyp");
    }
}
