//! Lets a picture begin to move for practice: a slow camera move into it, with a drift to the side. No model runs here.

use std::{ffi::OsString, fs::File, path::Path, time::Duration};

use image::metadata::Orientation;
use tokio::task::spawn_blocking;

use crate::{
    Kind, MakeError, MediaFacts, Tools,
    continuation::push_in,
    encode::{H264_AAC, even, quick_size, run_ffmpeg},
    inspect::inspect_with,
    parse,
    process::{file_address, words},
    tools::available,
};

const FRAMES_A_SECOND: f64 = 24.0;
/// How much nearer the camera is at the end: more than for a clip, because here it is the only motion.
const PUSH_IN: f64 = 0.16;
const LIMIT: Duration = Duration::from_mins(5);

/// Writes to `out` an MP4 of `seconds` (more than 0, at most 60) at 24 frames a second in which the picture at `input` begins to move.
/// `height` (64 to 1080) is the length of the shorter side, as in "720p", and less for a film that would take long; the shape is the picture's. The sound track is silence.
pub async fn animate_picture(input: &Path, seconds: f64, out: &Path, height: u32) -> Result<(), MakeError> {
    animate_picture_with(&available(), input, seconds, out, height).await
}

/// As [`animate_picture`], with the given tools.
pub async fn animate_picture_with(
    tools: &Tools,
    input: &Path,
    seconds: f64,
    out: &Path,
    height: u32,
) -> Result<(), MakeError> {
    if !(seconds > 0.0 && seconds <= 60.0) {
        return Err(MakeError::OutOfRange { what: "seconds" });
    }
    if !(64..=1080).contains(&height) {
        return Err(MakeError::OutOfRange { what: "height" });
    }
    let facts = inspect_with(tools, input).await?;
    if facts.kind != Kind::Image {
        return Err(MakeError::WrongKind { expected: Kind::Image, found: facts.kind });
    }
    let ffmpeg = tools.ffmpeg.as_deref().ok_or(MakeError::FfmpegMissing)?;
    let turn = upright(input, &facts).await;
    run_ffmpeg(ffmpeg, arguments(input, &facts, turn, seconds, height), out, LIMIT).await
}

/// The filter that puts a picture upright which a camera took on its side: ffmpeg 5 does not turn stills by itself.
async fn upright(input: &Path, facts: &MediaFacts) -> &'static str {
    let (path, format, size) = (input.to_owned(), facts.format, facts.size_bytes);
    let orientation =
        spawn_blocking(move || File::open(path).map(|mut file| parse::orientation(&mut file, format, size)));
    match orientation.await {
        Ok(Ok(Orientation::Rotate90)) => "transpose=clock,",
        Ok(Ok(Orientation::Rotate270)) => "transpose=cclock,",
        Ok(Ok(Orientation::Rotate180)) => "hflip,vflip,",
        Ok(Ok(Orientation::FlipHorizontal)) => "hflip,",
        Ok(Ok(Orientation::FlipVertical)) => "vflip,",
        Ok(Ok(Orientation::Rotate90FlipH)) => "transpose=clock_flip,",
        Ok(Ok(Orientation::Rotate270FlipH)) => "transpose=cclock_flip,",
        _ => "",
    }
}

fn arguments(input: &Path, facts: &MediaFacts, turn: &str, seconds: f64, height: u32) -> Vec<OsString> {
    let frames = (seconds * FRAMES_A_SECOND).round().max(1.0);
    let (width, height) = size(facts, height);
    let (width, height) = quick_size(width, height, frames);
    let picture = format!(
        "[0:v:0]{turn}scale={width}:{height}:flags=lanczos,setsar=1,format=yuv420p,loop=loop=-1:size=1,trim=end_frame={frames},\
         setpts=N/({FRAMES_A_SECOND}*TB),{},fps={FRAMES_A_SECOND},setsar=1,format=yuv420p[picture]",
        push_in(frames, PUSH_IN)
    );
    let mut arguments: Vec<_> =
        words(["-protocol_whitelist", "file", "-format_whitelist", facts.format.demuxer(), "-noautorotate", "-i"])
            .collect();
    arguments.push(file_address(input));
    arguments.extend(words(["-f", "lavfi", "-i", &format!("anullsrc=r=48000:cl=stereo:d={seconds:.3}")]));
    arguments.extend(words(["-filter_complex", &picture, "-map", "[picture]", "-map", "1:a"]));
    arguments.extend(words(H264_AAC));
    arguments
}

/// The shape of the picture with the shorter side at `short`; a panorama is bounded by its longer side.
fn size(facts: &MediaFacts, short: u32) -> (u32, u32) {
    let (width, height) = (f64::from(facts.width.unwrap_or(1280)), f64::from(facts.height.unwrap_or(720)));
    let scale = (f64::from(short) / width.min(height)).min(2560.0 / width.max(height));
    (even(width * scale), even(height * scale))
}
