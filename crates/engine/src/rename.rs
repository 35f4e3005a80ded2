//! Another title for a job, and with it other names for the files that it made.
//!
//! What is about to be renamed is written down first, then the files get their names, each without ever taking the place of another
//! one, and then the new paths and the title are written in one step that also takes the note away. Whenever the program ends in
//! between, the note says under which two names a file may lie, and the next start looks.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use afterframe_core::{
    ids::{JobId, MediaId},
    names::{result_parts, result_stem, safe_part},
};
use afterframe_store::{MediaRow, RenameRow};
use tokio::{sync::oneshot, task::spawn_blocking};

use crate::{
    change::JobEntry,
    effects::land,
    engine::{Engine, Inner},
    entries::JobRows,
    error::{EngineError, RenameError},
    labels::name,
    options::Witness,
    orders::Message,
    scheduler::Scheduler,
    teller::Written,
};

/// More files of one name in one folder than anyone has; a guard against going round for ever.
const MOST: u32 = 100_000;

/// One file on its way from one name to another.
#[derive(Debug, Clone)]
struct Move {
    media: MediaId,
    from: PathBuf,
    to: PathBuf,
}

impl Engine {
    /// Gives a job another title, and its files that are there other names in the folders in which they are. Files of a job
    /// that moves are named when they come.
    pub async fn rename(&self, id: &JobId, title: &str) -> Result<JobEntry, RenameError> {
        let title = name(title).ok_or(RenameError::Title)?;
        let _turn = self.inner.files_turn.lock().await;
        let wanted = id.clone();
        let read = self.inner.store.run(move |store| {
            let Some(job) = store.job(&wanted)? else { return Ok(None) };
            Ok(Some((job, store.media_of_job(&wanted)?)))
        });
        let (job, results) = read.await?.ok_or_else(|| EngineError::NoSuchJob(id.clone()))?;
        if !job.state.is_at_rest() {
            return Err(RenameError::Moves);
        }
        let moves = self.inner.rename_files(results, &title).await?;
        let (answer, answered) = oneshot::channel();
        self.inner.order(Message::Renamed(id.clone(), title, as_rows(&moves), answer));
        // The note stays until this is written; the files are found by it even if it never is.
        let rows = answered.await.map_err(|_| EngineError::Closed)??;
        Ok(rows.seen(&self.inner.sight).await)
    }
}

impl Scheduler {
    /// Writes what was renamed, on top of whatever the job became meanwhile.
    pub(crate) async fn renamed(
        &mut self,
        id: &JobId,
        title: String,
        rows: Vec<RenameRow>,
    ) -> Result<JobRows, EngineError> {
        let (wanted, new_title) = (id.clone(), title.clone());
        let written = self.inner.store.run(move |store| {
            let Some(mut job) = store.job(&wanted)? else { return Ok(None) };
            job.title = new_title;
            store.finish_renamed_job(&job, &rows)?;
            JobRows::read(store, job).map(Some)
        });
        let rows = written.await?.ok_or_else(|| EngineError::NoSuchJob(id.clone()))?;
        if let Some(active) = self.active.get_mut(id) {
            active.job.title = title;
        }
        self.inner.tell_written(Written::Job(Box::new(rows.clone())));
        // Other jobs may be takes of the same title now, or of none.
        self.inner.tell_written(Written::Library);
        Ok(rows)
    }
}

impl Inner {
    async fn rename_files(&self, results: Vec<MediaRow>, title: &str) -> Result<Vec<Move>, RenameError> {
        let (planned, title) = (results.clone(), title.to_owned());
        let moves = spawn_blocking(move || plan(&planned, &title)).await.map_err(|_| EngineError::Closed)?;
        let moves = moves.map_err(|(path, source)| RenameError::File { path, source })?;
        let noted = as_rows(&moves);
        self.store.run(move |store| store.begin_renames(&noted)).await?;
        let (done, witness) = (moves.clone(), Arc::clone(&self.options.witness));
        let carried_out = spawn_blocking(move || carry_out(&done, witness.as_ref()));
        match carried_out.await.map_err(|_| EngineError::Closed)? {
            Ok(()) => Ok(moves),
            Err((path, source)) => {
                self.settle_renames().await?;
                Err(RenameError::File { path, source })
            }
        }
    }

    /// Finds out where files are whose renaming never came to its end, and writes that.
    pub(crate) async fn settle_renames(&self) -> Result<(), EngineError> {
        for row in self.store.run(|store| store.open_renames()).await? {
            let media = row.media_id.clone();
            let Some(known) = self.store.run(move |store| store.media(&media)).await? else { continue };
            let there = self.sight.there([&known.path, &row.target]).await;
            let is_renamed = there.contains(&row.target) && !there.contains(&known.path);
            let settled = self.store.run(move |store| {
                if is_renamed { store.finish_rename(&row) } else { store.forget_rename(&row.media_id) }?;
                store.media(&row.media_id)
            });
            if let Some(row) = settled.await?.filter(|_| is_renamed) {
                self.tell_written(Written::Media(Box::new(row)));
            }
        }
        Ok(())
    }
}

fn as_rows(moves: &[Move]) -> Vec<RenameRow> {
    moves.iter().map(|step| RenameRow { media_id: step.media.clone(), target: step.to.clone() }).collect()
}

/// Which file gets which name. One that is not there keeps its own.
fn plan(results: &[MediaRow], title: &str) -> Result<Vec<Move>, (PathBuf, io::Error)> {
    let mut moves: Vec<Move> = Vec::new();
    for row in results.iter().filter(|row| row.path.is_file()) {
        let folder = row.path.parent().unwrap_or(Path::new("."));
        let taken = names_in(folder).map_err(|source| (row.path.clone(), source))?;
        let stem = row.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let ending = row.path.extension().map(|ending| ending.to_string_lossy().into_owned());
        let is_free = |wanted: &str| {
            let beginning = format!("{}.", wanted.to_lowercase());
            let whole = wanted.to_lowercase();
            let is_planned =
                moves.iter().any(|step| step.to.parent() == Some(folder) && starts(&step.to, &beginning, &whole));
            !is_planned && !taken.iter().any(|other| other.starts_with(&beginning) || *other == whole)
        };
        let wanted = candidates(&stem, title).find(|wanted| *wanted == stem || is_free(wanted));
        let Some(wanted) = wanted.filter(|wanted| *wanted != stem) else { continue };
        let name = ending.map_or_else(|| wanted.clone(), |ending| format!("{wanted}.{ending}"));
        moves.push(Move { media: row.id.clone(), from: row.path.clone(), to: folder.join(name) });
    }
    Ok(moves)
}

/// The names in a folder, compared without case: on many systems two names that differ in case alone are one.
fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    Ok(fs::read_dir(folder)?.flatten().map(|entry| entry.file_name().to_string_lossy().to_lowercase()).collect())
}

fn starts(path: &Path, beginning: &str, whole: &str) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    name.starts_with(beginning) || name == whole
}

/// The names that a file could get, the best first: as results are named, with the number that it has. A file that somebody named
/// gets the title alone.
fn candidates(stem: &str, title: &str) -> impl Iterator<Item = String> {
    let made = result_parts(stem).map(|(_, made)| made.to_owned());
    let own = stem.rsplit_once(" – ").and_then(|(_, number)| number.parse::<u32>().ok()).filter(|_| made.is_some());
    let title = title.to_owned();
    own.into_iter().chain(1..MOST).map(move |number| match &made {
        Some(made) => result_stem(&title, made, number),
        None if number == 1 => safe_part(&title),
        None => format!("{} {number}", safe_part(&title)),
    })
}

/// Gives the files their names. Where one fails, those before it get their old ones again.
fn carry_out(moves: &[Move], witness: &dyn Witness) -> Result<(), (PathBuf, io::Error)> {
    for (index, step) in moves.iter().enumerate() {
        if let Err(source) = land(&step.from, &step.to, witness) {
            for done in moves[..index].iter().rev() {
                // Where even that fails, the note says where the file is.
                drop(land(&done.to, &done.from, witness));
            }
            return Err((step.from.clone(), source));
        }
    }
    Ok(())
}
