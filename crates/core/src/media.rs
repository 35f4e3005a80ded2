//! What is known of a media file. The looking itself is done elsewhere; these are its findings.

use bitcode::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::MediaId;

/// What a file is to an eye, an ear or a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS, Encode, Decode)]
#[serde(rename_all = "kebab-case")]
pub enum MediaKind {
    Video,
    Image,
    Audio,
    /// A body that can be turned and looked at from all sides.
    Model3d,
    /// Words, and whatever came back that is nothing else.
    Text,
}

impl MediaKind {
    /// Whether a picture can stand for it: a frame, itself in small, or the shape of a sound.
    pub fn has_poster(self) -> bool {
        match self {
            Self::Video | Self::Image | Self::Audio => true,
            Self::Model3d | Self::Text => false,
        }
    }
}

/// The findings about one file. What could not be found out is `None`, never a guess.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MediaFacts {
    pub kind: MediaKind,
    /// The container by content, lower case and short: `mp4`, `mov`, `webm`, `jpg`, `png`, `mp3`, `glb`, `txt` …
    pub format: String,
    #[ts(type = "number")]
    pub size_bytes: u64,
    #[ts(type = "number | null")]
    pub duration_ms: Option<u64>,
    /// In pixels, as shown (after rotation).
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// Frames a second.
    pub frame_rate: Option<f64>,
    /// A name people know: `H.264`, `HEVC`, `AV1` …
    pub video_codec: Option<String>,
    pub has_sound: Option<bool>,
}

/// A file as a form sees it: its id, its facts, and which family of models made it, if one of this program's did.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownMedia {
    pub id: MediaId,
    pub facts: MediaFacts,
    pub made_by_family: Option<String>,
}
