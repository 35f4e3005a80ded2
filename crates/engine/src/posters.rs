//! Makes posters in the background, one after the other, so that nothing waits for them.

use std::sync::Arc;

use afterframe_core::ids::MediaId;
use tokio::sync::mpsc;

use crate::{engine::Inner, logged, teller::Written};

/// The longer edge of a poster in pixels: sharp on a card of a large screen.
const EDGE: u32 = 640;

/// Makes what is wanted until the engine ends.
pub(crate) async fn run(inner: Arc<Inner>, mut wanted: mpsc::UnboundedReceiver<MediaId>) {
    let stop = inner.stop.clone();
    let work = async {
        while let Some(id) = wanted.recv().await {
            make(&inner, &id).await;
        }
    };
    // Dropping the work ends a running ffmpeg too.
    stop.run_until_cancelled(work).await;
}

/// What fails is tried again at the next start: the tool may be installed, the file may be back.
async fn make(inner: &Inner, id: &MediaId) {
    let wanted = id.clone();
    let Ok(Some(row)) = inner.store.run(move |store| store.media(&wanted)).await else { return };
    if row.has_poster || !row.facts.kind.has_poster() {
        return;
    }
    if let Err(error) = afterframe_media::poster_with(&inner.tools(), &row.path, &inner.poster_file(id), EDGE).await {
        tracing::info!(media = %id, error = logged::not_made(&error), "no poster was made");
        return;
    }
    let made = id.clone();
    let written = inner.store.run(move |store| {
        store.set_has_poster(&made)?;
        store.media(&made)
    });
    match written.await {
        Ok(Some(row)) => inner.tell_written(Written::Media(Box::new(row))),
        Ok(None) => {}
        Err(error) => tracing::warn!(media = %id, %error, "a poster was made and not noted"),
    }
}
