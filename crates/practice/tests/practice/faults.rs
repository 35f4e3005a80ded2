//! Each fault, seen from the client's side, and what the server did about the request all the same.

use std::time::{Duration, Instant};

use afterframe_practice::{Fault, Options, Place, Times};
use serde_json::{Value, json};

use crate::client::{Caller, GROK, quick, result_of};

const ONCE: Times = Times::Next(1);

async fn once(fault: Fault) -> (Caller, Result<reqwest::Response, reqwest::Error>) {
    let caller = Caller::quick().await;
    let body = caller.extend_body().await;
    caller.practice.set_fault(Place::Submit, fault, ONCE);
    let path = format!("/openapi/v2/{GROK}");
    let answer = caller.post(&path, &body).timeout(Duration::from_secs(2)).send().await;
    (caller, answer)
}

#[tokio::test]
async fn a_reset_does_nothing_and_a_lost_answer_does_everything() {
    for (fault, tasks) in [(Fault::ResetBeforeBody, 0), (Fault::ResetAfterBody, 0), (Fault::LostAnswer, 1)] {
        let (caller, answer) = once(fault.clone()).await;
        let error = answer.expect_err("no answer");
        assert!(!error.is_connect() && !error.is_timeout(), "{fault:?}: {error:?}");
        assert_eq!((caller.practice.submits(GROK), caller.practice.tasks_created(GROK)), (1, tasks), "{fault:?}");
        let log = caller.practice.log();
        let submit = log.iter().find(|request| request.place == Some(Place::Submit)).unwrap();
        assert_eq!((submit.status, &submit.fault), (None, &Some(fault)));
        // It was once: the next goes through.
        caller.task(GROK, &caller.extend_body().await).await;
    }
}

#[tokio::test]
async fn gateways_answer_with_pages_of_their_own() {
    for status in [500, 502, 503] {
        let (caller, answer) = once(Fault::Status { status, retry_after_seconds: Some(7) }).await;
        let answer = answer.unwrap();
        assert_eq!((answer.status().as_u16(), answer.headers()["retry-after"].to_str().unwrap()), (status, "7"));
        assert!(answer.text().await.unwrap().contains("<html>"));
        assert_eq!(caller.practice.tasks_created(GROK), 0);
    }
    let (caller, answer) = once(Fault::Html).await;
    let answer = answer.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.text().await.unwrap().starts_with("<!doctype html>"));
    assert_eq!(caller.practice.tasks_created(GROK), 0);
}

#[tokio::test]
async fn busy_codes_come_in_the_envelope_of_the_call() {
    for code in [415, 421, 814, 1003, 1010, 1011, 1520] {
        let (caller, answer) = once(Fault::Code { code }).await;
        assert_eq!(answer.unwrap().json::<Value>().await.unwrap()["errorCode"], code.to_string());
        assert_eq!(caller.practice.tasks_created(GROK), 0);
    }
    let caller = Caller::quick().await;
    caller.practice.set_fault(Place::Any, Fault::Code { code: 500 }, Times::Always);
    assert_eq!(caller.ask("/uc/openapi/accountStatus", &json!({"apikey": caller.key})).await["code"], 500);
    assert_eq!(caller.upload("a.jpg", crate::client::PICTURE).await["code"], 500);
    assert_eq!(caller.query("1").await["errorCode"], "500");
    caller.practice.clear_faults();
    assert_eq!(caller.query("1").await["errorCode"], "1004");
}

#[tokio::test]
async fn a_key_can_go_bad() {
    let (_, answer) = once(Fault::BadKey).await;
    assert_eq!(answer.unwrap().status(), 401);
}

#[tokio::test]
async fn an_answer_can_stall_before_it_begins_and_half_way() {
    let (caller, answer) = once(Fault::StallInHeaders).await;
    assert!(answer.unwrap_err().is_timeout());
    assert_eq!(caller.practice.tasks_created(GROK), 1);
    let (caller, answer) = once(Fault::StallInBody).await;
    let answer = answer.expect("the head of the answer");
    assert!(answer.bytes().await.unwrap_err().is_timeout());
    assert_eq!(caller.practice.tasks_created(GROK), 1);
}

#[tokio::test]
async fn an_answer_can_be_useless() {
    let (caller, answer) = once(Fault::WrongJson).await;
    assert!(serde_json::from_slice::<Value>(&answer.unwrap().bytes().await.unwrap()).is_err());
    assert_eq!(caller.practice.tasks_created(GROK), 1);
    let (caller, answer) = once(Fault::MissingTaskId).await;
    let answer: Value = answer.unwrap().json().await.unwrap();
    assert_eq!((answer.get("taskId"), &answer["status"]), (None, &json!("RUNNING")));
    assert_eq!(caller.practice.tasks_created(GROK), 1);
}

#[tokio::test]
async fn an_accepted_task_can_fail_later() {
    let (caller, answer) = once(Fault::FailTask { code: 1501 }).await;
    let answer: Value = answer.unwrap().json().await.unwrap();
    let failed = caller.finished(answer["taskId"].as_str().unwrap()).await;
    assert_eq!((&failed["status"], &failed["errorCode"]), (&json!("FAILED"), &json!("1501")));
    assert_eq!(caller.practice.balance_micros(), 100_000_000);
}

#[tokio::test]
async fn a_link_can_be_dead_at_first() {
    let caller = Caller::quick().await;
    let id = caller.task(GROK, &caller.extend_body().await).await;
    caller.finished(&id).await;
    caller.practice.set_fault(Place::Query, Fault::ExpiredLink, ONCE);
    assert_eq!(caller.get(&result_of(&caller.query(&id).await), &[]).await.status(), 403);
    assert_eq!(caller.get(&result_of(&caller.query(&id).await), &[]).await.status(), 200);
}

#[tokio::test]
async fn a_download_can_break_off_stall_or_ignore_ranges() {
    let caller = Caller::quick().await;
    let url = caller.result().await;
    let whole = caller.get(&url, &[]).await.bytes().await.unwrap();

    caller.practice.set_fault(Place::Download, Fault::Truncate, ONCE);
    let mut cut = caller.get(&url, &[]).await;
    assert_eq!(cut.content_length(), Some(whole.len() as u64));
    let mut received = 0;
    let error = loop {
        match cut.chunk().await {
            Ok(Some(bytes)) => received += bytes.len(),
            Ok(None) => panic!("it ended well"),
            Err(error) => break error,
        }
    };
    assert!(!error.is_timeout());
    assert!(received <= whole.len() / 2, "{received}");

    caller.practice.set_fault(Place::Download, Fault::StallInBody, ONCE);
    let stalled = caller.http.get(&url).timeout(Duration::from_secs(1)).send().await.unwrap();
    assert!(stalled.bytes().await.unwrap_err().is_timeout());

    caller.practice.set_fault(Place::Download, Fault::NoRange, ONCE);
    let plain = caller.get(&url, &[("range", "bytes=10-")]).await;
    assert_eq!((plain.status().as_u16(), plain.headers().get("accept-ranges")), (200, None));
    assert_eq!(plain.bytes().await.unwrap(), whole);
}

#[tokio::test]
async fn a_download_can_come_slowly() {
    let caller = Caller::quick().await;
    let url = caller.result().await;
    let length = caller.get(&url, &[]).await.bytes().await.unwrap().len();
    caller.practice.set_fault(
        Place::Download,
        Fault::SlowDrip { bytes_per_second: u32::try_from(length).unwrap() * 2 },
        ONCE,
    );
    let begun = Instant::now();
    assert_eq!(caller.get(&url, &[]).await.bytes().await.unwrap().len(), length);
    assert!(begun.elapsed() > Duration::from_millis(300), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_server_alone_can_be_told_over_http() {
    let caller = Caller::with(Options { controls: true, ..quick() }).await;
    let set = |body: Value| caller.http.post(caller.url("/practice/faults")).json(&body).send();
    let fault = json!({"place": "query", "fault": {"kind": "code", "code": 1003}, "times": 2});
    assert_eq!(set(fault.clone()).await.unwrap().status(), 204);
    assert_eq!(
        set(json!({"place": "download", "fault": {"kind": "no-range"}, "times": "always"})).await.unwrap().status(),
        204
    );
    assert_eq!(set(json!({"place": "moon", "fault": {"kind": "no-range"}})).await.unwrap().status(), 422);
    let listed: Value = caller.get(&caller.url("/practice/faults"), &[]).await.json().await.unwrap();
    assert_eq!((&listed[0], &listed[1]["times"]), (&fault, &json!("always")));
    for code in ["1003", "1003", "1004"] {
        assert_eq!(caller.query("1").await["errorCode"], code);
    }
    caller.http.delete(caller.url("/practice/faults")).send().await.unwrap();
    caller.submit(GROK, &json!({})).await;
    let log: Value = caller.get(&caller.url("/practice/log"), &[]).await.json().await.unwrap();
    assert_eq!(log["submits"][GROK], 1);
    assert_eq!(log["requests"][0]["fault"], json!({"kind": "code", "code": 1003}));
    let silent = Caller::quick().await;
    assert_eq!(silent.get(&silent.url("/practice/log"), &[]).await.status(), 404);
}
