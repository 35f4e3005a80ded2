//! Files that come without a place of their own: a picture from the clipboard, media from an address that a person gave. They are
//! kept in the data folder, where jobs can find them again.
//!
//! An address is looked at as those of results are: https at a public host, and this machine only where the API itself is on it.
//! The key is not sent. Whether a person wants that anything is fetched is asked before.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, ErrorKind, Write as _},
    path::{Path, PathBuf},
    sync::{MutexGuard, PoisonError},
};

use afterframe_media::{MediaFacts, inspect_with};
use runninghub::{Download, DownloadEvent, DownloadOutcome};
use tokio::task::spawn_blocking;
use tokio_util::sync::CancellationToken;

use crate::{
    change::MediaEntry,
    effects::land,
    engine::Engine,
    error::{AddMediaError, EngineError, FetchError},
};

/// No clip that somebody starts from is larger.
const MOST_BYTES: u64 = 1024 * 1024 * 1024;
/// What stays free on the drive.
const LEFT_FREE: u64 = 64 * 1024 * 1024;
/// The most that a picture of the clipboard may take.
const MOST_OF_A_PICTURE: usize = 256 * 1024 * 1024;
/// More such files in one day than anyone makes; a guard against going round for ever.
const MOST: u32 = 100_000;

/// The addresses that are being fetched, with what stops each.
pub(crate) type Fetches = HashMap<String, CancellationToken>;

impl Engine {
    /// Keeps the bytes of a picture as a file, and makes it known.
    pub async fn keep_pasted(&self, picture: Vec<u8>) -> Result<MediaEntry, FetchError> {
        if picture.len() > MOST_OF_A_PICTURE {
            return Err(FetchError::TooLarge);
        }
        let part = self.new_part().await?;
        let path = part.clone();
        let written = spawn_blocking(move || {
            let mut file = File::create(path)?;
            file.write_all(&picture)?;
            file.sync_all()
        });
        let done = match written.await.map_err(io::Error::other).flatten() {
            Ok(()) => self.settle(&part).await,
            Err(error) => Err(error.into()),
        };
        clean(&part, done).await
    }

    /// Fetches the media file at an address, and makes it known. `None`: a person stopped it, and nothing is left of it.
    pub async fn fetch_media(&self, address: &str) -> Result<Option<MediaEntry>, FetchError> {
        let token = self.inner.stop.child_token();
        // A token that is there already is of the same address, and is stopped with it.
        let token = self.fetches().entry(address.to_owned()).or_insert(token).clone();
        let done = self.fetch(address, &token).await;
        self.fetches().remove(address);
        let stopped = token.is_cancelled() && !self.inner.stop.is_cancelled();
        match done {
            Err(FetchError::Add(AddMediaError::Engine(EngineError::Closed))) if stopped => Ok(None),
            done => done.map(Some),
        }
    }

    /// A person does not want that file any more. What has come whole before stays.
    pub fn stop_fetching(&self, address: &str) {
        if let Some(token) = self.fetches().get(address) {
            token.cancel();
        }
    }

    fn fetches(&self) -> MutexGuard<'_, Fetches> {
        self.inner.fetches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn fetch(&self, address: &str, token: &CancellationToken) -> Result<MediaEntry, FetchError> {
        let (_, client) = self.inner.sites().chosen_client().ok_or(FetchError::NoSite)?;
        let part = self.new_part().await?;
        let free = self.inner.options.space.free(part.parent().unwrap_or(Path::new("."))).unwrap_or(u64::MAX);
        let download = Download { url: address, part_path: &part, resume: None, max_bytes: MOST_BYTES };
        let mut no_room = false;
        let on_event = |event| {
            if let DownloadEvent::Started { total: Some(total), .. } = event
                && total.saturating_add(LEFT_FREE) > free
            {
                no_room = true;
                token.cancel();
            }
        };
        let outcome = client.download(&download, on_event, token).await;
        let done = match outcome {
            // A small file may be whole before anybody looks whether it was wanted.
            DownloadOutcome::Complete { .. } | DownloadOutcome::Cancelled { .. } if no_room => Err(FetchError::NoRoom),
            DownloadOutcome::Complete { .. } if token.is_cancelled() => Err(closed()),
            DownloadOutcome::Complete { .. } => self.settle(&part).await,
            DownloadOutcome::Refused(rule) => Err(FetchError::Address(rule)),
            DownloadOutcome::Expired { status } => Err(FetchError::NotThere(status)),
            DownloadOutcome::TooLarge { .. } => Err(FetchError::TooLarge),
            DownloadOutcome::Interrupted { cause, .. } => Err(FetchError::Interrupted(cause)),
            DownloadOutcome::Disk(error) => Err(error.into()),
            DownloadOutcome::Cancelled { .. } => Err(closed()),
        };
        clean(&part, done).await
    }

    /// An empty file with the number that is free today.
    async fn new_part(&self) -> Result<PathBuf, FetchError> {
        let folder = self.inner.options.data_folder.join("pasted");
        let today = self.inner.options.clock.today();
        let made = spawn_blocking(move || {
            std::fs::create_dir_all(&folder)?;
            let taken: Vec<String> = std::fs::read_dir(&folder)?
                .flatten()
                .filter_map(|entry| Some(entry.path().file_stem()?.to_string_lossy().into_owned()))
                .collect();
            for number in 1..MOST {
                let stem = format!("{today} {number:02}");
                if taken.contains(&stem) {
                    continue;
                }
                let part = folder.join(format!("{stem}.part"));
                match File::create_new(&part) {
                    Ok(_) => return Ok(part),
                    Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                    Err(error) => return Err(error),
                }
            }
            Err(io::Error::new(ErrorKind::AlreadyExists, "no number is free"))
        });
        Ok(made.await.map_err(io::Error::other).flatten()?)
    }

    /// Gives a whole part file the ending of what it is, and makes it known.
    async fn settle(&self, part: &Path) -> Result<MediaEntry, FetchError> {
        let facts: MediaFacts = inspect_with(&self.inner.tools(), part).await.map_err(AddMediaError::from)?;
        let (from, target) = (part.to_owned(), part.with_extension(facts.format.extension()));
        let (to, witness) = (target.clone(), std::sync::Arc::clone(&self.inner.options.witness));
        spawn_blocking(move || land(&from, &to, &*witness)).await.map_err(io::Error::other).flatten()?;
        Ok(self.add_media(&target).await?)
    }
}

/// It was not to go on.
fn closed() -> FetchError {
    FetchError::Add(AddMediaError::Engine(EngineError::Closed))
}

/// Nothing is left of what did not come to its end.
async fn clean(part: &Path, done: Result<MediaEntry, FetchError>) -> Result<MediaEntry, FetchError> {
    if done.is_err() {
        drop(tokio::fs::remove_file(part).await);
    }
    done
}
