//! What can go wrong when a file is looked at and when something is made of it.

use std::io;

use crate::Kind;

/// Why a file is not what it would have to be: a clip, a picture or a sound, or anything that a model makes.
#[derive(Debug, thiserror::Error)]
pub enum InspectError {
    /// Nothing lies at the path.
    #[error("there is no file at this path")]
    NotFound,
    /// The path is a folder.
    #[error("this is a folder")]
    IsFolder,
    /// A pipe, a device or a socket.
    #[error("this is not an ordinary file")]
    NotRegular,
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// The system does not let us read it.
    #[error("the file cannot be read")]
    Unreadable(#[source] io::Error),
    /// The content is no media that this program knows. `looks_like` is a short name such as `pdf`, `zip` or `text`, where one is known.
    #[error("the file is not a video, a picture or a sound")]
    NotMedia {
        /// What the content looks like instead.
        looks_like: Option<String>,
    },
    /// Media by its beginning, but half-written or broken. `detail` is for the technical part of a message.
    #[error("the file is damaged or was not written to its end: {detail}")]
    Damaged {
        /// What is missing or wrong, in technical words.
        detail: String,
    },
}

/// Why a poster or a clip could not be made.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// ffmpeg is not installed, and this cannot be made without it.
    #[error("ffmpeg is not installed")]
    FfmpegMissing,
    /// The input cannot be used at all.
    #[error("the input cannot be used")]
    Input(#[from] InspectError),
    /// Of words and bodies no picture is made.
    #[error("the input has no picture")]
    NoPicture,
    /// A picture where a clip was wanted, or the other way round.
    #[error("the input is a {found}, a {expected} was wanted")]
    WrongKind {
        /// What was wanted.
        expected: Kind,
        /// What the input is.
        found: Kind,
    },
    /// A number makes no sense. `what` names it.
    #[error("{what} is out of range")]
    OutOfRange {
        /// `seconds`, `height` or `max_edge`.
        what: &'static str,
    },
    /// ffmpeg was stopped because it did not come to an end.
    #[error("ffmpeg did not finish within {seconds} seconds")]
    TookTooLong {
        /// The limit that was passed, in seconds.
        seconds: u64,
    },
    /// ffmpeg gave up. `detail` holds its last lines.
    #[error("ffmpeg failed: {detail}")]
    Failed {
        /// ffmpeg's last lines.
        detail: String,
    },
    /// The picture could not be decoded or encoded.
    #[error("the picture cannot be read")]
    Picture(#[source] image::ImageError),
    /// The result could not be written, or ffmpeg could not be started.
    #[error("the result cannot be written")]
    Write(#[source] io::Error),
}
