//! Gets what a task made onto the disk: every result, in its order, and each in its own time. What is whole and what was promised
//! stays, whatever becomes of the others; only a whole file gets its name.
//!
//! How the bytes come stands in `bring`, how a whole part file becomes a result in `arrival`.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use afterframe_core::{
    ids::MediaId,
    job::{Event, FailureKind, Output, Trouble},
    media::MediaFacts,
    names::made_with,
};
use afterframe_store::DownloadRow;
use tokio::task::spawn_blocking;
use url::Url;

use super::{
    Context, answer, arrival, bring,
    place::{Name, free_part, take},
};
use crate::{
    error::EngineError,
    options::Moment,
    translate::{BAD_RESULTS, Doubt, Outcome, folder_trouble},
};

/// Why a result is not here.
pub(super) enum Missing {
    /// None can be fetched now: the folder, the database, or the end of the program.
    All(Outcome),
    /// This one cannot.
    One(Lack),
    /// Something else came than what was promised. It lies in its part file.
    Odd(Box<Odd>),
}

/// After so many fresh addresses that all lead nowhere, a result is left out beside others that are here. A person can have it looked
/// for again. Alone it is asked for without end: it was paid for, and there is nothing else.
const DEAD_ADDRESSES: u32 = 10;

/// What one result lacks, the mildest first: of several, the last decides what is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lack {
    /// It never can become a file.
    Hope,
    /// What came is not what was promised, and may be better next time.
    Trust,
    /// A fresh address, which is free to ask for.
    Address,
    /// A connection; the next try goes on where this one broke off.
    Connection,
}

/// A whole part file that is not what was promised.
pub(super) struct Odd {
    pub(super) number: u32,
    pub(super) row: DownloadRow,
    /// What it is, unless it is a page or a program: such a thing is never kept.
    pub(super) facts: Option<MediaFacts>,
}

impl From<Outcome> for Missing {
    fn from(outcome: Outcome) -> Self {
        Self::All(outcome)
    }
}

pub(super) async fn run(context: &Context) -> Outcome {
    let mut found = Found::default();
    for (number, output) in (0_u32..).zip(&context.job.outputs) {
        match fetch(context, number, output).await {
            Ok(media) => found.here.push((number, media)),
            Err(Missing::All(outcome)) => return outcome,
            Err(Missing::One(lack)) => found.lacks.push(lack),
            Err(Missing::Odd(odd)) => found.odd.push(*odd),
        }
    }
    found.give_up_dead_addresses(context);
    if let Err(outcome) = found.judge_what_is_odd(context).await {
        return outcome;
    }
    found.outcome(context)
}

/// What came of all results of a job.
#[derive(Default)]
struct Found {
    here: Vec<(u32, MediaId)>,
    odd: Vec<Odd>,
    lacks: Vec<Lack>,
}

impl Found {
    /// What decides what is due.
    fn lack(&self) -> Option<Lack> {
        self.lacks.iter().max().copied()
    }

    fn give_up_dead_addresses(&mut self, context: &Context) {
        let some_are_here = !self.here.is_empty() || self.odd.iter().any(|odd| odd.facts.is_some());
        if some_are_here && context.past.dead_addresses + 1 >= DEAD_ADDRESSES {
            for lack in self.lacks.iter_mut().filter(|lack| **lack == Lack::Address) {
                tracing::warn!(job = %context.job.id, "a result whose addresses all lead nowhere is left out");
                *lack = Lack::Hope;
            }
        }
    }

    /// What is odd is fetched anew a few times. Then it is kept beside what is good, because it was paid for; alone it is no result.
    async fn judge_what_is_odd(&mut self, context: &Context) -> Result<(), Outcome> {
        let is_believed = context.past.strikes + 1 >= BAD_RESULTS;
        let is_kept = is_believed && !self.here.is_empty() && self.lack().is_none_or(|lack| lack == Lack::Hope);
        for Odd { number, mut row, facts } in std::mem::take(&mut self.odd) {
            match facts {
                Some(facts) if is_kept => {
                    tracing::warn!(job = %context.job.id, number, "a result of an unexpected kind is kept");
                    arrival::land_as(context, &mut row, &name_of(context), &facts).await?;
                    self.here.push((number, arrival::note(context, row, facts).await?));
                }
                _ => {
                    forget(context, &row).await?;
                    self.lacks.push(if is_believed { Lack::Hope } else { Lack::Trust });
                }
            }
        }
        self.here.sort_by_key(|(number, _)| *number);
        Ok(())
    }

    fn outcome(self, context: &Context) -> Outcome {
        match self.lack() {
            Some(Lack::Connection) => Outcome::trouble(Trouble::Connection, None),
            Some(Lack::Address) => Outcome::DeadAddress,
            Some(Lack::Trust) => {
                Outcome::Doubt(Doubt::BadResult { failure: arrival::failure(context, FailureKind::BadResult) })
            }
            Some(Lack::Hope) if self.here.is_empty() => arrival::bad(context, FailureKind::BadResult),
            Some(Lack::Hope) | None => {
                let missing = u32::try_from(self.lacks.len()).unwrap_or(u32::MAX);
                let results = self.here.into_iter().map(|(_, media)| media).collect();
                Outcome::one(Event::Downloaded { results, missing })
            }
        }
    }
}

/// One result; `Err` says why it is not here.
async fn fetch(context: &Context, number: u32, output: &Output) -> Result<MediaId, Missing> {
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
        return Err(Missing::One(Lack::Address));
    }
    let name = name_of(context);
    let row = prepare(context, number, begun, &name).await?;
    if row.final_path.is_some() {
        // It was whole when the program ended.
        return arrival::arrive(context, row, &name, output).await;
    }
    if let Some(text) = &output.text {
        answer::write(context, &row, text).await?;
        return arrival::arrive(context, row, &name, output).await;
    }
    let place = context.inner.gates.download().await;
    let row = bring::run(context, row, &output.url).await?;
    let arrived = arrival::arrive(context, row, &name, output).await;
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
        Some(model) => made_with(model, context.inner.language()),
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
