//! Draws the sample clips and pictures that the program brings along: quiet landscapes, moving in parallax.
//!
//! `cargo run --release -p afterframe-media --example landscape -- assets/samples` writes them anew (ffmpeg is needed; a minute or two).
//! Frames go to ffmpeg through a pipe; nothing but the standard library draws them.

mod draw;
mod noise;
mod palette;
mod scene;

use std::{
    env,
    error::Error,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use draw::{Size, frame};
use scene::Scene;

const CLIP: Size = Size { width: 1280, height: 720 };
const FRAMES_A_SECOND: u32 = 24;
const SECONDS: u32 = 6;
/// A quiet chord over wind, so that a person hears whether sound works without being startled.
const AMBIENCE: &str = "sine=f=110:d=6,volume=0.05[a];sine=f=164.81:d=6,volume=0.035[b];sine=f=220:d=6,volume=0.02,tremolo=f=0.3:d=0.5[c];\
    anoisesrc=c=brown:a=0.14:d=6:seed=7,lowpass=f=420,tremolo=f=0.17:d=0.6[d];\
    [a][b][c][d]amix=inputs=4:normalize=0,afade=t=in:d=0.8,afade=t=out:st=4.8:d=1.2,aformat=sample_rates=48000:channel_layouts=stereo";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args_os().nth(1).ok_or("say which folder to write to")?);
    std::fs::create_dir_all(&folder)?;
    for (name, scene) in [
        ("ridge-at-dusk.mp4", palette::ridge_at_dusk()),
        ("low-tide.mp4", palette::low_tide()),
        ("moonrise.mp4", palette::moonrise()),
    ] {
        clip(&scene, &folder.join(name))?;
        println!("{name}");
    }
    still(&palette::valley_morning(), CLIP, "null", &folder.join("valley-morning.jpg"))?;
    still(&palette::fog(), CLIP, "null", &folder.join("fog.jpg"))?;
    // Twice the size at which the welcome page shows it, for dense screens.
    let banner = Size { width: 1320, height: 742 };
    still(&palette::fog(), banner, "crop=1320:300:0:250", &folder.join("banner.jpg"))?;
    println!("valley-morning.jpg, fog.jpg, banner.jpg");
    Ok(())
}

fn clip(scene: &Scene, out: &Path) -> Result<(), Box<dyn Error>> {
    let rate = FRAMES_A_SECOND.to_string();
    let encode = [
        "-f",
        "lavfi",
        "-i",
        AMBIENCE,
        "-map",
        "0:v",
        "-map",
        "1:a",
        "-c:v",
        "libx264",
        "-preset",
        "slow",
        "-crf",
        "24",
        "-tune",
        "film",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        "-b:a",
        "96k",
        "-shortest",
        "-movflags",
        "+faststart",
    ];
    let frames =
        (0..FRAMES_A_SECOND * SECONDS).map(|index| frame(scene, CLIP, f64::from(index) / f64::from(FRAMES_A_SECOND)));
    pipe(CLIP, &rate, &encode, frames, out)
}

fn still(scene: &Scene, size: Size, filter: &str, out: &Path) -> Result<(), Box<dyn Error>> {
    let encode = ["-frames:v", "1", "-vf", filter, "-q:v", "3", "-pix_fmt", "yuvj420p"];
    pipe(size, "1", &encode, std::iter::once(frame(scene, size, 1.5)), out)
}

fn pipe(
    size: Size,
    rate: &str,
    encode: &[&str],
    frames: impl Iterator<Item = Vec<u8>>,
    out: &Path,
) -> Result<(), Box<dyn Error>> {
    let mut ffmpeg = Command::new("ffmpeg")
        .args(["-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24"])
        .args(["-s", &format!("{}x{}", size.width, size.height), "-r", rate, "-i", "pipe:0"])
        .args(encode)
        .arg(out)
        .stdin(Stdio::piped())
        .spawn()?;
    let mut input = ffmpeg.stdin.take().ok_or("ffmpeg takes no input")?;
    for pixels in frames {
        input.write_all(&pixels)?;
    }
    drop(input);
    if ffmpeg.wait()?.success() { Ok(()) } else { Err(format!("ffmpeg could not write {}", out.display()).into()) }
}
