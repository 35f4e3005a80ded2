//! Deleting a job: its files go to the bin or stay, its row goes, and nothing is lost on the way.

use std::{path::PathBuf, sync::Arc};

use afterframe_core::{
    ids::{JobId, MediaId},
    job::JobState,
};
use tokio::{sync::oneshot, task::spawn_blocking};

use crate::{
    change::ResultFiles,
    engine::Inner,
    error::{DeleteError, EngineError},
    orders::{Active, Message},
    scheduler::Scheduler,
    teller::Written,
};

/// What must be known of a job before it is deleted.
struct Leaving {
    results: Vec<(MediaId, PathBuf)>,
    part_files: Vec<PathBuf>,
}

impl Scheduler {
    /// Takes the job out of everything that moves and deletes it in the background: a bin may be slow.
    pub(crate) async fn delete(
        &mut self,
        id: JobId,
        files: ResultFiles,
        answer: oneshot::Sender<Result<(), DeleteError>>,
    ) {
        let wanted = id.clone();
        let state = match self.inner.store.run(move |store| store.job(&wanted)).await {
            Ok(Some(job)) if !self.being_deleted.contains(&id) => Ok(job.state),
            Ok(_) => Err(DeleteError::Engine(EngineError::NoSuchJob(id.clone()))),
            Err(error) => Err(error.into()),
        };
        // Written as submitting, the answer is on its way; it may be worth money.
        let state = match state {
            Ok(JobState::Submitting { .. }) => Err(DeleteError::BeingSubmitted),
            other => other,
        };
        if let Err(error) = state {
            drop(answer.send(Err(error)));
            return;
        }
        self.active.remove(&id);
        self.being_deleted.insert(id.clone());
        let inner = Arc::clone(&self.inner);
        tokio::spawn(async move {
            let done = remove(&inner, &id, files).await;
            inner.order(Message::Deleted { job: id, gone: done.is_ok() });
            drop(answer.send(done));
        });
    }

    /// A job that could not be deleted goes on.
    pub(crate) async fn after_delete(&mut self, id: JobId, gone: bool) {
        self.being_deleted.remove(&id);
        if gone {
            return;
        }
        let wanted = id.clone();
        if let Ok(Some(job)) = self.inner.store.run(move |store| store.job(&wanted)).await
            && !job.state.is_at_rest()
        {
            self.active.insert(id, Active::new(job));
        }
    }
}

async fn remove(inner: &Arc<Inner>, id: &JobId, files: ResultFiles) -> Result<(), DeleteError> {
    let wanted = id.clone();
    let leaving = inner.store.run(move |store| {
        let results = store.media_of_job(&wanted)?.into_iter().map(|row| (row.id, row.path)).collect();
        let part_files = store.downloads_of(&wanted)?.into_iter().map(|row| row.part_path).collect();
        Ok(Leaving { results, part_files })
    });
    let leaving = leaving.await?;
    if files == ResultFiles::Bin {
        bin(inner, &leaving.results).await?;
    }
    let gone = id.clone();
    let results: Vec<MediaId> = leaving.results.iter().map(|(media, _)| media.clone()).collect();
    let forgotten = inner.store.run(move |store| {
        let mut forgotten = Vec::new();
        for media in results {
            // What another job starts from is kept, so that its card still shows it.
            if files == ResultFiles::Bin && !store.is_used_elsewhere(&media, &gone)? {
                store.remove_media(&media)?;
                forgotten.push(media);
            }
        }
        store.remove_job(&gone)?;
        Ok(forgotten)
    });
    let forgotten = forgotten.await?;
    inner.tell_written(Written::JobGone(id.clone()));
    let leftovers = forgotten.iter().map(|media| inner.poster_file(media)).chain(leaving.part_files);
    for path in leftovers {
        // Our own by-products; one that is gone or stays does no harm.
        drop(tokio::fs::remove_file(path).await);
    }
    Ok(())
}

/// Puts the files into the system's bin. One that is not there any more is no error.
async fn bin(inner: &Arc<Inner>, results: &[(MediaId, PathBuf)]) -> Result<(), DeleteError> {
    for (_, path) in results {
        let bin = Arc::clone(&inner.options.bin);
        let target = path.clone();
        let taken = spawn_blocking(move || if target.exists() { bin.take(&target) } else { Ok(()) });
        let taken = taken.await.unwrap_or_else(|error| Err(error.to_string()));
        taken.map_err(|detail| DeleteError::Bin { path: path.clone(), detail })?;
    }
    Ok(())
}
