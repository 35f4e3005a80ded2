//! Heads of answers: lines of the headers that the client reads.

use std::time::{Duration, SystemTime};

use reqwest::header::{CONTENT_RANGE, ETAG, HeaderMap, HeaderValue, RETRY_AFTER};

use crate::download::head::{ContentRange, content_range, strong_etag};
use crate::refusal::retry_after;

/// Every line is taken for each header. A stretch is sound, only a strong mark is kept, and no wait is longer than a day.
pub fn head(bytes: &[u8]) {
    for line in bytes.split(|byte| *byte == b'\n') {
        let Ok(value) = HeaderValue::from_bytes(line) else { continue };
        let mut headers = HeaderMap::new();
        for name in [CONTENT_RANGE, ETAG, RETRY_AFTER] {
            headers.insert(name, value.clone());
        }
        if let Some(ContentRange::Part { start, end, total }) = content_range(&headers) {
            assert!(start <= end && total.is_none_or(|total| end < total), "{value:?} is no stretch");
        }
        if let Some(mark) = strong_etag(&headers) {
            assert!(mark.starts_with('"') && mark.ends_with('"') && mark.len() > 1, "{mark} is no strong mark");
            assert!(HeaderValue::from_str(&mark).is_ok(), "{mark:?} cannot be sent back");
        }
        let now = SystemTime::UNIX_EPOCH + Duration::from_hours(500_000);
        if let Some(wait) = retry_after(&headers, now) {
            assert!(wait <= Duration::from_hours(24), "{wait:?} is too long");
        }
    }
}
