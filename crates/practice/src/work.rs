//! The life of a task: it waits for a slot, runs for a believable time while its result is really made, and ends. How results are made
//! stands in `results`.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use tokio::time::{Instant, sleep, sleep_until};
use tracing::info;

use crate::{
    hub::Hub,
    ledger::{Piece, State, Task},
    results::make,
};

/// How long a task is at least seen waiting, at pace 1.
const QUEUED: Duration = Duration::from_millis(1200);
/// Starts the work on a task that is in the ledger.
pub(crate) fn launch(hub: &Arc<Hub>, id: &str) {
    let (own, name) = (Arc::clone(hub), id.to_owned());
    let worker = hub.tracker.spawn(async move {
        tokio::select! {
            // What is unfinished stays in the ledger and goes on at the next start.
            () = own.stopping.cancelled() => {}
            () = run(&own, &name) => {}
        }
        own.workers().remove(&name);
    });
    hub.workers().insert(id.to_owned(), worker.abort_handle());
}

/// Goes on with what an earlier run of the server left unfinished.
pub(crate) fn take_up_again(hub: &Arc<Hub>) {
    let unfinished: Vec<String> = hub.change(|ledger| {
        let waiting = ledger.tasks.iter_mut().filter(|(_, task)| !task.state.is_over());
        waiting
            .map(|(id, task)| {
                task.state = State::Queued;
                id.clone()
            })
            .collect()
    });
    for id in unfinished {
        launch(hub, &id);
    }
}

/// Ends a task that is not over. Nothing is charged. `false` if there is no such task or it is over already.
pub(crate) fn cancel(hub: &Hub, id: &str) -> bool {
    let cancelled = hub.change(|ledger| match ledger.tasks.get_mut(id) {
        Some(task) if !task.state.is_over() => {
            task.state = State::Cancelled;
            true
        }
        _ => false,
    });
    if cancelled && let Some(worker) = hub.workers().remove(id) {
        worker.abort();
    }
    cancelled
}

async fn run(hub: &Hub, id: &str) {
    let pace = if hub.options.pace.is_finite() { hub.options.pace.clamp(0.0, 1000.0) } else { 1.0 };
    sleep(QUEUED.mul_f64(pace)).await;
    // The semaphore is never closed.
    let Ok(_slot) = hub.slots.acquire().await else { return };
    let Some(task) = begin(hub, id) else { return };
    let earliest = Instant::now() + Duration::from_millis(task.run_ms).mul_f64(pace);
    let outcome = match task.doomed {
        Some(code) => Err(code),
        None => make(hub, id, &task.order).await,
    };
    sleep_until(earliest).await;
    end(hub, id, outcome);
}

fn begin(hub: &Hub, id: &str) -> Option<Task> {
    hub.change(|ledger| {
        let task = ledger.tasks.get_mut(id).filter(|task| task.state == State::Queued)?;
        task.state = State::Running;
        task.started_ms = Some(Timestamp::now().as_millisecond());
        Some(task.clone())
    })
}

fn end(hub: &Hub, id: &str, outcome: Result<Vec<Piece>, u32>) {
    hub.change(|ledger| {
        let Some(task) = ledger.tasks.get_mut(id).filter(|task| task.state == State::Running) else { return };
        let now = Timestamp::now().as_millisecond();
        task.took_seconds = task.started_ms.map(|started| (now - started + 999) / 1000);
        match outcome {
            Ok(results) => {
                task.state = State::Success;
                task.results = results;
                ledger.balance_micros -= task.price_micros.unwrap_or(0);
            }
            Err(code) => task.state = State::Failed { code },
        }
    });
    info!(task = id, "a practice task has ended");
}
