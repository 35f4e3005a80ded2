//! The one thread that reads and writes the database. Work is sent to it and answered when it has reached the disk.

use std::{
    path::Path,
    sync::{Arc, mpsc},
    thread,
};

use afterframe_core::time::Timestamp;
use afterframe_store::{Store, StoreError};
use tokio::sync::oneshot;

use crate::{
    error::EngineError,
    mend::{self, Mended},
    options::{Moment, Witness},
};

type Work = Box<dyn FnOnce(&mut Store) + Send>;

enum Order {
    Do(Work),
    Close(oneshot::Sender<()>),
}

/// The sending side.
#[derive(Clone)]
pub(crate) struct StoreThread {
    orders: mpsc::Sender<Order>,
    witness: Arc<dyn Witness>,
}

impl StoreThread {
    /// Opens the database on a thread of its own, or a copy of one that is damaged. `held` lives as long as the thread: the lock of the folder.
    pub(crate) async fn open(
        path: &Path,
        held: impl Send + 'static,
        witness: Arc<dyn Witness>,
        now: Timestamp,
    ) -> Result<(Self, Option<Mended>), StoreError> {
        let (orders, incoming) = mpsc::channel();
        let (opened, answer) = oneshot::channel();
        let path = path.to_owned();
        thread::spawn(move || {
            let closed = match mend::open(&path, now) {
                Ok((store, mended)) => opened.send(Ok(mended)).ok().and_then(|()| work(store, &incoming)),
                Err(error) => {
                    drop(opened.send(Err(error)));
                    None
                }
            };
            // Before the answer: whoever hears that it is closed may open it again at once.
            drop(held);
            if let Some(closed) = closed {
                let _ = closed.send(());
            }
        });
        match answer.await {
            Ok(Ok(mended)) => Ok((Self { orders, witness }, mended)),
            Ok(Err(error)) => Err(error),
            Err(_) => Err(StoreError::Damaged { detail: "the thread of the database ended".to_owned() }),
        }
    }

    /// Runs `work` on the thread and waits for what it says.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, EngineError> {
        let (answer, answered) = oneshot::channel();
        let witness = Arc::clone(&self.witness);
        let order = Order::Do(Box::new(move |store| {
            let done = work(store);
            witness.saw(Moment::Stored);
            // Nobody waits for the answer of work that was given up; the work is done all the same.
            drop(answer.send(done));
        }));
        self.orders.send(order).map_err(|_| EngineError::Closed)?;
        Ok(answered.await.map_err(|_| EngineError::Closed)??)
    }

    /// Sends `work` without waiting for it.
    pub(crate) fn post(&self, work: impl FnOnce(&mut Store) + Send + 'static) -> Result<(), EngineError> {
        let witness = Arc::clone(&self.witness);
        let order = Order::Do(Box::new(move |store| {
            work(store);
            witness.saw(Moment::Stored);
        }));
        self.orders.send(order).map_err(|_| EngineError::Closed)
    }

    /// Closes the database after everything that was sent before. Later work is refused.
    pub(crate) async fn close(&self) {
        let (closed, answer) = oneshot::channel();
        if self.orders.send(Order::Close(closed)).is_ok() {
            // No answer means that the thread is gone, which is what was wanted.
            drop(answer.await);
        }
    }
}

/// Works until it is told to close, and gives back who waits for that; `None` if everybody is gone.
fn work(mut store: Store, incoming: &mpsc::Receiver<Order>) -> Option<oneshot::Sender<()>> {
    while let Ok(order) = incoming.recv() {
        match order {
            Order::Do(work) => work(&mut store),
            Order::Close(closed) => {
                if let Err(error) = store.keep_what_is_new() {
                    tracing::warn!(%error, "no copy of the library could be taken");
                }
                if let Err(error) = store.close() {
                    tracing::warn!(%error, "the database was not closed cleanly");
                }
                return Some(closed);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::{
        sync::{
            Arc,
            atomic::{AtomicBool, Ordering},
        },
        time::Duration,
    };

    use super::*;
    use crate::options::Nobody;

    /// A lock that takes its time to open, so that whoever does not wait for it is caught.
    struct Slow(Arc<AtomicBool>);

    impl Drop for Slow {
        fn drop(&mut self) {
            thread::sleep(Duration::from_millis(100));
            self.0.store(true, Ordering::SeqCst);
        }
    }

    #[tokio::test]
    async fn the_folder_is_free_when_the_database_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let free = Arc::new(AtomicBool::new(false));
        let (file, lock) = (folder.path().join("afterframe.db"), Slow(Arc::clone(&free)));
        let (store, mended) = StoreThread::open(&file, lock, Arc::new(Nobody), Timestamp(0)).await.unwrap();
        assert_eq!(mended, None);
        store.close().await;
        assert!(free.load(Ordering::SeqCst));
    }
}
