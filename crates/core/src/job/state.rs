//! The job itself and the states it can be in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    form::{FieldValue, FormValues},
    ids::{Endpoint, JobId, MediaId, TaskId},
    money::Money,
    price::Price,
    time::Timestamp,
};

/// One run of a model. Written to disk before each step, so that it can go on from any of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    pub id: JobId,
    pub endpoint: Endpoint,
    /// What the result will be named after.
    pub title: String,
    pub values: FormValues,
    /// The address of the service that runs it. Tasks and uploads are known there alone.
    pub site: String,
    /// Run by the built-in server: no account, no money.
    pub practice: bool,
    pub state: JobState,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
    /// When RunningHub accepted it.
    pub accepted_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
    /// When the next thing is due; `None` while nothing is waited for.
    pub next_at: Option<Timestamp>,
    /// Failures in a row of what is being tried now.
    pub tries: u32,
    /// What makes it late just now.
    pub trouble: Option<Trouble>,
    /// A person holds it. Only ever true before the submit.
    #[serde(default)]
    pub paused: bool,
    /// Its place in line, where a person gave it one. Jobs without one stand behind, in the order in which they were made.
    #[serde(default)]
    pub place: Option<u32>,
    /// Where its files were uploaded to.
    pub uploads: BTreeMap<MediaId, Upload>,
    pub task_id: Option<TaskId>,
    /// What RunningHub says is ready to be fetched.
    pub outputs: Vec<Output>,
    /// The files that are safe on disk.
    pub results: Vec<MediaId>,
    /// How many more the task had made that could not be fetched. A person may have them looked for again.
    #[serde(default)]
    pub missing: u32,
    pub estimate: Price,
    /// What RunningHub says it took.
    pub cost: Option<Money>,
    /// What came of a person's wish that RunningHub ends it.
    #[serde(default)]
    pub cancel: Option<Cancel>,
    /// The last balance that was known before it was submitted.
    #[serde(default)]
    pub balance_before: Option<Money>,
    /// With which account it was submitted: a hash that means nothing outside of this library. The key is never kept.
    #[serde(default)]
    pub account: Option<String>,
    #[serde(default)]
    pub origin: Origin,
}

impl Job {
    /// A job about which nothing is known but what it is to run, and where.
    pub fn new(id: JobId, endpoint: Endpoint, values: FormValues, site: String, now: Timestamp) -> Self {
        Self {
            id,
            endpoint,
            title: String::new(),
            values,
            site,
            practice: false,
            state: JobState::Preparing,
            created_at: now,
            changed_at: now,
            accepted_at: None,
            finished_at: None,
            next_at: None,
            tries: 0,
            trouble: None,
            paused: false,
            place: None,
            uploads: BTreeMap::new(),
            task_id: None,
            outputs: Vec::new(),
            results: Vec::new(),
            missing: 0,
            estimate: Price::Unknown,
            cost: None,
            cancel: None,
            balance_before: None,
            account: None,
            origin: Origin::Made,
        }
    }

    /// Takes the place of a submit that another program or an earlier library made: the task is watched and fetched.
    #[must_use]
    pub fn adopting(mut self, task_id: TaskId) -> Self {
        self.accepted_at = Some(self.created_at);
        self.task_id = Some(task_id);
        self.state = JobState::Running;
        self.origin = Origin::Fetched;
        self
    }

    /// The files the form names, in the order of its fields.
    pub fn files(&self) -> impl Iterator<Item = &MediaId> {
        self.values.values().flat_map(FieldValue::files)
    }

    /// The first file that has no address which still lives at `now`.
    pub fn next_file_to_upload(&self, now: Timestamp) -> Option<&MediaId> {
        self.files().find(|file| self.uploads.get(*file).is_none_or(|upload| upload.expires_at <= now))
    }
}

/// Where a job is. Each value is a true sentence about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum JobState {
    /// Written down; nothing was sent.
    Preparing,
    /// Its files are on their way up.
    Uploading,
    /// All files are up; it is not submitted because of `reason`.
    Waiting {
        reason: WaitReason,
    },
    /// The submit was sent at `since`, and its answer is not here. A job that is found like this at start is [`JobState::Unknown`].
    Submitting {
        since: Timestamp,
    },
    /// In RunningHub's queue.
    Queued,
    /// Being made.
    Running,
    /// Made; the files are on their way down.
    Downloading,
    /// The files are complete on disk.
    Done,
    Failed {
        failure: Failure,
    },
    /// RunningHub ended it without a result, as it was asked to.
    Cancelled {
        charged: Charged,
    },
    /// It was submitted, and whether RunningHub took it is not known. Only a person may send it again.
    Unknown {
        since: Timestamp,
    },
    /// The person looked away. RunningHub may go on with it.
    Stopped,
}

impl JobState {
    /// Nothing will happen any more without a person.
    pub fn is_at_rest(&self) -> bool {
        matches!(self, Self::Done | Self::Failed { .. } | Self::Cancelled { .. } | Self::Unknown { .. } | Self::Stopped)
    }

    /// Nothing was submitted yet: it can still be held, moved and changed.
    pub fn is_in_line(&self) -> bool {
        matches!(self, Self::Preparing | Self::Uploading | Self::Waiting { .. })
    }

    /// It takes one of the places that an account has.
    pub fn holds_a_slot(&self) -> bool {
        matches!(self, Self::Submitting { .. } | Self::Queued | Self::Running)
    }
}

/// What came of the wish that RunningHub ends the task. Whatever it answers, the job is watched until the task has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Cancel {
    /// It is being asked.
    Asked,
    /// It said yes. That it has ended is known when it says so.
    Accepted,
    /// It said no, in these words.
    Refused { code: Option<String>, message: Option<String> },
    /// It could not be asked, or its answer did not come.
    Unanswered,
}

/// Where a job comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// From a form of this program.
    #[default]
    Made,
    /// From the number of a task that was submitted elsewhere.
    Fetched,
    /// From a file that lay in the results folder and was not known.
    Found,
}

/// Why an uploaded job is not submitted yet. All of these pass by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum WaitReason {
    /// The account allows no more at once.
    Slot,
    /// RunningHub said that it is busy: a full queue, a rate limit.
    Busy,
    /// RunningHub could not be reached.
    Offline,
    /// There is no key to send it with.
    Key,
}

/// Something that delays a job and is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    /// No connection, or one that broke.
    Connection,
    /// RunningHub answers, but with an error of its own.
    Server,
    /// The results folder is missing, full or read-only.
    Folder,
    /// The drive of the results folder has too little room for what comes.
    Space,
    /// There is no key for the site, or it is refused.
    Key,
    /// The key belongs to another account than the one that it was submitted with, and that one does not know the task.
    Account,
}

/// An address that RunningHub gave to an uploaded file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Upload {
    pub url: String,
    pub expires_at: Timestamp,
}

/// One thing that a finished task offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Output {
    /// Where to fetch it; empty where the answer itself is the result.
    pub url: String,
    /// RunningHub's word for what it is: a file ending or a kind. Not trusted for names.
    pub output_type: String,
    /// The answer itself, where a model answers in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Why a job ended without a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    pub kind: FailureKind,
    pub charged: Charged,
    /// RunningHub's code, such as `1007`.
    pub code: Option<String>,
    /// RunningHub's own words, for the folded details.
    pub message: Option<String>,
}

/// Whether money was spent on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Charged {
    No,
    Yes,
    /// RunningHub did not say.
    Unknown,
}

/// The situations in which a job ends without a result. The window has words for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FailureKind {
    /// The key is not accepted.
    Key,
    /// A consumer key, which cannot run models.
    KeyKind,
    /// Not enough credit.
    Credit,
    /// Stopped by content moderation.
    Content,
    /// The model does not take pictures of real people.
    RealPeople,
    /// RunningHub did not like a value; its message names the field.
    Input,
    /// RunningHub found a file too large.
    FileTooLarge,
    /// RunningHub could not read a file.
    FileUnreadable,
    /// A file of the form is no longer on this computer.
    FileGone,
    /// The model is not offered there (any more).
    NoSuchModel,
    /// RunningHub does not know the task (any more).
    TaskGone,
    /// It took too long at RunningHub.
    TimedOut,
    /// The model tried and failed.
    Generation,
    /// RunningHub had an error of its own.
    Server,
    /// It ended as a success with nothing to fetch.
    NoResult,
    /// What came down is not what was promised: a page, a broken file, or one larger than any film may be.
    BadResult,
    /// A code that this program does not know.
    Other,
}
