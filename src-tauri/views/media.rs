//! A file as the window sees it: a clip, a picture or a sound, and what else a model makes.

use afterframe_core::{
    form::FormValues,
    ids::{Endpoint, JobId, MediaId},
    media::{MediaFacts, MediaKind},
};
use afterframe_engine::KnownSettings;
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
    /// What it was made with, on a file that just came and where that is known. Not on others.
    pub made_with: Option<MadeWith>,
}

/// The form behind a file that came. Files among its values may be ones that nobody knows here.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MadeWith {
    pub endpoint: Endpoint,
    #[ts(type = "Record<string, FieldValue>")]
    pub values: FormValues,
    pub title: String,
    /// The job that made it, if it is in the library.
    pub job: Option<JobId>,
}

impl From<KnownSettings> for MadeWith {
    fn from(known: KnownSettings) -> Self {
        let KnownSettings { endpoint, values, title, job } = known;
        Self { endpoint, values, title, job }
    }
}

/// An address that a person pasted and wants to have fetched.
#[derive(Deserialize, TS)]
pub struct MediaFetch {
    pub address: String,
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
