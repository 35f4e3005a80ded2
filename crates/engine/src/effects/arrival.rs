//! A whole part file becomes a result: looked at by its content, given its name, and written into the database.

use std::{io, path::Path, sync::Arc, time::UNIX_EPOCH};

use afterframe_core::{
    ids::MediaId,
    job::{Charged, Event, FailureKind, Output},
    media::MediaFacts,
    time::Timestamp,
};
use afterframe_media::{InspectError, inspect_result_with};
use afterframe_store::{DownloadRow, MediaRow};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::{
    Context,
    download::{Missing, Odd, is_file, not_kept, on_disk},
    inscribe,
    place::{Name, final_path, land},
    promise,
};
use crate::{
    logged,
    translate::{Outcome, folder_trouble, plain},
};

/// Makes a result of the part file of `row`, or finds the file that was named a moment before the program ended.
pub(super) async fn arrive(
    context: &Context,
    mut row: DownloadRow,
    name: &Name,
    output: &Output,
) -> Result<MediaId, Missing> {
    let landed = match &row.final_path {
        Some(target) if is_file(target).await => looked_at(context, target, output).await.ok(),
        _ => None,
    };
    if let Some((facts, _)) = landed {
        return Ok(note(context, row, facts).await?);
    }
    let facts = match looked_at(context, &row.part_path, output).await {
        Ok((facts, true)) => facts,
        Ok((facts, false)) => {
            tracing::warn!(job = %context.job.id, format = facts.format, "what came down is not what was promised");
            return Err(Missing::Odd(Box::new(Odd { number: row.number, row, facts: Some(facts) })));
        }
        Err(InspectError::Unreadable(error)) => return Err(folder_trouble(&error).into()),
        Err(error) => {
            let size = tokio::fs::metadata(&row.part_path).await.map(|found| found.len()).unwrap_or_default();
            let facts = matches!(error, InspectError::Damaged { .. }).then(|| promise::of_damaged(output, size));
            let error = logged::no_media(&error);
            tracing::warn!(job = %context.job.id, error, "what came down is not what was promised");
            return Err(Missing::Odd(Box::new(Odd { number: row.number, row, facts })));
        }
    };
    land_as(context, &mut row, name, &facts).await?;
    Ok(note(context, row, facts).await?)
}

/// Gives the whole part file its name, with the ending of what it is.
pub(super) async fn land_as(
    context: &Context,
    row: &mut DownloadRow,
    name: &Name,
    facts: &MediaFacts,
) -> Result<(), Outcome> {
    let (part, wanted, extension) = (row.part_path.clone(), name.clone(), facts.format.clone());
    let target = on_disk(move || final_path(&part, &wanted, &extension)).await?;
    // Written before the file is named, so that a file that has its name is found again.
    row.final_path = Some(target.clone());
    let written = row.clone();
    context.inner.store.run(move |store| store.save_download(&written)).await.map_err(|error| not_kept(&error))?;
    inscribe::into_file(context, &row.part_path, facts).await;
    let (part, witness) = (row.part_path.clone(), Arc::clone(&context.inner.options.witness));
    let landed = spawn_blocking(move || land(&part, &target, &*witness))
        .await
        .unwrap_or_else(|error| Err(io::Error::other(error)));
    if let Err(error) = landed {
        // Whatever has the name now is not ours, and must not be taken for ours at the next try.
        row.final_path = None;
        let written = row.clone();
        context.inner.store.run(move |store| store.save_download(&written)).await.map_err(|error| not_kept(&error))?;
        return Err(folder_trouble(&error));
    }
    Ok(())
}

/// Writes a file that has its name into the database. From here on it is a result.
pub(super) async fn note(context: &Context, row: DownloadRow, mut facts: MediaFacts) -> Result<MediaId, Outcome> {
    let Some(path) = row.final_path.clone() else { return Err(bad(context, FailureKind::BadResult)) };
    // Left over when the program ended between the two names.
    drop(tokio::fs::remove_file(&row.part_path).await);
    // What it was made with may stand in it by now.
    facts.size_bytes = tokio::fs::metadata(&path).await.map_or(facts.size_bytes, |found| found.len());
    let (content_hash, record) = inscribe::record(context, &path, facts.size_bytes).await;
    let media = MediaRow {
        id: MediaId::new(Uuid::now_v7().to_string()),
        modified_at: modified_at(&path),
        path,
        facts,
        title: context.job.title.clone(),
        job_id: Some(context.job.id.clone()),
        number: Some(row.number),
        family: context.inner.options.catalogue.model(&context.job.endpoint).map(|model| model.family.clone()),
        practice: context.job.practice,
        has_poster: false,
        content_hash,
        created_at: context.inner.options.clock.now(),
    };
    let id = media.id.clone();
    let written = context.inner.store.run(move |store| {
        if let Some(Err(error)) = record.map(|record| store.save_record(&record)) {
            tracing::warn!(%error, "what a result was made with is not kept");
        }
        store.finish_download(&media)
    });
    written.await.map_err(|error| not_kept(&error))?;
    Ok(id)
}

/// What the file is, and whether that was promised.
async fn looked_at(context: &Context, path: &Path, output: &Output) -> Result<(MediaFacts, bool), InspectError> {
    if output.text.is_some() {
        // Written here, word for word: there is nothing to find out, and nothing that it could be but words.
        let size = tokio::fs::metadata(path).await.map_err(InspectError::Unreadable)?.len();
        return Ok((promise::of_answer(output, size), true));
    }
    let found = inspect_result_with(&context.inner.tools(), path).await?;
    let of_model = context.inner.options.catalogue.model(&context.job.endpoint).map(|model| model.output);
    Ok(promise::judge(found, output, promise::promised(output, of_model)))
}

/// When the file was last changed, where the system tells.
pub(crate) fn modified_at(path: &Path) -> Option<Timestamp> {
    let modified = std::fs::metadata(path).ok()?.modified().ok()?;
    let since = modified.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok().map(Timestamp)
}

/// It can never become a result.
pub(super) fn bad(context: &Context, kind: FailureKind) -> Outcome {
    Outcome::one(Event::Impossible { failure: failure(context, kind) })
}

/// The task was made, so what it cost is what RunningHub said.
pub(super) fn failure(context: &Context, kind: FailureKind) -> afterframe_core::job::Failure {
    let charged = match context.job.cost {
        Some(cost) if cost.micros > 0 => Charged::Yes,
        Some(_) => Charged::No,
        None => Charged::Unknown,
    };
    plain(kind, charged)
}
