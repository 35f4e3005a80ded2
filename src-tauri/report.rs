//! The text that a person copies for support: what was run, where and when, and which codes came. Never a key, a prompt, a
//! file name, a path, a signed address or RunningHub's own words, which may repeat any of them.

use std::fmt::Write as _;

use afterframe_core::{
    job::{Cancel, Charged, Failure, Job, JobState},
    time::Timestamp,
};
use afterframe_engine::PastState;

use crate::present::host;

/// The program as support needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    pub version: String,
    /// Operating system and processor.
    pub system: String,
    /// The host that is worked with.
    pub site: Option<String>,
    pub ffmpeg: bool,
    /// A proxy is set by hand.
    pub proxy: bool,
}

/// About the program alone.
pub fn of_program(program: &Program) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| {
        // A string takes any text.
        let _ = writeln!(text, "{name}: {value}");
    };
    line("Afterframe", &program.version);
    line("System", &program.system);
    line("Site", program.site.as_deref().unwrap_or("none"));
    line("ffmpeg", if program.ffmpeg { "found" } else { "not found" });
    line("Proxy", if program.proxy { "set by hand" } else { "of the system" });
    text
}

/// About one job, with the states through which it came.
pub fn of_job(program: &Program, job: &Job, past: &[PastState]) -> String {
    let mut text = of_program(program);
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(text, "{name}: {value}");
    };
    line("Job", job.id.as_str());
    line("Job's site", if job.practice { "practice" } else { host(&job.site) });
    line("Model", if job.endpoint.as_str().is_empty() { "not known" } else { job.endpoint.as_str() });
    line("Task", job.task_id.as_ref().map_or("none", |id| id.as_str()));
    line("Origin", &named(&job.origin));
    line("State", &state(&job.state));
    if job.paused {
        line("Held", "yes");
    }
    if let Some(place) = job.place {
        line("Place in line", &place.to_string());
    }
    if let Some(trouble) = &job.trouble {
        line("Trouble", &named(trouble));
    }
    if let Some(cancel) = &job.cancel {
        line("Cancel", &cancel_in_words(cancel));
    }
    line("Tries", &job.tries.to_string());
    for (name, at) in [
        ("Created", Some(job.created_at)),
        ("Submitted", submitted_at(&job.state)),
        ("Accepted", job.accepted_at),
        ("Changed", Some(job.changed_at)),
        ("Finished", job.finished_at),
        ("Next", job.next_at),
    ] {
        if let Some(at) = at {
            line(name, &time(at));
        }
    }
    line("Files", &format!("{} in, {} offered, {} kept", job.files().count(), job.outputs.len(), job.results.len()));
    if let Some(cost) = job.cost {
        line("Cost", &format!("{} millionths {}", cost.micros, named(&cost.currency)));
    }
    for PastState { state, at } in past {
        line("History", &format!("{} {state}", time(*at)));
    }
    text
}

fn state(state: &JobState) -> String {
    match state {
        JobState::Failed { failure: Failure { kind, charged, code, .. } } => {
            let code = code.as_deref().map(plain).unwrap_or_default();
            format!("failed, kind {}, code {}, charged {}", named(kind), or_none(&code), in_words(*charged))
        }
        JobState::Cancelled { charged } => format!("cancelled, charged {}", in_words(*charged)),
        JobState::Waiting { reason } => format!("waiting, {}", named(reason)),
        other => named(other),
    }
}

fn submitted_at(state: &JobState) -> Option<Timestamp> {
    match state {
        JobState::Submitting { since } | JobState::Unknown { since } => Some(*since),
        _ => None,
    }
}

fn cancel_in_words(cancel: &Cancel) -> String {
    match cancel {
        Cancel::Refused { code, .. } => {
            format!("refused, code {}", or_none(&code.as_deref().map(plain).unwrap_or_default()))
        }
        other => named(other),
    }
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "none" } else { text }
}

fn in_words(charged: Charged) -> &'static str {
    match charged {
        Charged::No => "no",
        Charged::Yes => "yes",
        Charged::Unknown => "not known",
    }
}

/// A code is a few letters and digits; whatever else a server writes in its place stays out.
fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).take(12).collect()
}

/// The name that a value has everywhere else: in the database and in the window.
fn named<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(serde_json::Value::Object(fields)) => {
            fields.get("type").and_then(serde_json::Value::as_str).unwrap_or("?").to_owned()
        }
        _ => "?".to_owned(),
    }
}

/// In seconds of universal time: whoever reads this may live elsewhere.
fn time(at: Timestamp) -> String {
    let known = jiff::Timestamp::from_millisecond(at.0);
    known.map_or_else(|_| at.0.to_string(), |at| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use afterframe_core::{
        form::FieldValue,
        ids::{Endpoint, FieldKey, JobId, MediaId, TaskId},
        job::{FailureKind, Output, Upload},
    };

    use super::*;

    fn program() -> Program {
        Program {
            version: "0.1.0".to_owned(),
            system: "linux x86_64".to_owned(),
            site: Some("www.runninghub.ai".to_owned()),
            ffmpeg: true,
            proxy: false,
        }
    }

    fn failed() -> Job {
        let secret = |text: &str| format!("SECRET {text}");
        let values = BTreeMap::from([(FieldKey::from("prompt"), FieldValue::Text(secret("prompt")))]);
        let failure = Failure {
            kind: FailureKind::Input,
            charged: Charged::No,
            code: Some("1007".to_owned()),
            message: Some(secret("message with the prompt in it")),
        };
        let (id, endpoint) = (JobId::from("job-1"), Endpoint::from("maker/model"));
        let site = "https://www.runninghub.ai/SECRET".to_owned();
        Job {
            title: secret("file name"),
            state: JobState::Failed { failure },
            task_id: Some(TaskId::from("1980231145512345601")),
            uploads: BTreeMap::from([(
                MediaId::from("m1"),
                Upload { url: secret("signed link"), expires_at: Timestamp(0) },
            )]),
            outputs: vec![Output {
                url: secret("signed link"),
                output_type: secret("type"),
                text: Some(secret("answer")),
            }],
            cancel: Some(Cancel::Refused { code: Some("807".to_owned()), message: Some(secret("words")) }),
            ..Job::new(id, endpoint, values, site, Timestamp(1_795_176_000_000))
        }
    }

    #[test]
    fn a_report_says_what_support_needs_and_nothing_that_is_private() {
        let past = |state: &str, at| PastState { state: state.to_owned(), at: Timestamp(at) };
        let states = [past("preparing", 1_795_176_000_000), past("failed", 1_795_176_005_000)];
        let text = of_job(&program(), &failed(), &states);
        for line in [
            "Afterframe: 0.1.0",
            "System: linux x86_64",
            "Job's site: www.runninghub.ai",
            "Model: maker/model",
            "Task: 1980231145512345601",
            "State: failed, kind input, code 1007, charged no",
            "Cancel: refused, code 807",
            "Created: 2026-11-20 12:00:00 UTC",
            "History: 2026-11-20 12:00:00 UTC preparing",
            "History: 2026-11-20 12:00:05 UTC failed",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
        }
        assert!(!text.contains("SECRET"), "{text}");
    }

    #[test]
    fn a_code_that_is_no_code_stays_out() {
        assert_eq!(plain("1007"), "1007");
        assert_eq!(plain("a prompt, and a https://link"), "apromptandah");
    }

    #[test]
    fn times_are_dates_that_everyone_reads_the_same_way() {
        for (millis, text) in [
            (0, "1970-01-01 00:00:00 UTC"),
            (951_782_400_000, "2000-02-29 00:00:00 UTC"),
            (1_709_251_199_999, "2024-02-29 23:59:59 UTC"),
            (1_795_176_000_000, "2026-11-20 12:00:00 UTC"),
        ] {
            assert_eq!(time(Timestamp(millis)), text);
        }
    }
}
