//! Requests about jobs. What moves a job is the scheduler's, and how a form becomes one is in `create`; here decisions are passed on.

use afterframe_core::{
    ids::JobId,
    job::{Event, Job},
};
use afterframe_store::{PastState, Store, StoreError};
use tokio::sync::oneshot;

use crate::{
    change::JobEntry,
    engine::Engine,
    entries::{JobRows, many_seen},
    error::EngineError,
    orders::Message,
};

impl Engine {
    /// Every job, the newest first.
    pub async fn jobs(&self) -> Result<Vec<JobEntry>, EngineError> {
        self.entries_of(Store::jobs).await
    }

    /// The jobs that go on by themselves, and those of which nobody knows whether they do; the newest first.
    pub async fn jobs_under_way(&self) -> Result<Vec<JobEntry>, EngineError> {
        self.entries_of(Store::jobs_under_way).await
    }

    async fn entries_of(
        &self,
        wanted: impl FnOnce(&Store) -> Result<Vec<Job>, StoreError> + Send + 'static,
    ) -> Result<Vec<JobEntry>, EngineError> {
        let rows = self.inner.store.run(move |store| {
            wanted(store)?.into_iter().map(|job| JobRows::read(store, job)).collect::<Result<Vec<_>, _>>()
        });
        Ok(many_seen(&self.inner.sight, rows.await?).await)
    }

    /// The ids of all jobs.
    pub async fn job_ids(&self) -> Result<Vec<JobId>, EngineError> {
        self.inner.store.run(|store| store.job_ids()).await
    }

    /// One job.
    pub async fn job(&self, id: &JobId) -> Result<Option<JobEntry>, EngineError> {
        let id = id.clone();
        let found = self.inner.store.run(move |store| {
            let Some(job) = store.job(&id)? else { return Ok(None) };
            JobRows::read(store, job).map(Some)
        });
        match found.await? {
            Some(rows) => Ok(Some(rows.seen(&self.inner.sight).await)),
            None => Ok(None),
        }
    }

    /// The states through which a job came, for the report alone.
    pub async fn past_states(&self, id: &JobId) -> Result<Vec<PastState>, EngineError> {
        let id = id.clone();
        self.inner.store.run(move |store| store.past_states(&id)).await
    }

    /// A person says: send it again, even if it may be paid for twice. Means something for an unknown job alone.
    pub async fn send_again(&self, id: &JobId) -> Result<JobEntry, EngineError> {
        self.decide(id, Event::SendAgain).await
    }

    /// A person says: look no more. RunningHub may go on with it.
    pub async fn stop_watching(&self, id: &JobId) -> Result<JobEntry, EngineError> {
        self.decide(id, Event::StopWatching).await
    }

    /// A person says: look again.
    pub async fn watch_again(&self, id: &JobId) -> Result<JobEntry, EngineError> {
        self.decide(id, Event::WatchAgain).await
    }

    /// A person says: RunningHub is to end it. What it answers is in the job; until the task has ended it is watched.
    pub async fn cancel(&self, id: &JobId) -> Result<JobEntry, EngineError> {
        self.decide(id, Event::Cancel).await
    }

    /// Has the scheduler take in a job. Its row is on disk when this returns.
    pub(crate) async fn begin(&self, job: Job) -> Result<JobEntry, EngineError> {
        let (answer, answered) = oneshot::channel();
        self.inner.order(Message::New(Box::new(job), answer));
        let rows = answered.await.map_err(|_| EngineError::Closed)??;
        Ok(rows.seen(&self.inner.sight).await)
    }

    pub(crate) async fn decide(&self, id: &JobId, event: Event) -> Result<JobEntry, EngineError> {
        let (answer, answered) = oneshot::channel();
        self.inner.order(Message::Person(id.clone(), event, answer));
        let rows = answered.await.map_err(|_| EngineError::Closed)??;
        Ok(rows.seen(&self.inner.sight).await)
    }
}
