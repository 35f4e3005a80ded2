//! Everything that the service says no to, with the code that it says it with.

use afterframe_practice::{Options, Practice, StartError};
use reqwest::multipart;
use serde_json::{Value, json};

use crate::client::{CLIP, Caller, GROK, PICTURE, quick};

#[tokio::test]
async fn a_wrong_key_is_refused_everywhere() {
    let mut caller = Caller::quick().await;
    let body = caller.extend_body().await;
    caller.key = "f".repeat(32);
    for path in [&format!("/openapi/v2/{GROK}"), "/openapi/v2/query", &format!("/openapi/v2/price-preview/{GROK}")] {
        let response = caller.post(path, &body).send().await.unwrap();
        assert_eq!(response.status(), 401, "{path}");
        assert_eq!(response.json::<Value>().await.unwrap()["errorCode"], "1002");
    }
    let queue = caller.http.get(caller.url("/openapi/v2/queue/status")).bearer_auth(&caller.key).send().await.unwrap();
    assert_eq!(queue.status(), 401);
    assert_eq!(caller.upload("clip.mp4", CLIP).await["errorCode"], "1002");
    assert_eq!(caller.ask("/uc/openapi/accountStatus", &json!({"apikey": caller.key})).await["code"], 802);
    assert_eq!(caller.ask("/task/openapi/cancel", &json!({"apiKey": caller.key, "taskId": "1"})).await["code"], 802);
}

#[tokio::test]
async fn a_members_key_knows_its_account_and_runs_no_model() {
    let mut caller = Caller::quick().await;
    let body = caller.extend_body().await;
    caller.key = caller.practice.consumer_key().to_owned();
    let account = caller.ask("/uc/openapi/accountStatus", &json!({"apikey": caller.key})).await;
    assert_eq!((&account["data"]["apiType"], &account["data"]["remainMoney"]), (&json!("NORMAL"), &Value::Null));
    assert_eq!(caller.submit(GROK, &body).await["errorCode"], "1014");
    assert_eq!(caller.practice.tasks_created(GROK), 0);
}

#[tokio::test]
async fn an_empty_wallet_runs_no_model() {
    let mut caller = Caller::with(Options { balance_micros: 1_000_000, ..quick() }).await;
    let body = caller.extend_body().await;
    assert_eq!(caller.submit(GROK, &body).await["errorCode"], "416");
    caller.key = caller.practice.poor_key().to_owned();
    assert_eq!(caller.submit(GROK, &body).await["errorCode"], "812");
}

#[tokio::test]
async fn money_that_is_promised_cannot_be_spent_twice() {
    let caller = Caller::with(Options { balance_micros: 2_000_000, pace: 100.0, ..quick() }).await;
    let body = caller.extend_body().await;
    caller.task(GROK, &body).await;
    assert_eq!(caller.submit(GROK, &body).await["errorCode"], "416");
}

#[tokio::test]
async fn a_full_queue_says_421() {
    let caller = Caller::with(Options { concurrent_limit: 1, queue_limit: 1, pace: 100.0, ..quick() }).await;
    let body = caller.extend_body().await;
    caller.task(GROK, &body).await;
    caller.task(GROK, &body).await;
    assert_eq!(caller.submit(GROK, &body).await["errorCode"], "421");
}

#[tokio::test]
async fn unknown_paths_and_methods_have_their_codes() {
    let caller = Caller::quick().await;
    let unknown = caller.post("/openapi/v2/no-such/model", &json!({})).send().await.unwrap();
    assert_eq!(unknown.status(), 404);
    assert_eq!(unknown.json::<Value>().await.unwrap()["errorCode"], "1001");
    let elsewhere = caller.post("/somewhere/else", &json!({})).send().await.unwrap();
    assert_eq!(elsewhere.json::<Value>().await.unwrap()["errorCode"], "1001");
    let method = caller.http.get(caller.url("/openapi/v2/query")).bearer_auth(&caller.key).send().await.unwrap();
    assert_eq!(method.status(), 405);
    assert_eq!(method.json::<Value>().await.unwrap()["errorCode"], "1009");
}

#[tokio::test]
async fn tasks_of_nobody_and_of_others_are_unknown() {
    let mut caller = Caller::quick().await;
    assert_eq!(caller.query("1234567890123456789").await["errorCode"], "1004");
    let id = caller.task(GROK, &caller.extend_body().await).await;
    caller.key = caller.practice.poor_key().to_owned();
    assert_eq!(caller.query(&id).await["errorCode"], "1004");
    assert_eq!(caller.ask("/task/openapi/status", &json!({"apiKey": caller.key, "taskId": id})).await["code"], 807);
}

#[tokio::test]
async fn uploads_keep_to_the_documented_formats_and_sizes() {
    let caller = Caller::with(Options { upload_limit: 400_000, ..quick() }).await;
    assert_eq!(caller.upload("clip.mp4", CLIP).await["code"], 0);
    assert_eq!(caller.upload("notes.txt", b"words").await["code"], 1007);
    assert_eq!(caller.upload("clip.webm", CLIP).await["code"], 1007);
    let large: &'static [u8] = vec![0; 3_000_000].leak();
    assert_eq!(caller.upload("large.mp4", large).await["code"], 1008);
    let none = multipart::Form::new().text("other", "part");
    let request =
        caller.http.post(caller.url("/openapi/v2/media/upload/binary")).bearer_auth(&caller.key).multipart(none);
    let answer: Value = request.send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["code"], 1007);
}

#[tokio::test]
async fn the_old_upload_has_its_own_words() {
    let caller = Caller::quick().await;
    let send = |key: String, name: &'static str, bytes: Vec<u8>| {
        let form = multipart::Form::new()
            .part("file", multipart::Part::bytes(bytes).file_name(name))
            .text("apiKey", key)
            .text("fileType", "input");
        let request = caller.http.post(caller.url("/task/openapi/upload")).multipart(form);
        async move { request.send().await.unwrap().json::<Value>().await.unwrap() }
    };
    let good = send(caller.key.clone(), "a.jpg", PICTURE.to_vec()).await;
    assert!(good["data"]["fileName"].as_str().unwrap().starts_with("api/"), "{good}");
    assert_eq!(send("wrong".to_owned(), "a.jpg", PICTURE.to_vec()).await["code"], 802);
    assert_eq!(send(caller.key.clone(), "a.txt", vec![1]).await["code"], 301);
    assert_eq!(send(caller.key.clone(), "a.mp4", vec![0; 30 * 1024 * 1024 + 1]).await["code"], 809);
}

#[tokio::test]
async fn a_file_that_is_not_what_its_name_says_fails_when_it_is_used() {
    let caller = Caller::with(Options { tools: afterframe_media::available(), ..quick() }).await;
    let link = caller.link("really-a-picture.mp4", PICTURE).await;
    let id = caller.task(GROK, &json!({"videoUrl": link, "prompt": "x", "duration": "6"})).await;
    let failed = caller.finished(&id).await;
    assert_eq!((&failed["status"], &failed["errorCode"]), (&json!("FAILED"), &json!("1013")));
}

#[tokio::test]
async fn practice_listens_on_loopback_alone() {
    let wide = Options { listen: "0.0.0.0:0".parse().unwrap(), ..quick() };
    assert!(matches!(Practice::start(wide).await, Err(StartError::NotLoopback(_))));
    let caller = Caller::quick().await;
    let taken = Options { listen: caller.practice.address(), ..quick() };
    assert!(matches!(Practice::start(taken).await, Err(StartError::Listen { .. })));
}

#[tokio::test]
async fn a_folder_with_a_foreign_ledger_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("ledger.json"), r#"{"version": 99}"#).unwrap();
    let options = Options { folder: Some(folder.path().to_owned()), ..quick() };
    assert!(matches!(Practice::start(options).await, Err(StartError::Ledger { .. })));
    assert_eq!(std::fs::read_to_string(folder.path().join("ledger.json")).unwrap(), r#"{"version": 99}"#);
}
