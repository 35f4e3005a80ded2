//! Files for the tests of this crate, made by ffmpeg on the spot, and a second look at results that does not go through the crate.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use afterframe_media::{Tools, available};

/// A folder that goes away with the test.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a written file");
        path
    }

    /// Runs ffmpeg with the words of `arguments` and the file `name` in this folder as output.
    pub fn make(&self, name: &str, arguments: &str) -> PathBuf {
        let path = self.path(name);
        let ffmpeg = available().ffmpeg.expect("these tests need ffmpeg");
        let mut address = std::ffi::OsString::from("file:");
        address.push(&path);
        let output = Command::new(ffmpeg)
            .args(["-v", "error", "-nostdin", "-y"])
            .args(arguments.split_whitespace())
            .arg(address)
            .output()
            .expect("ffmpeg runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        path
    }

    /// A clip of moving patterns: `seconds` of `size` at 24 frames a second, H.264 with a tone as AAC.
    pub fn clip(&self, name: &str, size: &str, seconds: f64) -> PathBuf {
        self.make(
            name,
            &format!(
                "{} {} -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -shortest",
                picture(size, 24, seconds),
                tone(seconds)
            ),
        )
    }
}

pub fn picture(size: &str, rate: u32, seconds: f64) -> String {
    format!("-f lavfi -i testsrc2=s={size}:r={rate}:d={seconds}")
}

pub fn tone(seconds: f64) -> String {
    format!("-f lavfi -i sine=f=330:r=48000:d={seconds}")
}

/// A machine without ffmpeg.
pub fn nothing_installed() -> Tools {
    Tools::default()
}

/// One entry of ffprobe's own view of a file.
pub fn probe(path: &Path, entries: &str) -> String {
    let output = Command::new(available().ffprobe.expect("these tests need ffprobe"))
        .args(["-v", "error", "-show_entries", entries, "-of", "default=nw=1:nk=1"])
        .arg(path)
        .output()
        .expect("ffprobe runs");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// A small grey copy of the frame at `seconds`.
pub fn grey_frame(path: &Path, seconds: f64) -> Vec<u8> {
    let output = Command::new(available().ffmpeg.expect("these tests need ffmpeg"))
        .args(["-v", "error", "-nostdin", "-i"])
        .arg(path)
        .args([
            "-ss",
            &seconds.to_string(),
            "-frames:v",
            "1",
            "-vf",
            "scale=64:36,format=gray",
            "-f",
            "rawvideo",
            "pipe:1",
        ])
        .output()
        .expect("ffmpeg runs");
    assert_eq!(output.stdout.len(), 64 * 36, "no frame at {seconds} s");
    output.stdout
}

/// How much two such frames differ, 0 (the same) to 255, as a mean over the pixels.
pub fn difference(a: &[u8], b: &[u8]) -> f64 {
    let sum: u32 = a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(*b))).sum();
    f64::from(sum) / (64.0 * 36.0)
}
