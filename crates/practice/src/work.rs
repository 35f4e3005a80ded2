//! The life of a task: it waits for a slot, runs for a believable time while its result is really made, and ends.

use std::{path::Path, sync::Arc, time::Duration};

use afterframe_media::{MakeError, animate_picture_with, continue_clip_with};
use jiff::Timestamp;
use tokio::time::{Instant, sleep, sleep_until};
use tracing::{info, warn};

use crate::{
    hub::Hub,
    ledger::{Order, State, Task},
};

/// How long a task is at least seen waiting, at pace 1.
const QUEUED: Duration = Duration::from_millis(1200);
/// The result where nothing can be made: a clip of the same kind.
const SAMPLES: [&[u8]; 3] = [
    include_bytes!("../../../assets/samples/ridge-at-dusk.mp4"),
    include_bytes!("../../../assets/samples/low-tide.mp4"),
    include_bytes!("../../../assets/samples/moonrise.mp4"),
];

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

fn end(hub: &Hub, id: &str, outcome: Result<String, u32>) {
    hub.change(|ledger| {
        let Some(task) = ledger.tasks.get_mut(id).filter(|task| task.state == State::Running) else { return };
        let now = Timestamp::now().as_millisecond();
        task.took_seconds = task.started_ms.map(|started| (now - started + 999) / 1000);
        match outcome {
            Ok(result) => {
                task.state = State::Success;
                task.result = Some(result);
                ledger.balance_micros -= task.price_micros.unwrap_or(0);
            }
            Err(code) => task.state = State::Failed { code },
        }
    });
    info!(task = id, "a practice task has ended");
}

/// Makes the result and gives the name of its file, or the code that the task fails with.
async fn make(hub: &Hub, id: &str, order: &Order) -> Result<String, u32> {
    // Under a name of its own until it is whole: an encoder that outlived a killed server may still be writing.
    let draft = tempfile::Builder::new().prefix(id).suffix(".mp4").tempfile_in(hub.results()).map_err(|_| 1005_u32)?;
    let out = draft.into_temp_path();
    let tools = &hub.options.tools;
    let made = match order {
        Order::Continue { input: Some(input), seconds } => {
            continue_clip_with(tools, &hub.uploads().join(input), *seconds, &out).await
        }
        Order::Animate { input: Some(input), seconds, height } => {
            animate_picture_with(tools, &hub.uploads().join(input), *seconds, &out, *height).await
        }
        Order::Continue { input: None, .. } | Order::Animate { input: None, .. } => Err(MakeError::FfmpegMissing),
    };
    match made {
        Ok(()) => {}
        // The service finds out about a broken or misnamed file at this point too.
        Err(MakeError::Input(_) | MakeError::WrongKind { .. } | MakeError::NoPicture) => return Err(1013),
        Err(MakeError::FfmpegMissing) => sample(id, &out).await?,
        Err(error) => {
            warn!(%error, task = id, "a practice result could not be made, a sample takes its place");
            sample(id, &out).await?;
        }
    }
    let name = format!("{id}.mp4");
    out.persist(hub.results().join(&name)).map_err(|_| 1005_u32)?;
    Ok(name)
}

async fn sample(id: &str, out: &Path) -> Result<(), u32> {
    let index = id.bytes().map(usize::from).sum::<usize>() % SAMPLES.len();
    tokio::fs::write(out, SAMPLES[index]).await.map_err(|_| 1005)
}
