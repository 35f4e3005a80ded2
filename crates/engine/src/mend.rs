//! A library that is damaged or gone: the last good copy takes its place, and what the copy cannot know is not believed. Also when
//! copies are taken. How a copy is made and put back is the store's.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, SystemTime},
};

use afterframe_core::{
    job::{Event, Job, step},
    time::{Span, Timestamp},
};
use afterframe_store::{Store, StoreError, has_copies, newest_copy, restore};

use crate::engine::Inner;

/// How often it is looked whether a copy is due.
const BETWEEN_LOOKS: Span = Span::seconds(1800);
/// While the program runs on, a copy is taken this often.
const A_DAY: Duration = Duration::from_hours(24);

/// What was done about a library that could not be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// When the copy was taken that took its place; `None` where there was none, and the library is a new one.
    pub copied_at: Option<Timestamp>,
    /// The name of the damaged file in the data folder; `None` where it was gone.
    pub set_aside: Option<String>,
}

/// Opens the library. One that is damaged is set aside and never deleted; one that a newer program wrote is left alone.
pub(crate) fn open(path: &Path, now: Timestamp) -> Result<(Store, Option<Mended>), StoreError> {
    let is_gone = !path.exists();
    let opened = if is_gone && has_copies(path) {
        Err(StoreError::Damaged { detail: "the file is not there".to_owned() })
    } else {
        Store::open(path)
    };
    let damage = match opened {
        Ok(store) => return Ok((store, None)),
        Err(StoreError::Damaged { detail }) => detail,
        Err(error) => return Err(error),
    };
    tracing::error!(damage, "the library is damaged");
    let ending = format!("damaged-{}", now.0);
    let copy = restore(path, &ending, |copy| distrust(copy, now))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mended = Mended {
        copied_at: copy.map(|copy| copy.taken.map_or(now, timestamp)),
        set_aside: (!is_gone).then(|| format!("{name}.{ending}")),
    };
    tracing::info!(from_a_copy = mended.copied_at.is_some(), "the library is there again");
    Ok((Store::open(path)?, Some(mended)))
}

/// A job that stood in line when the copy was taken may have been sent and paid for since. Only a person sends it again.
fn distrust(copy: &mut Store, now: Timestamp) -> Result<(), StoreError> {
    let doubtful = |job: Job| {
        let (next, _) = step(&job, Event::Restored, now);
        (next != job).then_some(next)
    };
    let jobs: Vec<Job> = copy.jobs()?.into_iter().filter_map(doubtful).collect();
    copy.save_jobs(&jobs)?;
    // What lay in a bin then may have come back since.
    copy.bins()?.iter().try_for_each(|bin| copy.undo_bin(&bin.id))
}

fn timestamp(at: SystemTime) -> Timestamp {
    let since = at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(0))
}

/// Takes a copy each day while the program runs on and nothing is on its way. Another one is taken at a clean end.
pub(crate) async fn keep_copies(inner: Arc<Inner>) {
    loop {
        tokio::select! {
            () = inner.stop.cancelled() => return,
            () = inner.options.clock.sleep(BETWEEN_LOOKS) => {}
        }
        let newest = newest_copy(&inner.library());
        if is_due(newest, SystemTime::now()) && !inner.gates.is_moving_bytes() {
            let kept = inner.store.run(Store::keep_copy).await;
            if let Err(error) = kept {
                tracing::warn!(%error, "no copy of the library could be taken");
            }
        }
    }
}

/// A clock that was set back makes no copy late.
fn is_due(newest: Option<SystemTime>, now: SystemTime) -> bool {
    newest.is_none_or(|newest| now.duration_since(newest).map_or(true, |age| age >= A_DAY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_due_once_a_day_and_where_there_is_none() {
        let now = SystemTime::UNIX_EPOCH + 10 * A_DAY;
        assert!(is_due(None, now));
        assert!(!is_due(Some(now - A_DAY / 2), now));
        assert!(is_due(Some(now - A_DAY), now));
        assert!(is_due(Some(now + A_DAY), now), "the clock was set back");
    }
}
