//! From a small answer to its JSON, or to the error that it is.
//!
//! Only for calls that may be repeated; a submit looks at its answer in `submit`.

use serde_json::Value;

use crate::http::{Answer, Cut};
use crate::key::ApiKey;
use crate::{CallError, Refusal};

/// An answer that is JSON and does not say no.
#[derive(Debug)]
pub(crate) struct Understood {
    status: u16,
    json: Value,
}

impl Understood {
    /// The part that holds the fields: `data` where there is one, else the whole answer.
    pub fn data(&self) -> &Value {
        payload(&self.json)
    }

    /// The error for an answer that lacks what it should have.
    pub fn unreadable(&self) -> CallError {
        CallError::Unreadable { status: self.status }
    }
}

/// The part of an answer that holds its fields: some calls wrap them in `data`, some do not.
pub(crate) fn payload(json: &Value) -> &Value {
    json.get("data").filter(|data| data.is_object()).unwrap_or(json)
}

/// The JSON of an answer, whatever it says; the error if it has none.
pub(crate) fn json_of(answer: &Answer) -> Result<Value, CallError> {
    match &answer.cut {
        Some(Cut::Network(error)) => return Err(CallError::Network(error.clone())),
        Some(Cut::TooLarge) => return Err(CallError::Unreadable { status: answer.status }),
        None => {}
    }
    match serde_json::from_slice::<Value>(&answer.body) {
        Ok(json) if json.is_object() => Ok(json),
        _ => Err(error_of_status(answer)),
    }
}

/// The JSON of an answer that does not say no.
pub(crate) fn understood(answer: &Answer, key: &ApiKey) -> Result<Understood, CallError> {
    let json = json_of(answer)?;
    if let Some(refusal) = Refusal::in_body(&json, answer.status, answer.retry_after, key) {
        return Err(CallError::Refused(refusal));
    }
    if (200..300).contains(&answer.status) {
        Ok(Understood { status: answer.status, json })
    } else {
        Err(error_of_status(answer))
    }
}

/// What a status says where the body says nothing.
///
/// RunningHub says a code when it does not know a task or a path. A bare 404 comes from something
/// before it, so it must not end a task that was paid for; nor is the key wrong because a firewall
/// answers 403 with a page.
pub(crate) fn error_of_status(answer: &Answer) -> CallError {
    let status = answer.status;
    let is_json = serde_json::from_slice::<serde::de::IgnoredAny>(&answer.body).is_ok();
    match status {
        408 | 500..=599 => CallError::ServerError { status, retry_after: answer.retry_after },
        404 | 405 | 410 => CallError::Unreadable { status },
        403 if !is_json => CallError::Unreadable { status },
        400..=499 => CallError::Refused(Refusal::of_status(status, String::new(), answer.retry_after)),
        _ => CallError::Unreadable { status },
    }
}
