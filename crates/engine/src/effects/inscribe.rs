//! What a result was made with, put where a copy of it brings it back: into the file before it gets its name, and by its content
//! once it has it. A result is worth the same without, so nothing here fails or holds up a job.

use std::path::Path;

use afterframe_core::{made_with::MadeWith, media::MediaFacts};
use afterframe_media::{Format, Inscribed};
use afterframe_store::RecordRow;
use tokio::task::spawn_blocking;

use super::Context;
use crate::{hash, options::Moment};

/// Writes it into a whole part file, if the person wants that and the format has a place for it.
pub(super) async fn into_file(context: &Context, part: &Path, facts: &MediaFacts) {
    if !context.inner.settings().settings_in_files {
        return;
    }
    let (Some(text), Some(format)) = (text_of(context), Format::named(&facts.format)) else { return };
    let path = part.to_owned();
    match spawn_blocking(move || afterframe_media::inscribe(&path, format, &text)).await {
        Ok(Ok(Inscribed::Written)) => context.inner.saw(Moment::Inscribed),
        Ok(Ok(Inscribed::Left(why))) => {
            tracing::info!(job = %context.job.id, %format, why, "the settings are not written into the file");
        }
        Ok(Err(error)) => {
            tracing::warn!(job = %context.job.id, %error, "the settings could not be written into the file");
        }
        Err(error) => tracing::error!(job = %context.job.id, %error, "writing the settings into the file panicked"),
    }
}

/// The content of the whole file, by which a copy is known again, and what is kept beside it.
pub(super) async fn record(context: &Context, path: &Path, size_bytes: u64) -> (Option<String>, Option<RecordRow>) {
    let hash = match hash::of_file(path.to_owned(), size_bytes).await {
        Ok(hash) => hash,
        Err(error) => {
            tracing::warn!(job = %context.job.id, %error, "a result could not be read again");
            return (None, None);
        }
    };
    let record = text_of(context).map(|json| RecordRow {
        content_hash: hash.clone(),
        size_bytes,
        json,
        job_id: Some(context.job.id.clone()),
        made_at: context.inner.options.clock.now(),
    });
    (Some(hash), record)
}

/// Nothing is known of a task that was fetched by its number.
fn text_of(context: &Context) -> Option<String> {
    let job = &context.job;
    let model = context.inner.options.catalogue.model(&job.endpoint)?;
    if job.values.is_empty() {
        return None;
    }
    let made_at = context.inner.options.clock.now();
    MadeWith::new(job.endpoint.clone(), model.name.clone(), job.title.clone(), job.values.clone(), made_at).to_text()
}
