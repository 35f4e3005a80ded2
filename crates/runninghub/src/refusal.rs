//! An answer that says no: the code, its kind, the server's words, and how long to wait.
//!
//! Whether a refusal of a submit proves that nothing was started is decided in `submit`.

use std::fmt;
use std::time::{Duration, SystemTime};

use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde_json::Value;

use crate::key::ApiKey;
use crate::number;
use crate::{ErrorCode, ErrorKind, RetryClass};

/// An answer of the server that says no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The business code, if one came.
    pub code: Option<ErrorCode>,
    /// The HTTP status; often 200.
    pub status: u16,
    /// What went wrong.
    pub kind: ErrorKind,
    /// Whether the same request may be sent again.
    pub retry: RetryClass,
    /// The server's words, with the key masked in them; may be empty.
    pub message: String,
    /// How long the server asked to wait.
    pub retry_after: Option<Duration>,
}

impl Refusal {
    /// Whether this is only waiting: the same request is right again later.
    pub fn is_busy(&self) -> bool {
        self.kind == ErrorKind::Busy
    }

    /// A refusal by HTTP status alone.
    pub(crate) fn of_status(status: u16, message: String, retry_after: Option<Duration>) -> Self {
        Self {
            code: None,
            status,
            kind: ErrorKind::of_status(status),
            retry: RetryClass::of_status(status),
            message,
            retry_after,
        }
    }

    /// The refusal that a JSON answer holds, if it holds one. Both envelopes are read: `errorCode` and
    /// `errorMessage`, or `code` with `message` or `msg`; a message without a code counts only where
    /// the first envelope is used, because `msg` says "success" when all is well.
    pub(crate) fn in_body(body: &Value, status: u16, retry_after: Option<Duration>, key: &ApiKey) -> Option<Self> {
        let field = |name: &str| body.get(name).and_then(number::text);
        let error = field("errorCode").or_else(|| field("error_code")).filter(|code| code != "0");
        let plain = field("code").filter(|code| code != "0" && code != "200");
        let error_message = field("errorMessage").or_else(|| field("error_message"));
        if error.is_none() && plain.is_none() && error_message.is_none() {
            return None;
        }
        let message = error_message
            .or_else(|| field("message"))
            .or_else(|| field("msg"))
            .map(|text| key.hide_in(&text))
            .unwrap_or_default();
        let Some(code) = error.or(plain).map(|code| ErrorCode::new(key.hide_in(&code))) else {
            // A sentence without a code: the status has to say the rest.
            let mut refusal = Self::of_status(status, message, retry_after);
            if refusal.kind == ErrorKind::Other && status < 400 {
                refusal.retry = RetryClass::Ambiguous;
            }
            return Some(refusal);
        };
        let (kind, retry) =
            code.meaning().unwrap_or_else(|| (ErrorKind::of_status(status), RetryClass::of_status(status)));
        Some(Self { code: Some(code), status, kind, retry, message, retry_after })
    }
}

/// Fit for a log: the server's words are left out, because they may repeat a prompt or a signed address.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            Some(code) => write!(f, "refused with code {code} (HTTP {})", self.status),
            None => write!(f, "refused with HTTP {}", self.status),
        }
    }
}

impl std::error::Error for Refusal {}

/// The `Retry-After` header, as seconds or as a date. The longest wait that is believed is a day.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    const LONGEST: Duration = Duration::from_hours(24);
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match text.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => httpdate::parse_http_date(text).ok()?.duration_since(now).unwrap_or(Duration::ZERO),
    };
    Some(wait.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(body: &Value, status: u16) -> Option<Refusal> {
        let key = ApiKey::new("0123456789abcdef0123456789abcdef").unwrap();
        Refusal::in_body(body, status, None, &key)
    }

    #[test]
    fn both_envelopes_are_read_and_the_key_is_masked_in_the_words() {
        let refusal =
            read(&json!({"errorCode": "1007", "errorMessage": "duration 0123456789abcdef0123456789abcdef"}), 200)
                .unwrap();
        assert_eq!(refusal.kind, ErrorKind::Input);
        assert_eq!(refusal.message, "duration ••••cdef");
        let refusal = read(&json!({"code": 421, "msg": "TASK_QUEUE_MAXED", "data": null}), 200).unwrap();
        assert!(refusal.is_busy());
        assert_eq!(refusal.code.unwrap().as_str(), "421");
    }

    #[test]
    fn what_the_server_repeats_is_not_printed() {
        let words = "prompt: a girl reading; imageUrl: https://files.example/1?sign=2";
        let refusal = read(&json!({"errorCode": "1007", "errorMessage": words}), 200).unwrap();
        assert_eq!(refusal.message, words);
        assert_eq!(refusal.to_string(), "refused with code 1007 (HTTP 200)");
        assert_eq!(crate::CallError::Refused(refusal).to_string(), "refused with code 1007 (HTTP 200)");
    }

    #[test]
    fn a_good_answer_is_no_refusal() {
        for body in [
            json!({"code": 0, "msg": "success", "data": {}}),
            json!({"code": "200", "message": "success"}),
            json!({"errorCode": "", "errorMessage": "", "status": "RUNNING"}),
            json!({"errorCode": null, "errorMessage": null}),
            json!([1, 2]),
        ] {
            assert_eq!(read(&body, 200), None, "{body}");
        }
    }

    #[test]
    fn a_code_that_is_not_known_takes_its_kind_from_the_status() {
        let refusal = read(&json!({"code": 7777, "message": "?"}), 429).unwrap();
        assert!(refusal.is_busy());
        let refusal = read(&json!({"errorCode": "7777"}), 200).unwrap();
        assert_eq!((refusal.kind, refusal.retry), (ErrorKind::Other, RetryClass::Ambiguous));
    }

    #[test]
    fn the_wait_is_read_as_seconds_and_as_a_date() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let header = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, text.parse().unwrap());
            retry_after(&headers, now)
        };
        assert_eq!(header("7"), Some(Duration::from_secs(7)));
        let date = httpdate::fmt_http_date(now + Duration::from_secs(30));
        assert_eq!(header(&date), Some(Duration::from_secs(30)));
        assert_eq!(header("99999999"), Some(Duration::from_hours(24)));
        assert_eq!(header("soon"), None);
    }
}
