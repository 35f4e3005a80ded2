//! Requests to the media server as no player sends them.
//!
//! It takes any bytes, and panics where something does not hold that always must. The fuzzer calls it (`./dev fuzz`), and
//! so does the test with the inputs that are kept in `fuzz/corpus/`. Nothing here is part of the program.

#[cfg(test)]
#[path = "../../fuzz/kept.rs"]
mod kept;

use std::{
    io::Write as _,
    sync::{Arc, OnceLock},
};

use hyper::{
    HeaderMap, Method, StatusCode,
    header::{CONTENT_LENGTH, CONTENT_RANGE, HeaderValue, ORIGIN, RANGE},
};
use tempfile::NamedTempFile;
use tokio::{io::AsyncReadExt as _, runtime::Runtime};

use super::{
    Found, Lookup, Token, Wanted,
    answer::{Question, answer},
    range::{Wish, wish},
};

/// Stands for this run's token in a path.
const TOKEN: &str = "TOKEN";
const LENGTH: usize = 1000;

struct Stage {
    token: Token,
    lookup: Lookup,
    content: Vec<u8>,
    runtime: Runtime,
    _film: NamedTempFile,
}

fn stage() -> &'static Stage {
    static STAGE: OnceLock<Stage> = OnceLock::new();
    STAGE.get_or_init(|| {
        let content: Vec<u8> = (0..LENGTH).map(|at| u8::try_from(at % 251).unwrap_or_default()).collect();
        let mut film = NamedTempFile::new().expect("a file for tests");
        film.write_all(&content).expect("a file for tests takes bytes");
        let path = film.path().to_owned();
        let lookup: Lookup = Arc::new(move |wanted| {
            let (Wanted::Media(id) | Wanted::Poster(id)) = &wanted;
            let plain = id.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            assert!(plain && !id.as_str().is_empty(), "{id} is no id");
            let found = (id.as_str() == "film").then(|| Found { path: path.clone(), content_type: "video/mp4" });
            Box::pin(async move { found })
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        Stage { token: Token::random().expect("randomness"), lookup, content, runtime, _film: film }
    })
}

/// Lines: the path, in which `TOKEN` stands for the right one, the range, the origin, and the size of another file. Only
/// who knows the token gets bytes, and these are the ones that were asked for.
pub fn request(bytes: &[u8]) {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let mut line = || lines.next().unwrap_or_default();
    let path = String::from_utf8_lossy(line()).into_owned();
    let (range, origin) = (line(), line());
    let size = line().iter().fold(0, |sum: u64, byte| sum.wrapping_mul(10).wrapping_add(u64::from(byte & 15)));
    let text = HeaderValue::from_bytes(range).ok().and_then(|value| value.to_str().ok().map(str::to_owned));
    for size in [size, LENGTH as u64, 0, u64::MAX] {
        assert_eq!(wish(text.as_deref(), size), expected(text.as_deref(), size), "{text:?} of {size}");
    }
    let mut headers = HeaderMap::new();
    for (name, value) in [(RANGE, range), (ORIGIN, origin)] {
        if let (false, Ok(value)) = (value.is_empty(), HeaderValue::from_bytes(value)) {
            headers.insert(name, value);
        }
    }
    asked(&path, &headers);
}

fn asked(path: &str, headers: &HeaderMap) {
    let stage = stage();
    let real = path.replace(TOKEN, stage.token.as_str());
    stage.runtime.block_on(async {
        for (method, most) in
            [(&Method::GET, u64::MAX), (&Method::GET, 10), (&Method::HEAD, u64::MAX), (&Method::POST, 1)]
        {
            let question = Question { method, path: &real, headers, most };
            let answer = answer(question, &stage.token, &stage.lookup).await;
            let mut body = Vec::new();
            if let Some(mut bytes) = answer.body {
                bytes.read_to_end(&mut body).await.expect("the film can be read");
            }
            if !answer.status.is_success() {
                assert!(body.is_empty(), "bytes with {}", answer.status);
                continue;
            }
            let known = [format!("/{TOKEN}/film"), format!("/{TOKEN}/poster/film")];
            assert!(known.iter().any(|known| known == path), "{path} gives bytes");
            assert!(matches!(*method, Method::GET | Method::HEAD), "{method} gives bytes");
            let text = |name| answer.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
            assert_eq!(text(CONTENT_LENGTH), Some(answer.length.to_string().as_str()));
            assert!(answer.length <= most, "{} bytes are too many", answer.length);
            let start = match (answer.status, text(CONTENT_RANGE)) {
                (StatusCode::PARTIAL_CONTENT, Some(range)) => {
                    let stretch = range.strip_prefix("bytes ").and_then(|range| range.strip_suffix("/1000"));
                    let (first, last) = stretch.and_then(|stretch| stretch.split_once('-')).expect("a stretch");
                    let (first, last): (usize, u64) =
                        (first.parse().expect("a number"), last.parse().expect("a number"));
                    assert_eq!(last + 1 - first as u64, answer.length, "{range}");
                    first
                }
                (StatusCode::OK, None) => 0,
                other => panic!("{other:?}"),
            };
            if *method == Method::GET {
                let end = start + body.len();
                assert_eq!((body.as_slice(), body.len() as u64), (&stage.content[start..end], answer.length));
            }
        }
    });
}

/// What RFC 9110 says of one range, read letter by letter; anything else is answered with the whole file.
fn expected(header: Option<&str>, size: u64) -> Wish {
    let whole = Wish::Whole;
    let Some((from, to)) = header.and_then(|header| header.trim().strip_prefix("bytes=")?.split_once('-')) else {
        return whole;
    };
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u64>().ok()).flatten()
    };
    let (from, to) = (from.trim(), to.trim());
    let (first, end) = match (from, number(from), number(to)) {
        ("", _, Some(last)) => (size.saturating_sub(last), size),
        (_, Some(first), None) if to.is_empty() => (first, size),
        (_, Some(first), Some(last)) if first <= last => (first, last.saturating_add(1).min(size)),
        _ => return whole,
    };
    if first < end {
        Wish::Part(super::range::Stretch { start: first, length: end - first })
    } else {
        Wish::Unsatisfiable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_requests_get_what_they_ask_for_or_nothing() {
        kept::each("media_requests", request);
    }
}
