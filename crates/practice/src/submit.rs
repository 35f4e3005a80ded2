//! Takes a model's request: the same checks for the price question and for the real thing, and a task only for the latter.

use std::sync::Arc;

use afterframe_core::{
    catalogue::{Model, PriceUnit},
    ids::Endpoint,
    price::list_price,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::{
    account::decimal,
    answer::{Refusal, about},
    codes::words,
    faults::{Fault, Place},
    hub::Hub,
    keys::{Holder, random_key},
    ledger::{State as TaskState, Task},
    order::order,
    rules::{self, Accepted},
    work,
};

/// Where a model's usual time is not known.
const USUAL_SECONDS: u64 = 80;

/// `POST /openapi/v2/{endpoint}`.
pub(crate) async fn submit(
    State(hub): State<Arc<Hub>>,
    Path(endpoint): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (holder, model, accepted) = examine(&hub, &endpoint, &headers, &body)?;
    let price = price_micros(model, &accepted);
    let doomed = hub.faults.take(Place::Submit, |fault| matches!(fault, Fault::FailTask { .. }));
    let task = Task {
        endpoint,
        holder,
        state: TaskState::Queued,
        order: order(model, &accepted, hub.options.picture_side),
        price_micros: price,
        run_ms: run_ms(model),
        doomed: doomed.and_then(|fault| if let Fault::FailTask { code } = fault { Some(code) } else { None }),
        started_ms: None,
        took_seconds: None,
        results: Vec::new(),
    };
    let id = create(&hub, task)?;
    work::launch(&hub, &id);
    let answer = json!({
        "taskId": id, "status": "RUNNING", "errorCode": "", "errorMessage": "", "results": null,
        "clientId": random_key().unwrap_or_default(),
        "promptTips": r#"{"result": true, "error": null, "outputs_to_execute": ["1"], "node_errors": {}}"#
    });
    Ok(about(&id, Json(answer).into_response()))
}

/// `POST /openapi/v2/price-preview/{endpoint}`: the checks of a submit, and a price instead of a task.
pub(crate) async fn price_preview(
    State(hub): State<Arc<Hub>>,
    Path(endpoint): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (_, model, accepted) = examine(&hub, &endpoint, &headers, &body)?;
    let micros = price_micros(model, &accepted).ok_or_else(|| Refusal::flat_because(1501, "Price config not found"))?;
    let by_second = model
        .price
        .as_ref()
        .is_some_and(|list| matches!(list.unit, PriceUnit::Second { .. } | PriceUnit::ClipSecond { .. }));
    let price = decimal(micros);
    let number: Value = price.parse().unwrap_or(Value::Null);
    Ok(Json(json!({
        "estimatedPrice": number, "currency": "CNY", "freeLimit": false, "isFreeThisCall": false,
        "remainingFreeLimitCount": 0, "freeLimitCount": 0,
        "priceText": format!("{price}元{}", if by_second { "，按秒计费" } else { "/次" }),
        "priceTextEn": format!("¥{price}{}", if by_second { ", billed by the second" } else { " per call" })
    }))
    .into_response())
}

/// Everything that is looked at before anything happens, in the service's order: key, path, kind of key, body.
fn examine<'a>(
    hub: &'a Hub,
    endpoint: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(Holder, &'a Model, Accepted), Refusal> {
    let holder = hub.bearer(headers).ok_or_else(Refusal::bad_key)?;
    let model = hub.catalogue.model(&Endpoint::new(endpoint)).ok_or_else(|| Refusal::Flat {
        code: 1001,
        message: words(1001).to_owned(),
        status: StatusCode::NOT_FOUND,
    })?;
    if holder == Holder::Consumer {
        return Err(Refusal::flat(1014));
    }
    let body: Map<String, Value> = serde_json::from_slice(body)
        .map_err(|_| Refusal::flat_because(1007, "Invalid parameter: the body is not a JSON object"))?;
    let accepted = rules::examine(hub, model, &body)?;
    Ok((holder, model, accepted))
}

fn price_micros(model: &Model, accepted: &Accepted) -> Option<i64> {
    list_price(model, &accepted.values, |id| accepted.find(id)).amount().map(|money| money.micros)
}

/// Looks at queue and wallet and writes the task down, in one step, so that two submits cannot spend the same money.
fn create(hub: &Hub, task: Task) -> Result<String, Refusal> {
    let id = new_id().ok_or_else(|| Refusal::flat(1005))?;
    hub.change(|ledger| {
        let unfinished = ledger.count(TaskState::Queued) + ledger.count(TaskState::Running);
        let room = u64::from(hub.options.concurrent_limit) + u64::from(hub.options.queue_limit);
        if unfinished as u64 >= room {
            return Err(Refusal::flat(421));
        }
        if task.holder == Holder::Poor {
            return Err(Refusal::flat(812));
        }
        if task.price_micros.unwrap_or(0) > ledger.free_micros() {
            return Err(Refusal::flat(416));
        }
        ledger.tasks.insert(id.clone(), task);
        Ok(id)
    })
}

/// Nineteen digits: the time and some chance.
fn new_id() -> Option<String> {
    let mut chance = [0; 4];
    getrandom::fill(&mut chance).ok()?;
    let tail = u32::from_be_bytes(chance) % 1_000_000;
    Some(format!("{:013}{tail:06}", Timestamp::now().as_millisecond()))
}

/// Some twentieth of the model's usual time, so that practice is believable and not a test of patience.
fn run_ms(model: &Model) -> u64 {
    let usual = model.waiting_time.map_or(USUAL_SECONDS, |time| u64::from(time.from + time.to) / 2);
    (usual * 1000 / 20).clamp(3_000, 12_000)
}
