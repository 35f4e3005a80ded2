//! Looks at one file: is it there, is it a file, is it whole, what is it, and what is in it.
//!
//! The order matters to a person: each question is asked only when the one before it was answered well, so that the sentence
//! they read names the first thing that is wrong.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use tokio::task::spawn_blocking;

use crate::{
    Format, InspectError, Kind, MediaFacts, Tools,
    ffprobe::{self, Probed},
    parse,
    sniff::{HEAD, Sniffed, sniff},
    tools::available,
    whole,
};

/// Looks at the file at `path` with what is installed. Reads some kilobytes, never the whole file, and takes at most about ten seconds.
pub async fn inspect(path: &Path) -> Result<MediaFacts, InspectError> {
    inspect_with(&available(), path).await
}

/// As [`inspect`], with the given tools. Without ffprobe the facts that need it stay `None`.
pub async fn inspect_with(tools: &Tools, path: &Path) -> Result<MediaFacts, InspectError> {
    let built_in = look(path.to_owned()).await?;
    let Some(ffprobe) = tools.ffprobe.as_deref().filter(|_| built_in.format.kind() != Kind::Image) else {
        return Ok(built_in);
    };
    match ffprobe::probe(ffprobe, path, built_in.format, built_in.size_bytes).await {
        Probed::Facts(facts) => Ok(facts),
        Probed::Damaged(detail) => Err(InspectError::Damaged { detail }),
        Probed::NoAnswer => Ok(built_in),
    }
}

/// The part without external programs. On its own thread, because a disk may sleep.
async fn look(path: PathBuf) -> Result<MediaFacts, InspectError> {
    spawn_blocking(move || look_blocking(&path))
        .await
        .unwrap_or_else(|error| Err(InspectError::Unreadable(io::Error::other(error))))
}

fn look_blocking(path: &Path) -> Result<MediaFacts, InspectError> {
    let meta = path.metadata().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => InspectError::NotFound,
        _ => InspectError::Unreadable(error),
    })?;
    if meta.is_dir() {
        return Err(InspectError::IsFolder);
    }
    // Opening a pipe would wait for somebody to write into it.
    if !meta.is_file() {
        return Err(InspectError::NotRegular);
    }
    if meta.len() == 0 {
        return Err(InspectError::Empty);
    }
    let mut file = File::open(path).map_err(InspectError::Unreadable)?;
    let (format, head) = what_it_is(&mut file)?;
    match whole::check(&mut file, format, &head, meta.len()) {
        Ok(Ok(())) => {}
        Ok(Err(detail)) => return Err(InspectError::Damaged { detail }),
        // The file became shorter while it was read: somebody is writing it.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            return Err(InspectError::Damaged { detail: "the file changed while it was read".to_owned() });
        }
        Err(error) => return Err(InspectError::Unreadable(error)),
    }
    parse::facts(&mut file, format, meta.len()).map_err(|detail| InspectError::Damaged { detail })
}

fn what_it_is(file: &mut File) -> Result<(Format, Vec<u8>), InspectError> {
    let mut head = Vec::with_capacity(HEAD);
    file.take(HEAD as u64).read_to_end(&mut head).map_err(InspectError::Unreadable)?;
    match sniff(&head) {
        Sniffed::Media(format) => Ok((format, head)),
        Sniffed::Other(looks_like) => Err(InspectError::NotMedia { looks_like }),
    }
}
