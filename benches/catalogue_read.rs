//! How long reading and indexing the whole catalogue takes: as a start does it, from what was put together when the
//! program was built, and from the files that people write, which happens in the build alone. Each beside what
//! `serde_json` needs for the same files in the same run, so that the ratio means something on any machine.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use afterframe_core::catalogue::Catalogue;
use serde_json::Value;

const ROUNDS: usize = 60;
const WANTED_MS: f64 = 5.0;

fn main() {
    let files = Catalogue::built_in_files();
    let bytes: usize = files.iter().map(|(_, content)| content.len()).sum();
    let models = Catalogue::built_in().models().len();
    // One after the other in each round, so that a busy moment meets all of them.
    let (mut reads, mut makes, mut peers) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        reads.push(timed(|| drop(black_box(Catalogue::read_built_in()))));
        makes.push(timed(|| drop(black_box(Catalogue::from_files(files)))));
        peers.push(timed(|| {
            for (_, content) in files {
                drop(black_box(serde_json::from_str::<Value>(content)));
            }
        }));
    }
    let [read, make, peer] = [reads, makes, peers].map(median);
    println!("{models} models from {} files of {} KB, medians of {ROUNDS}", files.len(), bytes / 1024);
    println!("  reading and indexing at a start:    {:.2} ms (wanted: {WANTED_MS})", ms(read));
    println!("  putting it together in the build:   {:.2} ms", ms(make));
    println!("  serde_json, the files into values:  {:.2} ms", ms(peer));
    println!("  ratio: a start needs {:.2} of it, the build {:.2}", ratio(read, peer), ratio(make, peer));
}

fn timed(what: impl FnOnce()) -> Duration {
    let start = Instant::now();
    what();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64().max(f64::MIN_POSITIVE)
}
