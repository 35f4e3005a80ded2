//! The line before the submit, as a person arranges it: one job or the whole line is held, jobs change places, and a job's form
//! is changed. All of it goes through the scheduler, so that no submit begins between a decision and its write.
//!
//! What a held or changed job becomes is the state machine's.

use afterframe_core::{
    form::FormValues,
    ids::{Endpoint, JobId},
    job::{Edit, Effect, Event, Job, step},
    settings::Settings,
};
use tokio::sync::oneshot;

use crate::{
    change::JobEntry,
    engine::Engine,
    entries::JobRows,
    error::{CreateError, EngineError, LineError},
    orders::{Arrangement, Message},
    scheduler::Scheduler,
    teller::Written,
    turn::place_in_line,
};

impl Engine {
    /// A person says: hold it before it is sent.
    pub async fn pause(&self, id: &JobId) -> Result<JobEntry, LineError> {
        self.arrange(id, Arrangement::Happens(Event::Pause)).await
    }

    /// A person says: go on with what was held.
    pub async fn resume(&self, id: &JobId) -> Result<JobEntry, LineError> {
        self.arrange(id, Arrangement::Happens(Event::Resume)).await
    }

    /// Puts a job that was not sent before another such job, or behind all of them.
    pub async fn move_in_line(&self, id: &JobId, before: Option<JobId>) -> Result<JobEntry, LineError> {
        self.arrange(id, Arrangement::Before(before)).await
    }

    /// Gives a job that was not sent another form. It keeps its place, and files that went up already do not go up again.
    pub async fn edit(&self, id: &JobId, endpoint: &Endpoint, values: FormValues) -> Result<JobEntry, CreateError> {
        let job = self.job(id).await?.ok_or_else(|| EngineError::NoSuchJob(id.clone()))?.job;
        let ready = self.ready(&job.site, endpoint, values).await?;
        let edit =
            Edit { endpoint: endpoint.clone(), title: ready.title, values: ready.values, estimate: ready.estimate };
        Ok(self.arrange(id, Arrangement::Happens(Event::Edited(Box::new(edit)))).await?)
    }

    /// Holds the whole line: nothing goes up and nothing is submitted until [`Engine::release_line`], also after a restart.
    pub async fn hold_line(&self) -> Result<Settings, EngineError> {
        self.change_settings(|settings| settings.line_paused = true).await
    }

    /// Lets the line go on.
    pub async fn release_line(&self) -> Result<Settings, EngineError> {
        self.change_settings(|settings| settings.line_paused = false).await
    }

    async fn arrange(&self, id: &JobId, arrangement: Arrangement) -> Result<JobEntry, LineError> {
        let (answer, answered) = oneshot::channel();
        self.inner.order(Message::Arrange(id.clone(), arrangement, answer));
        let rows = answered.await.map_err(|_| EngineError::Closed)??;
        Ok(rows.seen(&self.inner.sight).await)
    }
}

impl Scheduler {
    /// Whether the whole line is held and the job stands in it.
    pub(crate) fn is_held_with_the_line(&self, job: &Job) -> bool {
        job.state.is_in_line() && self.inner.settings().line_paused
    }

    /// A person's decision about a job in line, written or refused.
    pub(crate) async fn arrange(&mut self, id: &JobId, arrangement: Arrangement) -> Result<JobRows, LineError> {
        let Some(active) = self.active.get(id) else {
            // Whatever is not in line does not move, or is being deleted.
            let wanted = id.clone();
            let found = self.inner.store.run(move |store| store.job(&wanted)).await?;
            return Err(found.map_or_else(|| EngineError::NoSuchJob(id.clone()).into(), |_| LineError::Sent));
        };
        if !active.job.state.is_in_line() {
            return Err(LineError::Sent);
        }
        match arrangement {
            Arrangement::Happens(event) => Ok(self.decide(id, event).await?),
            Arrangement::Before(other) => self.place(id, other.as_ref()).await,
        }
    }

    /// All places are written in one step, so that there is never half an order.
    async fn place(&mut self, id: &JobId, before: Option<&JobId>) -> Result<JobRows, LineError> {
        let mut line: Vec<&Job> =
            self.active.values().map(|active| &active.job).filter(|job| job.state.is_in_line()).collect();
        line.sort_by_key(|job| place_in_line(job));
        let mut order: Vec<JobId> = line.into_iter().map(|job| job.id.clone()).filter(|other| other != id).collect();
        let at = match before {
            None => order.len(),
            Some(before) => order.iter().position(|other| other == before).ok_or(LineError::Sent)?,
        };
        order.insert(at, id.clone());
        let now = self.inner.options.clock.now();
        let placed: Vec<Job> = (0_u32..)
            .zip(&order)
            .filter_map(|(place, id)| Some(step(&self.active.get(id)?.job, Event::Placed { place }, now).0))
            .collect();
        let written = self.inner.store.run(move |store| {
            store.save_jobs(&placed)?;
            placed.into_iter().map(|job| Ok((job.clone(), JobRows::read(store, job)?))).collect::<Result<Vec<_>, _>>()
        });
        let mut own = None;
        for (job, rows) in written.await? {
            self.inner.tell_written(Written::Job(Box::new(rows.clone())));
            if job.id == *id {
                own = Some(rows);
            }
            if let Some(active) = self.active.get_mut(&job.id) {
                active.job = job;
            }
        }
        own.ok_or_else(|| EngineError::NoSuchJob(id.clone()).into())
    }

    /// Lets go of the uploads of a line that is held. What a file lacks goes up again when the line goes on.
    pub(crate) fn line_changed(&mut self) {
        if !self.inner.settings().line_paused {
            return;
        }
        for active in self.active.values_mut().filter(|active| active.job.state.is_in_line()) {
            if let Some(running) = active.running.take_if(|running| matches!(running.effect, Effect::Upload { .. })) {
                running.token.cancel();
            }
        }
    }
}
