//! How much is done at once: places for uploads, downloads and questions, and the pace of the questions.

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, Weak,
        atomic::{AtomicUsize, Ordering},
    },
};

use afterframe_core::time::{Span, Timestamp};
use tokio::sync::{Mutex, OwnedMutexGuard, Semaphore, SemaphorePermit};

use crate::options::Clock;

const UPLOADS: usize = 2;
const DOWNLOADS: usize = 3;
const QUESTIONS: usize = 4;
/// RunningHub publishes no limit; five questions a second is what its own tools stay below.
const BETWEEN_QUESTIONS: Span = Span(200);

/// By site and content: the turn of whoever uploads it now.
type Turns = HashMap<(String, String), Weak<Mutex<()>>>;

pub(crate) struct Gates {
    uploads: Semaphore,
    downloads: Semaphore,
    questions: Semaphore,
    next_question: Mutex<Timestamp>,
    moving: AtomicUsize,
    contents: std::sync::Mutex<Turns>,
    /// Whoever looks for a free name does so alone.
    pub(crate) names: Mutex<()>,
}

/// A place in a gate; given back when dropped.
pub(crate) struct Place<'a> {
    _permit: Option<SemaphorePermit<'a>>,
    moving: Option<&'a AtomicUsize>,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if let Some(moving) = self.moving {
            moving.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

impl Gates {
    pub(crate) fn new() -> Self {
        Self {
            uploads: Semaphore::new(UPLOADS),
            downloads: Semaphore::new(DOWNLOADS),
            questions: Semaphore::new(QUESTIONS),
            next_question: Mutex::new(Timestamp(0)),
            moving: AtomicUsize::new(0),
            contents: std::sync::Mutex::default(),
            names: Mutex::new(()),
        }
    }

    pub(crate) fn is_moving_bytes(&self) -> bool {
        self.moving.load(Ordering::SeqCst) > 0
    }

    pub(crate) async fn upload(&self) -> Place<'_> {
        self.mover(&self.uploads).await
    }

    pub(crate) async fn download(&self) -> Place<'_> {
        self.mover(&self.downloads).await
    }

    /// The turn to upload this content to this site: whoever comes second finds the address that the first one got.
    pub(crate) async fn content(&self, site: &str, hash: &str) -> OwnedMutexGuard<()> {
        let turn = {
            let mut contents = self.contents.lock().unwrap_or_else(PoisonError::into_inner);
            contents.retain(|_, turn| turn.strong_count() > 0);
            let slot = contents.entry((site.to_owned(), hash.to_owned())).or_default();
            slot.upgrade().unwrap_or_else(|| {
                let turn = Arc::new(Mutex::new(()));
                *slot = Arc::downgrade(&turn);
                turn
            })
        };
        turn.lock_owned().await
    }

    /// A place for a question, not sooner than the pace allows.
    pub(crate) async fn question(&self, clock: &dyn Clock) -> Place<'_> {
        // The gates are never closed, so a missing permit cannot be; if it were, going on is right.
        let permit = self.questions.acquire().await.ok();
        let mut next = self.next_question.lock().await;
        let now = clock.now();
        let wait = next.since(now);
        // More than a few seconds ahead: the clock was set back.
        let wait = if wait.0 > 5_000 { Span(0) } else { wait };
        *next = now.plus(Span(wait.0.max(0) + BETWEEN_QUESTIONS.0));
        drop(next);
        clock.sleep(wait).await;
        Place { _permit: permit, moving: None }
    }

    async fn mover<'a>(&'a self, gate: &'a Semaphore) -> Place<'a> {
        let permit = gate.acquire().await.ok();
        self.moving.fetch_add(1, Ordering::SeqCst);
        Place { _permit: permit, moving: Some(&self.moving) }
    }
}
