//! A file as the window sees it: a clip, a picture or a sound, and what else a model makes.

use afterframe_core::{
    ids::{JobId, MediaId},
    media::{MediaFacts, MediaKind},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file that the program knows.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MediaView {
    pub id: MediaId,
    /// The file's name, for reading.
    pub name: String,
    /// The name without number and ending.
    pub title: String,
    pub facts: MediaFacts,
    /// The folder in words: `Videos / Afterframe / 2026-11-20`.
    pub folder: String,
    /// It still lies where it was.
    pub available: bool,
    /// There is a poster at the media address.
    pub poster: bool,
    /// Made by the built-in server.
    pub practice: bool,
    /// The job that made it; `null` for a file from outside.
    pub made_by: Option<JobId>,
}

/// A path as it was pasted.
#[derive(Debug, Deserialize, TS)]
pub struct MediaAdd {
    pub path: String,
}

/// Opens the system's dialog for files of these kinds.
#[derive(Debug, Deserialize, TS)]
pub struct MediaChoose {
    pub kinds: Vec<MediaKind>,
}

/// A clip or picture that comes with the program.
#[derive(Debug, Deserialize, TS)]
pub struct MediaSample {
    pub kind: MediaKind,
}

/// A picture of a film, to be kept as a file beside results.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FrameKeep {
    /// The film.
    pub id: MediaId,
    /// Where in it.
    #[ts(type = "number")]
    pub time_ms: u64,
    /// The picture as PNG, in base64: the bridge carries words.
    pub png: String,
}

#[derive(Debug, Deserialize, TS)]
pub struct MediaRequest {
    pub id: MediaId,
}
