//! Draws the shape of a sound, as the poster of what cannot be seen.

use std::{path::Path, time::Duration};

use crate::{
    MakeError, MediaFacts, Tools,
    encode::{even, run_ffmpeg},
    process::{file_address, words},
};

/// The whole sound is decoded for it: an hour takes a few seconds.
const LIMIT: Duration = Duration::from_mins(1);
/// Two greys that sit well on a light and on a dark page.
const GROUND: &str = "0x1B1D22";
const LINE: &str = "0x9BA1AB";

/// Writes a JPEG of 16:9 with the sound from left to right.
pub(crate) async fn draw(
    tools: &Tools,
    path: &Path,
    facts: &MediaFacts,
    out_jpg: &Path,
    max_edge: u32,
) -> Result<(), MakeError> {
    let ffmpeg = tools.ffmpeg.as_deref().ok_or(MakeError::FfmpegMissing)?;
    let (width, height) = (even(f64::from(max_edge)), even(f64::from(max_edge) * 9.0 / 16.0));
    let (width, height) = (width.min(max_edge), height.min(max_edge));
    let mut arguments: Vec<_> =
        words(["-protocol_whitelist", "file", "-format_whitelist", facts.format.demuxer(), "-i"]).collect();
    arguments.push(file_address(path));
    // The square root lifts what is quiet, so that speech is more than a line.
    let filter = format!(
        "[0:a:0]aformat=channel_layouts=mono,showwavespic=s={width}x{height}:scale=sqrt:colors={LINE}[wave];\
         color=c={GROUND}:s={width}x{height}[ground];[ground][wave]overlay=format=auto:shortest=1[out]"
    );
    arguments.extend(words(["-filter_complex", &filter, "-map", "[out]", "-frames:v", "1", "-q:v", "4"]));
    arguments.extend(words(["-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-f", "image2", "-update", "1"]));
    run_ffmpeg(ffmpeg, arguments, out_jpg, LIMIT).await
}
