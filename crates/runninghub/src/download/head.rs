//! Reads the head of a file server's answer: ETag, Content-Range, length, Location.

use reqwest::Response;
use reqwest::header::{CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, LOCATION};
use url::Url;

use super::ResumeState;

/// What a `Content-Range` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContentRange {
    /// `bytes 5-9/10` or `bytes 5-9/*`.
    Part { start: u64, end: u64, total: Option<u64> },
    /// `bytes */10`: the range that was asked for is not there.
    Unsatisfied { total: u64 },
}

pub(crate) fn content_range(headers: &HeaderMap) -> Option<ContentRange> {
    let text = headers.get(CONTENT_RANGE)?.to_str().ok()?.trim();
    let (range, total) = text.strip_prefix("bytes")?.trim_start().split_once('/')?;
    let total = total.trim();
    if range.trim() == "*" {
        return Some(ContentRange::Unsatisfied { total: total.parse().ok()? });
    }
    let (start, end) = range.split_once('-')?;
    let (start, end) = (start.trim().parse().ok()?, end.trim().parse().ok()?);
    let total = if total == "*" { None } else { Some(total.parse().ok()?) };
    let sound = start <= end && total.is_none_or(|total| end < total);
    sound.then_some(ContentRange::Part { start, end, total })
}

/// The strong ETag of an answer, with its quotes. A weak one does not promise the same bytes.
pub(crate) fn strong_etag(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(ETAG)?.to_str().ok()?.trim();
    let strong = text.len() >= 2 && text.starts_with('"') && text.ends_with('"');
    strong.then(|| text.to_owned())
}

pub(super) fn resume_state(headers: &HeaderMap, total: Option<u64>) -> Option<ResumeState> {
    Some(ResumeState { etag: strong_etag(headers)?, total })
}

pub(super) fn content_type(headers: &HeaderMap) -> Option<String> {
    Some(headers.get(CONTENT_TYPE)?.to_str().ok()?.to_owned())
}

/// Where a redirect leads; none if the answer is no redirect, an error if it leads nowhere.
pub(super) fn redirect(response: &Response, from: &Url) -> Option<Result<Url, ()>> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
    Some(location.and_then(|location| from.join(location).ok()).ok_or(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_range_is_read_only_if_it_is_sound() {
        for (text, expected) in [
            ("bytes 5-9/10", Some(ContentRange::Part { start: 5, end: 9, total: Some(10) })),
            ("bytes 5-9/*", Some(ContentRange::Part { start: 5, end: 9, total: None })),
            ("bytes */10", Some(ContentRange::Unsatisfied { total: 10 })),
            ("bytes 9-5/10", None),
            ("bytes 5-10/10", None),
            ("bytes */*", None),
            ("items 5-9/10", None),
            ("bytes 5-9", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_RANGE, text.parse().unwrap());
            assert_eq!(content_range(&headers), expected, "{text}");
        }
    }

    #[test]
    fn only_a_strong_etag_is_kept() {
        for (text, kept) in [("\"abc\"", true), ("W/\"abc\"", false), ("abc", false), ("\"", false)] {
            let mut headers = HeaderMap::new();
            headers.insert(ETAG, text.parse().unwrap());
            assert_eq!(strong_etag(&headers).is_some(), kept, "{text}");
        }
    }
}
