//! What every proof here starts from: a folder, a practice server, a hurried clock that several processes share, and forms for every model.

use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

use afterframe_core::{
    catalogue::{FieldKind, Model},
    form::{FieldValue, FormValues, defaults},
    ids::{Endpoint, JobId},
    job::Job,
    media::MediaKind,
    time::{Span, Timestamp},
};
use afterframe_engine::{Clock, Connection, Engine, JobEntry, OpenError, Options, Sleep, Witness};
use afterframe_media::Tools;
use afterframe_practice::Practice;
use runninghub::{ApiKey, BaseUrl, ClientOptions};
use tempfile::TempDir;

pub const EXTEND: &str = "rhart-video-g-official/video-extend";
pub const DAY: &str = "2026-11-20";
/// How much faster than the wall the clock here runs.
const SPEED: i64 = 30;
/// How long anything may take that must come.
const PATIENCE: Duration = Duration::from_mins(2);
/// The clips and pictures that go in, and the films that come out of a practice server without ffmpeg.
const CLIP: &[u8] = include_bytes!("../../../../assets/samples/ridge-at-dusk.mp4");
const PICTURE: &[u8] = include_bytes!("../../../../assets/samples/valley-morning.jpg");
const FILMS: [&[u8]; 3] = [
    CLIP,
    include_bytes!("../../../../assets/samples/low-tide.mp4"),
    include_bytes!("../../../../assets/samples/moonrise.mp4"),
];

/// A clock that hurries, and that a process which is started later reads the same.
pub struct SharedClock {
    pub started_ms: u64,
}

impl Clock for SharedClock {
    fn now(&self) -> Timestamp {
        let passed = i64::try_from(wall_ms().saturating_sub(self.started_ms)).unwrap();
        Timestamp(1_800_000_000_000 + passed * SPEED)
    }

    fn today(&self) -> String {
        DAY.to_owned()
    }

    fn sleep(&self, span: Span) -> Sleep<'_> {
        let micros = u64::try_from(span.0.max(0)).unwrap() * 1000 / u64::try_from(SPEED).unwrap();
        Box::pin(tokio::time::sleep(Duration::from_micros(micros)))
    }
}

fn wall_ms() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    u64::try_from(since.as_millis()).unwrap()
}

/// Where an engine works and whom it talks to: all that a process needs to go on with it.
#[derive(Clone)]
pub struct Place {
    pub root: PathBuf,
    pub base: String,
    pub key: String,
    pub started_ms: u64,
    pub client: ClientOptions,
}

impl Place {
    pub fn films(&self) -> PathBuf {
        self.root.join("films").join(DAY)
    }

    pub fn journal(&self) -> PathBuf {
        self.root.join("data").join("afterframe.db-wal")
    }

    /// Opens the engine here; one that was killed a moment ago may still hold the folder.
    pub async fn open(&self, witness: Option<Arc<dyn Witness>>) -> Engine {
        let begun = Instant::now();
        loop {
            let mut options = Options {
                clock: Arc::new(SharedClock { started_ms: self.started_ms }),
                tools: Some(Tools::default()),
                client: self.client.clone(),
                ..Options::new(self.root.join("data"), self.root.join("films"))
            };
            if let Some(witness) = &witness {
                options.witness = Arc::clone(witness);
            }
            match Engine::open(options).await {
                Ok(engine) => return engine,
                Err(OpenError::InUse) if begun.elapsed() < PATIENCE => tokio::task::yield_now().await,
                Err(error) => panic!("{error}"),
            }
        }
    }

    pub async fn connected(&self, witness: Option<Arc<dyn Witness>>) -> Engine {
        let engine = self.open(witness).await;
        let (base, key) = (BaseUrl::parse(&self.base).unwrap(), ApiKey::new(&self.key).unwrap());
        engine.connect(Connection { base, key, practice: false }).unwrap();
        engine
    }

    /// What lies in the day's folder under a final name. Every one must be a whole film: this looks at each byte of what came, and that
    /// what was written behind it, if anything, is whole too.
    pub fn whole_films(&self) -> Vec<String> {
        let names = self.names();
        let films: Vec<String> = names.into_iter().filter(|name| !has_ending(name, "part")).collect();
        for name in &films {
            let bytes = fs::read(self.films().join(name)).unwrap();
            let behind = FILMS.iter().find_map(|film| bytes.strip_prefix(*film));
            let behind = behind.unwrap_or_else(|| panic!("{name} is half a film: {} bytes", bytes.len()));
            let said = behind.first_chunk().map_or(0, |length| u32::from_be_bytes(*length));
            assert_eq!(usize::try_from(said).unwrap(), behind.len(), "{name} has half a box behind it");
        }
        films
    }

    pub fn part_files(&self) -> Vec<String> {
        self.names().into_iter().filter(|name| has_ending(name, "part")).collect()
    }

    fn names(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.films()) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == ending)
}

/// A place of its own with a server of its own.
pub struct Setting {
    pub hub: Practice,
    pub place: Place,
    _folder: TempDir,
}

impl Setting {
    pub async fn new() -> Self {
        Self::with(ClientOptions::default()).await
    }

    pub async fn with(client: ClientOptions) -> Self {
        let hub = Practice::start(quick()).await.unwrap();
        let folder = folder();
        let place = Place {
            root: folder.path().to_owned(),
            base: hub.base_url(),
            key: hub.key().to_owned(),
            started_ms: wall_ms(),
            client,
        };
        fs::write(place.root.join("ridge at dusk.mp4"), CLIP).unwrap();
        fs::write(place.root.join("valley morning.jpg"), PICTURE).unwrap();
        Self { hub, place, _folder: folder }
    }
}

/// A server that works as fast as it can, has samples for results, and money for a thousand of them.
pub fn quick() -> afterframe_practice::Options {
    afterframe_practice::Options {
        pace: 0.0,
        tools: Tools::default(),
        balance_micros: 100_000_000_000,
        queue_limit: 10_000,
        ..afterframe_practice::Options::default()
    }
}

/// A folder in memory where the system has one: a process that is killed loses nothing that the system has taken, so only a power cut would
/// tell the difference, and a busy disk does not slow the proof down.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let parent = if memory.is_dir() { memory.to_owned() } else { env::temp_dir() };
    tempfile::tempdir_in(parent).unwrap()
}

/// A filled form of the model with the clip or the picture of `place`.
pub async fn form(engine: &Engine, place: &Place, model: &Model) -> FormValues {
    let mut values = defaults(model);
    for field in model.fields.iter().filter(|field| field.required) {
        let value = match &field.kind {
            FieldKind::Media(limits) if limits.media == MediaKind::Video => {
                add(engine, &place.root.join("ridge at dusk.mp4")).await
            }
            FieldKind::Media(_) => add(engine, &place.root.join("valley morning.jpg")).await,
            FieldKind::Text(_) => FieldValue::Text("On it goes.".to_owned()),
            _ => continue,
        };
        values.insert(field.key.clone(), value);
    }
    values
}

async fn add(engine: &Engine, path: &Path) -> FieldValue {
    FieldValue::Media { media: engine.add_media(path).await.unwrap().id }
}

/// Makes one job of the model.
pub async fn make(engine: &Engine, place: &Place, endpoint: &str) -> JobEntry {
    let endpoint = Endpoint::from(endpoint);
    let model = engine.catalogue().model(&endpoint).unwrap().clone();
    let values = form(engine, place, &model).await;
    engine.create(&endpoint, values).await.unwrap()
}

/// Waits until the job is as wanted.
pub async fn until(engine: &Engine, id: &JobId, what: &str, wanted: impl Fn(&Job) -> bool) -> Job {
    let begun = Instant::now();
    loop {
        let job = engine.job(id).await.unwrap().unwrap().job;
        if wanted(&job) {
            return job;
        }
        assert!(begun.elapsed() < PATIENCE, "it never was {what}: {job:#?}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Waits until nothing will happen to the job any more without a person.
pub async fn at_rest(engine: &Engine, id: &JobId) -> Job {
    until(engine, id, "at rest", |job| job.state.is_at_rest()).await
}
