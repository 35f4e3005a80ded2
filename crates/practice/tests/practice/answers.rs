//! The faults that leave the connection alone and change what is answered, each seen from the client's side.

use std::time::{Duration, Instant};

use afterframe_practice::{Fault, Place, Times};
use reqwest::{Response, redirect::Policy};
use serde_json::Value;

use crate::client::{Caller, GROK, quick, result_of};

const ONCE: Times = Times::Next(1);

/// The answer to a submit under `fault`, and how many tasks there are then. The server lives as long as its caller.
async fn submitted(fault: Fault) -> (Caller, Response, usize) {
    let caller = still().await;
    let body = caller.extend_body().await;
    caller.practice.set_fault(Place::Submit, fault, ONCE);
    let answer = caller.post(&format!("/openapi/v2/{GROK}"), &body).send().await.expect("an answer");
    let tasks = caller.practice.tasks_created(GROK);
    (caller, answer, tasks)
}

/// The answer about a task that is a success, under `fault`.
async fn queried(fault: Fault) -> Value {
    let caller = Caller::quick().await;
    let id = caller.task(GROK, &caller.extend_body().await).await;
    caller.finished(&id).await;
    caller.practice.set_fault(Place::Query, fault, ONCE);
    caller.query(&id).await
}

/// A client that follows no redirect.
async fn still() -> Caller {
    let mut caller = Caller::with(quick()).await;
    caller.http = reqwest::Client::builder().no_proxy().redirect(Policy::none()).build().expect("a client");
    caller
}

/// A result, then its answer under `fault`.
async fn fetched(fault: Fault, headers: &[(&str, &str)]) -> (Caller, Vec<u8>, Response) {
    let caller = still().await;
    let url = caller.result().await;
    let whole = caller.get(&url, &[]).await.bytes().await.expect("the file").to_vec();
    caller.practice.set_fault(Place::Download, fault, ONCE);
    let answer = caller.get(&url, headers).await;
    (caller, whole, answer)
}

fn head(answer: &Response, name: &str) -> String {
    answer.headers()[name].to_str().expect("text").to_owned()
}

#[tokio::test]
async fn an_answer_can_be_late_and_whole() {
    let begun = Instant::now();
    let (_caller, answer, tasks) = submitted(Fault::Late { milliseconds: 300 }).await;
    assert!(answer.json::<Value>().await.unwrap()["taskId"].is_string());
    assert_eq!(tasks, 1);
    assert!(begun.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn an_answer_can_be_empty() {
    let (_caller, answer, tasks) = submitted(Fault::EmptyBody).await;
    assert_eq!((answer.status().as_u16(), answer.bytes().await.unwrap().len(), tasks), (200, 0, 1));
}

#[tokio::test]
async fn an_answer_can_be_huge_and_still_right() {
    let (_caller, answer, tasks) = submitted(Fault::HugeJson).await;
    let bytes = answer.bytes().await.unwrap();
    assert!(bytes.len() > 16 * 1024 * 1024, "{}", bytes.len());
    assert!(serde_json::from_slice::<Value>(&bytes).unwrap()["taskId"].is_string());
    assert_eq!(tasks, 1);
}

#[tokio::test]
async fn an_answer_can_have_no_fields() {
    let (_caller, answer, tasks) = submitted(Fault::MissingFields).await;
    assert_eq!((answer.text().await.unwrap().as_str(), tasks), ("{}", 1));
}

#[tokio::test]
async fn a_task_can_be_named_by_a_number() {
    let (_caller, answer, tasks) = submitted(Fault::NumberTaskId).await;
    let answer: Value = answer.json().await.unwrap();
    assert!(answer["task_id"].as_u64().is_some() && answer.get("taskId").is_none(), "{answer}");
    assert_eq!(tasks, 1);
}

#[tokio::test]
async fn a_task_can_be_in_a_state_that_nobody_knows() {
    assert_eq!(queried(Fault::UnknownStatus).await["status"], "SETTLING");
}

#[tokio::test]
async fn a_success_can_have_nothing_to_fetch() {
    let answer = queried(Fault::NoResults).await;
    assert_eq!((&answer["status"], answer["results"].as_array().map(Vec::len)), (&Value::from("SUCCESS"), Some(0)));
}

#[tokio::test]
async fn a_result_can_be_said_to_lie_anywhere() {
    let url = "https://169.254.169.254/latest/meta-data".to_owned();
    let answer = queried(Fault::Link { url: url.clone() }).await;
    assert_eq!(result_of(&answer), url);
}

#[tokio::test]
async fn a_redirect_leads_back_or_into_the_local_network() {
    for (fault, to) in [
        (Fault::Redirect, format!("/openapi/v2/{GROK}")),
        (Fault::RedirectToPrivate, "http://192.168.0.1/film.mp4".to_owned()),
    ] {
        let (_caller, answer, tasks) = submitted(fault).await;
        assert_eq!((answer.status().as_u16(), head(&answer, "location"), tasks), (307, to, 0));
    }
}

#[tokio::test]
async fn the_dates_of_an_answer_can_be_off() {
    let (_caller, _, answer) = fetched(Fault::ClockSkew { seconds: -400_000_000 }, &[]).await;
    for name in ["date", "last-modified"] {
        let year: i32 = head(&answer, name)[12..16].parse().unwrap();
        assert!(year < 2020, "{name}: {year}");
    }
}

#[tokio::test]
async fn a_file_can_be_shorter_than_it_is_said_to_be() {
    let (_caller, whole, answer) = fetched(Fault::WrongLength, &[]).await;
    assert_eq!(answer.content_length(), Some(whole.len() as u64 + 1024));
    assert!(answer.bytes().await.is_err());
}

#[tokio::test]
async fn the_length_of_a_file_can_be_left_out() {
    let (_caller, whole, answer) = fetched(Fault::NoLength, &[]).await;
    assert_eq!(answer.content_length(), None);
    assert_eq!(answer.bytes().await.unwrap(), whole);
    let (_caller, _, answer) = fetched(Fault::CutWithoutLength, &[]).await;
    assert_eq!(answer.content_length(), None);
    assert!(answer.bytes().await.is_err());
}

#[tokio::test]
async fn a_part_can_be_another_one_or_refused() {
    let (_caller, _, answer) = fetched(Fault::WrongPart, &[("range", "bytes=10-")]).await;
    assert_eq!(answer.status(), 206);
    assert!(head(&answer, "content-range").starts_with("bytes 1000000000-"));
    let (_caller, _, answer) = fetched(Fault::RangeRefused, &[]).await;
    assert_eq!(answer.status(), 416);
}

#[tokio::test]
async fn a_file_can_have_another_tag_each_time_or_a_weak_one() {
    let (caller, _, first) = fetched(Fault::ChangedFile, &[]).await;
    let url = first.url().to_string();
    caller.practice.set_fault(Place::Download, Fault::ChangedFile, ONCE);
    let second = caller.get(&url, &[]).await;
    assert_ne!(head(&first, "etag"), head(&second, "etag"));
    let (_caller, _, answer) = fetched(Fault::WeakTag, &[]).await;
    assert!(head(&answer, "etag").starts_with("W/\""));
}

#[tokio::test]
async fn a_film_can_be_said_to_be_text_and_a_program_to_be_a_film() {
    let (_caller, whole, answer) = fetched(Fault::WrongType, &[]).await;
    assert!(head(&answer, "content-type").starts_with("text/plain"));
    assert_eq!(answer.bytes().await.unwrap(), whole);
    let (_caller, _, answer) = fetched(Fault::OtherFile, &[]).await;
    assert_eq!(head(&answer, "content-type"), "video/mp4");
    assert!(answer.bytes().await.unwrap().starts_with(b"\x7fELF"));
}

#[tokio::test]
async fn a_file_can_be_said_to_be_packed() {
    let (_caller, _, answer) = fetched(Fault::Packed, &[]).await;
    assert_eq!(head(&answer, "content-encoding"), "gzip");
}
