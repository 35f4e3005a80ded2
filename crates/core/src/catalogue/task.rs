//! What models do, and where one stands among its siblings.

use bitcode::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{media::MediaKind, text::LocalText};

/// What a model does with what it is given. Its words are the window's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS, Encode, Decode)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// Goes on from the end of a clip.
    VideoExtend,
    /// Lets a picture move.
    ImageToVideo,
    TextToVideo,
    /// From a first picture to a last one.
    StartEndToVideo,
    /// From pictures, clips or sounds that a film should resemble.
    ReferenceToVideo,
    VideoEdit,
    /// A picture that moves as a clip does.
    MotionControl,
    LipSync,
    VideoTransition,
    VideoEffects,
    VideoUpscale,
    /// Without noise, subtitles or scratches.
    VideoRestore,
    FrameRate,
    VideoTranslate,
    ShortFilm,
    /// Makes a person or a thing that other films can use again.
    Character,
    TextToImage,
    ImageEdit,
    ImageUpscale,
    #[serde(rename = "text-to-3d")]
    TextTo3d,
    #[serde(rename = "image-to-3d")]
    ImageTo3d,
    World,
    TextToSpeech,
    VoiceClone,
    VoiceDesign,
    Music,
    SongExtend,
    /// Sounds other than speech and songs, and sounds taken apart.
    Sound,
    Lyrics,
    /// Says in words what a picture, a clip or a song holds.
    Describe,
    Text,
    /// A step that other models need: an upload, a number.
    Tool,
}

impl Task {
    /// What comes out by the nature of the task, where that is certain.
    pub fn output(self) -> Option<MediaKind> {
        match self {
            Self::VideoExtend
            | Self::ImageToVideo
            | Self::TextToVideo
            | Self::StartEndToVideo
            | Self::ReferenceToVideo
            | Self::VideoEdit
            | Self::MotionControl
            | Self::LipSync
            | Self::VideoTransition
            | Self::VideoEffects
            | Self::VideoUpscale
            | Self::VideoRestore
            | Self::FrameRate
            | Self::VideoTranslate
            | Self::ShortFilm => Some(MediaKind::Video),
            Self::TextToImage | Self::ImageEdit | Self::ImageUpscale => Some(MediaKind::Image),
            Self::TextTo3d | Self::ImageTo3d => Some(MediaKind::Model3d),
            Self::TextToSpeech | Self::VoiceClone | Self::VoiceDesign | Self::Music | Self::SongExtend => {
                Some(MediaKind::Audio)
            }
            Self::Lyrics | Self::Describe | Self::Text => Some(MediaKind::Text),
            Self::Character | Self::World | Self::Sound | Self::Tool => None,
        }
    }
}

/// How good or how fast, among siblings that do the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, Encode, Decode)]
#[serde(rename_all = "camelCase")]
pub struct Tier {
    pub id: String,
    pub label: LocalText,
}

/// By which way RunningHub reaches the maker: the same model, at very different prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS, Encode, Decode)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// Cheaper; may wait longer and fail more often.
    Budget,
    /// Through the maker's own service.
    Official,
}

/// How sure it is that a model is offered as the catalogue says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS, Encode, Decode)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The public documentation lists it.
    Documented,
    /// The official registry lists it, the documentation does not.
    Listed,
    /// Only others report it.
    Unconfirmed,
}
