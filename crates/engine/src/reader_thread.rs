//! The thread that reads the library beside the one that writes it, so that whoever looks does not wait for what is being written.

use std::{sync::mpsc, thread};

use afterframe_store::{Reader, Shelves, StoreError};
use tokio::sync::oneshot;

use crate::{engine::Inner, error::EngineError};

type Question = Box<dyn FnOnce(&Reader) + Send>;

enum Order {
    Ask(Question),
    Close(oneshot::Sender<()>),
}

/// The asking side.
pub(crate) struct ReaderThread(mpsc::Sender<Order>);

impl ReaderThread {
    pub(crate) fn new(reader: Reader) -> Self {
        let (orders, incoming) = mpsc::channel();
        thread::spawn(move || {
            let mut closed = None;
            while let Ok(order) = incoming.recv() {
                match order {
                    Order::Ask(question) => question(&reader),
                    Order::Close(answer) => {
                        closed = Some(answer);
                        break;
                    }
                }
            }
            // Before the answer: the writer folds its journal into the file once nobody else has it open.
            drop(reader);
            if let Some(closed) = closed {
                let _ = closed.send(());
            }
        });
        Self(orders)
    }

    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(Shelves<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, EngineError> {
        let (answer, answered) = oneshot::channel();
        // Nobody waits for an answer that was given up.
        let order = Order::Ask(Box::new(move |reader| drop(answer.send(question(reader.shelves())))));
        self.0.send(order).map_err(|_| EngineError::Closed)?;
        Ok(answered.await.map_err(|_| EngineError::Closed)??)
    }

    /// Ends the thread after everything that was asked before.
    pub(crate) async fn close(&self) {
        let (closed, answer) = oneshot::channel();
        if self.0.send(Order::Close(closed)).is_ok() {
            drop(answer.await);
        }
    }
}

impl Inner {
    /// Asks the library: beside the writer, or between its writes where the drive allows nothing else.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        question: impl FnOnce(Shelves<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, EngineError> {
        match &self.reader {
            Some(reader) => reader.ask(question).await,
            None => self.store.run(move |store| question(store.shelves())).await,
        }
    }
}
