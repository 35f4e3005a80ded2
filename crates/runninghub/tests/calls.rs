//! The calls that are one question each, against answers as the documentation and captures show them.

#![expect(clippy::unwrap_used, reason = "a test that cannot set up its server may end so")]

mod support;

use std::time::Duration;

use runninghub::{
    ApiType, CallError, ClientOptions, ErrorKind, Micros, NetworkKind, PendingState, TaskId, TaskReport, Timeouts,
};
use serde_json::{Value, json};
use support::raw::{Play, Raw, answer};
use support::{Hub, KEY, TASK, assert_no_key, body, client, client_with, endpoint, options};

#[tokio::test]
async fn the_account_is_asked_with_its_own_spelling_of_the_key() {
    let hub = Hub::start().await;
    hub.answer(
        "POST",
        "/uc/openapi/accountStatus",
        200,
        json!({
            "code": 0, "msg": "success", "data": {
                "remainCoins": "1500", "currentTaskCounts": "0", "remainMoney": "23.456",
                "currency": "USD", "apiType": "SHARED"
            }
        }),
    )
    .await;
    let account = hub.client().account_status().await.unwrap();
    assert_eq!(account.remain_money, Some(Micros(23_456_000)));
    assert_eq!(account.api_type, ApiType::Shared);
    let requests = hub.requests().await;
    assert_eq!(requests[0].body_json::<Value>().unwrap(), json!({"apikey": KEY}));
    assert_eq!(requests[0].headers["authorization"], format!("Bearer {KEY}"));
}

#[tokio::test]
async fn the_queue_is_read_flat_and_wrapped() {
    let fields = json!({
        "apiKeyType": "NORMAL", "concurrentLimit": "2", "runningCount": 1, "queuedCount": "0",
        "totalCurrentTasks": 1, "instanceCount": 0
    });
    for answer in [fields.clone(), json!({"code": 0, "message": "success", "data": fields})] {
        let hub = Hub::start().await;
        hub.answer("GET", "/openapi/v2/queue/status", 200, answer).await;
        let queue = hub.client().queue_status().await.unwrap();
        assert_eq!((queue.concurrent_limit, queue.running, queue.queued), (Some(2), Some(1), Some(0)));
        assert_eq!(queue.api_type, ApiType::Consumer);
    }
}

#[tokio::test]
async fn a_price_is_asked_with_the_body_of_the_submit() {
    let hub = Hub::start().await;
    let path = "/openapi/v2/price-preview/rhart-video-g-official/video-extend";
    hub.answer(
        "POST",
        path,
        200,
        json!({
            "estimatedPrice": 0.27, "currency": "USD", "freeLimit": false, "isFreeThisCall": false,
            "priceText": "0.27/次", "priceTextEn": "0.27 per call", "remainingFreeLimitCount": 0,
            "freeLimitCount": 0
        }),
    )
    .await;
    let sent = json!({"prompt": "x", "duration": "6"});
    let quote = hub.client().price_preview(&endpoint(), &body(&sent)).await.unwrap();
    assert_eq!(quote.price, Some(Micros(270_000)));
    assert_eq!(hub.requests().await[0].body_json::<Value>().unwrap(), sent);
}

#[tokio::test]
async fn the_moderation_code_means_no_price_in_a_price_preview() {
    let hub = Hub::start().await;
    let path = "/openapi/v2/price-preview/rhart-video-g-official/video-extend";
    hub.answer("POST", path, 200, json!({"errorCode": "1501", "errorMessage": "no config"})).await;
    let error = hub.client().price_preview(&endpoint(), &body(&json!({}))).await.unwrap_err();
    assert_eq!((error.kind(), error.is_transient()), (ErrorKind::NoPrice, false));
}

#[tokio::test]
async fn a_task_is_asked_for_by_its_id_as_text() {
    let hub = Hub::start().await;
    hub.answer(
        "POST",
        "/openapi/v2/query",
        200,
        json!({
            "taskId": TASK, "status": "RUNNING", "errorCode": "", "errorMessage": "", "failedReason": {},
            "usage": null, "results": null, "clientId": "", "promptTips": ""
        }),
    )
    .await;
    let report = hub.client().query(&TaskId::new(TASK)).await.unwrap();
    assert_eq!(report, TaskReport::Pending(PendingState::Running));
    assert_eq!(hub.requests().await[0].body_json::<Value>().unwrap(), json!({"taskId": TASK}));
}

#[tokio::test]
async fn a_cancel_is_a_yes_or_a_refusal() {
    let hub = Hub::start().await;
    hub.answer("POST", "/task/openapi/cancel", 200, json!({"code": 0, "msg": "success"})).await;
    hub.client().cancel(&TaskId::new(TASK)).await.unwrap();
    let sent = hub.requests().await[0].body_json::<Value>().unwrap();
    assert_eq!(sent, json!({"apiKey": KEY, "taskId": TASK}));
    let hub = Hub::start().await;
    hub.answer("POST", "/task/openapi/cancel", 200, json!({"code": 807, "msg": "NOT_FOUND"})).await;
    let error = hub.client().cancel(&TaskId::new(TASK)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Missing);
}

#[tokio::test]
async fn errors_say_what_they_are_and_never_the_key() {
    let echo = format!("{{\"code\":1002,\"msg\":\"no such key: {KEY}\"}}");
    let short = Timeouts { call: Duration::from_millis(500), ..options().timeouts };
    let options = ClientOptions { timeouts: short, ..options() };
    for (play, kind, transient) in [
        (Play::Say(answer(200, &[], echo.as_bytes())), Some(ErrorKind::Auth), false),
        (Play::Say(answer(401, &[], KEY.as_bytes())), Some(ErrorKind::Auth), false),
        (Play::Say(answer(500, &[], KEY.as_bytes())), None, true),
        (Play::Say(answer(403, &[], b"<html>firewall")), None, true),
        (Play::Say(answer(404, &[], b"<html>nothing here")), None, true),
        (Play::Say(answer(200, &[], b"<html>")), None, true),
        (Play::ReadThenReset, None, true),
        (Play::ReadThenStall, None, true),
    ] {
        let server = Raw::start([play]).await;
        let client = client_with(&server.address, &options);
        let error = client.account_status().await.unwrap_err();
        assert_eq!(error.is_transient(), transient, "{error:?}");
        if let Some(kind) = kind {
            assert_eq!(error.kind(), kind);
        }
        assert!(server.requests()[0].contains(KEY));
        assert_no_key(&[format!("{error:?}"), error.to_string(), format!("{client:?}")]);
        assert_no_key(&[client.key().to_string(), format!("{:?}", client.key())]);
        let address = server.address.trim_start_matches("http://");
        assert!(!error.to_string().contains(address), "an address is in: {error}");
    }
}

#[tokio::test]
async fn a_server_that_is_overloaded_may_say_for_how_long() {
    let server = Raw::start([Play::Say(answer(503, &[("Retry-After", "9")], b""))]).await;
    let error = client(&server.address).query(&TaskId::new(TASK)).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(9)));
    assert!(error.is_transient());
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_carries_the_key_nowhere() {
    let target = Raw::start([]).await;
    let header = [("Location", target.address.as_str())];
    for status in [301, 302, 303, 307, 308] {
        let server = Raw::start([Play::Say(answer(status, &header, b""))]).await;
        let error = client(&server.address).queue_status().await.unwrap_err();
        assert_eq!(error, CallError::Unreadable { status });
    }
    assert!(target.requests().is_empty());
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_its_end() {
    let huge = vec![b' '; 9 * 1024 * 1024];
    let server = Raw::start([Play::Say(answer(200, &[], &huge))]).await;
    let error = client(&server.address).queue_status().await.unwrap_err();
    assert_eq!(error, CallError::Unreadable { status: 200 });
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_network_error() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = client(&address).query(&TaskId::new(TASK)).await.unwrap_err();
    let CallError::Network(error) = error else { panic!("{error:?}") };
    assert_eq!(error.kind, NetworkKind::Connect);
}
