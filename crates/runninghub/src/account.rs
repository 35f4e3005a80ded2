//! What an account and its queue say about themselves.

use serde_json::Value;

use crate::Micros;
use crate::number;

/// The answer of `accountStatus`. A field that did not come is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountStatus {
    /// The wallet, in `currency`.
    pub remain_money: Option<Micros>,
    /// The RH coins.
    pub remain_coins: Option<Micros>,
    /// `USD` or `CNY`, in capitals.
    pub currency: Option<String>,
    /// Tasks that run or wait under this account now.
    pub running_tasks: Option<u32>,
    /// What kind of key it is.
    pub api_type: ApiType,
}

/// The kinds of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiType {
    /// A member's key (`NORMAL`): it cannot run models.
    Consumer,
    /// An enterprise-shared key: the one that runs models.
    Shared,
    /// A key to rented machines: it cannot run models.
    Exclusive,
    /// A kind that is not known, or none was said (then empty).
    Other(String),
}

impl ApiType {
    fn read(value: Option<&Value>) -> Self {
        let text = value.and_then(number::text).unwrap_or_default().to_uppercase();
        match text.as_str() {
            "NORMAL" => Self::Consumer,
            "SHARED" => Self::Shared,
            "EXCLUSIVE" => Self::Exclusive,
            _ => Self::Other(text),
        }
    }
}

/// The answer of `queue/status`. A field that did not come is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueStatus {
    /// How many tasks the key may run at once.
    pub concurrent_limit: Option<u32>,
    /// Tasks that run.
    pub running: Option<u32>,
    /// Tasks that wait.
    pub queued: Option<u32>,
    /// What kind of key it is.
    pub api_type: ApiType,
}

impl AccountStatus {
    /// Reads the fields; none if not one of them is there.
    pub(crate) fn read(data: &Value) -> Option<Self> {
        const FIELDS: [&str; 5] = ["remainMoney", "remainCoins", "currency", "currentTaskCounts", "apiType"];
        has_any(data, &FIELDS).then(|| Self {
            remain_money: data.get("remainMoney").and_then(number::micros),
            remain_coins: data.get("remainCoins").and_then(number::micros),
            currency: data.get("currency").and_then(number::text).map(|text| text.to_uppercase()),
            running_tasks: data.get("currentTaskCounts").and_then(number::count),
            api_type: ApiType::read(data.get("apiType")),
        })
    }
}

impl QueueStatus {
    /// Reads the fields; none if not one of them is there.
    pub(crate) fn read(data: &Value) -> Option<Self> {
        const FIELDS: [&str; 4] = ["concurrentLimit", "runningCount", "queuedCount", "apiKeyType"];
        has_any(data, &FIELDS).then(|| Self {
            concurrent_limit: data.get("concurrentLimit").and_then(number::count),
            running: data.get("runningCount").and_then(number::count),
            queued: data.get("queuedCount").and_then(number::count),
            api_type: ApiType::read(data.get("apiKeyType")),
        })
    }
}

fn has_any(data: &Value, fields: &[&str]) -> bool {
    fields.iter().any(|field| data.get(field).is_some())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_account_is_read_from_strings_and_nulls() {
        let account = AccountStatus::read(&json!({
            "remainCoins": "120", "currentTaskCounts": "0", "remainMoney": "12.34",
            "currency": "usd", "apiType": "SHARED"
        }))
        .unwrap();
        assert_eq!(account.remain_money, Some(Micros(12_340_000)));
        assert_eq!(account.remain_coins, Some(Micros(120_000_000)));
        assert_eq!(account.currency.as_deref(), Some("USD"));
        assert_eq!(account.running_tasks, Some(0));
        assert_eq!(account.api_type, ApiType::Shared);
        let member = AccountStatus::read(&json!({
            "remainCoins": 5, "remainMoney": null, "currency": null, "apiType": "NORMAL"
        }))
        .unwrap();
        assert_eq!((member.remain_money, member.currency), (None, None));
        assert_eq!(member.api_type, ApiType::Consumer);
        assert_eq!(AccountStatus::read(&json!({"hello": 1})), None);
    }

    #[test]
    fn a_queue_is_read_from_strings_and_numbers() {
        let queue = QueueStatus::read(&json!({
            "apiKeyType": "SHARED", "concurrentLimit": "30", "runningCount": 2, "queuedCount": "1",
            "totalCurrentTasks": "3", "instanceCount": null
        }))
        .unwrap();
        assert_eq!((queue.concurrent_limit, queue.running, queue.queued), (Some(30), Some(2), Some(1)));
        assert_eq!(ApiType::read(Some(&json!("NEW"))), ApiType::Other("NEW".into()));
    }
}
