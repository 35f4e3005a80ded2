//! Changes to an answer that is otherwise right: its JSON, its head, its file. What happens to the connection stands in `inject`.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody, to_bytes},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use futures_util::{StreamExt, stream};
use jiff::{SignedDuration, Timestamp, fmt::rfc2822::DateTimePrinter};
use serde_json::{Map, Value, json};

use crate::faults::Fault;

/// JSON answers are small; of files only those of practice are taken into memory, and only here.
const MAX_ANSWER: usize = 256 * 1024 * 1024;
/// More than any client should read where a few hundred bytes are due.
const HUGE: usize = 16 * 1024 * 1024;
/// What an ELF program begins with.
const PROGRAM: &[u8] = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0";

/// The answer as `fault` wants it. A fault that is not about the answer changes nothing.
pub(crate) async fn answer(mut response: Response, fault: &Fault) -> Response {
    match fault {
        Fault::WrongJson => with_body(response, |bytes| [&bytes[..bytes.len() / 2], b"\xEF\xBF"].concat()).await,
        Fault::EmptyBody => with_body(response, |_| Vec::new()).await,
        Fault::HugeJson => with_body(response, huge).await,
        Fault::MissingFields => with_body(response, |_| b"{}".to_vec()).await,
        Fault::MissingTaskId => with_fields(response, |fields| drop(fields.remove("taskId"))).await,
        Fault::NumberTaskId => with_fields(response, number_task_id).await,
        Fault::UnknownStatus => with_fields(response, |fields| put(fields, "status", json!("SETTLING"))).await,
        Fault::NoResults => with_fields(response, |fields| put(fields, "results", json!([]))).await,
        Fault::Link { url } => with_fields(response, |fields| link(fields, url)).await,
        Fault::ClockSkew { seconds } => skewed(response, *seconds),
        Fault::WrongLength => longer_than_it_is(response),
        Fault::NoLength => without_length(response),
        Fault::WrongPart => another_part(response).await,
        Fault::ChangedFile => changed(response),
        Fault::WeakTag => {
            if let Some(tag) = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()) {
                let weak = format!("W/{tag}");
                head(&mut response, header::ETAG, &weak);
            }
            response
        }
        Fault::WrongType => {
            head(&mut response, header::CONTENT_TYPE, "text/plain; charset=utf-8");
            response
        }
        Fault::OtherFile => with_body(response, |bytes| [PROGRAM, &vec![0; bytes.len()]].concat()).await,
        Fault::Packed => {
            head(&mut response, header::CONTENT_ENCODING, "gzip");
            response
        }
        _ => response,
    }
}

fn head(response: &mut Response, name: HeaderName, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        response.headers_mut().insert(name, value);
    }
}

/// The answer with another body, and a length that fits.
async fn with_body(response: Response, change: impl FnOnce(&[u8]) -> Vec<u8>) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, MAX_ANSWER).await.unwrap_or_default();
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(change(&bytes)))
}

/// The answer with other fields; what is not a JSON object becomes an empty one first.
async fn with_fields(response: Response, change: impl FnOnce(&mut Map<String, Value>)) -> Response {
    with_body(response, |bytes| {
        let mut fields: Map<String, Value> = serde_json::from_slice(bytes).unwrap_or_default();
        change(&mut fields);
        Value::Object(fields).to_string().into_bytes()
    })
    .await
}

fn put(fields: &mut Map<String, Value>, name: &str, value: Value) {
    if fields.contains_key(name) {
        fields.insert(name.to_owned(), value);
    }
}

/// Everything that was there, behind a field that nobody asked for.
fn huge(bytes: &[u8]) -> Vec<u8> {
    let rest = bytes.strip_prefix(b"{").unwrap_or(b"}");
    let mut answer = b"{\"padding\":\"".to_vec();
    answer.resize(HUGE, b'a');
    answer.extend_from_slice(b"\",");
    answer.extend_from_slice(rest);
    answer
}

fn number_task_id(fields: &mut Map<String, Value>) {
    let number = fields.remove("taskId").and_then(|id| id.as_str()?.parse::<u64>().ok());
    if let Some(number) = number {
        fields.insert("task_id".to_owned(), json!(number));
    }
}

fn link(fields: &mut Map<String, Value>, url: &str) {
    if let Some(first) = fields.get_mut("results").and_then(|results| results.get_mut(0)) {
        first["url"] = json!(url);
    }
}

fn skewed(mut response: Response, seconds: i32) -> Response {
    let span = SignedDuration::from_secs(i64::from(seconds));
    let shifted = Timestamp::now().saturating_add(span).unwrap_or(Timestamp::MAX);
    if let Ok(date) = DateTimePrinter::new().timestamp_to_rfc9110_string(&shifted) {
        for name in [header::DATE, header::LAST_MODIFIED, header::EXPIRES] {
            head(&mut response, name, &date);
        }
    }
    response
}

/// All of the body, and then the connection breaks although more was announced.
fn longer_than_it_is(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let said = parts.headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let Some(length) = said.or_else(|| body.size_hint().exact()) else { return Response::from_parts(parts, body) };
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length + 1024));
    let end = stream::once(async {
        // What was written before must be out first; hyper would otherwise close without sending it.
        tokio::time::sleep(Duration::from_millis(100)).await;
        Err(axum::Error::new(std::io::Error::from(std::io::ErrorKind::UnexpectedEof)))
    });
    Response::from_parts(parts, Body::from_stream(body.into_data_stream().chain(end)))
}

fn without_length(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    // A stream has no length of its own, so it goes out in chunks.
    Response::from_parts(parts, Body::from_stream(body.into_data_stream()))
}

/// The last thousand bytes, whatever was asked for.
async fn another_part(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, MAX_ANSWER).await.unwrap_or_default();
    let tail: Bytes = bytes.slice(bytes.len().saturating_sub(1000)..);
    parts.status = StatusCode::PARTIAL_CONTENT;
    parts.headers.remove(header::CONTENT_LENGTH);
    let mut response = Response::from_parts(parts, Body::from(tail.clone()));
    let (first, last, whole) = (1_000_000_000, 1_000_000_000 + tail.len().max(1) - 1, 2_000_000_000_u64);
    head(&mut response, header::CONTENT_RANGE, &format!("bytes {first}-{last}/{whole}"));
    response
}

/// A part of a file that is not the one of the last time. Its whole, if all was asked for, is the film of now.
fn changed(mut response: Response) -> Response {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let tag = format!("\"changed-{}\"", LAST.fetch_add(1, Ordering::Relaxed));
    head(&mut response, header::ETAG, &tag);
    response
}
