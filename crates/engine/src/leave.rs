//! Leaving while something is being submitted: how many answers are awaited, and waiting for them without beginning anything new.
//! A submit that is cut off leaves a job of which nobody knows whether it is paid for, which is worth waiting for.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tokio::sync::{oneshot, watch};

use crate::{
    engine::{Engine, Inner},
    orders::Message,
};

/// What is known about submits for whoever wants to leave.
pub(crate) struct Leave {
    /// Jobs whose submit is written down and whose answer is not.
    submits: watch::Sender<usize>,
    /// How many wait to leave; while somebody does, nothing is submitted.
    waiting: AtomicUsize,
}

impl Leave {
    pub(crate) fn new() -> Self {
        Self { submits: watch::Sender::new(0), waiting: AtomicUsize::new(0) }
    }

    pub(crate) fn submits_are(&self, count: usize) {
        self.submits.send_if_modified(|known| std::mem::replace(known, count) != count);
    }

    pub(crate) fn nothing_begins(&self) -> bool {
        self.waiting.load(Ordering::SeqCst) > 0
    }
}

/// As long as it lives, no submit begins; jobs stay in line.
#[must_use = "submits begin again when it is dropped"]
pub struct NoNewSubmits(Arc<Inner>);

impl Drop for NoNewSubmits {
    fn drop(&mut self) {
        self.0.leave.waiting.fetch_sub(1, Ordering::SeqCst);
        self.0.order(Message::LookAgain);
    }
}

impl Engine {
    /// Whether something was sent that may cost money, and its answer is not written down yet.
    pub fn is_submitting(&self) -> bool {
        *self.inner.leave.submits.borrow() > 0
    }

    /// Begins no submit any more and waits for the answers to those that were sent, each for as long as a submit may
    /// take. Whoever stops waiting lets submits begin again.
    pub async fn finish_submits(&self) -> NoNewSubmits {
        self.inner.leave.waiting.fetch_add(1, Ordering::SeqCst);
        let quiet = NoNewSubmits(Arc::clone(&self.inner));
        // Whatever had its turn just now is counted when this is answered.
        let (settled, answer) = oneshot::channel();
        self.inner.order(Message::Settled(settled));
        drop(answer.await);
        let mut submits = self.inner.leave.submits.subscribe();
        // The sender lives as long as the engine does.
        drop(submits.wait_for(|count| *count == 0).await);
        quiet
    }
}
