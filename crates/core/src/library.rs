//! What the library can be asked for, and what it answers about everything that it holds.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    catalogue::Task,
    group::GroupKind,
    ids::{Endpoint, JobId},
    job::JobState,
    media::MediaKind,
    money::Currency,
};

/// What the library holds, as people sort it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LibraryState {
    /// On its way.
    Making,
    Done,
    /// Failed or cancelled.
    Failed,
    /// Nobody knows whether it runs, or nobody looks any more.
    Unclear,
}

impl LibraryState {
    /// In which order they are offered.
    pub const ALL: [Self; 4] = [Self::Making, Self::Done, Self::Failed, Self::Unclear];

    /// Where a job with this state belongs.
    pub fn of(state: &JobState) -> Self {
        match state {
            JobState::Preparing
            | JobState::Uploading
            | JobState::Waiting { .. }
            | JobState::Submitting { .. }
            | JobState::Queued
            | JobState::Running
            | JobState::Downloading => Self::Making,
            JobState::Done => Self::Done,
            JobState::Failed { .. } | JobState::Cancelled { .. } => Self::Failed,
            JobState::Unknown { .. } | JobState::Stopped => Self::Unclear,
        }
    }
}

/// What a person and the library know of a job beside what it is itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shelf {
    pub favourite: bool,
    /// By name.
    pub tags: Vec<String>,
    /// The ids of the collections that it is in.
    pub collections: Vec<String>,
    /// Which of the takes with the same title it is; `None` where it is the only one.
    pub take: Option<u32>,
    /// What it was made together with.
    pub group: Option<JobGroup>,
}

/// Jobs that one press made together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "GroupView")]
pub struct JobGroup {
    pub id: String,
    pub kind: GroupKind,
}

/// What it really cost, from and to, both included. Jobs without a known cost are outside of every band.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CostBand {
    pub currency: Currency,
    #[ts(type = "number | null")]
    pub from_micros: Option<i64>,
    #[ts(type = "number | null")]
    pub to_micros: Option<i64>,
}

/// What is looked for. Empty lists and `null` ask for nothing; everything that is asked for must hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LibraryFilter {
    /// Beginnings of words, or any part of Chinese, Japanese and Korean; all of them must be found.
    pub text: String,
    /// One of these; the same holds for kinds, families and tasks.
    pub states: Vec<LibraryState>,
    /// What the first result is.
    pub kinds: Vec<MediaKind>,
    pub families: Vec<String>,
    pub tasks: Vec<Task>,
    /// Those with a star alone.
    pub favourites: bool,
    /// Practice alone, or without practice.
    pub practice: Option<bool>,
    /// `YYYY-MM`, as the calendar of this computer was when it was made.
    pub month: Option<String>,
    /// All of these.
    pub tags: Vec<String>,
    pub collection: Option<String>,
    pub costs: Option<CostBand>,
    /// Made with one press.
    pub group: Option<String>,
}

/// How many there are. The counts of each list are those with everything else of the filter and without this one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
pub struct LibraryCounts {
    /// With the whole filter.
    pub total: u32,
    pub states: StateCounts,
    pub favourites: u32,
    pub practice: u32,
    pub kinds: Vec<KindCount>,
    /// In the order of the catalogue.
    pub families: Vec<FamilyCount>,
    pub tasks: Vec<TaskCount>,
    /// The newest first.
    pub months: Vec<MonthCount>,
    /// All there are, by name.
    pub tags: Vec<TagCount>,
    /// All there are, by name.
    pub collections: Vec<CollectionCount>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, TS)]
pub struct StateCounts {
    pub making: u32,
    pub done: u32,
    pub failed: u32,
    pub unclear: u32,
}

impl StateCounts {
    /// Counts `count` more of them.
    pub fn add(&mut self, state: LibraryState, count: u32) {
        match state {
            LibraryState::Making => self.making += count,
            LibraryState::Done => self.done += count,
            LibraryState::Failed => self.failed += count,
            LibraryState::Unclear => self.unclear += count,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct KindCount {
    pub kind: MediaKind,
    pub count: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FamilyCount {
    /// The family's id.
    pub family: String,
    pub count: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct TaskCount {
    pub task: Task,
    pub count: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MonthCount {
    /// `YYYY-MM`.
    pub month: String,
    pub count: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TagCount {
    pub tag: String,
    pub count: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CollectionCount {
    pub id: String,
    pub name: String,
    pub count: u32,
}

/// A collection that a person made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Collection {
    pub id: String,
    pub name: String,
}

/// What stands beside a job in an order. Jobs without anything to look at are passed over.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
pub struct Beside {
    pub previous: Option<JobId>,
    pub next: Option<JobId>,
    /// Its own place among those with something to look at, from 0; `null` where it is not one of them.
    pub at: Option<u32>,
    /// How many have something to look at.
    pub total: u32,
}

/// What this person's own jobs tell about the models.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
pub struct History {
    /// Families by their latest use, the latest first.
    pub recent: Vec<String>,
    pub waiting: Vec<Waited>,
}

/// How long the jobs of one model took from when they were accepted to their end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Waited {
    pub endpoint: Endpoint,
    /// How many were looked at.
    pub count: u32,
    /// A quarter of them was quicker, in seconds.
    pub from: u32,
    /// A quarter of them was slower, in seconds.
    pub to: u32,
}
