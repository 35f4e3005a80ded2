//! A clip in other colours for practice: it is the clip that was given, and something has visibly been done to it. No model runs here.

use std::{ffi::OsString, path::Path, time::Duration};

use crate::{
    Kind, MakeError, MediaFacts, Tools,
    encode::{H264_AAC, quick_size, run_ffmpeg},
    inspect::inspect_with,
    process::{file_address, words},
};

const LIMIT: Duration = Duration::from_mins(10);

/// Writes to `out` an MP4 that is the clip at `input` with its colours turned, as long as it and with its sound, or silence. `chance` decides
/// how far they turn.
pub async fn recolour_clip_with(tools: &Tools, input: &Path, chance: u64, out: &Path) -> Result<(), MakeError> {
    let facts = inspect_with(tools, input).await?;
    if facts.kind != Kind::Video {
        return Err(MakeError::WrongKind { expected: Kind::Video, found: facts.kind });
    }
    let ffmpeg = tools.ffmpeg.as_deref().ok_or(MakeError::FfmpegMissing)?;
    run_ffmpeg(ffmpeg, arguments(input, &facts, chance), out, LIMIT).await
}

fn arguments(input: &Path, facts: &MediaFacts, chance: u64) -> Vec<OsString> {
    let seconds = facts.duration_seconds.unwrap_or(10.0);
    let rate = facts.frame_rate.unwrap_or(24.0).clamp(5.0, 60.0);
    let (width, height) = quick_size(facts.width.unwrap_or(1280), facts.height.unwrap_or(720), seconds * rate);
    let picture = format!("[0:v:0]scale={width}:{height},setsar=1,{},format=yuv420p[picture]", turned(chance));
    let mut arguments: Vec<_> =
        words(["-protocol_whitelist", "file", "-format_whitelist", facts.format.demuxer(), "-i"]).collect();
    arguments.push(file_address(input));
    let silence = format!("anullsrc=r=48000:cl=stereo:d={seconds:.3}");
    arguments.extend(words(["-f", "lavfi", "-i", &silence, "-filter_complex", &picture, "-map", "[picture]", "-map"]));
    arguments.extend(words([if facts.has_sound == Some(true) { "0:a:0" } else { "1:a" }]));
    arguments.extend(words(["-r", &format!("{rate:.3}")]));
    arguments.extend(words(H264_AAC));
    arguments
}

/// Far enough to be seen at once, never so far that skin turns green.
fn turned(chance: u64) -> String {
    let degrees = ["18", "-20", "26", "-14"][usize::try_from(chance % 4).unwrap_or(0)];
    format!("hue=h={degrees}:s=1.25")
}
