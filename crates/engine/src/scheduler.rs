//! The one task that moves jobs. Everything that happens to a job goes through here, one thing after the other:
//! `step` says what becomes of it, the store writes that down, and only then the effect that is due is started.
//!
//! Who is due and who stands in line is found out in `rounds`, what the effects do stands in `effects`. Throwing away (`bin`) has a file of its own.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use afterframe_core::{
    ids::JobId,
    job::{Effect, Event, Job, JobState, Trouble, WaitReason, step},
    library::JobGroup,
    time::{Span, Timestamp},
};
use tokio::sync::mpsc;

use crate::{
    change::Change,
    effects,
    engine::Inner,
    entries::JobRows,
    error::EngineError,
    logged,
    orders::{Active, Asked, Message, Running},
    sites::PRACTICE_SITE,
    spellings,
    teller::Written,
    translate::{Doubt, Outcome},
    turn::says_that_it_needs_a_key,
};

/// How long nothing is done after the database refused a write.
pub(crate) const AFTER_A_REFUSED_WRITE: Span = Span::seconds(2);
/// How long a shutdown waits for the answer to a submit.
const LAST_ANSWER: Duration = Duration::from_secs(10);

pub(crate) struct Scheduler {
    pub(crate) inner: Arc<Inner>,
    pub(crate) active: HashMap<JobId, Active>,
    /// Bins from which nothing comes back any more.
    pub(crate) emptied: HashSet<String>,
    next_run: u64,
    pub(crate) opened_at: Timestamp,
    /// The database refused a write; nothing is done before this instant.
    pub(crate) refused_until: Option<Timestamp>,
}

impl Scheduler {
    pub(crate) fn new(inner: Arc<Inner>, jobs: Vec<Job>) -> Self {
        let opened_at = inner.options.clock.now();
        let active = jobs.into_iter().map(|job| (job.id.clone(), Active::new(job))).collect();
        Self { inner, active, emptied: HashSet::new(), next_run: 0, opened_at, refused_until: None }
    }

    /// Runs until the engine ends.
    pub(crate) async fn run(mut self, mut orders: mpsc::UnboundedReceiver<Message>) {
        let inner = Arc::clone(&self.inner);
        loop {
            self.turn().await;
            let wait = self.until_next();
            let message = tokio::select! {
                () = inner.stop.cancelled() => return,
                message = orders.recv() => message,
                () = inner.options.clock.sleep(wait) => continue,
            };
            match message {
                Some(Message::Shutdown(done)) => {
                    self.end(&mut orders).await;
                    // Whoever asked may have stopped waiting.
                    let _ = done.send(());
                    return;
                }
                Some(message) => self.hear(message).await,
                None => return,
            }
        }
    }

    async fn hear(&mut self, message: Message) {
        match message {
            Message::New(job, answer) => {
                let written = self.begin(*job).await;
                drop(answer.send(written));
            }
            Message::NewTogether(jobs, group, answer) => {
                let written = self.begin_together(jobs, group).await;
                drop(answer.send(written));
            }
            Message::Person(id, event, answer) => {
                let done = self.decide(&id, event).await;
                drop(answer.send(done));
            }
            Message::Arrange(id, arrangement, answer) => {
                let done = self.arrange(&id, arrangement).await;
                drop(answer.send(done));
            }
            Message::Bin(ids, files, answer) => {
                let done = self.bin(ids, files).await;
                drop(answer.send(done));
            }
            Message::Unbin(bin, answer) => {
                let done = self.unbin(bin).await;
                drop(answer.send(done));
            }
            Message::EmptyBin(bin) => self.empty_bin(bin),
            Message::Renamed(id, title, rows, answer) => {
                let done = self.renamed(&id, title, rows).await;
                drop(answer.send(done));
            }
            Message::SpellingAsked(id) => {
                if let Some(active) = self.active.get_mut(&id) {
                    active.spelled = Asked::Answered;
                }
            }
            Message::BalanceAsked(id) => {
                if let Some(active) = self.active.get_mut(&id) {
                    active.weighed = Asked::Answered;
                }
            }
            Message::Report { job, run, outcome } => self.report(&job, run, outcome).await,
            Message::Moving { job, run } => {
                let is_this_one = |active: &Active| active.running.as_ref().is_some_and(|running| running.run == run);
                if self.active.get(&job).is_some_and(is_this_one) {
                    // A refused write is noted; what is said of the delay then stays until the next step.
                    drop(self.happen(&job, Event::Moving).await);
                }
            }
            Message::Connected(site) => self.connected(&site).await,
            Message::FolderChanged => {
                self.wake_where(|job| matches!(job.trouble, Some(Trouble::Folder | Trouble::Space))).await;
            }
            Message::LineChanged => self.line_changed(),
            Message::Settled(answer) => drop(answer.send(())),
            // The turn that follows every message is all that is wanted; a shutdown is heard elsewhere.
            Message::LookAgain | Message::Shutdown(_) => {}
        }
    }

    /// Waits for the answers of submits that were sent, and lets everything else go.
    async fn end(&mut self, orders: &mut mpsc::UnboundedReceiver<Message>) {
        let submitting = |active: &Active| matches!(&active.running, Some(running) if running.effect == Effect::Submit);
        self.active.retain(|_, active| submitting(active) || !active.unwritten.is_empty());
        let answers = async {
            while self.active.values().any(submitting) {
                match orders.recv().await {
                    Some(Message::Report { job, run, outcome }) => self.report(&job, run, outcome).await,
                    Some(_) => {}
                    None => return,
                }
            }
        };
        if tokio::time::timeout(LAST_ANSWER, answers).await.is_err() {
            tracing::warn!("a submit had no answer when the program ended");
        }
        // The last chance for what the database refused before.
        let unwritten: Vec<JobId> = self.active.keys().cloned().collect();
        for id in unwritten {
            self.write_what_happened(&id).await;
        }
        self.active.clear();
    }

    async fn begin(&mut self, job: Job) -> Result<JobRows, EngineError> {
        let id = job.id.clone();
        let rows = self.write(&job).await?;
        self.active.insert(id, Active::new(job));
        Ok(rows)
    }

    /// All rows in one step of the database, with what they have to do with each other; only then any of the jobs moves.
    async fn begin_together(&mut self, jobs: Vec<Job>, group: Option<JobGroup>) -> Result<Vec<JobRows>, EngineError> {
        let new = jobs.clone();
        let written = self.inner.store.run(move |store| {
            match group {
                Some(group) => store.save_group(&new, &group)?,
                None => store.save_jobs(&new)?,
            }
            Ok(new.into_iter().map(|job| JobRows::written(store, job)).collect::<Vec<_>>())
        });
        let all = written.await?;
        for job in jobs {
            self.active.insert(job.id.clone(), Active::new(job));
        }
        for rows in &all {
            self.inner.tell_written(Written::Job(Box::new(rows.clone())));
        }
        Ok(all)
    }

    /// A person's decision is written or refused; it is never kept for later.
    pub(crate) async fn decide(&mut self, id: &JobId, event: Event) -> Result<JobRows, EngineError> {
        if !self.active.contains_key(id) {
            let wanted = id.clone();
            let job = self.inner.store.run(move |store| store.job(&wanted)).await?;
            let mut active = Active::new(job.ok_or_else(|| EngineError::NoSuchJob(id.clone()))?);
            active.started = true;
            self.active.insert(id.clone(), active);
        }
        let done = self.happen(id, event).await;
        self.drop_if_at_rest(id);
        done?;
        let wanted = id.clone();
        let rows = self.inner.store.run(move |store| {
            let Some(job) = store.job(&wanted)? else { return Ok(None) };
            JobRows::read(store, job).map(Some)
        });
        rows.await?.ok_or_else(|| EngineError::NoSuchJob(id.clone()))
    }

    /// A job's new state: on disk first, then told.
    async fn write(&self, job: &Job) -> Result<JobRows, EngineError> {
        let job = job.clone();
        let written = self.inner.store.run(move |store| {
            store.save_job(&job)?;
            Ok(JobRows::written(store, job))
        });
        let rows = written.await?;
        self.inner.tell_written(Written::Job(Box::new(rows.clone())));
        Ok(rows)
    }

    /// The one place where a job moves.
    pub(crate) async fn happen(&mut self, id: &JobId, event: Event) -> Result<(), EngineError> {
        let now = self.inner.options.clock.now();
        let Some(active) = self.active.get(id) else { return Ok(()) };
        let (next, due) = step(&active.job, event, now);
        if next != active.job
            && !is_only_asked_later(&active.job, &next)
            && let Err(error) = self.write(&next).await
        {
            self.write_was_refused(&error, now);
            return Err(error);
        }
        let Some(active) = self.active.get_mut(id) else { return Ok(()) };
        let was = std::mem::replace(&mut active.job, next);
        if was.endpoint != active.job.endpoint || was.values != active.job.values {
            active.spelled = Asked::Open;
            active.past.refused.clear();
        }
        if was.state != active.job.state {
            self.moved(id, &was);
        }
        self.let_go_of_what_nobody_wants(id);
        for effect in due {
            self.start(id, effect);
        }
        Ok(())
    }

    /// An upload that runs for a job that is held, or for a file that its form does not name any more.
    fn let_go_of_what_nobody_wants(&mut self, id: &JobId) {
        let Some(active) = self.active.get_mut(id) else { return };
        let unwanted = active.job.paused || matches!(active.job.state, JobState::Waiting { .. });
        if unwanted && let Some(running) = active.running.take() {
            running.token.cancel();
        }
    }

    /// After a change of state: whatever ran for the old one is over, and an ended job changes the balance.
    fn moved(&mut self, id: &JobId, was: &Job) {
        let submitting = |active: &&Active| matches!(active.job.state, JobState::Submitting { .. });
        self.inner.leave.submits_are(self.active.values().filter(submitting).count());
        let Some(active) = self.active.get_mut(id) else { return };
        tracing::info!(job = %id, from = logged::state(&was.state), to = logged::state(&active.job.state), "a job moved");
        (active.past.strikes, active.past.dead_addresses) = (0, 0);
        if matches!(was.state, JobState::Submitting { .. }) {
            (active.spelled, active.weighed) = (Asked::Open, Asked::Open);
            note_busy(&self.inner, &active.job);
        }
        if active.job.state.is_at_rest() {
            if let Some(running) = active.running.take() {
                running.token.cancel();
            }
            if matches!(active.job.state, JobState::Done | JobState::Failed { .. } | JobState::Cancelled { .. }) {
                for media in &active.job.results {
                    self.inner.want_poster(media.clone());
                }
                crate::account::refresh_in_background(&self.inner, &active.job.site);
            }
        }
    }

    fn write_was_refused(&mut self, error: &EngineError, now: Timestamp) {
        if self.refused_until.is_none() {
            tracing::error!(%error, "the database refuses to be written; nothing is sent until it does not");
            self.inner.tell(Change::StoreFailing { failing: true });
        }
        self.refused_until = Some(now.plus(AFTER_A_REFUSED_WRITE));
    }

    /// Starts an effect. Without a way to the site there is nothing to run, and the job says so.
    fn start(&mut self, id: &JobId, effect: Effect) {
        let Some(active) = self.active.get_mut(id) else { return };
        if matches!(effect, Effect::Upload { .. }) && self.inner.settings().line_paused {
            // It is due again as soon as the line goes on.
            return;
        }
        let run = self.next_run;
        self.next_run += 1;
        let token = self.inner.stop.child_token();
        let running = Running { run, effect, token };
        effects::start(&self.inner, active.job.clone(), active.past.clone(), &running);
        if let Some(earlier) = active.running.replace(running) {
            earlier.token.cancel();
        }
    }

    async fn report(&mut self, id: &JobId, run: u64, outcome: Outcome) {
        let Some(active) = self.active.get_mut(id) else { return };
        if active.running.as_ref().is_none_or(|running| running.run != run) {
            return;
        }
        active.running = None;
        let (site, endpoint) = (active.job.site.clone(), active.job.endpoint.clone());
        let mut taken = None;
        let events = match outcome {
            Outcome::GivenUp => Vec::new(),
            Outcome::Events(events) => {
                active.past.strikes = 0;
                events
            }
            Outcome::Spelled { events, taken: spelling, refused } => {
                active.past.strikes = 0;
                active.past.refused.extend(refused);
                taken = spelling;
                events
            }
            Outcome::DeadAddress => {
                active.past.dead_addresses += 1;
                vec![Event::LinkExpired]
            }
            Outcome::Doubt(doubt) => {
                active.past.strikes += 1;
                let believed = active.past.strikes >= doubt.strikes();
                vec![if believed { doubt.verdict() } else { Doubt::trouble() }]
            }
        };
        active.unwritten.extend(events);
        self.write_what_happened(id).await;
        // After the task's number: that stands for money.
        if let Some(spelling) = taken {
            spellings::remember(&self.inner, &site, &endpoint, spelling);
        }
    }

    /// Lets happen what happened. What cannot be written is kept in order: it may be the id of a paid task.
    pub(crate) async fn write_what_happened(&mut self, id: &JobId) {
        while let Some(event) = self.active.get(id).and_then(|active| active.unwritten.front().cloned()) {
            if self.happen(id, event).await.is_err() {
                return;
            }
            if let Some(active) = self.active.get_mut(id) {
                active.unwritten.pop_front();
            }
        }
        self.drop_if_at_rest(id);
    }

    pub(crate) fn drop_if_at_rest(&mut self, id: &JobId) {
        let rests = |active: &Active| active.job.state.is_at_rest() && active.unwritten.is_empty();
        if self.active.get(id).is_some_and(rests) {
            self.active.remove(id);
        }
    }

    /// Prepares the jobs of a site for its new connection. A new key wakes the jobs that waited for it. The practice server forgets addresses when it restarts.
    async fn connected(&mut self, site: &str) {
        if site == PRACTICE_SITE {
            self.forget_practice_addresses().await;
        }
        self.inner.sites_mut().greet(site);
        crate::account::refresh_in_background(&self.inner, site);
        self.wake_where(|job| job.site == site && says_that_it_needs_a_key(job)).await;
    }

    async fn forget_practice_addresses(&mut self) {
        let found = self.inner.store.run(|store| {
            store.forget_uploads(PRACTICE_SITE)?;
            store.open_jobs_of(PRACTICE_SITE)
        });
        let jobs = match found.await {
            Ok(jobs) => jobs,
            Err(error) => return tracing::error!(%error, "old practice addresses could not be forgotten"),
        };
        for job in jobs.into_iter().filter(|job| !job.uploads.is_empty()) {
            // A failed write shows itself at the next one; the address is then refused and the file goes up again.
            drop(self.decide(&job.id, Event::UploadsGone).await);
        }
    }

    async fn wake_where(&mut self, wanted: impl Fn(&Job) -> bool) {
        let ids: Vec<JobId> =
            self.active.values().filter(|active| wanted(&active.job)).map(|active| active.job.id.clone()).collect();
        for id in ids {
            drop(self.happen(&id, Event::Wake).await);
        }
    }
}

/// Whether nothing is new but when the task is asked for again. That is not written and not told: a job that is found in these states
/// at start is asked for at once. With a thousand of them it would be a write and a word to the window for each question. After a
/// failure it is written, so that the pauses go on growing over restarts.
fn is_only_asked_later(was: &Job, next: &Job) -> bool {
    let asks = matches!(next.state, JobState::Queued | JobState::Running);
    asks && *next == Job { next_at: next.next_at, changed_at: next.changed_at, ..was.clone() }
}

/// When a site said that it is busy, the jobs behind this one need not ask too.
fn note_busy(inner: &Inner, job: &Job) {
    let busy = matches!(job.state, JobState::Waiting { reason: WaitReason::Busy | WaitReason::Offline });
    inner.sites_mut().set_busy_until(&job.site, job.next_at.filter(|_| busy));
}
