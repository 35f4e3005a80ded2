//! Results that lie in the results folder and are in no job: after a lost database, or a folder that was brought from
//! another computer. They are taken in again as finished jobs of which only the file is known.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use afterframe_core::{
    catalogue::Model,
    form::FormValues,
    ids::{Endpoint, JobId, MediaId},
    job::{Job, JobState, Origin},
    language::Language,
    library::Shelf,
    names::{is_frame, made_with, result_parts, safe_part, title_of_file},
};
use afterframe_media::inspect_result_with;
use afterframe_store::MediaRow;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use crate::{
    change::JobEntry,
    effects::modified_at,
    engine::Engine,
    entries::{JobRows, file_name, media_entry},
    error::EngineError,
    logged,
    teller::Written,
    translate,
};

/// How many files are looked at in one go; a folder with more is no folder of results.
const MOST: usize = 20_000;

/// The endings of what models make and people keep. What a file is, its content says.
const ENDINGS: [&str; 24] = [
    "mp4", "mov", "m4v", "webm", "mkv", "avi", "gif", "jpg", "jpeg", "png", "webp", "mp3", "wav", "flac", "m4a", "ogg",
    "aac", "glb", "gltf", "obj", "fbx", "stl", "ply", "usdz",
];

/// The endings of what models write. People write such files too, so the name must be one that this program gives.
const WRITTEN: [&str; 7] = ["txt", "md", "json", "csv", "lrc", "srt", "vtt"];

impl Engine {
    /// Takes in the results that lie in the results folder, or in a folder in it, and belong to no job. Files are read
    /// and neither moved nor changed. Gives the new jobs.
    pub async fn look_for_lost_results(&self) -> Result<Vec<JobEntry>, EngineError> {
        let (root, _) = self.inner.results_root();
        let rows = self.inner.store.run(|store| store.all_media()).await?;
        let known = rows.iter().filter(|row| row.job_id.is_some()).map(|row| row.path.clone()).collect();
        let unknown = spawn_blocking(move || unknown_files(&root, &known)).await.map_err(|_| EngineError::Closed)?;
        let mut found = Vec::new();
        for path in unknown {
            // What the program knew of the file before its job was deleted.
            let before = rows.iter().find(|row| row.path == path);
            match inspect_result_with(&self.inner.tools(), &path).await {
                Ok(inspected) if may_be_a_result(&path, &inspected) => {
                    let facts = translate::facts(inspected);
                    found.push(self.take_in(path, facts, before.is_some_and(|row| row.practice)).await?);
                }
                Ok(_) => tracing::info!("a file in the results folder is not what its ending says"),
                Err(error) => {
                    tracing::info!(error = logged::no_media(&error), "a file in the results folder is no result");
                }
            }
        }
        Ok(found)
    }

    async fn take_in(
        &self,
        path: PathBuf,
        facts: afterframe_core::media::MediaFacts,
        practice: bool,
    ) -> Result<JobEntry, EngineError> {
        let modified = modified_at(&path);
        let made_at = modified.unwrap_or_else(|| self.inner.options.clock.now());
        let stem = title_of_whole(&path);
        let (title, made) = result_parts(&stem).unwrap_or((&stem, ""));
        let models = self.inner.options.catalogue.models();
        let model = models.iter().find(|model| is_named(model, made));
        let (id, media) = (JobId::new(Uuid::now_v7().to_string()), MediaId::new(Uuid::now_v7().to_string()));
        let endpoint = model.map_or_else(|| Endpoint::new(""), |model| model.endpoint.clone());
        let job = Job {
            title: title.to_owned(),
            practice,
            state: JobState::Done,
            finished_at: Some(made_at),
            results: vec![media.clone()],
            origin: Origin::Found,
            ..Job::new(id.clone(), endpoint, FormValues::new(), self.site().unwrap_or_default(), made_at)
        };
        let row = MediaRow {
            id: media.clone(),
            modified_at: modified,
            title: title_of_file(&file_name(&path)),
            path,
            facts,
            job_id: Some(id),
            number: Some(0),
            family: model.map(|model| model.family.clone()),
            practice,
            has_poster: false,
            content_hash: None,
            created_at: made_at,
        };
        let entry = self.inner.store.run(move |store| {
            store.add_job_with_result(&job, &row)?;
            // It was looked at just now.
            Ok((
                JobRows::read(store, job.clone())?,
                JobEntry {
                    job,
                    inputs: Vec::new(),
                    results: vec![media_entry(row, |_| true)],
                    shelf: Shelf::default(),
                },
            ))
        });
        let (rows, entry) = entry.await?;
        self.inner.tell_written(Written::Job(Box::new(rows)));
        self.inner.want_poster(media);
        Ok(entry)
    }
}

/// Whether a file's name says that this model made it, in whichever language it was named.
fn is_named(model: &Model, made: &str) -> bool {
    // Names of models have nothing in them that a system refuses.
    made.starts_with(&model.name)
        && Language::ALL.iter().any(|language| safe_part(&made_with(model, *language)) == made)
}

/// Words under the ending of a film, or bytes that nobody knows, are somebody's own.
fn may_be_a_result(path: &Path, found: &afterframe_media::MediaFacts) -> bool {
    found.kind != afterframe_media::Kind::Text || (found.format.is_words() && ends_with_one_of(path, &WRITTEN))
}

fn title_of_whole(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Files that end like media, in `root` and the folders in it, and are not among `known`. Links are not followed.
fn unknown_files(root: &Path, known: &HashSet<PathBuf>) -> Vec<PathBuf> {
    // The same file may be known under a path through a link.
    let known: HashSet<PathBuf> =
        known.iter().flat_map(|path| [Some(path.clone()), path.canonicalize().ok()]).flatten().collect();
    let mut files = files_in(root);
    for folder in folders_in(root) {
        files.extend(files_in(&folder));
    }
    // Pictures that a person kept of a film are nobody's results.
    files.retain(|path| !is_frame(&title_of_whole(path)));
    files.retain(|path| !known.contains(path) && path.canonicalize().is_ok_and(|path| !known.contains(&path)));
    files.sort();
    files.truncate(MOST);
    files
}

fn entries_in(folder: &Path) -> impl Iterator<Item = fs::DirEntry> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
}

fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let folders = entries_in(folder).filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    folders.map(|entry| entry.path()).collect()
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let files = entries_in(folder).filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    files.map(|entry| entry.path()).filter(|path| ends_like_media(path)).collect()
}

fn ends_like_media(path: &Path) -> bool {
    ends_with_one_of(path, &ENDINGS)
        || (ends_with_one_of(path, &WRITTEN) && result_parts(&title_of_whole(path)).is_some())
}

fn ends_with_one_of(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}
