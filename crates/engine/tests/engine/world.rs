//! A practice server, an engine that can be killed, a fast clock, and a way to wait for what must come.

use std::{
    fs,
    future::Future,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use afterframe_core::{
    form::{FieldValue, FormValues, defaults},
    ids::{Endpoint, FieldKey, JobId},
    job::{Job, JobState},
    language::Language,
    time::{Span, Timestamp},
};
use afterframe_engine::{
    Bin, Clock, Connection, Engine, JobEntry, MediaEntry, OpenError, Options, ResultFiles, Sleep, Space,
};
use afterframe_media::Tools;
use afterframe_practice::{Place, Practice};
use runninghub::{ApiKey, BaseUrl};
use tempfile::TempDir;
use tokio::runtime::Runtime;

pub const EXTEND: &str = "rhart-video-g-official/video-extend";
pub const FROM_PICTURE: &str = "rhart-video-g-official/image-to-video";
pub const DAY: &str = "2026-11-20";
pub const STEM: &str = "ridge at dusk – Grok Imagine extend – 01";

/// How much faster than the wall the tests' clock runs: waits of seconds become waits of tenths.
const SPEED: i64 = 30;
/// How long anything may take that must come: a busy disk can hold a single fsync up for many seconds.
const PATIENCE: Duration = Duration::from_mins(1);

/// A clock that hurries.
pub struct FastClock {
    started: Instant,
    offset: Mutex<i64>,
}

impl FastClock {
    /// As a person or a time server would.
    pub fn set_back(&self, span: Span) {
        *self.offset.lock().unwrap() -= span.0;
    }
}

impl Clock for FastClock {
    fn now(&self) -> Timestamp {
        let passed = i64::try_from(self.started.elapsed().as_millis()).unwrap();
        Timestamp(1_800_000_000_000 + *self.offset.lock().unwrap() + passed * SPEED)
    }

    fn today(&self) -> String {
        DAY.to_owned()
    }

    fn sleep(&self, span: Span) -> Sleep<'_> {
        let micros = u64::try_from(span.0.max(0)).unwrap() * 1000 / u64::try_from(SPEED).unwrap();
        Box::pin(tokio::time::sleep(Duration::from_micros(micros)))
    }
}

/// A bin that is a folder.
pub struct FolderBin(pub PathBuf);

impl Bin for FolderBin {
    fn take(&self, path: &Path) -> Result<(), String> {
        let name = path.file_name().ok_or("no name")?;
        fs::rename(path, self.0.join(name)).map_err(|error| error.to_string())
    }
}

/// A drive with as much room as a test says.
pub struct Drive(pub AtomicU64);

impl Space for Drive {
    fn free(&self, _: &Path) -> std::io::Result<u64> {
        Ok(self.0.load(Ordering::SeqCst))
    }
}

/// Everything that outlives an engine.
pub struct World {
    pub folder: TempDir,
    pub hub: Practice,
    pub clock: Arc<FastClock>,
    pub tools: Tools,
    pub drive: Arc<Drive>,
    /// What the system speaks.
    pub language: Language,
}

/// An engine with a runtime of its own, so that it can be killed.
pub struct Running {
    pub engine: Engine,
    runtime: Option<Runtime>,
}

/// A server that works as fast as it can and has samples for results.
pub fn quick() -> afterframe_practice::Options {
    afterframe_practice::Options { pace: 0.0, tools: Tools::default(), ..afterframe_practice::Options::default() }
}

impl World {
    pub async fn new() -> Self {
        Self::with(quick()).await
    }

    pub async fn with(options: afterframe_practice::Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["bin", "clips"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let hub = Practice::start(options).await.unwrap();
        let clock = Arc::new(FastClock { started: Instant::now(), offset: Mutex::new(0) });
        let drive = Arc::new(Drive(AtomicU64::new(u64::MAX)));
        Self { folder, hub, clock, tools: Tools::default(), drive, language: Language::default() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn films(&self) -> PathBuf {
        self.path("films")
    }

    pub fn options(&self) -> Options {
        let clock: Arc<dyn Clock> = Arc::clone(&self.clock) as _;
        let bin = Arc::new(FolderBin(self.path("bin")));
        // Without them every test is spared three processes; the one about a whole job has them.
        let tools = Some(self.tools.clone());
        let space: Arc<dyn Space> = Arc::clone(&self.drive) as _;
        let language = self.language;
        Options { clock, bin, space, tools, language, ..Options::new(self.path("data"), self.films()) }
    }

    /// Opens an engine on the data folder; a killed one may need a moment to let go of it.
    pub async fn open(&self) -> Running {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let started = Instant::now();
        let engine = loop {
            match runtime.spawn(Engine::open(self.options())).await.unwrap() {
                Ok(engine) => break engine,
                Err(OpenError::InUse) if started.elapsed() < PATIENCE => tokio::task::yield_now().await,
                Err(error) => panic!("{error}"),
            }
        };
        Running { engine, runtime: Some(runtime) }
    }

    /// Opens an engine and gives it the way to the server.
    pub async fn start(&self) -> Running {
        let running = self.open().await;
        running.connect(self.connection(self.hub.key()));
        running
    }

    pub fn connection(&self, key: &str) -> Connection {
        let base = BaseUrl::parse(&self.hub.base_url()).unwrap();
        Connection { base, key: ApiKey::new(key).unwrap(), practice: false }
    }

    /// A clip of six seconds.
    pub fn clip(&self) -> PathBuf {
        let path = self.path("clips").join("ridge at dusk.mp4");
        fs::write(&path, include_bytes!("../../../../assets/samples/ridge-at-dusk.mp4")).unwrap();
        path
    }

    pub fn picture(&self) -> PathBuf {
        let path = self.path("clips").join("valley morning.jpg");
        fs::write(&path, include_bytes!("../../../../assets/samples/valley-morning.jpg")).unwrap();
        path
    }

    /// The answers that requests to `place` got, in their order.
    pub fn answers(&self, place: Place) -> Vec<Option<u16>> {
        self.hub
            .log()
            .into_iter()
            .filter(|request| request.place == Some(place))
            .map(|request| request.status)
            .collect()
    }

    /// What lies in the day's folder, sorted.
    pub fn results(&self) -> Vec<String> {
        names(&self.films().join(DAY))
    }
}

/// The names in a folder, sorted; none if there is no folder.
pub fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

impl Running {
    pub fn connect(&self, connection: Connection) {
        self.engine.connect(connection).unwrap();
    }

    /// Ends it as a crash does: nothing is waited for.
    pub fn kill(self) {
        drop(self);
    }

    pub async fn extend(&self, clip: &MediaEntry) -> JobEntry {
        let endpoint = Endpoint::from(EXTEND);
        self.engine.create(&endpoint, self.form(EXTEND, "videoUrl", clip)).await.unwrap()
    }

    /// A filled form of `model` with the file in `field`.
    pub fn form(&self, model: &str, field: &str, file: &MediaEntry) -> FormValues {
        let model = self.engine.catalogue().model(&Endpoint::from(model)).unwrap();
        let mut values = defaults(model);
        values.insert(FieldKey::from("prompt"), FieldValue::Text("On it goes.".to_owned()));
        values.insert(FieldKey::from(field), FieldValue::Media { media: file.id.clone() });
        values
    }

    /// Throws a job away, and waits until it can come back no more.
    pub async fn throw_away(&self, id: &JobId, files: ResultFiles) {
        let results = self.engine.job(id).await.unwrap().unwrap().results;
        self.engine.bin(vec![id.clone()], files).await.unwrap();
        for result in results {
            let is_settled = || async {
                let left = self.engine.media(&result.id).await.unwrap();
                left.is_none_or(|left| left.job.is_none()).then_some(())
            };
            wait_for(is_settled).await.expect("a bin is emptied");
        }
    }

    /// Adds the clip and makes a job of it.
    pub async fn extend_clip(&self, world: &World) -> JobEntry {
        let clip = self.engine.add_media(&world.clip()).await.unwrap();
        self.extend(&clip).await
    }

    /// Waits until the job is as wanted.
    pub async fn until(&self, id: &JobId, what: &str, wanted: impl Fn(&Job) -> bool) -> JobEntry {
        let last = Mutex::new(None);
        let ask = || async {
            let entry = self.engine.job(id).await.unwrap().unwrap();
            if wanted(&entry.job) {
                return Some(entry);
            }
            *last.lock().unwrap() = Some(entry.job);
            None
        };
        let found = wait_for(ask).await;
        found.unwrap_or_else(|| panic!("the job never was {what}: {:#?}", last.lock().unwrap()))
    }

    pub async fn until_done(&self, id: &JobId) -> JobEntry {
        let entry = self.until(id, "over", |job| job.state.is_at_rest()).await;
        assert_eq!(entry.job.state, JobState::Done);
        entry
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Asks again and again until there is an answer; `None` when the patience is over.
pub async fn wait_for<T, F: Future<Output = Option<T>>>(mut ask: impl FnMut() -> F) -> Option<T> {
    let started = Instant::now();
    loop {
        if let Some(found) = ask().await {
            return Some(found);
        }
        if started.elapsed() > PATIENCE {
            return None;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Asks again and again until it is so.
pub async fn until_so(what: &str, ask: impl Fn() -> bool) {
    let found = wait_for(|| async { ask().then_some(()) }).await;
    assert!(found.is_some(), "never: {what}");
}
