//! Continues a clip for practice: its own footage, then new frames that visibly go on.
//!
//! No model runs here. The new frames are the last moments of the clip flowing back and forth at half speed while the camera
//! moves slowly in, which keeps water, clouds and people in motion and never shows a frozen frame.

use std::{ffi::OsString, path::Path, time::Duration};

use crate::{
    Kind, MakeError, MediaFacts, Tools,
    encode::{H264_AAC, quick_size, run_ffmpeg},
    inspect::inspect_with,
    process::{file_address, words},
    tools::available,
};

/// Frames of the end that the continuation plays with. ffmpeg holds them in memory: 48 of 1080p are 150 MB.
const TAIL_FRAMES: f64 = 48.0;
/// How much nearer the camera is at the end of the new frames.
const PUSH_IN: f64 = 0.09;

/// Writes to `out` an MP4 that is the clip at `input` followed by `seconds` (more than 0, at most 60) of new frames, with the same shape
/// (at most 1080p, even, and the smaller the longer it is), the same frame rate (at most 60), and always with a sound track: the clip's own, fading out, or silence.
pub async fn continue_clip(input: &Path, seconds: f64, out: &Path) -> Result<(), MakeError> {
    continue_clip_with(&available(), input, seconds, out).await
}

/// As [`continue_clip`], with the given tools.
pub async fn continue_clip_with(tools: &Tools, input: &Path, seconds: f64, out: &Path) -> Result<(), MakeError> {
    if !(seconds > 0.0 && seconds <= 60.0) {
        return Err(MakeError::OutOfRange { what: "seconds" });
    }
    let facts = inspect_with(tools, input).await?;
    if facts.kind != Kind::Video {
        return Err(MakeError::WrongKind { expected: Kind::Video, found: facts.kind });
    }
    let ffmpeg = tools.ffmpeg.as_deref().ok_or(MakeError::FfmpegMissing)?;
    let own = facts.duration_seconds.unwrap_or(0.0);
    run_ffmpeg(ffmpeg, arguments(input, &facts, own, seconds), out, limit(own + seconds)).await
}

/// A slow machine makes a second of 1080p in some three; ten is generous and still ends.
fn limit(seconds: f64) -> Duration {
    Duration::from_secs_f64((60.0 + seconds * 10.0).clamp(60.0, 3600.0))
}

fn arguments(input: &Path, facts: &MediaFacts, own: f64, seconds: f64) -> Vec<OsString> {
    let rate = facts.frame_rate.unwrap_or(24.0).clamp(5.0, 60.0);
    let tail = (TAIL_FRAMES / rate).min(own.max(0.2));
    let mut arguments = reading(input, facts, &[]);
    // The same file once more, from just before its end, spares holding the whole clip in memory.
    arguments.extend(reading(input, facts, &["-ss", &format!("{:.3}", (own - tail).max(0.0))]));
    let silence = format!("anullsrc=r=48000:cl=stereo:d={:.3}", own + seconds);
    arguments.extend(words(["-f", "lavfi", "-i", &silence]));
    arguments.extend(words(["-filter_complex", &graph(facts, rate, own, seconds)]));
    arguments.extend(words(["-map", "[picture]", "-map", "[sound]"]));
    arguments.extend(words(H264_AAC));
    arguments
}

fn reading(input: &Path, facts: &MediaFacts, options: &[&str]) -> Vec<OsString> {
    let mut arguments: Vec<_> =
        words(["-protocol_whitelist", "file", "-format_whitelist", facts.format.demuxer()]).collect();
    arguments.extend(words(options.iter().copied()));
    arguments.extend(words(["-i"]));
    arguments.push(file_address(input));
    arguments
}

fn graph(facts: &MediaFacts, rate: f64, own: f64, seconds: f64) -> String {
    let (width, height) = quick_size(facts.width.unwrap_or(1280), facts.height.unwrap_or(720), (own + seconds) * rate);
    let same = format!("fps={rate:.3},scale={width}:{height},setsar=1,format=yuv420p");
    let frames = (seconds * rate).round().max(1.0);
    let move_in = push_in(frames, PUSH_IN);
    let sound = if facts.has_sound == Some(true) {
        let fade = own.min(0.6);
        format!(
            "[0:a:0]aresample=48000,aformat=channel_layouts=stereo,afade=t=out:st={:.3}:d={fade:.3},apad[own];\
                 [own][2:a]amix=inputs=2:duration=shortest:normalize=0,atrim=0:{:.3}[sound]",
            own - fade,
            own + seconds
        )
    } else {
        format!("[2:a]atrim=0:{:.3}[sound]", own + seconds)
    };
    format!(
        "[0:v:0]{same}[own_frames];\
         [1:v:0]{same},trim=end_frame={TAIL_FRAMES},setpts=PTS-STARTPTS,split[forth][turn];\
         [turn]reverse[back];[back][forth]concat=n=2,loop=loop=-1:size={loop_frames},\
         setpts=2*N/({rate:.3}*TB),framerate=fps={rate:.3}:interp_start=0:interp_end=255:scene=100,\
         trim=end_frame={frames},setpts=N/({rate:.3}*TB),{move_in},fps={rate:.3},setsar=1,format=yuv420p[new_frames];\
         [own_frames][new_frames]concat=n=2[picture];{sound}",
        loop_frames = 2.0 * TAIL_FRAMES,
    )
}

/// ffmpeg's filter for a camera that moves in by `amount` over `frames`, beginning and ending gently and drifting a little to the side.
/// `perspective` works in fractions of a pixel, where `zoompan` and `crop` jump from pixel to pixel, which the eye sees as trembling.
pub(crate) fn push_in(frames: f64, amount: f64) -> String {
    let ease = format!("((1-cos(PI*min(on/{frames},1)))/2)");
    let near = |side: &str, share: f64| format!("{side}*{amount}*{share}*{ease}");
    // More is cut away on the left and below: the camera drifts to the right and up a little.
    let (left, right) = (near("W", 0.58), near("W", 0.42));
    let (top, bottom) = (near("H", 0.44), near("H", 0.56));
    format!(
        "perspective=eval=frame:interpolation=linear:x0='{left}':y0='{top}':x1='W-{right}':y1='{top}':\
         x2='{left}':y2='H-{bottom}':x3='W-{right}':y3='H-{bottom}'"
    )
}
