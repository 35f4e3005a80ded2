//! Says how a task stands, the new way and the old way, and ends it.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use crate::{
    account::{decimal, holder_of},
    answer::{Refusal, about, wrapped},
    codes::words,
    faults::{Fault, Place},
    hub::Hub,
    keys::Holder,
    ledger::{Piece, State as TaskState, Task},
    work,
};

/// `POST /openapi/v2/query`.
pub(crate) async fn query(State(hub): State<Arc<Hub>>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(holder) = hub.bearer(&headers) else { return Refusal::bad_key().into_response() };
    let Some(id) = task_id(&body) else {
        return Refusal::flat_because(1007, "Invalid parameter: taskId is required").into_response();
    };
    let Some(task) = find(&hub, holder, &id) else { return about(&id, Refusal::flat(1004).into_response()) };
    let mut answer = json!({
        "taskId": id, "status": status(task.state), "errorCode": "", "errorMessage": "", "failedReason": {}, "usage": null,
        "results": null, "clientId": "", "promptTips": ""
    });
    match task.state {
        TaskState::Success => {
            answer["results"] = pieces(
                &hub,
                &task,
                Place::Query,
                |made| json!({"url": made.url, "nodeId": "1", "outputType": made.kind, "text": made.text}),
            );
            answer["usage"] = json!({
                "consumeMoney": null, "consumeCoins": null, "taskCostTime": task.took_seconds.unwrap_or(0).to_string(),
                "thirdPartyConsumeMoney": task.price_micros.map(decimal)
            });
        }
        TaskState::Failed { code } => {
            answer["errorCode"] = json!(code.to_string());
            answer["errorMessage"] = json!(words(code));
        }
        TaskState::Queued | TaskState::Running | TaskState::Cancelled => {}
    }
    about(&id, Json(answer).into_response())
}

/// `POST /task/openapi/cancel`.
pub(crate) async fn cancel(State(hub): State<Arc<Hub>>, headers: HeaderMap, body: Bytes) -> Response {
    old_call(&hub, &headers, &body, |id, _| {
        // A task that is over cannot be ended any more; the service says the same of one that it does not know.
        if work::cancel(&hub, id) { wrapped(&Value::Null) } else { Refusal::Wrapped { code: 807 }.into_response() }
    })
}

/// `POST /task/openapi/status`: the state as bare text.
pub(crate) async fn old_status(State(hub): State<Arc<Hub>>, headers: HeaderMap, body: Bytes) -> Response {
    old_call(&hub, &headers, &body, |_, task| wrapped(&json!(status(task.state))))
}

/// `POST /task/openapi/outputs`: states are codes here.
pub(crate) async fn old_outputs(State(hub): State<Arc<Hub>>, headers: HeaderMap, body: Bytes) -> Response {
    old_call(&hub, &headers, &body, |_, task| match task.state {
        TaskState::Queued => Refusal::Wrapped { code: 813 }.into_response(),
        TaskState::Running => {
            Json(json!({"code": 804, "msg": words(804), "data": {"netWssUrl": null}})).into_response()
        }
        TaskState::Failed { code } => {
            let reason =
                json!({"failedReason": {"exception_type": code.to_string(), "exception_message": words(code)}});
            Json(json!({"code": 805, "msg": words(805), "data": reason})).into_response()
        }
        TaskState::Cancelled => {
            Json(json!({"code": 805, "msg": words(805), "data": {"failedReason": {}}})).into_response()
        }
        TaskState::Success => wrapped(&pieces(&hub, task, Place::Outputs, |made| {
            json!({
                "fileUrl": made.url, "fileType": made.kind, "text": made.text, "nodeId": "1", "consumeMoney": null,
                "consumeCoins": null, "taskCostTime": task.took_seconds.unwrap_or(0).to_string(),
                "thirdPartyConsumeMoney": task.price_micros.map(decimal)
            })
        })),
    })
}

fn old_call(hub: &Hub, headers: &HeaderMap, body: &[u8], answer: impl FnOnce(&str, &Task) -> Response) -> Response {
    let Some(holder) = holder_of(hub, headers, body, "apiKey") else {
        return Refusal::Wrapped { code: 802 }.into_response();
    };
    let Some(id) = task_id(body) else { return Refusal::Wrapped { code: 301 }.into_response() };
    let response = match find(hub, holder, &id) {
        Some(task) => answer(&id, &task),
        None => Refusal::Wrapped { code: 807 }.into_response(),
    };
    about(&id, response)
}

/// The id as text. Some clients send the number, which JSON allows and other languages would round.
fn task_id(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    match body.get("taskId")? {
        Value::String(id) if !id.trim().is_empty() => Some(id.trim().to_owned()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// The task, if it is this account's.
fn find(hub: &Hub, holder: Holder, id: &str) -> Option<Task> {
    hub.ledger().tasks.get(id).filter(|task| task.holder == holder).cloned()
}

const fn status(state: TaskState) -> &'static str {
    match state {
        TaskState::Queued => "QUEUED",
        TaskState::Running => "RUNNING",
        TaskState::Success => "SUCCESS",
        TaskState::Failed { .. } => "FAILED",
        TaskState::Cancelled => "CANCEL",
    }
}

/// One result as the answers tell of it.
struct Made<'a> {
    url: Option<String>,
    /// `mp4`, `png`, `txt` …
    kind: &'a str,
    text: Option<&'a str>,
}

fn pieces(hub: &Hub, task: &Task, place: Place, row: impl Fn(Made<'_>) -> Value) -> Value {
    let dead = hub.faults.take(place, |fault| *fault == Fault::ExpiredLink).is_some();
    let made = task.results.iter().map(|piece| match piece {
        Piece::File(name) => {
            let url = if dead {
                hub.dead_link("results", name)
            } else {
                hub.link("results", name, hub.options.link_lifetime)
            };
            Made { url: Some(url), kind: name.rsplit('.').next().unwrap_or_default(), text: None }
        }
        Piece::Text(text) => Made { url: None, kind: "txt", text: Some(text) },
    });
    made.map(row).collect()
}
