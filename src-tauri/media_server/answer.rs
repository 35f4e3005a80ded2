//! The decision about one request, the same for both transports: who may ask, for what, and which
//! bytes go out.

use std::io::SeekFrom;

use afterframe_core::ids::MediaId;
use hyper::{
    HeaderMap, Method, StatusCode,
    header::{self, HeaderName, HeaderValue},
};
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncSeekExt, Take},
};

use super::{
    Lookup, Wanted,
    range::{Stretch, Wish, wish},
    token::Token,
};

/// The origins that the program's own page has on the systems it runs on.
const ORIGINS: [&str; 3] = ["tauri://localhost", "http://tauri.localhost", "https://tauri.localhost"];

/// What a request is answered with.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// The bytes, already at their start and cut at their end; none for refusals and `HEAD`.
    pub body: Option<Take<File>>,
    /// How many bytes the body has.
    pub length: u64,
}

impl Answer {
    pub(super) fn refusal(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: None, length: 0 }
    }
}

/// One request, as far as it matters here.
pub struct Question<'a> {
    pub method: &'a Method,
    pub path: &'a str,
    pub headers: &'a HeaderMap,
    /// The longest stretch that one answer may hold.
    pub most: u64,
}

/// Answers `question`. Whoever does not know the token learns nothing but 404.
pub async fn answer(question: Question<'_>, token: &Token, lookup: &Lookup) -> Answer {
    let Some(wanted) = wanted(question.path, token) else { return Answer::refusal(StatusCode::NOT_FOUND) };
    let origin = question.headers.get(header::ORIGIN);
    if origin.is_some_and(|origin| !ORIGINS.iter().any(|known| origin == known)) {
        return Answer::refusal(StatusCode::FORBIDDEN);
    }
    if !matches!(*question.method, Method::GET | Method::HEAD) {
        return Answer::refusal(StatusCode::METHOD_NOT_ALLOWED);
    }
    let Some(found) = lookup(wanted).await else { return Answer::refusal(StatusCode::NOT_FOUND) };
    let Ok(file) = File::open(&found.path).await else { return Answer::refusal(StatusCode::NOT_FOUND) };
    let size = match file.metadata().await {
        Ok(metadata) if metadata.is_file() => metadata.len(),
        _ => return Answer::refusal(StatusCode::NOT_FOUND),
    };
    let range = question.headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    let mut headers = common_headers(origin, found.content_type);
    let (status, stretch) = match wish(range, size) {
        Wish::Unsatisfiable => {
            put(&mut headers, header::CONTENT_RANGE, &format!("bytes */{size}"));
            return Answer { headers, ..Answer::refusal(StatusCode::RANGE_NOT_SATISFIABLE) };
        }
        Wish::Part(stretch) => (StatusCode::PARTIAL_CONTENT, stretch),
        Wish::Whole => (StatusCode::OK, Stretch { start: 0, length: size }),
    };
    let length = stretch.length.min(question.most);
    let status = if length < stretch.length { StatusCode::PARTIAL_CONTENT } else { status };
    if status == StatusCode::PARTIAL_CONTENT {
        let last = stretch.start + length.saturating_sub(1);
        put(&mut headers, header::CONTENT_RANGE, &format!("bytes {}-{last}/{size}", stretch.start));
    }
    put(&mut headers, header::CONTENT_LENGTH, &length.to_string());
    if *question.method == Method::HEAD {
        return Answer { status, headers, body: None, length };
    }
    match from(file, stretch.start, length).await {
        Ok(body) => Answer { status, headers, body: Some(body), length },
        Err(_) => Answer::refusal(StatusCode::NOT_FOUND),
    }
}

/// `/<token>/<id>` or `/<token>/poster/<id>`, and nothing else.
fn wanted(path: &str, token: &Token) -> Option<Wanted> {
    let mut parts = path.strip_prefix('/')?.split('/');
    let known = token.is(parts.next()?);
    let rest: Vec<&str> = parts.collect();
    let id = |text: &str| {
        let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        plain.then(|| MediaId::from(text))
    };
    let wanted = match rest.as_slice() {
        [text] => Wanted::Media(id(text)?),
        ["poster", text] => Wanted::Poster(id(text)?),
        _ => return None,
    };
    known.then_some(wanted)
}

fn common_headers(origin: Option<&HeaderValue>, content_type: &'static str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(header::VARY, HeaderValue::from_static("Origin"));
    }
    headers
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

async fn from(mut file: File, start: u64, length: u64) -> std::io::Result<Take<File>> {
    if start > 0 {
        file.seek(SeekFrom::Start(start)).await?;
    }
    Ok(file.take(length))
}
