//! A form and a job as the window sees them.

use afterframe_core::{
    form::{FieldProblem, FormValues},
    ids::{Endpoint, JobId},
    job::{Cancel, JobState, Origin, Trouble},
    library::JobGroup,
    money::Money,
    price::Price,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::media::MediaView;

/// A filled-in form.
#[derive(Debug, Deserialize, TS)]
pub struct FormRequest {
    pub endpoint: Endpoint,
    #[ts(type = "Record<string, FieldValue>")]
    pub values: FormValues,
}

/// Forms whose list prices are asked for at once: of every card that is shown, or of every variant of a model.
#[derive(Debug, Deserialize, TS)]
pub struct PricesRequest {
    pub forms: Vec<FormRequest>,
}

/// How well a clip suits a model: no problems, or what keeps it out.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ModelFit {
    pub endpoint: Endpoint,
    pub problems: Vec<FieldProblem>,
}

/// What became of a pressed button.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum JobCreated {
    Created {
        job: Box<JobView>,
    },
    /// Nothing was written or sent.
    Refused {
        problems: Vec<FieldProblem>,
    },
}

#[derive(Debug, Deserialize, TS)]
pub struct JobRequest {
    pub id: JobId,
}

/// Another form for a job that was not sent yet.
#[derive(Debug, Deserialize, TS)]
pub struct JobEdit {
    pub id: JobId,
    pub endpoint: Endpoint,
    #[ts(type = "Record<string, FieldValue>")]
    pub values: FormValues,
}

/// Another place in line.
#[derive(Debug, Deserialize, TS)]
pub struct JobMove {
    pub id: JobId,
    /// The job that stands behind it then; `null` is the end of the line.
    pub before: Option<JobId>,
}

/// The whole line is held, or goes on.
#[derive(Debug, Deserialize, TS)]
pub struct LineSet {
    pub paused: bool,
}

/// What is known about a submit whose answer was lost.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InquiryView {
    pub sent_at: Timestamp,
    /// The last balance that was known before it was sent.
    pub balance_before: Option<Money>,
    pub balance_now: Option<Money>,
    /// How many tasks the account runs now, from here or elsewhere.
    pub running: Option<u32>,
    /// How many of them are watched here.
    pub watched: u32,
}

/// The task that an unknown submit had started, as a person found it.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobAttach {
    pub id: JobId,
    pub task_id: String,
}

/// A task of the account that no job has.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TaskFetch {
    pub task_id: String,
    /// The model that made it, where it is known.
    pub endpoint: Option<Endpoint>,
}

/// What was taken in again from the results folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct ResultsFound {
    pub count: u32,
}

/// Makes a text for support: about one job, or about the program.
#[derive(Debug, Deserialize, TS)]
pub struct ReportRequest {
    pub job: Option<JobId>,
}

/// What becomes of the files of a deleted job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FilesFate {
    Keep,
    /// To the bin of the system, from where they can come back.
    Bin,
}

/// A job with everything that its card and its page show.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobView {
    pub id: JobId,
    pub endpoint: Endpoint,
    pub title: String,
    #[ts(type = "Record<string, FieldValue>")]
    pub values: FormValues,
    pub inputs: Vec<MediaView>,
    pub results: Vec<MediaView>,
    pub state: JobState,
    /// How many more results the task had made that could not be fetched.
    pub missing: u32,
    pub trouble: Option<Trouble>,
    /// A person holds it before it is sent.
    pub paused: bool,
    /// The place in line that a person gave it. Jobs without one stand behind, the older first.
    pub place: Option<u32>,
    /// The site that runs it, as a host; `practice` for the built-in server.
    pub site: String,
    pub practice: bool,
    pub created_at: Timestamp,
    pub accepted_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
    /// When the next try or question is due.
    pub next_at: Option<Timestamp>,
    /// RunningHub's number for it, for its support.
    pub task_id: Option<String>,
    pub estimate: Price,
    pub cost: Option<Money>,
    /// What came of the wish that RunningHub ends it.
    pub cancel: Option<Cancel>,
    pub origin: Origin,
    /// It has a star.
    pub favourite: bool,
    pub tags: Vec<String>,
    /// The ids of the collections that it is in.
    pub collections: Vec<String>,
    /// Which of the takes with the same title it is; `null` where it is the only one.
    pub take: Option<u32>,
    /// What it was made together with.
    pub group: Option<JobGroup>,
}
