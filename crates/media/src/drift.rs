//! A film from nothing for practice: colours that drift into each other, with silence. No model runs here.

use std::{path::Path, time::Duration};

use crate::{
    MakeError, Tools,
    encode::{H264_AAC, quick_size, run_ffmpeg},
    process::words,
};

const FRAMES_A_SECOND: f64 = 24.0;
const LIMIT: Duration = Duration::from_mins(5);
/// Three colours that go well together; the number picks one row.
const PALETTES: [[&str; 3]; 5] = [
    ["0x16324f", "0xc8553d", "0xf2c57c"],
    ["0x0b3d3a", "0x4f9d69", "0xe9e3b4"],
    ["0x2b2140", "0xa23e6b", "0xf4a58a"],
    ["0x10243f", "0x3f7cac", "0xd5e1dd"],
    ["0x33261d", "0x9c6644", "0xe6ccb2"],
];

/// Writes to `out` an MP4 of about this size and exactly `seconds` (more than 0, at most 60). `chance` picks the colours and how they move.
pub async fn drifting_colours_with(
    tools: &Tools,
    (width, height): (u32, u32),
    seconds: f64,
    chance: u64,
    out: &Path,
) -> Result<(), MakeError> {
    if !(seconds > 0.0 && seconds <= 60.0) {
        return Err(MakeError::OutOfRange { what: "seconds" });
    }
    let ffmpeg = tools.ffmpeg.as_deref().ok_or(MakeError::FfmpegMissing)?;
    let (width, height) = quick_size(width, height, seconds * FRAMES_A_SECOND);
    let [first, second, third] = PALETTES[usize::try_from(chance % 5).unwrap_or(0)];
    let colours = format!(
        "gradients=s={width}x{height}:r={FRAMES_A_SECOND}:d={seconds:.3}:n=3:c0={first}:c1={second}:c2={third}:\
         x0=0:y0=0:x1={width}:y1={height}:speed=0.015:seed={}",
        chance % 100_000
    );
    let silence = format!("anullsrc=r=48000:cl=stereo:d={seconds:.3}");
    let mut arguments: Vec<_> = words(["-f", "lavfi", "-i", &colours, "-f", "lavfi", "-i", &silence]).collect();
    arguments.extend(words(["-map", "0:v", "-map", "1:a"]));
    arguments.extend(words(H264_AAC));
    run_ffmpeg(ffmpeg, arguments, out, LIMIT).await
}
