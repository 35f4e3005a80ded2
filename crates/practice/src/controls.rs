//! The controls of a server that runs alone: switch faults on and off, read the record.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    faults::{Fault, Place, Times},
    hub::Hub,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    place: Place,
    fault: Fault,
    #[serde(default)]
    times: HowOften,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(untagged)]
enum HowOften {
    #[default]
    Once,
    Next(u32),
    Word(Always),
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Always {
    Always,
}

/// `POST /practice/faults` `{"place": "submit", "fault": {"kind": "lost-answer"}, "times": 1}`; `times` may be left out (once) or "always".
pub(crate) async fn set(State(hub): State<Arc<Hub>>, Json(wanted): Json<Wanted>) -> StatusCode {
    let times = match wanted.times {
        HowOften::Once => Times::Next(1),
        HowOften::Next(count) => Times::Next(count),
        HowOften::Word(Always::Always) => Times::Always,
    };
    hub.faults.set(wanted.place, wanted.fault, times);
    StatusCode::NO_CONTENT
}

/// `GET /practice/faults`.
pub(crate) async fn list(State(hub): State<Arc<Hub>>) -> Response {
    let rows: Vec<Value> = hub
        .faults
        .list()
        .into_iter()
        .map(|(place, fault, times)| {
            let times = match times {
                Times::Next(count) => HowOften::Next(count),
                Times::Always => HowOften::Word(Always::Always),
            };
            json!({"place": place, "fault": fault, "times": times})
        })
        .collect();
    Json(rows).into_response()
}

/// `DELETE /practice/faults`.
pub(crate) async fn clear(State(hub): State<Arc<Hub>>) -> StatusCode {
    hub.faults.clear();
    StatusCode::NO_CONTENT
}

/// `GET /practice/log`.
pub(crate) async fn log(State(hub): State<Arc<Hub>>) -> Response {
    let mut created: BTreeMap<String, usize> = BTreeMap::new();
    for task in hub.ledger().tasks.values() {
        *created.entry(task.endpoint.clone()).or_default() += 1;
    }
    Json(json!({"requests": hub.record.all(), "submits": hub.record.submits(), "tasksCreated": created}))
        .into_response()
}
