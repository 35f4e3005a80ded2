//! Brings films and posters to the window's `<video>`, `<audio>` and `<img>`, and bodies and words to its viewers.
//!
//! On Linux and macOS they come from a small server on loopback, because WebKitGTK plays nothing from
//! an application's own scheme and macOS may refuse a second one. On Windows they come through a
//! custom protocol behind the same addresses, because WebView2 guards pages against loopback. Both
//! answer alike: by id, never by path, only to who knows this run's token.

mod answer;
#[cfg(any(test, fuzzing))]
pub mod hostile;
mod loopback;
mod protocol;
mod range;
#[cfg(test)]
mod tests;
mod token;

use std::{future::Future, path::PathBuf, pin::Pin, sync::Arc};

use afterframe_core::ids::MediaId;

pub use loopback::serve;
pub use protocol::{BASE as PROTOCOL_BASE, SCHEME, respond};
pub use token::Token;

/// Something that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    Media(MediaId),
    Poster(MediaId),
}

/// A file that may be shown, with the content type that belongs to what it is.
#[derive(Debug, Clone)]
pub struct Found {
    pub path: PathBuf,
    pub content_type: &'static str,
}

type Finding = Pin<Box<dyn Future<Output = Option<Found>> + Send>>;

/// Answers where something lies; `None` for what is unknown or gone.
pub type Lookup = Arc<dyn Fn(Wanted) -> Finding + Send + Sync>;

/// The content type of a container, by the short name that inspection gives. Anything else is bytes
/// that no page will run.
pub fn content_type(format: &str) -> &'static str {
    match format {
        "mp4" => "video/mp4",
        "mov" => "video/quicktime",
        "webm" => "video/webm",
        "mkv" => "video/x-matroska",
        "avi" => "video/x-msvideo",
        "jpg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "avif" => "image/avif",
        "bmp" => "image/bmp",
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        "flac" => "audio/flac",
        "ogg" => "audio/ogg",
        "m4a" => "audio/mp4",
        "aac" => "audio/aac",
        "aiff" => "audio/aiff",
        "glb" => "model/gltf-binary",
        "gltf" => "model/gltf+json",
        "obj" => "model/obj",
        "stl" => "model/stl",
        "usdz" => "model/vnd.usdz+zip",
        // Whatever is written in them, words are shown as words: never as a page, and never run.
        "txt" | "md" | "json" | "csv" | "lrc" | "srt" | "vtt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
