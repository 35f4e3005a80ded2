//! The engine itself: opening, closing, and what all its parts share.
//!
//! What it does stands in the other files: requests about media, forms, jobs, accounts and settings each have one,
//! `scheduler` moves the jobs, `effects` talks to RunningHub.

use std::{
    collections::VecDeque,
    fs::{self, File, TryLockError},
    path::{PathBuf, absolute},
    sync::{
        Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use afterframe_core::{
    catalogue::{Catalogue, Model},
    ids::MediaId,
    settings::Settings,
};
use afterframe_media::Tools;
use afterframe_store::BinRow;
use tokio::sync::{broadcast, mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use crate::{
    change::Change,
    error::{EngineError, OpenError},
    fetch::Fetches,
    forms::Quoted,
    gates::Gates,
    leave::Leave,
    mend::{self, Mended},
    options::{Moment, Options},
    orders::Message,
    posters,
    reader_thread::ReaderThread,
    scheduler::Scheduler,
    sight::Sight,
    sites::Sites,
    store_thread::StoreThread,
    teller::{self, Written},
};

/// A receiver that falls behind by more than this is told so and reads everything again.
const CHANGES_KEPT: usize = 1024;

/// How long a shutdown waits for files that go to the system's bin.
const LAST_FILES: Duration = Duration::from_secs(10);

/// The database in the data folder.
const LIBRARY: &str = "afterframe.db";

/// Runs the jobs. A cheap handle: clones speak to the same engine, which stops when the last one is dropped.
#[derive(Clone)]
pub struct Engine {
    pub(crate) inner: Arc<Inner>,
    _life: Arc<Life>,
}

/// What the parts share.
pub(crate) struct Inner {
    pub(crate) options: Options,
    pub(crate) store: StoreThread,
    /// `None` where the drive allows no reading beside the writer.
    pub(crate) reader: Option<ReaderThread>,
    pub(crate) gates: Gates,
    pub(crate) leave: Leave,
    pub(crate) changes: broadcast::Sender<Change>,
    pub(crate) to_scheduler: mpsc::UnboundedSender<Message>,
    pub(crate) to_posters: mpsc::UnboundedSender<MediaId>,
    to_teller: mpsc::UnboundedSender<Written>,
    pub(crate) sight: Sight,
    /// Cancelled when everything ends.
    pub(crate) stop: CancellationToken,
    pub(crate) quotes: Mutex<VecDeque<Quoted>>,
    pub(crate) fetches: Mutex<Fetches>,
    /// What was done about a library that could not be opened.
    mended: Option<Mended>,
    /// The database refuses to be written.
    is_store_failing: AtomicBool,
    sites: RwLock<Sites>,
    settings: RwLock<Settings>,
    /// Held while settings are read, changed and written: two changes at once must not lose one.
    pub(crate) settings_turn: tokio::sync::Mutex<()>,
    /// Held while files of results get other names or go to the system's bin.
    pub(crate) files_turn: tokio::sync::Mutex<()>,
}

struct Life(CancellationToken);

impl Drop for Life {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl Engine {
    /// Opens the engine on its data folder. Jobs that were not over go on as soon as their site is connected.
    pub async fn open(mut options: Options) -> Result<Self, OpenError> {
        // Paths that are kept must not depend on where the program was started.
        for path in [&mut options.data_folder, &mut options.default_results_folder] {
            let given = path.clone();
            *path = absolute(&given).map_err(|source| OpenError::Folder { path: given, source })?;
        }
        let folder = options.data_folder.clone();
        let failed = |path: &PathBuf| {
            let path = path.clone();
            move |source| OpenError::Folder { path, source }
        };
        fs::create_dir_all(folder.join("posters")).map_err(failed(&folder))?;
        let lock_path = folder.join("afterframe.lock");
        let lock =
            File::options().create(true).truncate(false).write(true).open(&lock_path).map_err(failed(&lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(OpenError::InUse),
            Err(TryLockError::Error(source)) => return Err(OpenError::Folder { path: lock_path, source }),
        }
        let (witness, now) = (Arc::clone(&options.witness), options.clock.now());
        let (store, mended) = StoreThread::open(&folder.join(LIBRARY), lock, witness, now).await?;
        let models = options.catalogue.models().iter();
        let models: Vec<_> = models.map(|model| (model.endpoint.clone(), words_of(model))).collect();
        let at_start = store.run(move |store| {
            store.know_models(&models)?;
            let reader = store.reader()?.map(ReaderThread::new);
            let bins = store.bins()?;
            Ok((reader, bins, store.settings()?, store.jobs_that_move()?, store.media_without_poster()?, store.salt()?))
        });
        let (reader, bins, settings, jobs, without_poster, salt) = match at_start.await {
            Ok(found) => found,
            Err(EngineError::Store(error)) => return Err(error.into()),
            Err(_) => return Err(OpenError::InUse),
        };
        let (to_scheduler, orders) = mpsc::unbounded_channel();
        let (to_posters, wanted) = mpsc::unbounded_channel();
        let (to_teller, written) = mpsc::unbounded_channel();
        let inner = Arc::new(Inner {
            options,
            store,
            reader,
            gates: Gates::new(),
            leave: Leave::new(),
            changes: broadcast::Sender::new(CHANGES_KEPT),
            to_scheduler,
            to_posters,
            to_teller,
            sight: Sight::new(),
            stop: CancellationToken::new(),
            quotes: Mutex::default(),
            fetches: Mutex::default(),
            mended,
            is_store_failing: AtomicBool::new(false),
            sites: RwLock::new(Sites::new(salt)),
            settings: RwLock::new(settings),
            settings_turn: tokio::sync::Mutex::default(),
            files_turn: tokio::sync::Mutex::default(),
        });
        for row in without_poster {
            inner.want_poster(row.id);
        }
        tokio::spawn(mend::keep_copies(Arc::clone(&inner)));
        tokio::spawn(settle_what_was_left(Arc::clone(&inner), bins));
        tokio::spawn(posters::run(Arc::clone(&inner), wanted));
        tokio::spawn(teller::run(Arc::clone(&inner), written));
        tokio::spawn(Scheduler::new(Arc::clone(&inner), jobs).run(orders));
        let life = Arc::new(Life(inner.stop.clone()));
        Ok(Self { inner, _life: life })
    }

    /// Ends everything: waits for the write in flight and, for ten seconds at most, for the answer to a submit that
    /// was sent. Other requests are dropped; their jobs go on at the next start.
    pub async fn shutdown(&self) {
        let (done, answer) = oneshot::channel();
        if self.inner.to_scheduler.send(Message::Shutdown(done)).is_ok() {
            // A scheduler that is gone has nothing left to wait for.
            drop(answer.await);
        }
        // What a person threw away is not brought back by a restart. A drive that hangs keeps nobody here: the next start tries again.
        if tokio::time::timeout(LAST_FILES, self.inner.empty_all_bins()).await.is_err() {
            tracing::warn!("the bins were not emptied when the program ended");
        }
        self.inner.stop.cancel();
        if let Some(reader) = &self.inner.reader {
            reader.close().await;
        }
        self.inner.store.close().await;
    }

    /// Whether an upload or a download is running: worth a question before quitting.
    pub fn is_moving_bytes(&self) -> bool {
        self.inner.gates.is_moving_bytes()
    }

    /// What was done at the start about a library that was damaged or gone. Newer results are then worth looking for.
    pub fn mended(&self) -> Option<&Mended> {
        self.inner.mended.as_ref()
    }

    /// Whether the database refuses to be written. While it does, nothing is sent.
    pub fn is_store_failing(&self) -> bool {
        self.inner.is_store_failing.load(Ordering::SeqCst)
    }

    /// Everything that changes from now on. A receiver that lags must read everything again.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.inner.changes.subscribe()
    }

    /// The models.
    pub fn catalogue(&self) -> &Catalogue {
        &self.inner.options.catalogue
    }
}

/// What an earlier run of the program began with files and did not end.
async fn settle_what_was_left(inner: Arc<Inner>, bins: Vec<BinRow>) {
    let turn = inner.files_turn.lock().await;
    if let Err(error) = inner.settle_renames().await {
        tracing::warn!(%error, "files that were being renamed could not be looked for");
    }
    drop(turn);
    for bin in bins {
        inner.empty(&bin.id).await;
    }
}

/// The words by which the jobs of a model are found, besides their own.
fn words_of(model: &Model) -> String {
    [model.name.as_str(), model.family_name.as_str(), model.maker.as_str()].join("\n")
}

impl Inner {
    /// Tells what was written about jobs and files, each after what was written before it.
    pub(crate) fn tell_written(&self, written: Written) {
        drop(self.to_teller.send(written));
    }

    /// Tells everyone who listens. Nobody listening is fine.
    pub(crate) fn tell(&self, change: Change) {
        if let Change::StoreFailing { failing } = change {
            self.is_store_failing.store(failing, Ordering::SeqCst);
        }
        drop(self.changes.send(change));
    }

    /// Tells the witness.
    pub(crate) fn saw(&self, moment: Moment) {
        self.options.witness.saw(moment);
    }

    /// Tells the scheduler. After the end there is nobody to tell, and nothing to do.
    pub(crate) fn order(&self, message: Message) {
        drop(self.to_scheduler.send(message));
    }

    pub(crate) fn want_poster(&self, media: MediaId) {
        drop(self.to_posters.send(media));
    }

    // A panic while one of these locks is held leaves plain values behind, so a poisoned lock is used like a sound one.

    pub(crate) fn sites(&self) -> RwLockReadGuard<'_, Sites> {
        self.sites.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn sites_mut(&self) -> RwLockWriteGuard<'_, Sites> {
        self.sites.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn settings(&self) -> RwLockReadGuard<'_, Settings> {
        self.settings.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn settings_mut(&self) -> RwLockWriteGuard<'_, Settings> {
        self.settings.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// ffmpeg and ffprobe as they are installed now.
    pub(crate) fn tools(&self) -> Tools {
        self.options.tools.clone().unwrap_or_else(afterframe_media::available)
    }

    /// Where the database lies.
    pub(crate) fn library(&self) -> PathBuf {
        self.options.data_folder.join(LIBRARY)
    }

    /// Where a poster lies once it is made.
    pub(crate) fn poster_file(&self, media: &MediaId) -> PathBuf {
        self.options.data_folder.join("posters").join(format!("{media}.jpg"))
    }
}
