//! Tells what was written about jobs and files, in the order in which it was written. Before an entry is told its files are looked
//! at, which may take a while; nothing but the telling waits for that.

use std::sync::Arc;

use afterframe_core::ids::JobId;
use afterframe_store::MediaRow;
use tokio::sync::mpsc;

use crate::{
    change::Change,
    engine::Inner,
    entries::{JobRows, media_entries},
};

/// What was written.
pub(crate) enum Written {
    Job(Box<JobRows>),
    JobGone(JobId),
    Media(Box<MediaRow>),
    /// Collections, or many jobs.
    Library,
}

/// Tells until the engine ends, and then what is left.
pub(crate) async fn run(inner: Arc<Inner>, mut written: mpsc::UnboundedReceiver<Written>) {
    while let Some(Some(next)) = inner.stop.run_until_cancelled(written.recv()).await {
        tell(&inner, next).await;
    }
    written.close();
    while let Some(next) = written.recv().await {
        tell(&inner, next).await;
    }
}

async fn tell(inner: &Inner, written: Written) {
    match written {
        Written::Job(rows) => inner.tell(Change::Job(Box::new(rows.seen(&inner.sight).await))),
        Written::JobGone(id) => inner.tell(Change::JobGone(id)),
        Written::Library => inner.tell(Change::Library),
        Written::Media(row) => {
            for entry in media_entries(&inner.sight, vec![*row]).await {
                inner.tell(Change::Media(Box::new(entry)));
            }
        }
    }
}
