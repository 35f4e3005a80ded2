//! How ffmpeg is run when something is made: into a file beside the target that is renamed when it is whole, within a limit.

use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{
    MakeError,
    ffprobe::without_path,
    process::{Ended, file_address, run, words},
};

/// The clips that are made play everywhere: H.264 in 4:2:0 with AAC, the description in front so that a player can begin at once.
/// The fastest preset: what is made here is practice, and a person's machine has better to do.
pub(crate) const H264_AAC: [&str; 19] = [
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-crf",
    "21",
    "-pix_fmt",
    "yuv420p",
    "-c:a",
    "aac",
    "-b:a",
    "128k",
    "-ar",
    "48000",
    "-movflags",
    "+faststart",
    "-f",
    "mp4",
    "-shortest",
];

/// Runs ffmpeg with `arguments` and writes `out`, replacing what is there only when the new file is whole.
pub(crate) async fn run_ffmpeg(
    ffmpeg: &Path,
    arguments: Vec<OsString>,
    out: &Path,
    limit: Duration,
) -> Result<(), MakeError> {
    let making = Unfinished(beside(out));
    let mut all: Vec<OsString> = words(["-nostdin", "-hide_banner", "-loglevel", "error", "-y"]).collect();
    all.extend(arguments);
    all.push(file_address(&making.0));
    match run(ffmpeg, all, limit).await.map_err(MakeError::Write)? {
        Ended::Well(_) if making.0.is_file() => tokio::fs::rename(&making.0, out).await.map_err(MakeError::Write),
        // ffmpeg calls a clip without a frame at that place a success and writes nothing.
        Ended::Well(_) => Err(MakeError::Failed { detail: "nothing was written".to_owned() }),
        Ended::Badly(detail) => Err(MakeError::Failed { detail: without_path(&detail, &making.0) }),
        Ended::TooLate => Err(MakeError::TookTooLong { seconds: limit.as_secs() }),
    }
}

/// Takes a half-made file away, also when nobody waits any more and the work is dropped in the middle.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        // It is gone after a success, and there is nothing to do about a folder that became read-only.
        let _ = std::fs::remove_file(&self.0);
    }
}

fn beside(out: &Path) -> PathBuf {
    let mut name = out.file_name().map(OsStr::to_owned).unwrap_or_default();
    name.push(".making");
    out.with_file_name(name)
}

/// A size that H.264 takes: even, at least 16, and no larger than `width`×`height` fits into 1080p, upright or across.
pub(crate) fn playable_size(width: u32, height: u32) -> (u32, u32) {
    let (long, short) = (f64::from(width.max(height).max(1)), f64::from(width.min(height).max(1)));
    let shrink = (1920.0 / long).min(1080.0 / short).min(1.0);
    (even(f64::from(width) * shrink), even(f64::from(height) * shrink))
}

/// Pixels that may be worked on for one clip: about a second and a half of an ordinary processor.
const QUICK_PIXELS: f64 = 64e6;
/// However long a clip is, it is still looked at.
const QUICK_SIDE: f64 = 240.0;

/// As [`playable_size`], and small enough that so many frames are soon made.
pub(crate) fn quick_size(width: u32, height: u32, frames: f64) -> (u32, u32) {
    let (width, height) = playable_size(width, height);
    let (wide, high) = (f64::from(width), f64::from(height));
    let affordable = (QUICK_PIXELS / (frames.max(1.0) * wide * high)).sqrt();
    let shrink = affordable.max(QUICK_SIDE / wide.min(high)).min(1.0);
    (even(wide * shrink), even(high * shrink))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the sizes of pictures first")]
pub(crate) fn even(pixels: f64) -> u32 {
    ((pixels / 2.0).round().clamp(8.0, 8192.0) as u32) * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_become_even_and_stay_within_1080p() {
        assert_eq!(playable_size(1280, 720), (1280, 720));
        assert_eq!(playable_size(1281, 719), (1282, 720));
        assert_eq!(playable_size(3840, 2160), (1920, 1080));
        assert_eq!(playable_size(2160, 3840), (1080, 1920));
        assert_eq!(playable_size(4000, 1000), (1920, 480));
        assert_eq!(playable_size(3, 1), (16, 16));
    }

    #[test]
    fn the_longer_a_clip_the_smaller_it_is_made_and_never_tiny() {
        assert_eq!(quick_size(1280, 720, 48.0), (1280, 720));
        let (width, height) = quick_size(1280, 720, 288.0);
        assert!((330..480).contains(&height) && width > height, "{width}×{height}");
        assert_eq!(quick_size(1920, 1080, 1e6).1, 240);
        assert_eq!(quick_size(160, 90, 1e6), (160, 90), "nothing is enlarged");
    }
}
