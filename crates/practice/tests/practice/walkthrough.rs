//! The way of a clip through the service, and what the account says meanwhile.

use std::time::Duration;

use afterframe_media::{available, inspect};
use afterframe_practice::Options;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;

use crate::client::{CLIP, Caller, GROK, PICTURE, quick, result_of};

#[tokio::test]
async fn a_clip_goes_in_and_comes_out_longer() {
    let caller = Caller::with(Options { tools: available(), ..quick() }).await;
    let answer = caller.upload("low tide 🌅.mp4", CLIP).await;
    assert_eq!(answer["data"]["type"], "video");
    assert_eq!(answer["data"]["size"], CLIP.len().to_string());
    assert!(answer["data"]["fileName"].as_str().unwrap().starts_with("openapi/"));
    let body = json!({"videoUrl": answer["data"]["download_url"], "prompt": "on it goes", "duration": "6"});
    let submitted = caller.submit(GROK, &body).await;
    let id = submitted["taskId"].as_str().unwrap();
    assert!(id.len() == 19 && id.bytes().all(|byte| byte.is_ascii_digit()), "{id}");
    assert_eq!(submitted["results"], json!(null));
    let done = caller.finished(id).await;
    assert_eq!(done["results"][0]["outputType"], "mp4");
    assert_eq!(done["usage"]["thirdPartyConsumeMoney"], "1.89");
    let bytes = caller.get(&result_of(&done), &[]).await.bytes().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("result.mp4");
    std::fs::write(&file, bytes).unwrap();
    let facts = inspect(&file).await.unwrap();
    assert!((facts.duration_seconds.unwrap() - 12.0).abs() < 0.2, "{facts:?}");
    assert_eq!(facts.has_sound, Some(true));
}

#[tokio::test]
async fn a_picture_sent_inside_the_json_begins_to_move() {
    let caller = Caller::with(Options { tools: available(), ..quick() }).await;
    let inline = format!("data:image/jpeg;base64,{}", STANDARD.encode(PICTURE));
    let body = json!({"prompt": "fog", "imageUrl": inline, "resolution": "480p", "duration": "6"});
    let id = caller.task("rhart-video-g-official/image-to-video", &body).await;
    let bytes = caller.get(&result_of(&caller.finished(&id).await), &[]).await.bytes().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("result.mp4");
    std::fs::write(&file, bytes).unwrap();
    let facts = inspect(&file).await.unwrap();
    assert_eq!(facts.height, Some(480));
    assert!((facts.duration_seconds.unwrap() - 6.0).abs() < 0.1, "{facts:?}");
}

#[tokio::test]
async fn without_ffmpeg_a_sample_is_the_result() {
    let caller = Caller::quick().await;
    let bytes = caller.get(&caller.result().await, &[]).await.bytes().await.unwrap();
    assert_eq!(&bytes[4..8], b"ftyp");
}

#[tokio::test]
async fn the_wallet_goes_down_with_each_success_and_only_then() {
    let caller = Caller::quick().await;
    let account = async || caller.ask("/uc/openapi/accountStatus", &json!({"apikey": caller.key})).await;
    let before = account().await;
    assert_eq!(before["data"]["remainMoney"], "100.00");
    assert_eq!(before["data"]["currency"], "CNY");
    assert_eq!(before["data"]["apiType"], "SHARED");
    caller.result().await;
    assert_eq!(account().await["data"]["remainMoney"], "98.11");
    assert_eq!(caller.practice.balance_micros(), 98_110_000);
    caller.practice.set_fault(
        afterframe_practice::Place::Submit,
        afterframe_practice::Fault::FailTask { code: 1015 },
        afterframe_practice::Times::Next(1),
    );
    let id = caller.task(GROK, &caller.extend_body().await).await;
    let failed = caller.finished(&id).await;
    assert_eq!((&failed["status"], &failed["errorCode"]), (&json!("FAILED"), &json!("1015")));
    assert_eq!(account().await["data"]["remainMoney"], "98.11");
}

#[tokio::test]
async fn tasks_wait_for_a_slot_and_the_queue_says_so() {
    let caller = Caller::with(Options { pace: 100.0, concurrent_limit: 1, ..quick() }).await;
    // At this pace nothing ends while the test looks; cancelling ends it.
    let body = caller.extend_body().await;
    let first = caller.task(GROK, &body).await;
    let second = caller.task(GROK, &body).await;
    assert_eq!(caller.query(&second).await["status"], "QUEUED");
    let queue: serde_json::Value = caller
        .http
        .get(caller.url("/openapi/v2/queue/status"))
        .bearer_auth(&caller.key)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(queue["data"]["concurrentLimit"], "1");
    assert_eq!(queue["data"]["totalCurrentTasks"], 2);
    assert_eq!(queue["data"]["apiKeyType"], "SHARED");
    for id in [&first, &second] {
        let cancelled = caller.ask("/task/openapi/cancel", &json!({"apiKey": caller.key, "taskId": id})).await;
        assert_eq!(cancelled["code"], 0);
        assert_eq!(caller.query(id).await["status"], "CANCEL");
        let again = caller.ask("/task/openapi/cancel", &json!({"apiKey": caller.key, "taskId": id})).await;
        assert_eq!(again["code"], 807);
    }
    assert_eq!(caller.practice.balance_micros(), 100_000_000);
}

#[tokio::test]
async fn states_come_in_their_order() {
    let caller = Caller::with(Options { pace: 0.05, ..quick() }).await;
    let id = caller.task(GROK, &caller.extend_body().await).await;
    let old = async |path: &str| caller.ask(path, &json!({"apiKey": caller.key, "taskId": id})).await;
    assert_eq!(caller.query(&id).await["status"], "QUEUED");
    assert_eq!(old("/task/openapi/outputs").await["code"], 813);
    caller.until(&id, |answer| answer["status"] == "RUNNING").await;
    assert_eq!(old("/task/openapi/status").await["data"], "RUNNING");
    assert_eq!(old("/task/openapi/outputs").await["code"], 804);
    caller.finished(&id).await;
    let outputs = old("/task/openapi/outputs").await;
    assert_eq!((&outputs["code"], &outputs["data"][0]["fileType"]), (&json!(0), &json!("mp4")));
    assert_eq!(old("/task/openapi/status").await["data"], "SUCCESS");
}

#[tokio::test]
async fn a_restart_finds_everything_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options { folder: Some(folder.path().to_owned()), ..quick() };
    let caller = Caller::with(Options { pace: 100.0, ..options() }).await;
    let body = caller.extend_body().await;
    let id = caller.task(GROK, &body).await;
    let key = caller.key.clone();
    caller.practice.stop().await;

    let caller = Caller::with(options()).await;
    assert_eq!(caller.key, key);
    result_of(&caller.finished(&id).await);
    assert_eq!(caller.practice.balance_micros(), 98_110_000);
    // The address from before the restart names another port and still means the file.
    caller.task(GROK, &body).await;
}

/// A server that was killed may leave an encoder behind that still writes: it must not write into the next run's result.
#[tokio::test]
async fn a_result_has_its_name_only_when_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let tools = available();
    let caller = Caller::with(Options { folder: Some(folder.path().to_owned()), tools, ..quick() }).await;
    let id = caller.task(GROK, &caller.extend_body().await).await;
    let file = folder.path().join("results").join(format!("{id}.mp4"));
    let whole_or_absent = async || {
        if file.exists() {
            inspect(&file).await.expect("a result that is there is whole");
        }
    };
    let watching = async {
        loop {
            whole_or_absent().await;
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        () = watching => {}
        answer = caller.finished(&id) => { result_of(&answer); }
    }
    whole_or_absent().await;
    let left = std::fs::read_dir(folder.path().join("results")).unwrap().count();
    assert_eq!(left, 1, "drafts are cleared away");
}

#[tokio::test]
async fn a_stopped_server_answers_nobody() {
    let caller = Caller::quick().await;
    let (url, http) = (caller.url("/openapi/v2/queue/status"), caller.http.clone());
    tokio::time::timeout(Duration::from_secs(10), caller.practice.stop()).await.unwrap();
    assert!(http.get(url).send().await.unwrap_err().is_connect());
}

#[tokio::test]
async fn the_record_tells_submits_from_tasks() {
    let caller = Caller::quick().await;
    let body = caller.extend_body().await;
    let id = caller.task(GROK, &body).await;
    caller.submit(GROK, &json!({})).await;
    assert_eq!((caller.practice.submits(GROK), caller.practice.tasks_created(GROK)), (2, 1));
    let log = caller.practice.log();
    let submit = log.iter().find(|request| request.task_id.as_deref() == Some(&id)).unwrap();
    assert_eq!((submit.method.as_str(), submit.status, submit.endpoint.as_deref()), ("POST", Some(200), Some(GROK)));
}
