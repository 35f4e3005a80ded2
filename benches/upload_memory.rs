//! How much memory the engine needs while a 100 MB clip goes up, against curl sending the same file
//! to the same server. `./dev bench` prints it; nothing here is timed.
//!
//! The measured process is a fresh one of this program, so that neither the server nor the making of
//! the clip is counted. Linux only: it reads `/proc`.

use std::{
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use afterframe_core::{
    form::FieldValue,
    ids::{Endpoint, FieldKey},
    job::JobState,
};
use afterframe_engine::{ApiKey, BaseUrl, Connection, Engine, Options};
use afterframe_practice::{Options as PracticeOptions, Practice};

const ENDPOINT: &str = "rhart-video-g-official/video-extend";
const MEGABYTE: u64 = 1024 * 1024;
/// As large as RunningHub takes; the head and the ending of the request come on top.
const CLIP_BYTES: u64 = 99 * MEGABYTE;
const ROUNDS: usize = 3;

fn main() {
    if !cfg!(target_os = "linux") {
        println!("upload_memory reads /proc and says nothing elsewhere");
        return;
    }
    if let Ok(clip) = env::var("UPLOAD_MEMORY_CLIP") {
        return uploader(Path::new(&clip));
    }
    let folder = tempfile::tempdir().expect("a folder");
    let clip = big_clip(folder.path());
    let runtime = runtime();
    let options = PracticeOptions { pace: 0.0, ..PracticeOptions::default() };
    let server = runtime.block_on(Practice::start(options)).expect("the practice server starts");
    let (mut ours, mut peers) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(measure_engine(&clip, &server));
        peers.extend(measure_curl(&clip, &server));
    }
    let idle = median(ours.iter().map(|(idle, _)| *idle).collect());
    let extra = median(ours.iter().map(|(idle, peak)| peak.saturating_sub(*idle)).collect());
    println!("upload of a {} MB clip, medians of {ROUNDS}", CLIP_BYTES / MEGABYTE);
    println!("  engine: {:.1} MB idle, at most {:.1} MB more while it goes up (wanted: 32)", mb(idle), mb(extra));
    if peers.is_empty() {
        println!("  curl is not installed: no peer to compare with");
    } else {
        let curl = median(peers);
        println!("  curl:   {:.1} MB at its peak", mb(curl));
        println!("  ratio:  the upload costs the engine {:.2} of curl's whole memory", ratio(extra, curl));
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}

/// A real film, filled up with an empty box that players skip.
fn big_clip(folder: &Path) -> PathBuf {
    let path = folder.join("long clip.mp4");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/samples/ridge-at-dusk.mp4");
    let start = fs::read(sample).expect("the sample is there");
    let filler = CLIP_BYTES - start.len() as u64;
    let mut file = fs::File::create(&path).expect("the clip can be made");
    file.write_all(&start).expect("the film is written");
    let size = u32::try_from(filler).expect("smaller than 4 GB");
    file.write_all(&size.to_be_bytes()).expect("the box is written");
    file.write_all(b"free").expect("the box is written");
    file.set_len(CLIP_BYTES).expect("the clip gets its length");
    path
}

/// Starts this program anew as an uploader; kilobytes idle and at its peak.
fn measure_engine(clip: &Path, server: &Practice) -> (u64, u64) {
    let output = Command::new(env::current_exe().expect("this program has a path"))
        .env("UPLOAD_MEMORY_CLIP", clip)
        .env("RH_API_BASE_URL", server.base_url())
        .env("RH_API_KEY", server.key())
        .output()
        .expect("this program starts again");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<u64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    match numbers.as_slice() {
        [idle, peak] => (*idle, *peak),
        _ => panic!("the uploader said {text:?} and {}", String::from_utf8_lossy(&output.stderr)),
    }
}

/// The measured process: everything ready, then one job from its row to RunningHub's queue.
fn uploader(clip: &Path) {
    let data = tempfile::tempdir().expect("a folder");
    let base = env::var("RH_API_BASE_URL").expect("the address is set");
    let key = env::var("RH_API_KEY").expect("the key is set");
    runtime().block_on(async {
        let engine =
            Engine::open(Options::new(data.path(), data.path().join("results"))).await.expect("the engine opens");
        let connection = Connection {
            base: BaseUrl::parse(&base).expect("an address"),
            key: ApiKey::new(&key).expect("a key"),
            practice: false,
        };
        engine.connect(connection).expect("the connection is set up");
        engine.refresh_balance().await.expect("the server answers");
        let media = engine.add_media(clip).await.expect("the clip is a clip");
        tokio::time::sleep(Duration::from_millis(500)).await;
        fs::write("/proc/self/clear_refs", "5").expect("the peak can be set back");
        let idle = memory("self", "VmRSS:");
        let values = [
            (FieldKey::from("videoUrl"), FieldValue::Media { media: media.id }),
            (FieldKey::from("prompt"), FieldValue::Text("on it goes".to_owned())),
            (FieldKey::from("duration"), FieldValue::Text("6".to_owned())),
        ];
        let job = engine.create(&Endpoint::from(ENDPOINT), values.into()).await.expect("the job is written").job;
        loop {
            let state = engine.job(&job.id).await.expect("the store answers").expect("the job is there").job.state;
            assert!(!matches!(state, JobState::Failed { .. } | JobState::Unknown { .. }), "{state:?}");
            if matches!(state, JobState::Queued | JobState::Running | JobState::Downloading | JobState::Done) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        println!("{idle} {}", memory("self", "VmHWM:"));
        engine.shutdown().await;
    });
}

/// curl's peak in kilobytes, read as long as it runs; `None` where there is no curl.
fn measure_curl(clip: &Path, server: &Practice) -> Option<u64> {
    let mut curl = Command::new("curl")
        .args(["--silent", "--noproxy", "*", "--limit-rate", "200M", "--form"])
        .arg(format!("file=@\"{}\"", clip.display()))
        .args(["--header", &format!("Authorization: Bearer {}", server.key())])
        .arg(format!("{}/openapi/v2/media/upload/binary", server.base_url()))
        .stdout(Stdio::null())
        .spawn()
        .ok()?;
    let process = curl.id().to_string();
    let mut peak = 0;
    while curl.try_wait().expect("curl can be waited for").is_none() {
        peak = peak.max(memory(&process, "VmHWM:"));
        thread::sleep(Duration::from_millis(2));
    }
    Some(peak)
}

/// A line of `/proc/<process>/status`, in kilobytes; 0 when the process has just ended.
fn memory(process: &str, line: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let found = status.lines().find_map(|text| text.strip_prefix(line));
    found.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn median(mut numbers: Vec<u64>) -> u64 {
    numbers.sort_unstable();
    numbers.get(numbers.len() / 2).copied().unwrap_or(0)
}

fn mb(kilobytes: u64) -> f64 {
    ratio(kilobytes, 1024)
}

fn ratio(one: u64, other: u64) -> f64 {
    let number = |value: u64| f64::from(u32::try_from(value).unwrap_or(u32::MAX));
    number(one) / number(other.max(1))
}
