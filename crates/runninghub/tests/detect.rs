//! Which site knows a key, with the two sites played by two servers.

#![expect(clippy::unwrap_used, reason = "a test that cannot set up its server may end so")]

mod support;

use runninghub::{ApiKey, ApiType, BaseUrl, Detection, ErrorKind, detect_site};
use serde_json::{Value, json};
use support::{Hub, KEY, options};

const QUEUE: &str = "/openapi/v2/queue/status";
const ACCOUNT: &str = "/uc/openapi/accountStatus";

/// A site that gives these answers, with status 200.
async fn site(queue: Value, account: Value) -> (Hub, BaseUrl) {
    let hub = Hub::start().await;
    hub.answer("GET", QUEUE, 200, queue).await;
    hub.answer("POST", ACCOUNT, 200, account).await;
    let base = BaseUrl::parse(&hub.server.uri()).unwrap();
    (hub, base)
}

async fn stranger() -> (Hub, BaseUrl) {
    site(
        json!({"errorCode": "1002", "errorMessage": "invalid key"}),
        json!({"code": 806, "msg": "APIKEY_USER_NOT_FOUND"}),
    )
    .await
}

async fn home(kind: &str) -> (Hub, BaseUrl) {
    site(
        json!({"apiKeyType": kind, "concurrentLimit": 50, "runningCount": 0, "queuedCount": 0}),
        json!({"code": 0, "data": {"remainMoney": "5", "currency": "CNY", "apiType": kind}}),
    )
    .await
}

async fn detect(bases: &[BaseUrl]) -> Detection {
    detect_site(&ApiKey::new(KEY).unwrap(), bases, &options()).await.unwrap()
}

fn nobody() -> BaseUrl {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    BaseUrl::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap()
}

#[tokio::test]
async fn the_site_that_knows_the_key_is_found_on_either_place() {
    let (_away, first) = stranger().await;
    let (_home, second) = home("SHARED").await;
    for bases in [[first.clone(), second.clone()], [second.clone(), first.clone()]] {
        let Detection::Found { base, account, queue } = detect(&bases).await else { panic!("not found") };
        assert_eq!(base, second);
        assert_eq!(account.unwrap().api_type, ApiType::Shared);
        assert_eq!(queue.unwrap().concurrent_limit, Some(50));
    }
}

#[tokio::test]
async fn a_members_key_is_found_with_its_kind() {
    let (_away, first) = stranger().await;
    let (_home, second) = home("NORMAL").await;
    let Detection::Found { account, .. } = detect(&[first, second]).await else { panic!("not found") };
    assert_eq!(account.unwrap().api_type, ApiType::Consumer);
}

#[tokio::test]
async fn one_of_the_two_answers_is_enough() {
    let (_home, base) = site(
        json!({"errorCode": "1001", "errorMessage": "no such path"}),
        json!({"code": 0, "data": {"remainCoins": "1", "apiType": "SHARED"}}),
    )
    .await;
    let Detection::Found { account, queue, .. } = detect(&[base]).await else { panic!("not found") };
    assert!(account.is_some() && queue.is_none());
}

#[tokio::test]
async fn a_key_that_no_site_knows_is_unknown() {
    let (_one, first) = stranger().await;
    let (_two, second) = stranger().await;
    assert_eq!(detect(&[first, second]).await, Detection::UnknownKey);
}

#[tokio::test]
async fn a_site_that_does_not_answer_leaves_it_open() {
    let (_away, first) = stranger().await;
    let second = nobody();
    let Detection::Unanswered { failures } = detect(&[first, second.clone()]).await else { panic!("answered") };
    assert_eq!(failures.len(), 1);
    assert_eq!(failures[0].base, second);
    assert!(failures[0].error.is_transient());
}

#[tokio::test]
async fn a_site_that_does_not_answer_does_not_hide_the_one_that_knows() {
    let (_home, second) = home("SHARED").await;
    let found = detect(&[nobody(), second.clone()]).await;
    assert!(matches!(found, Detection::Found { base, .. } if base == second));
}

#[tokio::test]
async fn a_free_account_is_known_but_not_allowed() {
    let free = json!({"code": 801, "msg": "APIKEY_UNSUPPORTED_FREE_USER"});
    let (_home, first) = site(free.clone(), free).await;
    let (_away, second) = stranger().await;
    let Detection::NotAllowed { base, refusal } = detect(&[first.clone(), second]).await else { panic!("allowed") };
    assert_eq!((base, refusal.kind), (first, ErrorKind::PlanNeeded));
}
