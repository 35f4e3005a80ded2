//! What is due for a job, done: each effect is a task of its own that reports what it found out.
//!
//! An effect changes no job. It may be cancelled at any moment and started again; only a submit is never repeated.

mod answer;
mod arrival;
mod bring;
mod cancel;
mod download;
mod inscribe;
mod place;
mod promise;
mod query;
mod room;
mod submit;
mod upload;

pub(crate) use arrival::modified_at;
pub(crate) use place::land;

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use afterframe_core::{
    job::{Effect, Event, Job, Trouble},
    money::Currency,
};
use futures_util::FutureExt;
use runninghub::Client;
use tokio_util::sync::CancellationToken;

use crate::{
    change::{Change, Phase, Progress},
    engine::Inner,
    orders::{Message, Past, Running},
    translate::Outcome,
};

/// How often progress is told.
const BETWEEN_PROGRESS: Duration = Duration::from_millis(200);

/// What every effect gets.
pub(crate) struct Context {
    pub(crate) inner: Arc<Inner>,
    pub(crate) job: Job,
    pub(crate) client: Client,
    /// What jobs remember of the account that is asked.
    pub(crate) account: String,
    pub(crate) currency: Currency,
    pub(crate) past: Past,
    pub(crate) run: u64,
    pub(crate) token: CancellationToken,
}

impl Context {
    /// Whether the job was submitted with another key than the one that is set: perhaps of another account.
    pub(crate) fn is_of_another_key(&self) -> bool {
        self.job.account.as_ref().is_some_and(|account| *account != self.account)
    }
}

/// Starts the effect of `running`; what it finds out comes to the scheduler as a report of its run.
pub(crate) fn start(inner: &Arc<Inner>, job: Job, past: Past, running: &Running) {
    let (run, effect, token) = (running.run, running.effect.clone(), running.token.clone());
    let (way, currency) = {
        let sites = inner.sites();
        (sites.client(&job.site).zip(sites.account(&job.site)), sites.currency(&job.site))
    };
    let id = job.id.clone();
    let inner = Arc::clone(inner);
    let Some((client, account)) = way else {
        let outcome = match effect {
            Effect::Submit => {
                Outcome::one(Event::NotAccepted { reason: afterframe_core::job::WaitReason::Key, after: None })
            }
            Effect::Cancel => Outcome::one(Event::CancelUnanswered),
            _ => Outcome::trouble(Trouble::Key, None),
        };
        return inner.order(Message::Report { job: id, run, outcome });
    };
    let context = Context { inner: Arc::clone(&inner), job, client, account, currency, past, run, token };
    tokio::spawn(async move {
        let after_a_panic = match effect {
            Effect::Submit => Outcome::one(Event::AnswerLost),
            Effect::Cancel => Outcome::one(Event::CancelUnanswered),
            _ => Outcome::trouble(Trouble::Server, None),
        };
        let outcome = AssertUnwindSafe(carry_out(&context, effect)).catch_unwind().await;
        let outcome = outcome.unwrap_or(after_a_panic);
        inner.order(Message::Report { job: id, run, outcome });
    });
}

async fn carry_out(context: &Context, effect: Effect) -> Outcome {
    match effect {
        Effect::Submit => submit::run(context).await,
        Effect::Upload { media } => given_up_when_cancelled(context, upload::run(context, &media)).await,
        Effect::Cancel => given_up_when_cancelled(context, cancel::run(context)).await,
        Effect::Query => given_up_when_cancelled(context, query::run(context)).await,
        Effect::Download => given_up_when_cancelled(context, download::run(context)).await,
    }
}

async fn given_up_when_cancelled(context: &Context, work: impl Future<Output = Outcome>) -> Outcome {
    context.token.run_until_cancelled(work).await.unwrap_or(Outcome::GivenUp)
}

/// Tells how far something is, but not too often; and once that it moves, for a job that says that it does not.
pub(crate) struct Teller {
    inner: Arc<Inner>,
    progress: Progress,
    run: u64,
    says_that_it_is_late: bool,
    began_at: u64,
    last: Option<Instant>,
}

impl Teller {
    pub(crate) fn new(context: &Context, phase: Phase) -> Self {
        let progress = Progress { job: context.job.id.clone(), phase, done_bytes: 0, total_bytes: None };
        let says_that_it_is_late = context.job.trouble.is_some();
        let inner = Arc::clone(&context.inner);
        Self { inner, progress, run: context.run, says_that_it_is_late, began_at: 0, last: None }
    }

    /// So much was there before anything moved.
    pub(crate) fn begin(&mut self, done_bytes: u64, total_bytes: Option<u64>) {
        self.began_at = done_bytes;
        self.tell(done_bytes, total_bytes);
    }

    pub(crate) fn tell(&mut self, done_bytes: u64, total_bytes: Option<u64>) {
        if self.says_that_it_is_late && done_bytes > self.began_at {
            self.says_that_it_is_late = false;
            self.inner.order(Message::Moving { job: self.progress.job.clone(), run: self.run });
        }
        let complete = total_bytes == Some(done_bytes);
        if !complete && self.last.is_some_and(|last| last.elapsed() < BETWEEN_PROGRESS) {
            return;
        }
        self.last = Some(Instant::now());
        self.inner.tell(Change::Progress(Progress { done_bytes, total_bytes, ..self.progress.clone() }));
    }
}
