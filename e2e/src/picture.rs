//! What can be told from the pixels of a picture.

use std::path::Path;
use std::process::{Command, Stdio};

/// Whether no corner of the picture is pure black, which no theme has and which an unpainted window is.
pub fn corners_are_painted(path: &Path) -> bool {
    ["0:0", "iw-1:0", "0:ih-1", "iw-1:ih-1"].iter().all(|place| {
        let pixel = Command::new("ffmpeg")
            .args(["-nostdin", "-loglevel", "error", "-i"])
            .arg(path)
            .args(["-vf", &format!("crop=1:1:{place}:exact=1"), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"])
            .stdin(Stdio::null())
            .output()
            .unwrap_or_else(|error| panic!("ffmpeg could not be started: {error}. Is it installed?"));
        pixel.stdout.iter().any(|channel| *channel > 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::output_of;

    #[test]
    fn a_picture_with_an_unpainted_corner_is_told_from_a_whole_one() {
        let folder = tempfile::tempdir().unwrap();
        let picture = |name: &str, filter: &str| {
            let path = folder.path().join(name);
            let mut command = Command::new("ffmpeg");
            command.args([
                "-nostdin",
                "-loglevel",
                "error",
                "-f",
                "lavfi",
                "-i",
                "color=c=0x0d0e11:s=90x64",
                "-vf",
                filter,
            ]);
            output_of(command.args(["-frames:v", "1"]).arg(&path));
            path
        };
        assert!(corners_are_painted(&picture("whole.png", "null")));
        assert!(!corners_are_painted(&picture("part.png", "drawbox=x=60:y=40:w=30:h=24:c=black:t=fill")));
    }
}
