//! Continues a clip from the command line and says how long it took: `cargo run -p afterframe-media --example continue -- CLIP SECONDS OUT.mp4`.

use std::{env, error::Error, path::PathBuf, time::Instant};

use afterframe_media::{continue_clip, inspect};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<_> = env::args_os().skip(1).collect();
    let [clip, seconds, out] = words.as_slice() else { return Err("say: CLIP SECONDS OUT.mp4".into()) };
    let (clip, out) = (PathBuf::from(clip), PathBuf::from(out));
    let seconds: f64 = seconds.to_string_lossy().parse()?;
    println!("{:?}", inspect(&clip).await?);
    let begun = Instant::now();
    continue_clip(&clip, seconds, &out).await?;
    println!("{:?}", inspect(&out).await?);
    println!("took {:.2} s", begun.elapsed().as_secs_f64());
    Ok(())
}
