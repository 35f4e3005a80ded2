//! Every way in which a submit can end, and that none of them sends it twice.

#![expect(clippy::unwrap_used, reason = "a test that cannot set up its server may end so")]

mod support;

use std::time::Duration;

use runninghub::{ClientOptions, ErrorKind, NetworkKind, SubmitOutcome, TaskId, Timeouts, UnknownCause};
use serde_json::{Value, json};
use support::raw::{Play, Raw, answer, answer_of_length};
use support::{Hub, KEY, TASK, assert_no_key, body, client, client_with, endpoint, options};

const PATH: &str = "/openapi/v2/rhart-video-g-official/video-extend";

async fn outcome(status: u16, answer: Value) -> SubmitOutcome {
    let hub = Hub::start().await;
    hub.answer("POST", PATH, status, answer).await;
    let outcome = hub.client().submit(&endpoint(), &body(&json!({"prompt": "x"}))).await;
    assert_eq!(hub.requests().await.len(), 1, "sent more than once");
    assert_no_key(&[format!("{outcome:?}")]);
    outcome
}

async fn outcome_of(play: Play) -> SubmitOutcome {
    let server = Raw::start([play]).await;
    let short = Timeouts { submit: Duration::from_millis(700), ..options().timeouts };
    let options = ClientOptions { timeouts: short, ..options() };
    let client = client_with(&server.address, &options);
    let outcome = client.submit(&endpoint(), &body(&json!({"prompt": "x"}))).await;
    assert_eq!(server.requests().len(), 1, "sent more than once");
    assert_no_key(&[format!("{outcome:?}")]);
    outcome
}

#[tokio::test]
async fn the_documented_example_goes_out_as_it_is_and_its_answer_is_accepted() {
    let hub = Hub::start().await;
    let sent = json!({"videoUrl": "https://x.example/clip.mp4", "prompt": "…", "duration": "6"});
    hub.answer(
        "POST",
        PATH,
        200,
        json!({
            "taskId": TASK, "status": "RUNNING", "errorCode": "", "errorMessage": "", "results": null,
            "clientId": "f828b9af25161bc066ef152db7b29ccc",
            "promptTips": "{\"result\": true, \"error\": null, \"outputs_to_execute\": [\"4\"], \"node_errors\": {}}"
        }),
    )
    .await;
    let outcome = hub.client().submit(&endpoint(), &body(&sent)).await;
    assert_eq!(outcome, SubmitOutcome::Accepted { task_id: TaskId::new(TASK), finished: None });
    let requests = hub.requests().await;
    assert_eq!(requests[0].headers["authorization"], format!("Bearer {KEY}"));
    assert_eq!(requests[0].headers["content-type"], "application/json");
    assert_eq!(requests[0].body_json::<Value>().unwrap(), sent);
}

#[tokio::test]
async fn a_task_id_means_accepted_whatever_else_the_answer_says() {
    for (status, answer) in [
        (200, json!({"task_id": TASK, "status": "QUEUED"})),
        (200, json!({"taskId": TASK, "status": "FAILED", "errorCode": "1000"})),
        (200, json!({"code": 0, "msg": "success", "data": {"taskId": TASK}})),
        (200, json!({"taskId": 2_013_508_786_110_730_241_u64, "errorCode": "1007"})),
        (500, json!({"taskId": TASK, "errorCode": "1005", "errorMessage": "internal"})),
        (429, json!({"taskId": TASK, "errorCode": "1003"})),
    ] {
        let outcome = outcome(status, answer.clone()).await;
        let expected = SubmitOutcome::Accepted { task_id: TaskId::new(TASK), finished: None };
        assert_eq!(outcome, expected, "{status} {answer}");
    }
}

#[tokio::test]
async fn results_that_came_with_the_answer_are_kept() {
    let outcome = outcome(
        200,
        json!({
            "taskId": TASK, "status": "SUCCESS",
            "results": [{"url": "https://x.example/a.mp4", "outputType": "mp4"}]
        }),
    )
    .await;
    let SubmitOutcome::Accepted { finished: Some(success), .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(success.results[0].output_type.as_deref(), Some("mp4"));
}

#[tokio::test]
async fn a_clear_no_is_a_refusal_of_its_kind() {
    for (status, answer, kind) in [
        (200, json!({"errorCode": "1007", "errorMessage": "duration"}), ErrorKind::Input),
        (200, json!({"code": 1002, "msg": "bad key"}), ErrorKind::Auth),
        (200, json!({"errorCode": "1014", "errorMessage": "no"}), ErrorKind::WrongKeyKind),
        (200, json!({"errorCode": "1501", "errorMessage": "no"}), ErrorKind::Content),
        (200, json!({"errorCode": "1505", "errorMessage": "no"}), ErrorKind::RealPeople),
        (200, json!({"code": 416, "msg": "wallet"}), ErrorKind::Money),
        (200, json!({"errorCode": 1001}), ErrorKind::Missing),
        (200, json!({"errorCode": "1003"}), ErrorKind::Busy),
        (200, json!({"errorCode": "1010"}), ErrorKind::Busy),
        (200, json!({"errorCode": "1011"}), ErrorKind::Busy),
        (200, json!({"errorCode": "1520"}), ErrorKind::Busy),
        (200, json!({"code": 415}), ErrorKind::Busy),
        (200, json!({"code": "421", "msg": "TASK_QUEUE_MAXED"}), ErrorKind::Busy),
        (200, json!({"code": 814}), ErrorKind::Busy),
        (200, json!({"code": 429}), ErrorKind::Busy),
        (400, json!({"errorCode": "1007"}), ErrorKind::Input),
        (400, json!({"code": 4711, "message": "a new one"}), ErrorKind::Input),
        (401, json!({"message": "who"}), ErrorKind::Auth),
        (404, json!({}), ErrorKind::Missing),
        (413, json!({}), ErrorKind::FileTooLarge),
        (429, json!({}), ErrorKind::Busy),
        (500, json!({"errorCode": "1007"}), ErrorKind::Input),
    ] {
        let outcome = outcome(status, answer.clone()).await;
        let SubmitOutcome::Refused(refusal) = outcome else { panic!("{status} {answer}: {outcome:?}") };
        assert_eq!(refusal.kind, kind, "{status} {answer}");
        assert_eq!(refusal.is_busy(), kind == ErrorKind::Busy);
    }
}

#[tokio::test]
async fn an_answer_that_proves_nothing_is_unknown() {
    for code in ["1000", "1004", "1005", "1006", "1012", "1013", "1015", "1504", "1516", "500", "7777"] {
        let outcome = outcome(200, json!({"errorCode": code, "errorMessage": "?"})).await;
        assert!(
            matches!(&outcome, SubmitOutcome::Unknown(UnknownCause::Ambiguous(refusal))
                if refusal.code.as_ref().is_some_and(|known| known.as_str() == code)),
            "{code}: {outcome:?}"
        );
    }
    for (status, answer) in [
        (500, json!({})),
        (502, json!({"message": "bad gateway"})),
        (503, json!({"errorCode": "1011"})),
        (504, json!({"errorCode": "1003"})),
        (408, json!({})),
    ] {
        let outcome = outcome(status, answer.clone()).await;
        assert!(
            matches!(outcome, SubmitOutcome::Unknown(UnknownCause::ServerError { .. })),
            "{status} {answer}: {outcome:?}"
        );
    }
    for (status, answer) in [(200, json!({})), (200, json!([])), (204, json!({})), (302, json!({}))] {
        let outcome = outcome(status, answer.clone()).await;
        assert_eq!(outcome, SubmitOutcome::Unknown(UnknownCause::Unreadable { status }), "{answer}");
    }
    let outcome = outcome(200, json!({"errorMessage": "words without a code"})).await;
    assert!(matches!(outcome, SubmitOutcome::Unknown(UnknownCause::Ambiguous(_))), "{outcome:?}");
}

#[tokio::test]
async fn a_lost_answer_is_unknown() {
    for (name, play, kind) in [
        ("reset at once", Play::ResetAtOnce, NetworkKind::Interrupted),
        ("read, then reset", Play::ReadThenReset, NetworkKind::Interrupted),
        ("read, then closed", Play::ReadThenClose, NetworkKind::Interrupted),
        ("read, then silence", Play::ReadThenStall, NetworkKind::TimedOut),
        ("half a head", Play::Say(b"HTTP/1.1 200 OK\r\nContent-Le".to_vec()), NetworkKind::Interrupted),
        ("half a body", Play::Say(answer_of_length(200, &[], b"{\"clientId\":\"1\",", 500)), NetworkKind::Interrupted),
        (
            "half a body, then silence",
            Play::SayThenStall(answer_of_length(200, &[], b"{\"clientId\":\"1\",", 500)),
            NetworkKind::TimedOut,
        ),
    ] {
        let outcome = outcome_of(play).await;
        assert!(
            matches!(&outcome, SubmitOutcome::Unknown(UnknownCause::Network(error))
                if error.kind == kind),
            "{name}: {outcome:?}"
        );
    }
    let outcome = outcome_of(Play::Say(b"this is not HTTP\r\n\r\n".to_vec())).await;
    assert!(matches!(outcome, SubmitOutcome::Unknown(_)), "{outcome:?}");
}

#[tokio::test]
async fn a_task_id_in_half_an_answer_is_accepted() {
    let half = format!("{{\"taskId\":\"{TASK}\",\"status\":\"RUNN");
    let accepted = SubmitOutcome::Accepted { task_id: TaskId::new(TASK), finished: None };
    for play in [
        Play::Say(answer_of_length(200, &[], half.as_bytes(), 500)),
        Play::SayThenReset(answer_of_length(200, &[], half.as_bytes(), 500)),
        Play::SayThenStall(answer_of_length(200, &[], half.as_bytes(), 500)),
        Play::Say(answer(200, &[], half.as_bytes())),
    ] {
        assert_eq!(outcome_of(play).await, accepted);
    }
}

#[tokio::test]
async fn a_page_of_a_proxy_is_judged_by_its_status() {
    let page = |status| Play::Say(answer(status, &[], b"<html>Bad Gateway</html>"));
    let outcome = outcome_of(page(502)).await;
    assert!(matches!(outcome, SubmitOutcome::Unknown(UnknownCause::ServerError { .. })));
    let outcome = outcome_of(page(200)).await;
    assert_eq!(outcome, SubmitOutcome::Unknown(UnknownCause::Unreadable { status: 200 }));
    let outcome = outcome_of(page(403)).await;
    assert!(matches!(outcome, SubmitOutcome::Refused(_)), "{outcome:?}");
}

#[tokio::test]
async fn the_wait_that_the_server_asks_for_is_kept() {
    let play = Play::Say(answer(429, &[("Retry-After", "17")], b"{}"));
    let SubmitOutcome::Refused(refusal) = outcome_of(play).await else { panic!("not refused") };
    assert!(refusal.is_busy());
    assert_eq!(refusal.retry_after, Some(Duration::from_secs(17)));
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_carries_the_key_nowhere() {
    let target = Raw::start([Play::Say(answer(200, &[], b"{\"taskId\":\"1\"}"))]).await;
    for status in [301, 302, 307, 308] {
        let header = [("Location", target.address.as_str())];
        let outcome = outcome_of(Play::Say(answer(status, &header, b""))).await;
        assert_eq!(outcome, SubmitOutcome::Unknown(UnknownCause::Unreadable { status }));
    }
    assert!(target.requests().is_empty());
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    // A port that was free a moment ago and is closed now.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let outcome = client(&address).submit(&endpoint(), &body(&json!({}))).await;
    let SubmitOutcome::NotSent(error) = outcome else { panic!("{outcome:?}") };
    assert_eq!(error.kind, NetworkKind::Connect);
    // The handshake fails before the first byte of the request.
    let server = Raw::start([Play::ResetAtOnce]).await;
    let address = server.address.replace("http://", "https://");
    let outcome = client(&address).submit(&endpoint(), &body(&json!({}))).await;
    assert!(matches!(outcome, SubmitOutcome::NotSent(_)), "{outcome:?}");
    // Or it never ends.
    let server = Raw::start([Play::ReadThenStall]).await;
    let address = server.address.replace("http://", "https://");
    let short = Timeouts { connect: Duration::from_millis(300), ..options().timeouts };
    let client = client_with(&address, &ClientOptions { timeouts: short, ..options() });
    let outcome = client.submit(&endpoint(), &body(&json!({}))).await;
    assert!(matches!(outcome, SubmitOutcome::NotSent(_)), "{outcome:?}");
}

#[tokio::test]
async fn a_proxy_that_makes_no_tunnel_sees_no_key_and_nothing_was_sent() {
    let proxy = Raw::start([Play::Say(answer(407, &[], b"")), Play::ReadThenClose]).await;
    let options = ClientOptions { proxy: Some(proxy.address.clone()), ..options() };
    let client = client_with("https://www.runninghub.ai", &options);
    for _ in 0..2 {
        let outcome = client.submit(&endpoint(), &body(&json!({}))).await;
        assert!(matches!(outcome, SubmitOutcome::NotSent(_)), "{outcome:?}");
    }
    let requests = proxy.requests();
    assert_eq!(requests.len(), 2);
    assert!(requests[0].starts_with("CONNECT www.runninghub.ai:443 "), "{}", requests[0]);
    assert_no_key(&requests);
}

#[tokio::test]
async fn this_machine_is_never_asked_through_a_proxy() {
    let proxy = Raw::start([]).await;
    let hub = Hub::start().await;
    hub.answer("POST", PATH, 200, json!({"taskId": TASK})).await;
    let options = ClientOptions { proxy: Some(proxy.address.clone()), ..options() };
    let client = client_with(&hub.server.uri(), &options);
    let outcome = client.submit(&endpoint(), &body(&json!({}))).await;
    assert!(matches!(outcome, SubmitOutcome::Accepted { .. }), "{outcome:?}");
    assert!(proxy.requests().is_empty());
}
