//! Fetches what a task made: into a part file, gone on with where it broke off, and only a whole file gets its name.
//!
//! What happens to a whole part file stands in `arrival`.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use afterframe_core::{
    ids::MediaId,
    job::{Event, FailureKind, Output, Trouble},
};
use afterframe_store::DownloadRow;
use runninghub::{Download, DownloadEvent, DownloadOutcome, ResumeState, UrlRefusal};
use tokio::task::spawn_blocking;
use url::Url;

use super::{
    Context, Teller, arrival,
    place::{Name, free_part, made_with, take},
};
use crate::{
    change::Phase,
    error::EngineError,
    options::Moment,
    translate::{Outcome, folder_trouble},
};

/// No film that a model makes is this large; a server that sends without end is stopped here.
const MOST_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// How many addresses in a row may be ones that must not be fetched, before the job ends by it.
const BAD_ADDRESSES: u32 = 3;

pub(super) async fn run(context: &Context) -> Outcome {
    let mut results = Vec::new();
    let outputs = context.job.outputs.clone();
    for (number, output) in (0_u32..).zip(&outputs) {
        match fetch(context, number, output).await {
            Ok(media) => results.push(media),
            Err(outcome) => return outcome,
        }
    }
    Outcome::one(Event::Downloaded { results })
}

/// One result; `Err` says why it is not here.
async fn fetch(context: &Context, number: u32, output: &Output) -> Result<MediaId, Outcome> {
    let id = context.job.id.clone();
    let found = context.inner.store.run(move |store| {
        let done = store.media_of_job(&id)?.into_iter().find(|row| row.number == Some(number));
        Ok((done, store.download(&id, number)?))
    });
    let (done, begun) = found.await.map_err(|error| not_kept(&error))?;
    if let Some(row) = done {
        return Ok(row.id);
    }
    if is_from_an_earlier_practice_server(context, &output.url) {
        return Err(Outcome::one(Event::LinkExpired));
    }
    let name = name_of(context);
    let row = prepare(context, number, begun, &name).await?;
    if row.final_path.is_some() {
        // It was whole when the program ended.
        return arrival::arrive(context, row, &name).await;
    }
    let place = context.inner.gates.download().await;
    let row = bring(context, row, &output.url).await?;
    let arrived = arrival::arrive(context, row, &name).await;
    drop(place);
    arrived
}

/// The practice server has another port at each start, and takes its old addresses with it.
fn is_from_an_earlier_practice_server(context: &Context, url: &str) -> bool {
    let base = context.client.base();
    let (Ok(ours), Ok(theirs)) = (Url::parse(base.as_str()), Url::parse(url)) else { return false };
    base.is_loopback() && ours.host() == theirs.host() && ours.port_or_known_default() != theirs.port_or_known_default()
}

fn name_of(context: &Context) -> Name {
    let endpoint = &context.job.endpoint;
    let made_with = match context.inner.options.catalogue.model(endpoint) {
        Some(model) => made_with(model),
        // A task that was fetched by its number alone.
        None if endpoint.as_str().is_empty() => "RunningHub".to_owned(),
        None => endpoint.as_str().to_owned(),
    };
    Name { title: context.job.title.clone(), made_with }
}

/// The place of the download: the one that was begun, or a new one in the results folder of now.
async fn prepare(
    context: &Context,
    number: u32,
    begun: Option<DownloadRow>,
    name: &Name,
) -> Result<DownloadRow, Outcome> {
    let (root, must_exist) = context.inner.results_root();
    if must_exist && !is_folder(&root).await {
        // Made anew it would lie under the place where a drive is not plugged in.
        return Err(folder_trouble(&io::Error::new(io::ErrorKind::NotFound, "the results folder is not there")));
    }
    if let Some(row) = begun {
        let is_there = row.final_path.is_some() || is_file(&row.part_path).await;
        if row.folder == root && is_there {
            return Ok(row);
        }
        // There is another results folder now, or the file was taken away: what was begun there is left over.
        drop(tokio::fs::remove_file(&row.part_path).await);
    }
    let day = root.join(context.inner.options.clock.today());
    let mut row = DownloadRow {
        job_id: context.job.id.clone(),
        number,
        folder: root,
        part_path: PathBuf::new(),
        final_path: None,
        etag: None,
        total_bytes: None,
    };
    let _alone = context.inner.gates.names.lock().await;
    loop {
        let (folder, wanted) = (day.clone(), name.clone());
        row.part_path = on_disk(move || free_part(&folder, &wanted)).await?;
        // The row comes before the file, so that no file is ever left that nobody knows of.
        let written = row.clone();
        let noted = context.inner.store.run(move |store| store.begin_download(&written)).await;
        noted.map_err(|error| not_kept(&error))?;
        let part = row.part_path.clone();
        if on_disk(move || take(&part)).await? {
            context.inner.saw(Moment::PartMade);
            return Ok(row);
        }
    }
}

/// Work that blocks on the results folder; what goes wrong there is waited for.
pub(super) async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, Outcome> {
    let done = spawn_blocking(work).await.unwrap_or_else(|error| Err(io::Error::other(error)));
    done.map_err(|error| folder_trouble(&error))
}

async fn is_folder(path: &Path) -> bool {
    tokio::fs::metadata(path).await.is_ok_and(|found| found.is_dir())
}

pub(super) async fn is_file(path: &Path) -> bool {
    tokio::fs::metadata(path).await.is_ok_and(|found| found.is_file())
}

/// Brings the bytes into the part file.
async fn bring(context: &Context, mut row: DownloadRow, url: &str) -> Result<DownloadRow, Outcome> {
    let resume = row.etag.clone().map(|etag| ResumeState { etag, total: row.total_bytes });
    let part_path = row.part_path.clone();
    let download = Download { url, part_path: &part_path, resume, max_bytes: MOST_BYTES };
    let mut teller = Teller::new(context, Phase::Download);
    let on_event = |event| match event {
        DownloadEvent::Started { resume, received, total } => {
            context.inner.saw(Moment::PartBegun);
            note(context, &mut row, resume);
            teller.tell(received, total);
        }
        DownloadEvent::Progress { received, total } => teller.tell(received, total),
    };
    let outcome = context.client.download(&download, on_event, &context.token).await;
    match outcome {
        DownloadOutcome::Complete { .. } => {
            context.inner.saw(Moment::PartWhole);
            Ok(row)
        }
        DownloadOutcome::Expired { status } => {
            tracing::info!(job = %context.job.id, status, "the address of a result does not live any more");
            Err(Outcome::one(Event::LinkExpired))
        }
        DownloadOutcome::Interrupted { cause, resume } => {
            tracing::info!(job = %context.job.id, ?cause, "a download broke off");
            note(context, &mut row, resume);
            Err(Outcome::trouble(Trouble::Connection, None))
        }
        DownloadOutcome::Refused(rule) => {
            tracing::warn!(job = %context.job.id, ?rule, "the address of a result is not one that may be fetched");
            let outcome = refused_address(rule, || asked_for_again(context));
            if ends_the_job(&outcome) {
                forget(context, &row).await?;
            }
            Err(outcome)
        }
        DownloadOutcome::TooLarge { limit } => {
            tracing::warn!(job = %context.job.id, limit_bytes = limit, "a result is larger than any film may be");
            forget(context, &row).await?;
            Err(arrival::bad(context, FailureKind::BadResult))
        }
        DownloadOutcome::Disk(error) => Err(folder_trouble(&error)),
        DownloadOutcome::Cancelled { .. } => Err(Outcome::GivenUp),
    }
}

/// No part file is left for a job that never comes back to it.
fn ends_the_job(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Events(events) if matches!(events[..], [Event::Impossible { .. }]))
}

/// A fresh address may be a better one, and asking for it is free. The state machine spreads the questions.
fn asked_for_again(context: &Context) -> Outcome {
    if context.job.tries < BAD_ADDRESSES {
        return Outcome::one(Event::LinkExpired);
    }
    arrival::bad(context, FailureKind::BadResult)
}

/// An address that breaks the rule by itself is of no use; one whose name leads to no public place just now does not: the
/// login page of a hotel's network answers for every name, and the result that was paid for is still there behind it.
fn refused_address(rule: UrlRefusal, verdict: impl FnOnce() -> Outcome) -> Outcome {
    if rule.is_final() { verdict() } else { Outcome::trouble(Trouble::Connection, None) }
}

/// Writes down what is needed to go on from here. Not waited for: if it is lost, the download begins anew.
fn note(context: &Context, row: &mut DownloadRow, resume: Option<ResumeState>) {
    let (etag, total_bytes) = resume.map_or((None, None), |state| (Some(state.etag), state.total));
    if row.etag == etag && row.total_bytes == total_bytes {
        return;
    }
    row.etag = etag;
    row.total_bytes = total_bytes;
    let written = row.clone();
    let posted = context.inner.store.post(move |store| {
        if let Err(error) = store.save_download(&written) {
            tracing::warn!(%error, "how far a download is could not be written down");
        }
    });
    // The engine is closing, and this download is about to be dropped.
    drop(posted);
}

/// A whole file that could not be written into the database is not safe yet.
pub(super) fn not_kept(error: &EngineError) -> Outcome {
    tracing::error!(%error, "a download could not be written into the database");
    Outcome::trouble(Trouble::Folder, None)
}

/// Removes a part file and what is known of it, so that the next try begins anew.
pub(super) async fn forget(context: &Context, row: &DownloadRow) -> Result<(), Outcome> {
    let part = row.part_path.clone();
    let removed = spawn_blocking(move || fs::remove_file(part)).await;
    if let Ok(Err(error)) = removed
        && error.kind() != io::ErrorKind::NotFound
    {
        return Err(folder_trouble(&error));
    }
    let (job, number) = (row.job_id.clone(), row.number);
    context.inner.store.run(move |store| store.remove_download(&job, number)).await.map_err(|error| not_kept(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leads_nowhere_public_for_now_does_not_end_what_was_paid_for() {
        let verdict = || Outcome::GivenUp;
        let waits = Outcome::trouble(Trouble::Connection, None);
        assert_eq!(refused_address(UrlRefusal::PrivateAddress, verdict), waits);
        for rule in [UrlRefusal::NotHttps, UrlRefusal::IpLiteral, UrlRefusal::PrivateName, UrlRefusal::Malformed] {
            assert_eq!(refused_address(rule, verdict), Outcome::GivenUp, "{rule}");
        }
    }
}
