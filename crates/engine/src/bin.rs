//! Taking jobs out of the library, with a way back.
//!
//! A job that is binned keeps everything and is hidden at once; nothing of it is touched while it can come back. When that time is
//! over (or the program ends, or begins again after a crash) its files go to the system's bin and its row goes. A file is moved
//! before its row is forgotten: after a crash in between the row is found again, its file is not there any more, and the row goes.
//! A file that the system's bin refuses brings its job back, and that is told.

use std::{path::PathBuf, sync::Arc};

use afterframe_core::{
    ids::{JobId, MediaId},
    job::{Job, JobState},
    time::{Span, Timestamp},
};
use afterframe_store::BinRow;
use tokio::{sync::oneshot, task::spawn_blocking};
use uuid::Uuid;

use crate::{
    change::{Change, ResultFiles},
    engine::{Engine, Inner},
    error::{DeleteError, EngineError},
    labels::without_repeats,
    orders::{Active, Message},
    scheduler::Scheduler,
    teller::Written,
};

/// How long jobs can come back.
pub(crate) const TIME_TO_UNDO: Span = Span::seconds(10);

/// What came back of a bin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unbinned {
    pub count: u32,
    /// How many did not, because their time was over.
    pub missing: u32,
}

impl Engine {
    /// Takes jobs out of the library, all or none; gives the name of the bin that they lie in, and how many they are. A job that
    /// RunningHub has in hand cannot be taken out: what it makes would come to nobody.
    pub async fn bin(&self, ids: Vec<JobId>, files: ResultFiles) -> Result<(String, u32), DeleteError> {
        let (answer, answered) = oneshot::channel();
        self.inner.order(Message::Bin(ids, files, answer));
        answered.await.map_err(|_| EngineError::Closed)?
    }

    /// Brings back what lies in a bin, as it was.
    pub async fn unbin(&self, bin: &str) -> Result<Unbinned, EngineError> {
        let (answer, answered) = oneshot::channel();
        self.inner.order(Message::Unbin(bin.to_owned(), answer));
        answered.await.map_err(|_| EngineError::Closed)?
    }
}

impl Scheduler {
    pub(crate) async fn bin(&mut self, ids: Vec<JobId>, files: ResultFiles) -> Result<(String, u32), DeleteError> {
        let ids = without_repeats(ids);
        let wanted = ids.clone();
        let jobs =
            self.inner.store.run(move |store| wanted.iter().map(|id| store.job(id)).collect::<Result<Vec<_>, _>>());
        for (id, job) in ids.iter().zip(jobs.await?) {
            let job = job.ok_or_else(|| EngineError::NoSuchJob(id.clone()))?;
            let is_written = self.active.get(id).is_none_or(|active| active.unwritten.is_empty());
            if !is_written || !may_leave(&job.state) {
                return Err(DeleteError::Moves);
            }
        }
        let bin = BinRow {
            id: Uuid::now_v7().to_string(),
            with_files: files == ResultFiles::Bin,
            made_at: self.inner.options.clock.now(),
        };
        let (filled, inside) = (bin.clone(), ids.clone());
        self.inner.store.run(move |store| store.fill_bin(&filled, &inside)).await?;
        for id in &ids {
            self.active.remove(id);
            self.inner.tell_written(Written::JobGone(id.clone()));
        }
        self.inner.tell_written(Written::Library);
        self.empty_later(bin.id.clone(), bin.made_at.plus(TIME_TO_UNDO));
        Ok((bin.id, u32::try_from(ids.len()).unwrap_or(u32::MAX)))
    }

    fn empty_later(&self, bin: String, due: Timestamp) {
        let inner = Arc::clone(&self.inner);
        tokio::spawn(async move {
            let stop = inner.stop.clone();
            let clock = &inner.options.clock;
            if stop.run_until_cancelled(clock.sleep(due.since(clock.now()).min(TIME_TO_UNDO))).await.is_some() {
                inner.order(Message::EmptyBin(bin));
            }
        });
    }

    /// From now on nothing comes back from it.
    pub(crate) fn empty_bin(&mut self, bin: String) {
        if !self.emptied.insert(bin.clone()) {
            return;
        }
        let inner = Arc::clone(&self.inner);
        tokio::spawn(async move { inner.empty(&bin).await });
    }

    pub(crate) async fn unbin(&mut self, bin: String) -> Result<Unbinned, EngineError> {
        let is_over = self.emptied.contains(&bin);
        let wanted = bin.clone();
        let back = self.inner.store.run(move |store| {
            let jobs = store.jobs_in_bin(&wanted)?;
            if !is_over {
                store.undo_bin(&wanted)?;
            }
            Ok(jobs)
        });
        let back = back.await?;
        let count = u32::try_from(back.len()).unwrap_or(u32::MAX);
        if is_over {
            return Ok(Unbinned { count: 0, missing: count });
        }
        self.inner.tell_labelled(back.iter().map(|job| job.id.clone()).collect()).await?;
        self.inner.tell_written(Written::Library);
        for job in back.into_iter().filter(|job| !job.state.is_at_rest()) {
            self.active.insert(job.id.clone(), Active::new(job));
        }
        Ok(Unbinned { count, missing: 0 })
    }
}

/// What rests may leave, and what was never sent.
fn may_leave(state: &JobState) -> bool {
    state.is_at_rest() || state.is_in_line()
}

/// What became of the jobs of a bin.
#[derive(Default)]
struct Emptied {
    back: Vec<JobId>,
    /// The first file that stayed, and the system's words.
    detail: Option<String>,
}

impl Inner {
    /// Empties everything, at the end.
    pub(crate) async fn empty_all_bins(&self) {
        match self.store.run(|store| store.bins()).await {
            Ok(bins) => {
                for bin in bins {
                    self.empty(&bin.id).await;
                }
            }
            Err(error) => tracing::warn!(%error, "the bins could not be read"),
        }
    }

    /// Removes what lies in a bin for good. What could not be done is done at the next start.
    pub(crate) async fn empty(&self, bin: &str) {
        // One at a time, and no file is renamed meanwhile.
        let _turn = self.files_turn.lock().await;
        match self.try_to_empty(bin).await {
            Ok(emptied) => {
                if let Some(detail) = emptied.detail {
                    let count = u32::try_from(emptied.back.len()).unwrap_or(u32::MAX);
                    tracing::warn!(count, "the bin of the system refused, and the jobs are back");
                    if let Err(error) = self.tell_labelled(emptied.back).await {
                        tracing::warn!(%error, "jobs that are back could not be told");
                    }
                    self.tell_written(Written::Library);
                    self.tell(Change::BinFailed { count, detail });
                }
            }
            Err(error) => tracing::warn!(%error, "a bin was not emptied"),
        }
    }

    async fn try_to_empty(&self, bin: &str) -> Result<Emptied, EngineError> {
        let wanted = bin.to_owned();
        let found = self.store.run(move |store| {
            let row = store.bins()?.into_iter().find(|row| row.id == wanted);
            Ok(row.map(|row| Ok::<_, EngineError>((store.jobs_in_bin(&row.id)?, row))).transpose())
        });
        let Some((jobs, row)) = found.await?? else { return Ok(Emptied::default()) };
        let mut emptied = Emptied::default();
        for job in jobs {
            if let Err(detail) = self.remove(&row, &job).await? {
                let id = job.id.clone();
                self.store.run(move |store| store.take_from_bin(&id)).await?;
                emptied.back.push(job.id);
                emptied.detail.get_or_insert(detail);
            }
        }
        self.store.run(move |store| store.forget_bin(&row.id)).await?;
        Ok(emptied)
    }

    /// Removes one job for good; what the system says where it does not take a file.
    async fn remove(&self, bin: &BinRow, job: &Job) -> Result<Result<(), String>, EngineError> {
        let (id, name, with_files) = (job.id.clone(), bin.id.clone(), bin.with_files);
        let read = self.store.run(move |store| {
            // What another job starts from stays, file and row: its card shows it, and it may have to be sent yet.
            let mut leaving = Vec::new();
            for row in store.media_of_job(&id)? {
                if with_files && !store.is_used_outside(&row.id, &name)? {
                    leaving.push((row.id, row.path));
                }
            }
            let part_files: Vec<PathBuf> = store.downloads_of(&id)?.into_iter().map(|row| row.part_path).collect();
            Ok((leaving, part_files))
        });
        let (leaving, part_files) = read.await?;
        for (_, path) in &leaving {
            if let Err(words) = self.to_the_system_bin(path.clone()).await {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                return Ok(Err(format!("{name}: {words}")));
            }
        }
        let (id, gone): (JobId, Vec<MediaId>) = (job.id.clone(), leaving.iter().map(|(id, _)| id.clone()).collect());
        let forget = self.store.run(move |store| {
            gone.iter().try_for_each(|media| store.remove_media(media))?;
            store.remove_job(&id)
        });
        forget.await?;
        for path in leaving.iter().map(|(media, _)| self.poster_file(media)).chain(part_files) {
            // Our own by-products; one that is gone or stays does no harm.
            drop(tokio::fs::remove_file(path).await);
        }
        Ok(Ok(()))
    }

    /// A file that is not there any more is no error.
    async fn to_the_system_bin(&self, path: PathBuf) -> Result<(), String> {
        let bin = Arc::clone(&self.options.bin);
        let taken = spawn_blocking(move || if path.exists() { bin.take(&path) } else { Ok(()) });
        taken.await.unwrap_or_else(|error| Err(error.to_string()))
    }
}
