//! Reads how a task stands from an answer, in all the shapes that the two generations send.

use std::io;

use serde_json::Value;

use crate::answer::{error_of_status, json_of, payload};
use crate::http::Answer;
use crate::key::ApiKey;
use crate::number;
use crate::{
    CallError, ErrorKind, Failure, PendingState, Refusal, ResultItem, RetryClass, Success, TaskId, TaskReport, Usage,
};

impl TaskReport {
    /// The report in the answer to a query.
    pub(crate) fn read(answer: &Answer, key: &ApiKey) -> Result<Self, CallError> {
        let json = json_of(answer)?;
        let fields = payload(&json);
        let refusal = Refusal::in_body(&json, answer.status, answer.retry_after, key)
            .or_else(|| Refusal::in_body(fields, answer.status, answer.retry_after, key));
        let status = fields.get("status").and_then(number::text).unwrap_or_default();
        match (status.to_ascii_uppercase().as_str(), refusal) {
            ("SUCCESS", _) => Ok(Self::Succeeded(success(fields))),
            ("FAILED" | "CANCEL" | "CANCELED" | "CANCELLED", refusal) => {
                let cancelled = !status.eq_ignore_ascii_case("FAILED");
                Ok(Self::Failed(failure(fields, refusal, cancelled, key)))
            }
            ("", Some(refusal)) => refused(fields, refusal, key),
            ("", None) if (200..300).contains(&answer.status) => Err(CallError::Unreadable { status: answer.status }),
            ("", None) => Err(error_of_status(answer)),
            ("QUEUED" | "CREATE", _) => Ok(Self::Pending(PendingState::Queued)),
            ("RUNNING", _) => Ok(Self::Pending(PendingState::Running)),
            (_, _) => Ok(Self::Pending(PendingState::Other(status))),
        }
    }
}

/// An answer with an error and no state: about the task if its code can only be the end of one, about
/// the question otherwise.
fn refused(fields: &Value, refusal: Refusal, key: &ApiKey) -> Result<TaskReport, CallError> {
    match (refusal.retry, refusal.kind) {
        (RetryClass::KeepPolling, _) => {
            Ok(TaskReport::Pending(match refusal.code.as_ref().map(crate::ErrorCode::as_str) {
                Some("813") => PendingState::Queued,
                _ => PendingState::Running,
            }))
        }
        (
            _,
            ErrorKind::GenerationFailed
            | ErrorKind::Content
            | ErrorKind::RealPeople
            | ErrorKind::FileUnusable
            | ErrorKind::TimedOut,
        ) => Ok(TaskReport::Failed(failure(fields, Some(refusal), false, key))),
        _ => Err(CallError::Refused(refusal)),
    }
}

fn failure(fields: &Value, refusal: Option<Refusal>, cancelled: bool, key: &ApiKey) -> Failure {
    let (code, kind, message) = match refusal {
        Some(refusal) => (refusal.code, refusal.kind, refusal.message),
        None => (None, ErrorKind::GenerationFailed, String::new()),
    };
    // A status such as 200 gives a message without a code no kind of its own.
    let kind = match kind {
        _ if cancelled => ErrorKind::Cancelled,
        ErrorKind::Other if code.is_none() => ErrorKind::GenerationFailed,
        kind => kind,
    };
    let message = if message.is_empty() { reason(fields, key) } else { message };
    Failure { code, kind, message, usage: usage(fields) }
}

/// The words of a node that failed, where a workflow says them.
fn reason(fields: &Value, key: &ApiKey) -> String {
    fields
        .get("failedReason")
        .and_then(|reason| reason.get("exception_message"))
        .and_then(number::text)
        .map(|text| key.hide_in(&text))
        .unwrap_or_default()
}

/// Results and cost of a task that succeeded.
pub(crate) fn success(fields: &Value) -> Success {
    let items = fields.get("results").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    Success { results: items.iter().filter_map(item).collect(), usage: usage(fields) }
}

fn item(value: &Value) -> Option<ResultItem> {
    let first = |names: &[&str]| names.iter().find_map(|name| value.get(name).and_then(number::text));
    let said = || ["text", "content", "output"].iter().find_map(|name| value.get(name).and_then(said));
    let text = if value.is_string() { self::said(value) } else { said() };
    let url = first(&["url", "outputUrl", "fileUrl"]);
    let mut item = ResultItem { url, output_type: first(&["outputType", "fileType"]), text };
    // Some models name the address where others put their words.
    if item.url.is_none() && item.text.as_deref().is_some_and(is_address) {
        item.url = item.text.take().map(|text| text.trim().to_owned());
    }
    (item.url.is_some() || item.text.is_some()).then_some(item)
}

/// The words of a model as it wrote them; an answer with parts stays readable as what it is.
fn said(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(parts) if !parts.is_empty() => Some(in_lines(value)),
        Value::Object(parts) if !parts.is_empty() => Some(in_lines(value)),
        _ => None,
    }
}

/// Over several lines, unless that takes four times the room: lists within lists would be mostly indentation, and an answer
/// of a few megabytes would become gigabytes.
fn in_lines(value: &Value) -> String {
    let plain = value.to_string();
    let mut lines = Vec::new();
    let mut room = Room { left: plain.len().saturating_mul(4), out: &mut lines };
    match serde_json::to_writer_pretty(&mut room, value) {
        Ok(()) => String::from_utf8(lines).unwrap_or(plain),
        Err(_) => plain,
    }
}

/// Takes so many bytes and no more.
struct Room<'a> {
    left: usize,
    out: &'a mut Vec<u8>,
}

impl io::Write for Room<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.left = self.left.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
        self.out.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn is_address(text: &str) -> bool {
    let text = text.trim();
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

fn usage(fields: &Value) -> Usage {
    if let Some(total) = fields.get("usage").filter(|usage| usage.is_object()) {
        return one_usage(total);
    }
    let parts = fields.get("taskUsageList").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    parts.iter().map(one_usage).fold(Usage::default(), |sum, part| Usage {
        money: add(sum.money, part.money, crate::Micros::plus),
        coins: add(sum.coins, part.coins, crate::Micros::plus),
        seconds: add(sum.seconds, part.seconds, u64::saturating_add),
    })
}

fn one_usage(value: &Value) -> Usage {
    let amount = |name: &str| value.get(name).and_then(number::micros);
    Usage {
        money: add(amount("consumeMoney"), amount("thirdPartyConsumeMoney"), crate::Micros::plus),
        coins: amount("consumeCoins"),
        seconds: value.get("taskCostTime").and_then(number::whole),
    }
}

/// The sum of what is there; nothing and nothing stay nothing.
fn add<T>(left: Option<T>, right: Option<T>, sum: impl Fn(T, T) -> T) -> Option<T> {
    match (left, right) {
        (Some(left), Some(right)) => Some(sum(left, right)),
        (left, right) => left.or(right),
    }
}

/// The task id in an answer, under either name, at the top or in `data`.
pub(crate) fn task_id(json: &Value) -> Option<TaskId> {
    [Some(json), json.get("data")]
        .into_iter()
        .flatten()
        .flat_map(|fields| [fields.get("taskId"), fields.get("task_id")])
        .flatten()
        .find_map(one_task_id)
}

/// RunningHub's numbers have nineteen digits. What is far longer or has spaces in it is no id, whatever it stands under, and
/// a number with a point or an exponent has lost the digits that count.
fn one_task_id(value: &Value) -> Option<TaskId> {
    const LONGEST: usize = 128;
    let text = match value {
        Value::Number(number) => number.as_u64()?.to_string(),
        other => number::text(other)?,
    };
    // What programs write where there is nothing.
    let nothing =
        ["null", "none", "undefined", "nan", "true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let is_id = !nothing && text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic());
    is_id.then(|| TaskId::new(text))
}

/// The task id in an answer that is not whole or no JSON: what follows the name, if its end is there.
pub(crate) fn task_id_in_fragment(body: &[u8]) -> Option<TaskId> {
    let text = String::from_utf8_lossy(body);
    ["\"taskId\"", "\"task_id\""].into_iter().find_map(|name| {
        let mut places = text.match_indices(name).map(|(place, _)| &text[place + name.len()..]);
        places.find_map(task_id_behind)
    })
}

/// The value behind a name: a quoted word, or digits without quotes.
fn task_id_behind(rest: &str) -> Option<TaskId> {
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    let (id, rest) = match rest.strip_prefix('"') {
        Some(rest) => rest.split_once('"')?,
        None => rest.split_at(rest.find(|c: char| !c.is_ascii_digit())?),
    };
    let ended = rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || ",}]".contains(c));
    let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if ended && plain { one_task_id(&Value::from(id)) } else { None }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Micros, NetworkError, NetworkKind};

    fn read(status: u16, body: &Value) -> Result<TaskReport, CallError> {
        let key = ApiKey::new("0123456789abcdef0123456789abcdef").unwrap();
        let body = body.to_string().into_bytes();
        TaskReport::read(&Answer { status, retry_after: None, body, cut: None }, &key)
    }

    #[test]
    fn states_are_compared_without_case_and_unknown_ones_stay_pending() {
        for (status, state) in [
            ("RUNNING", PendingState::Running),
            ("running", PendingState::Running),
            ("Queued", PendingState::Queued),
            ("CREATE", PendingState::Queued),
            ("THINKING", PendingState::Other("THINKING".into())),
        ] {
            let body = json!({"taskId": "1", "status": status, "results": null, "usage": null});
            assert_eq!(read(200, &body), Ok(TaskReport::Pending(state)));
        }
    }

    #[test]
    fn a_success_has_its_results_and_its_whole_cost() {
        let report = read(
            200,
            &json!({
                "taskId": "2013508786110730241", "status": "success", "errorCode": "", "errorMessage": "",
                "results": [
                    {"url": "https://x.example/a.mp4", "nodeId": "4", "outputType": "mp4", "text": null},
                    {"outputUrl": "https://x.example/b.png"}, {"content": "a poem"}, {}
                ],
                "usage": {"consumeMoney": "0.10", "consumeCoins": null, "taskCostTime": "35",
                          "thirdPartyConsumeMoney": 1.89}
            }),
        )
        .unwrap();
        let TaskReport::Succeeded(success) = report else { panic!("{report:?}") };
        assert_eq!(success.results.len(), 3);
        assert_eq!(success.results[0].url.as_deref(), Some("https://x.example/a.mp4"));
        assert_eq!(success.results[1].url.as_deref(), Some("https://x.example/b.png"));
        assert_eq!(success.results[2].text.as_deref(), Some("a poem"));
        assert_eq!(success.usage.money, Some(Micros(1_990_000)));
        assert_eq!((success.usage.coins, success.usage.seconds), (None, Some(35)));
    }

    #[test]
    fn words_come_under_three_names_and_an_address_among_them_is_an_address() {
        let report = read(
            200,
            &json!({"status": "SUCCESS", "results": [
                {"url": null, "nodeId": "4", "outputType": "txt", "text": "  Dusk falls\nover the ridge\n"},
                {"url": "", "content": {"lyrics": "Dusk"}}, {"output": "https://x.example/a.glb?sign=1"},
                {"output": "see https://x.example"}, "https://x.example/b.png", "Dusk", {"text": " \n"}
            ]}),
        );
        let Ok(TaskReport::Succeeded(success)) = report else { panic!("{report:?}") };
        let items: Vec<_> = success.results.iter().map(|item| (item.url.as_deref(), item.text.as_deref())).collect();
        assert_eq!(
            items,
            [
                (None, Some("  Dusk falls\nover the ridge\n")),
                (None, Some("{\n  \"lyrics\": \"Dusk\"\n}")),
                (Some("https://x.example/a.glb?sign=1"), None),
                (None, Some("see https://x.example")),
                (Some("https://x.example/b.png"), None),
                (None, Some("Dusk")),
            ]
        );
        assert_eq!(success.results[0].output_type.as_deref(), Some("txt"));
    }

    #[test]
    fn a_cost_that_did_not_come_is_not_zero() {
        let report = read(200, &json!({"status": "SUCCESS", "results": null, "usage": null}));
        let nothing = Success { results: vec![], usage: Usage::default() };
        assert_eq!(report, Ok(TaskReport::Succeeded(nothing)));
    }

    #[test]
    fn a_failure_has_its_kind_its_words_and_its_cost() {
        let report = read(
            200,
            &json!({
                "status": "FAILED", "errorCode": "1505", "errorMessage": "no real people", "results": null,
                "taskUsageList": [{"consumeMoney": "0.1"}, {"consumeMoney": "0.2", "taskCostTime": 3}]
            }),
        )
        .unwrap();
        let TaskReport::Failed(failure) = report else { panic!("{report:?}") };
        assert_eq!(failure.kind, ErrorKind::RealPeople);
        assert_eq!(failure.message, "no real people");
        assert_eq!(failure.usage.money, Some(Micros(300_000)));
        let report = read(
            200,
            &json!({
                "status": "FAILED", "failedReason": {"exception_message": "out of memory"}
            }),
        );
        let Ok(TaskReport::Failed(failure)) = report else { panic!("{report:?}") };
        assert_eq!(failure.kind, ErrorKind::GenerationFailed);
        assert_eq!(failure.message, "out of memory");
        let report = read(200, &json!({"status": "CANCEL"}));
        let Ok(TaskReport::Failed(failure)) = report else { panic!("{report:?}") };
        assert_eq!(failure.kind, ErrorKind::Cancelled);
    }

    #[test]
    fn an_error_without_a_state_is_about_the_task_or_about_the_question() {
        let report = read(200, &json!({"errorCode": "1015", "errorMessage": "failed"}));
        assert!(matches!(report, Ok(TaskReport::Failed(_))), "{report:?}");
        let report = read(200, &json!({"code": 804, "msg": "APIKEY_TASK_IS_RUNNING"}));
        assert_eq!(report, Ok(TaskReport::Pending(PendingState::Running)));
        let error = read(200, &json!({"errorCode": "1004", "errorMessage": "gone"})).unwrap_err();
        assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Missing, false));
        let error = read(200, &json!({"errorCode": "1003", "errorMessage": "slow"})).unwrap_err();
        assert!(error.is_transient());
        let error = read(401, &json!({"message": "no"})).unwrap_err();
        assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Auth, false));
        assert_eq!(read(502, &json!({})), Err(CallError::ServerError { status: 502, retry_after: None }));
        assert_eq!(read(404, &json!({"error": "Not Found"})), Err(CallError::Unreadable { status: 404 }));
        assert_eq!(read(200, &json!({})), Err(CallError::Unreadable { status: 200 }));
    }

    #[test]
    fn an_answer_that_was_cut_is_a_network_error() {
        let key = ApiKey::new("0123456789abcdef0123456789abcdef").unwrap();
        let error = NetworkError::new(NetworkKind::Interrupted, "reset");
        let cut = Some(crate::http::Cut::Network(error.clone()));
        let answer = Answer { status: 200, retry_after: None, body: b"{\"sta".to_vec(), cut };
        assert_eq!(TaskReport::read(&answer, &key), Err(CallError::Network(error)));
    }

    #[test]
    fn a_task_id_is_found_wherever_it_stands() {
        for body in [
            json!({"taskId": "2013508786110730241"}),
            json!({"task_id": 2_013_508_786_110_730_241_u64}),
            json!({"code": 0, "data": {"taskId": "2013508786110730241"}}),
            json!({"taskId": "", "data": {"task_id": "2013508786110730241"}}),
        ] {
            assert_eq!(task_id(&body), Some(TaskId::new("2013508786110730241")), "{body}");
        }
        assert_eq!(task_id(&json!({"taskId": null, "data": null})), None);
    }

    #[test]
    fn a_task_id_is_found_in_half_an_answer_only_if_it_is_whole() {
        for (text, id) in [
            (r#"{"taskId":"2013508786110730241","stat"#, Some("2013508786110730241")),
            (r#"{"task_id" : 2013508786110730241, "#, Some("2013508786110730241")),
            (r#"{"taskId":"20135087861"#, None),
            (r#"{"taskId":2013508786"#, None),
            (r#"{"taskId":"","status":"FAILED""#, None),
            (r#"{"taskId":null,"#, None),
            (r#"{"taskId":false,"#, None),
            (r#"{"taskId":2.013508786110730241e18,"#, None),
            (r#"{"taskId":null,"data":{"taskId":"2013508786110730241","#, Some("2013508786110730241")),
            (r"<html>", None),
        ] {
            assert_eq!(task_id_in_fragment(text.as_bytes()), id.map(TaskId::new), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_a_task_id_is_none() {
        for id in [json!(1.98e18), json!(-5), json!("see the\nnext page"), json!("1".repeat(129)), json!("null")] {
            assert_eq!(task_id(&json!({ "taskId": id })), None, "{id}");
            let data = json!({"taskId": id, "data": {"taskId": "2013508786110730241"}});
            assert_eq!(task_id(&data), Some(TaskId::new("2013508786110730241")), "{id}");
        }
    }

    #[test]
    fn lists_within_lists_stay_about_as_long_as_they_came() {
        let mut deep = json!(vec![0; 1000]);
        for _ in 0..100 {
            deep = json!([deep]);
        }
        let came = deep.to_string().len();
        let success = success(&json!({"results": [{ "text": deep }, {"text": {"a": "b"}}]}));
        assert_eq!(success.results[0].text.as_ref().map(String::len), Some(came));
        assert_eq!(success.results[1].text.as_deref(), Some("{\n  \"a\": \"b\"\n}"));
    }
}
