//! The kinds and formats of media that can be told apart, with their names, extensions and content types.
//!
//! What a format is recognised by is in `sniff`; what a model accepts is the catalogue's business.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a file is to a person: something that plays, to look at, to hear, to turn in the hand, to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Moving pictures, with or without sound.
    Video,
    /// One picture.
    Image,
    /// Sound alone.
    Audio,
    /// A body that can be turned.
    Model3d,
    /// Words. Also the place of what is kept although nothing is known of it.
    Text,
}

/// What a file is by its content. The serialised form is [`Format::as_str`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names of formats are their own description")]
pub enum Format {
    Mp4,
    Mov,
    #[serde(rename = "3gp")]
    ThreeGp,
    Webm,
    Mkv,
    Avi,
    Flv,
    Wmv,
    Mpeg,
    Ts,
    Jpg,
    Png,
    Webp,
    Gif,
    Bmp,
    Tiff,
    Heic,
    Avif,
    Mp3,
    M4a,
    Wav,
    Flac,
    Ogg,
    Aac,
    Aiff,
    Glb,
    Gltf,
    Obj,
    Fbx,
    Stl,
    Ply,
    Usdz,
    Usd,
    Dae,
    #[serde(rename = "3mf")]
    ThreeMf,
    Blend,
    Txt,
    Md,
    Json,
    Csv,
    Lrc,
    Srt,
    Vtt,
    Pdf,
    Zip,
    Bin,
}

/// Words are never anything that a page would run, whatever is in them.
const WORDS: &str = "text/plain; charset=utf-8";
/// What no program opens by its type.
const BYTES: &str = "application/octet-stream";

impl Format {
    /// Whether it can be read as words. The others of [`Kind::Text`] are only kept.
    pub const fn is_words(self) -> bool {
        matches!(self, Self::Txt | Self::Md | Self::Json | Self::Csv | Self::Lrc | Self::Srt | Self::Vtt)
    }

    /// The format of this short name, in any case: `md`, `GLB`.
    pub fn named(name: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::String(name.to_ascii_lowercase())).ok()
    }

    /// The short name, which is also the usual extension: `mp4`, `mov`, `jpg` …
    pub const fn as_str(self) -> &'static str {
        self.row().0
    }

    /// The extension a file of this format is given, without the dot.
    pub const fn extension(self) -> &'static str {
        self.row().0
    }

    /// The content type a server sends with it.
    pub const fn mime(self) -> &'static str {
        self.row().1
    }

    /// What the container usually holds. A video container with sound alone is still [`Kind::Audio`] in the facts.
    pub const fn kind(self) -> Kind {
        self.row().2
    }

    /// ffmpeg's name of the one reader that may open it, so that a file cannot talk ffmpeg into another.
    /// Empty where ffmpeg has no business.
    pub(crate) const fn demuxer(self) -> &'static str {
        self.row().3
    }

    const fn row(self) -> (&'static str, &'static str, Kind, &'static str) {
        match self {
            Self::Mp4 => ("mp4", "video/mp4", Kind::Video, "mov"),
            Self::Mov => ("mov", "video/quicktime", Kind::Video, "mov"),
            Self::ThreeGp => ("3gp", "video/3gpp", Kind::Video, "mov"),
            Self::Webm => ("webm", "video/webm", Kind::Video, "matroska"),
            Self::Mkv => ("mkv", "video/x-matroska", Kind::Video, "matroska"),
            Self::Avi => ("avi", "video/x-msvideo", Kind::Video, "avi"),
            Self::Flv => ("flv", "video/x-flv", Kind::Video, "flv"),
            Self::Wmv => ("wmv", "video/x-ms-wmv", Kind::Video, "asf"),
            Self::Mpeg => ("mpeg", "video/mpeg", Kind::Video, "mpeg,mpegvideo"),
            Self::Ts => ("ts", "video/mp2t", Kind::Video, "mpegts"),
            Self::Jpg => ("jpg", "image/jpeg", Kind::Image, "jpeg_pipe,image2"),
            Self::Png => ("png", "image/png", Kind::Image, "png_pipe,image2"),
            Self::Webp => ("webp", "image/webp", Kind::Image, "webp_pipe,image2"),
            Self::Gif => ("gif", "image/gif", Kind::Image, "gif"),
            Self::Bmp => ("bmp", "image/bmp", Kind::Image, "bmp_pipe,image2"),
            Self::Tiff => ("tiff", "image/tiff", Kind::Image, "tiff_pipe,image2"),
            Self::Heic => ("heic", "image/heic", Kind::Image, "mov"),
            Self::Avif => ("avif", "image/avif", Kind::Image, "mov"),
            Self::Mp3 => ("mp3", "audio/mpeg", Kind::Audio, "mp3"),
            Self::M4a => ("m4a", "audio/mp4", Kind::Audio, "mov"),
            Self::Wav => ("wav", "audio/wav", Kind::Audio, "wav"),
            Self::Flac => ("flac", "audio/flac", Kind::Audio, "flac"),
            Self::Ogg => ("ogg", "audio/ogg", Kind::Audio, "ogg"),
            Self::Aac => ("aac", "audio/aac", Kind::Audio, "aac"),
            Self::Aiff => ("aiff", "audio/aiff", Kind::Audio, "aiff"),
            Self::Glb => ("glb", "model/gltf-binary", Kind::Model3d, ""),
            Self::Gltf => ("gltf", "model/gltf+json", Kind::Model3d, ""),
            Self::Obj => ("obj", "model/obj", Kind::Model3d, ""),
            Self::Fbx => ("fbx", BYTES, Kind::Model3d, ""),
            Self::Stl => ("stl", "model/stl", Kind::Model3d, ""),
            Self::Ply => ("ply", BYTES, Kind::Model3d, ""),
            Self::Usdz => ("usdz", "model/vnd.usdz+zip", Kind::Model3d, ""),
            Self::Usd => ("usd", BYTES, Kind::Model3d, ""),
            Self::Dae => ("dae", BYTES, Kind::Model3d, ""),
            Self::ThreeMf => ("3mf", "model/3mf", Kind::Model3d, ""),
            Self::Blend => ("blend", BYTES, Kind::Model3d, ""),
            Self::Txt => ("txt", WORDS, Kind::Text, ""),
            Self::Md => ("md", WORDS, Kind::Text, ""),
            Self::Json => ("json", WORDS, Kind::Text, ""),
            Self::Csv => ("csv", WORDS, Kind::Text, ""),
            Self::Lrc => ("lrc", WORDS, Kind::Text, ""),
            Self::Srt => ("srt", WORDS, Kind::Text, ""),
            Self::Vtt => ("vtt", WORDS, Kind::Text, ""),
            Self::Pdf => ("pdf", BYTES, Kind::Text, ""),
            Self::Zip => ("zip", BYTES, Kind::Text, ""),
            Self::Bin => ("bin", BYTES, Kind::Text, ""),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Video => "video",
            Self::Image => "picture",
            Self::Audio => "sound",
            Self::Model3d => "3D model",
            Self::Text => "text",
        })
    }
}
