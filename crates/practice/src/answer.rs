//! The envelopes of the service's answers: the newer calls answer flat with `errorCode`, the older ones with `{code, msg, data}`.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use crate::codes::words;

/// What the request log learns from an answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tag {
    pub(crate) task_id: String,
}

/// A refusal of one of the two envelopes.
#[derive(Clone, Debug)]
pub(crate) enum Refusal {
    /// `/openapi/v2/…` of models and tasks.
    Flat { code: u32, message: String, status: StatusCode },
    /// `/task/openapi/…`, `/uc/openapi/…`.
    Wrapped { code: u32 },
    /// The new upload, which wraps but says `message`.
    Upload { code: u32, message: String },
}

impl Refusal {
    pub(crate) fn flat(code: u32) -> Self {
        Self::Flat { code, message: words(code).to_owned(), status: StatusCode::OK }
    }

    pub(crate) fn flat_because(code: u32, message: impl Into<String>) -> Self {
        Self::Flat { code, message: message.into(), status: StatusCode::OK }
    }

    pub(crate) fn bad_key() -> Self {
        Self::Flat { code: 1002, message: words(1002).to_owned(), status: StatusCode::UNAUTHORIZED }
    }

    pub(crate) fn upload(code: u32) -> Self {
        Self::Upload { code, message: words(code).to_owned() }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Flat { code, message, status } => (
                status,
                Json(json!({
                    "taskId": "", "status": "FAILED", "errorCode": code.to_string(), "errorMessage": message,
                    "results": null, "clientId": "", "promptTips": ""
                })),
            )
                .into_response(),
            Self::Wrapped { code } => Json(json!({"code": code, "msg": words(code), "data": null})).into_response(),
            Self::Upload { code, message } => {
                Json(json!({"code": code, "message": message, "data": null})).into_response()
            }
        }
    }
}

/// Code 0 of the older envelope.
pub(crate) fn wrapped(data: &Value) -> Response {
    Json(json!({"code": 0, "msg": "success", "data": data})).into_response()
}

/// The answer with a task's id noted for the log.
pub(crate) fn about(task_id: &str, mut response: Response) -> Response {
    response.extensions_mut().insert(Tag { task_id: task_id.to_owned() });
    response
}
