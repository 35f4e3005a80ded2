//! Brings a file to RunningHub, unless the same content is there already and its address still lives.

use std::sync::Mutex;

use afterframe_core::{
    ids::MediaId,
    job::{Charged, Event, FailureKind, Trouble, Upload},
    time::Span,
};
use afterframe_media::Format;
use runninghub::UploadName;

use super::{Context, Teller};
use crate::{
    change::Phase,
    hash,
    options::Moment,
    translate::{Outcome, plain, upload_failed},
};

/// Addresses live about a day; four hours are left for the queue and for clocks that differ.
const LIFE: Span = Span::seconds(20 * 3600);

pub(super) async fn run(context: &Context, media: &MediaId) -> Outcome {
    let gone = || Outcome::one(Event::Impossible { failure: plain(FailureKind::FileGone, Charged::No) });
    let store = &context.inner.store;
    let wanted = media.clone();
    let row = match store.run(move |store| store.media(&wanted)).await {
        Ok(Some(row)) => row,
        Ok(None) => return gone(),
        Err(error) => return not_read(context, &error),
    };
    let _place = context.inner.gates.upload().await;
    let Ok(hash) = hash::of_file(row.path.clone(), row.facts.size_bytes).await else { return gone() };

    let _turn = context.inner.gates.content(&context.job.site, &hash).await;
    let (site, hashed) = (context.job.site.clone(), hash.clone());
    let now = context.inner.options.clock.now();
    let id = media.clone();
    let known = store.run(move |store| {
        store.set_content_hash(&id, &hashed)?;
        store.upload(&site, &hashed, now)
    });
    match known.await {
        Ok(Some(upload)) => return done(media, upload),
        Ok(None) => {}
        Err(error) => return not_read(context, &error),
    }

    let teller = Mutex::new(Teller::new(context, Phase::Upload));
    let progress = move |progress: runninghub::Progress| {
        if let Ok(mut teller) = teller.lock() {
            teller.tell(progress.sent, Some(progress.total));
        }
    };
    let (file_name, content_type) = name_for(&row.facts.format);
    let name = UploadName { file_name: &file_name, content_type };
    let answer = context.client.upload_file(&row.path, name, progress, &context.token).await;
    context.inner.saw(Moment::UploadOver);
    match answer {
        Ok(uploaded) => {
            let now = context.inner.options.clock.now();
            let upload = Upload { url: uploaded.download_url, expires_at: now.plus(LIFE) };
            let (site, remembered) = (context.job.site.clone(), upload.clone());
            let noted = store.run(move |store| store.remember_upload(&site, &hash, &remembered, now)).await;
            if let Err(error) = noted {
                tracing::warn!(%error, "an upload could not be remembered; the file may go up twice");
            }
            done(media, upload)
        }
        Err(error) => {
            tracing::info!(job = %context.job.id, %error, "an upload did not succeed");
            upload_failed(error)
        }
    }
}

fn done(media: &MediaId, upload: Upload) -> Outcome {
    Outcome::one(Event::Uploaded { media: media.clone(), url: upload.url, expires_at: upload.expires_at })
}

fn not_read(context: &Context, error: &crate::error::EngineError) -> Outcome {
    tracing::error!(job = %context.job.id, %error, "the database could not be asked about a file");
    Outcome::trouble(Trouble::Server, None)
}

/// What RunningHub is told about the file: its kind and nothing of its name, which is the person's own.
fn name_for(format: &str) -> (String, &'static str) {
    let known = serde_json::from_value::<Format>(serde_json::Value::String(format.to_owned()));
    known.map_or_else(
        |_| ("clip".to_owned(), "application/octet-stream"),
        |format| (format!("clip.{}", format.extension()), format.mime()),
    )
}
