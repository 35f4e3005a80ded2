//! What is known of a media file, and the names people use for codecs.

use serde::{Deserialize, Serialize};

use crate::{Format, Kind};

/// The facts of one media file, by its content and never by its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MediaFacts {
    /// What it is to a person. A video container that holds sound alone is sound.
    pub kind: Kind,
    /// What the content is.
    pub format: Format,
    /// Length of the file in bytes, never 0.
    pub size_bytes: u64,
    /// Length in seconds. `None` for a picture, or where nothing could tell.
    pub duration_seconds: Option<f64>,
    /// Pixels across as the picture is seen, a phone's rotation applied.
    pub width: Option<u32>,
    /// Pixels down as the picture is seen, a phone's rotation applied.
    pub height: Option<u32>,
    /// Frames per second, rounded to three places.
    pub frame_rate: Option<f64>,
    /// `H.264`, `HEVC`, `AV1`, `VP9` …
    pub video_codec: Option<String>,
    /// Whether there is sound. `None` where nothing could tell.
    pub has_sound: Option<bool>,
    /// `AAC`, `Opus`, `MP3` …
    pub audio_codec: Option<String>,
}

impl MediaFacts {
    pub(crate) const fn bare(format: Format, size_bytes: u64) -> Self {
        Self {
            kind: format.kind(),
            format,
            size_bytes,
            duration_seconds: None,
            width: None,
            height: None,
            frame_rate: None,
            video_codec: None,
            has_sound: None,
            audio_codec: None,
        }
    }
}

/// The name of a video codec from ffprobe's name, an MP4 sample entry or a Matroska codec id.
pub(crate) fn video_codec_name(id: &str) -> String {
    let known = match id {
        "h264" | "avc1" | "avc3" | "V_MPEG4/ISO/AVC" => "H.264",
        "hevc" | "hvc1" | "hev1" | "dvh1" | "dvhe" | "V_MPEGH/ISO/HEVC" => "HEVC",
        "av1" | "av01" | "V_AV1" => "AV1",
        "vp8" | "vp08" | "V_VP8" => "VP8",
        "vp9" | "vp09" | "V_VP9" => "VP9",
        "prores" | "apch" | "apcn" | "apcs" | "apco" | "ap4h" | "ap4x" | "V_PRORES" => "ProRes",
        "mpeg4" | "mp4v" | "V_MPEG4/ISO/ASP" => "MPEG-4",
        "mpeg2video" | "V_MPEG2" => "MPEG-2",
        "mpeg1video" | "V_MPEG1" => "MPEG-1",
        "mjpeg" | "mjpa" | "jpeg" | "V_MJPEG" => "Motion JPEG",
        "theora" | "V_THEORA" => "Theora",
        "dnxhd" | "AVdn" | "AVdh" => "DNxHD",
        "wmv1" | "wmv2" | "wmv3" => "Windows Media Video",
        "flv1" => "Sorenson H.263",
        other => return tidy(other),
    };
    known.to_owned()
}

/// The name of an audio codec from ffprobe's name, an MP4 sample entry or a Matroska codec id.
pub(crate) fn audio_codec_name(id: &str) -> String {
    let known = match id {
        "aac" | "mp4a" => "AAC",
        "mp3" | ".mp3" | "A_MPEG/L3" => "MP3",
        "mp2" | "A_MPEG/L2" => "MP2",
        "opus" | "Opus" | "A_OPUS" => "Opus",
        "vorbis" | "A_VORBIS" => "Vorbis",
        "flac" | "fLaC" | "A_FLAC" => "FLAC",
        "ac3" | "ac-3" | "A_AC3" => "AC-3",
        "eac3" | "ec-3" | "A_EAC3" => "E-AC-3",
        "alac" | "A_ALAC" => "Apple Lossless",
        "sowt" | "twos" | "lpcm" | "in24" | "in32" | "fl32" => "PCM",
        pcm if pcm.starts_with("pcm_") || pcm.starts_with("A_PCM") => "PCM",
        aac if aac.starts_with("A_AAC") => "AAC",
        other => return tidy(other),
    };
    known.to_owned()
}

/// A name nobody listed: shown in capitals, and never longer than a label.
fn tidy(id: &str) -> String {
    id.trim()
        .trim_start_matches("V_")
        .trim_start_matches("A_")
        .chars()
        .filter(char::is_ascii_graphic)
        .take(24)
        .collect::<String>()
        .to_uppercase()
}

/// Frames per second to three places, so that 24000/1001 reads 23.976 everywhere. Nonsense is no rate.
pub(crate) fn tidy_rate(rate: f64) -> Option<f64> {
    (rate.is_finite() && rate > 0.0 && rate <= 1000.0).then(|| (rate * 1000.0).round() / 1000.0)
}

/// Seconds to the millisecond. Nonsense is no length.
pub(crate) fn tidy_seconds(seconds: f64) -> Option<f64> {
    (seconds.is_finite() && seconds > 0.0 && seconds < 1e7).then(|| (seconds * 1000.0).round() / 1000.0)
}
