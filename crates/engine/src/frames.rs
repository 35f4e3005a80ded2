//! Pictures that a person keeps of a film: written beside results as they came from the window, and known as files.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use afterframe_core::{ids::MediaId, names::frame_stem};
use afterframe_media::{Kind, inspect_with};
use tokio::task::spawn_blocking;

use crate::{change::MediaEntry, effects::land, engine::Engine, error::KeepFrameError, options::Witness};

/// The most that a picture may take. Eight thousand pixels across, hardly compressed, are less.
pub const MOST_OF_A_FRAME: usize = 128 * 1024 * 1024;

/// More pictures of one frame than anyone keeps; a guard against going round for ever.
const MOST: u32 = 10_000;

/// How every PNG begins.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

impl Engine {
    /// Keeps a picture of a film as a file in the results folder: beside the film if it lies there, else with the results of
    /// today. Nothing is overwritten. What is no whole PNG is refused, and nothing is left of it.
    pub async fn keep_frame(&self, of: &MediaId, at_ms: u64, png: Vec<u8>) -> Result<MediaEntry, KeepFrameError> {
        let film = self.media(of).await?.ok_or_else(|| KeepFrameError::NoSuchFilm(of.clone()))?;
        if png.len() > MOST_OF_A_FRAME {
            return Err(KeepFrameError::TooLarge(png.len()));
        }
        if !png.starts_with(PNG) {
            return Err(KeepFrameError::NotAPicture);
        }
        let stem = frame_stem(&film.title, at_ms, film.facts.frame_rate, self.inner.language());
        let (root, must_exist) = self.inner.results_root();
        let (beside, today) = (film.path, root.join(self.inner.options.clock.today()));
        let (results, wanted) = (root.clone(), stem.clone());
        let part = on_disk(&root, move || {
            if must_exist && !results.is_dir() {
                // Made anew it would lie under the place where a drive is not plugged in.
                return Err(io::Error::new(ErrorKind::NotFound, "the results folder is not there"));
            }
            let beside = beside.parent().filter(|folder| folder.starts_with(&results) && folder.is_dir());
            write_part(beside.unwrap_or(&today), &wanted, &png)
        });
        let part = part.await?;
        // Looked at before it has a name that a person sees.
        let looked_at = inspect_with(&self.inner.tools(), &part).await;
        let refused = match looked_at {
            Ok(facts) if facts.kind == Kind::Image => None,
            Ok(_) => Some(KeepFrameError::NotAPicture),
            Err(error) => Some(KeepFrameError::Add(error.into())),
        };
        if let Some(refused) = refused {
            drop(tokio::fs::remove_file(&part).await);
            return Err(refused);
        }
        let witness = Arc::clone(&self.inner.options.witness);
        let named = on_disk(&root, move || name(&part, &stem, &*witness)).await?;
        Ok(self.add_media(&named).await?)
    }
}

/// Work that blocks on the results folder.
async fn on_disk<T: Send + 'static>(
    folder: &Path,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, KeepFrameError> {
    let done = spawn_blocking(work).await.unwrap_or_else(|error| Err(io::Error::other(error)));
    done.map_err(|source| KeepFrameError::Folder { path: folder.to_owned(), source })
}

/// Writes the picture under a name of its own that nobody else has. What cannot be finished is taken away again.
fn write_part(folder: &Path, stem: &str, png: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    for number in 1..MOST {
        let part = folder.join(format!("{}.part", numbered(stem, number)));
        let mut file = match File::create_new(&part) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        };
        if let Err(error) = file.write_all(png).and_then(|()| file.sync_all()) {
            drop(file);
            drop(fs::remove_file(&part));
            return Err(error);
        }
        return Ok(part);
    }
    Err(io::Error::new(ErrorKind::AlreadyExists, "no number is free"))
}

/// Gives the whole file the first name that is free.
fn name(part: &Path, stem: &str, witness: &dyn Witness) -> io::Result<PathBuf> {
    let folder = part.parent().unwrap_or(Path::new("."));
    for number in 1..MOST {
        let target = folder.join(format!("{}.png", numbered(stem, number)));
        match land(part, &target, witness) {
            Ok(()) => return Ok(target),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => {
                drop(fs::remove_file(part));
                return Err(error);
            }
        }
    }
    Err(io::Error::new(ErrorKind::AlreadyExists, "no number is free"))
}

/// In brackets, because what ends like the number of a result would be taken for one.
fn numbered(stem: &str, number: u32) -> String {
    if number == 1 { stem.to_owned() } else { format!("{stem} ({number})") }
}
