//! Who the key belongs to, what is in the wallet, and how much runs.

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
    answer::{Refusal, wrapped},
    hub::Hub,
    keys::Holder,
    ledger,
};

/// `POST /uc/openapi/accountStatus`, with the key as `apikey`. Every number is a string.
pub(crate) async fn account_status(State(hub): State<Arc<Hub>>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(holder) = holder_of(&hub, &headers, &body, "apikey") else {
        return Refusal::Wrapped { code: 802 }.into_response();
    };
    let (queued, running) = tasks(&hub, holder);
    let (money, currency, coins) = match holder {
        Holder::Shared => (json!(decimal(hub.ledger().balance_micros)), json!("CNY"), "0"),
        Holder::Poor => (json!("0.00"), json!("CNY"), "0"),
        Holder::Consumer => (Value::Null, Value::Null, "120"),
    };
    wrapped(&json!({
        "remainCoins": coins, "currentTaskCounts": (queued + running).to_string(),
        "remainMoney": money, "currency": currency, "apiType": holder.api_type()
    }))
}

/// `GET /openapi/v2/queue/status`. Some numbers arrive as strings, as at the service.
pub(crate) async fn queue_status(State(hub): State<Arc<Hub>>, headers: HeaderMap) -> Response {
    let Some(holder) = hub.bearer(&headers) else { return Refusal::bad_key().into_response() };
    let (queued, running) = tasks(&hub, holder);
    let data = json!({
        "apiKeyType": holder.api_type(), "concurrentLimit": hub.options.concurrent_limit.to_string(),
        "runningCount": running.to_string(), "queuedCount": queued, "totalCurrentTasks": queued + running, "instanceCount": 0
    });
    Json(json!({"code": 0, "message": "success", "data": data})).into_response()
}

fn tasks(hub: &Hub, holder: Holder) -> (usize, usize) {
    if holder == Holder::Shared {
        let ledger = hub.ledger();
        (ledger.count(ledger::State::Queued), ledger.count(ledger::State::Running))
    } else {
        (0, 0)
    }
}

/// Whose key an older call carries: in the body under `field`, or else as Bearer.
pub(crate) fn holder_of(hub: &Hub, headers: &HeaderMap, body: &[u8], field: &str) -> Option<Holder> {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    match body.get(field).and_then(Value::as_str) {
        Some(key) => hub.keys.holder(key),
        None => hub.bearer(headers),
    }
}

/// Millionths as the service writes money: at least two decimals, no more than needed.
pub(crate) fn decimal(micros: i64) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let (whole, rest) = (micros.unsigned_abs() / 1_000_000, micros.unsigned_abs() % 1_000_000);
    let digits = format!("{rest:06}");
    let kept = digits.trim_end_matches('0');
    format!("{sign}{whole}.{kept:0<2}")
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn money_has_two_decimals_or_as_many_as_it_needs() {
        for (micros, text) in
            [(0, "0.00"), (1_890_000, "1.89"), (100_000_000, "100.00"), (12_345, "0.012345"), (-500_000, "-0.50")]
        {
            assert_eq!(decimal(micros), text);
        }
    }
}
