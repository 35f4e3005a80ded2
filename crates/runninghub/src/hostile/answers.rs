//! Answers of the API: a letter for the HTTP status, one for how the body ended, and the body.

use serde_json::Value;

use crate::answer::understood;
use crate::http::{Answer, Cut};
use crate::submit::judge;
use crate::{
    AccountStatus, ApiKey, CallError, NetworkError, NetworkKind, QueueStatus, Quote, RetryClass, SubmitOutcome,
    Success, TaskReport, UploadError, Uploaded,
};

const KEY: &str = "0123456789abcdef0123456789abcdef";
/// By the lower half of a letter: `0` is 200, `9` is 500.
const STATUSES: [u16; 16] = [200, 201, 204, 302, 400, 401, 403, 404, 429, 500, 502, 503, 408, 418, 410, 100];

fn key() -> ApiKey {
    ApiKey::new(KEY).expect("a key")
}

fn answer(bytes: &[u8]) -> Option<Answer> {
    let [status, end, body @ ..] = bytes else { return None };
    let network = |kind| Some(Cut::Network(NetworkError::new(kind, "broken off".to_owned())));
    let cut = match end & 3 {
        0 => None,
        1 => network(NetworkKind::Interrupted),
        2 => network(NetworkKind::TimedOut),
        _ => Some(Cut::TooLarge),
    };
    Some(Answer { status: STATUSES[usize::from(status & 15)], retry_after: None, body: body.to_vec(), cut })
}

/// A submit is accepted only with a task id that the answer says, refused only where the answer proves that nothing was
/// started, and never taken for one that was not sent.
pub fn submit_answer(bytes: &[u8]) {
    let Some(answer) = answer(bytes) else { return };
    let outcome = judge(&answer, &key());
    let server_fault = answer.status == 408 || answer.status >= 500;
    match &outcome {
        SubmitOutcome::Accepted { task_id, finished } => {
            assert_is_an_id(task_id.as_str());
            assert!(says(&answer.body, task_id.as_str()), "the task id {task_id} is not in the answer");
            assert!(finished.as_ref().is_none_or(|success| !success.results.is_empty()), "finished without results");
        }
        SubmitOutcome::Refused(refusal) => {
            assert!(!names_a_task(&answer), "refused, and the answer names a task");
            assert!(answer.status >= 400 || refusal.code.is_some(), "refused without a code or a status");
            assert!(!server_fault || refusal.retry == RetryClass::Never, "refused by a server that is at fault");
        }
        SubmitOutcome::Unknown(cause) => {
            assert!(!names_a_task(&answer), "unknown, and the answer names a task");
            assert!(!cause.to_string().contains(KEY), "the key is in the words");
        }
        SubmitOutcome::NotSent(_) => panic!("an answer came, so the request was sent"),
    }
    if !matches!(outcome, SubmitOutcome::Accepted { .. }) {
        assert!(!format!("{outcome:?}").contains(KEY), "the key is in the outcome");
    }
}

fn assert_is_an_id(id: &str) {
    assert!((1..=128).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic()), "{id:?} is no task id");
    assert!(!["null", "true", "false"].contains(&id), "{id:?} is no task id");
}

/// Whether this text or number stands in the body, in whatever way JSON may write it.
fn says(body: &[u8], id: &str) -> bool {
    let leaf = |value: &Value| match value {
        Value::String(text) => text.trim() == id,
        other => format!("{other}") == id,
    };
    String::from_utf8_lossy(body).contains(id)
        || serde_json::from_slice::<Value>(body).is_ok_and(|json| leaves(&json).into_iter().any(leaf))
}

fn leaves(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(parts) => parts.iter().flat_map(leaves).collect(),
        Value::Object(parts) => parts.values().flat_map(leaves).collect(),
        leaf => vec![leaf],
    }
}

/// Whether a whole answer names a task where RunningHub's answers do. Written without the code that it is held against.
fn names_a_task(answer: &Answer) -> bool {
    let Ok(json) = serde_json::from_slice::<Value>(&answer.body) else { return false };
    let pointers = ["/taskId", "/task_id", "/data/taskId", "/data/task_id"];
    answer.cut.is_none()
        && json.is_object()
        && pointers.iter().filter_map(|pointer| json.pointer(pointer)).any(|id| match id {
            Value::Number(id) => id.is_u64(),
            Value::String(id) => id.len() == 19 && id.bytes().all(|digit| digit.is_ascii_digit()),
            _ => false,
        })
}

/// The first letter says what was asked. Nothing that is kept of an answer is larger than a few times the answer, and no
/// complaint holds the key.
pub fn other_answer(bytes: &[u8]) {
    let [question, rest @ ..] = bytes else { return };
    let (Some(answer), key) = (answer(rest), key()) else { return };
    let most = 1024 + 16 * answer.body.len();
    match question & 7 {
        0 => task_report(&answer, TaskReport::read(&answer, &key), most),
        1 => told(understood(&answer, &key).map(|data| Quote::read(data.data())), most, &answer),
        2 => told(understood(&answer, &key).map(|data| AccountStatus::read(data.data())), most, &answer),
        3 => told(understood(&answer, &key).map(|data| QueueStatus::read(data.data())), most, &answer),
        _ => match Uploaded::read(&answer, &key) {
            Ok(uploaded) => assert!(!uploaded.download_url.trim().is_empty(), "uploaded to nowhere"),
            Err(UploadError::Call(error)) => complaint(&error),
            Err(other) => panic!("an answer is no reason for {other}"),
        },
    }
}

fn task_report(answer: &Answer, report: Result<TaskReport, CallError>, most: usize) {
    match report {
        Ok(TaskReport::Succeeded(Success { results, .. })) => {
            let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
            let kept: usize =
                results.iter().map(|item| length(&item.url) + length(&item.text) + length(&item.output_type)).sum();
            assert!(kept <= most, "{kept} bytes are kept of {}", answer.body.len());
            assert!(results.iter().all(|item| item.url.is_some() || item.text.is_some()), "a result of nothing");
        }
        Ok(TaskReport::Failed(failure)) => {
            assert!(!format!("{failure:?}").contains(KEY), "the key is in the failure");
        }
        Ok(TaskReport::Pending(_)) => assert!(answer.cut.is_none(), "half an answer was believed"),
        Err(error) => complaint(&error),
    }
}

fn told<T: std::fmt::Debug>(told: Result<Option<T>, CallError>, most: usize, answer: &Answer) {
    match told {
        Ok(told) => {
            assert!(answer.cut.is_none() && (200..300).contains(&answer.status), "believed: {}", answer.status);
            assert!(format!("{told:?}").len() <= most, "more is kept than was said");
        }
        Err(error) => complaint(&error),
    }
}

fn complaint(error: &CallError) {
    assert!(!format!("{error:?} {error}").contains(KEY), "the key is in the complaint");
}
