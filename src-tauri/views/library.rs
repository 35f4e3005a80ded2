//! What the window asks of the library, and what a person does with what it holds.

use afterframe_core::{ids::JobId, library::LibraryFilter, settings::LibrarySort};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::job::{FilesFate, JobView};
use crate::error::UiError;

/// A part of what fits, in an order.
#[derive(Debug, Deserialize, TS)]
pub struct LibraryPageRequest {
    pub filter: LibraryFilter,
    pub sort: LibrarySort,
    pub offset: u32,
    /// 200 jobs at most come at once; ids as many as are asked for.
    pub limit: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct LibraryPage {
    /// How many fit.
    pub total: u32,
    pub jobs: Vec<JobView>,
}

#[derive(Debug, Deserialize, TS)]
pub struct LibraryCountsRequest {
    pub filter: LibraryFilter,
}

#[derive(Debug, Deserialize, TS)]
pub struct LibraryBesideRequest {
    pub filter: LibraryFilter,
    pub sort: LibrarySort,
    pub id: JobId,
}

/// Stars for these, or none.
#[derive(Debug, Deserialize, TS)]
pub struct JobsStar {
    pub ids: Vec<JobId>,
    pub starred: bool,
}

#[derive(Debug, Deserialize, TS)]
pub struct JobsTag {
    pub ids: Vec<JobId>,
    pub add: Vec<String>,
    pub remove: Vec<String>,
}

/// Copies of everything that these jobs made, in one folder.
#[derive(Debug, Deserialize, TS)]
pub struct JobsCopy {
    pub ids: Vec<JobId>,
}

/// What became of such copies.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct JobsCopied {
    /// How many files lie in the folder now.
    pub count: u32,
    /// How many of the jobs have no result.
    pub without: u32,
    pub refused: Vec<NotCopied>,
}

/// A result that was not copied, by the name of its file.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct NotCopied {
    pub name: String,
    pub error: UiError,
}

/// Another title, also for the files that were made.
#[derive(Debug, Deserialize, TS)]
pub struct JobRename {
    pub id: JobId,
    pub title: String,
}

#[derive(Debug, Deserialize, TS)]
pub struct CollectionCreate {
    pub name: String,
}

#[derive(Debug, Deserialize, TS)]
pub struct CollectionRename {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Deserialize, TS)]
pub struct CollectionRequest {
    pub id: String,
}

/// Puts jobs into a collection, or takes them out of it.
#[derive(Debug, Deserialize, TS)]
pub struct CollectionFill {
    pub id: String,
    pub jobs: Vec<JobId>,
    pub member: bool,
}

#[derive(Debug, Deserialize, TS)]
pub struct JobsBin {
    pub ids: Vec<JobId>,
    pub files: FilesFate,
}

/// What was taken out of the library; it can come back for some seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Binned {
    pub bin: String,
    pub count: u32,
}

#[derive(Debug, Deserialize, TS)]
pub struct JobsUnbin {
    pub bin: String,
}

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Unbinned {
    pub count: u32,
    /// How many could not come back: their time was over.
    pub missing: u32,
}
