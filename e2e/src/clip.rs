//! Clips that the tests make for themselves with ffmpeg, and what ffprobe says about the results.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::output_of;

/// A clip to be made: moving picture with a tone.
#[derive(Clone, Copy, Debug)]
pub struct Clip {
    /// Length in seconds.
    pub seconds: u32,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl Default for Clip {
    fn default() -> Self {
        Self { seconds: 3, width: 1280, height: 720 }
    }
}

impl Clip {
    /// Makes the clip as H.264 with AAC sound at `folder/name` and returns its path.
    pub fn make(self, folder: &Path, name: &str) -> PathBuf {
        let path = folder.join(name);
        let Self { seconds, width, height } = self;
        // Two slow gradients that drift: a quiet picture, and every frame differs from the last.
        let picture = format!(
            "gradients=s={width}x{height}:r=24:d={seconds}:c0=0x2a1a4a:c1=0xff9a6b:c2=0x7a2f5a:nb_colors=3:speed=0.02:seed=7"
        );
        let sound = format!("sine=frequency=220:duration={seconds}");
        output_of(
            Command::new("ffmpeg")
                .args([
                    "-nostdin",
                    "-loglevel",
                    "error",
                    "-y",
                    "-f",
                    "lavfi",
                    "-i",
                    &picture,
                    "-f",
                    "lavfi",
                    "-i",
                    &sound,
                ])
                .args(["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest"])
                .arg(&path),
        );
        path
    }
}

/// The length of a video in seconds, as ffprobe sees it.
pub fn seconds_of(path: &Path) -> f64 {
    let answer = output_of(
        Command::new("ffprobe")
            .args(["-v", "error", "-show_entries", "format=duration", "-of", "default=nw=1:nk=1"])
            .arg(path),
    );
    answer.parse().unwrap_or_else(|_| panic!("ffprobe knows no length of {}: {answer}", path.display()))
}
