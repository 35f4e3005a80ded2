//! Looks at one file: is it there, is it a file, is it whole, what is it, and what is in it.
//!
//! The order matters to a person: each question is asked only when the one before it was answered well, so that the sentence
//! they read names the first thing that is wrong.
//!
//! Two questions are asked of a file: can it be given to a model (a clip, a picture, a sound), and what is it that a model made,
//! which may be a body or words besides.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use tokio::task::spawn_blocking;

use crate::{
    Format, InspectError, Kind, MediaFacts, Tools, bodies,
    ffprobe::{self, Probed},
    parse,
    sniff::{HEAD, Sniffed, begins_as_text, sniff},
    tools::available,
    whole, writing,
};

/// Looks at the file at `path` with what is installed. Reads some kilobytes, never the whole file, and takes at most about ten seconds.
pub async fn inspect(path: &Path) -> Result<MediaFacts, InspectError> {
    inspect_with(&available(), path).await
}

/// As [`inspect`], with the given tools. Without ffprobe the facts that need it stay `None`.
pub async fn inspect_with(tools: &Tools, path: &Path) -> Result<MediaFacts, InspectError> {
    with_ffprobe(tools, path, look(path.to_owned(), what_goes_in).await?).await
}

/// As [`inspect_with`], for a file that a model made: bodies, words and archives are results too. Web pages and programs are none.
pub async fn inspect_result_with(tools: &Tools, path: &Path) -> Result<MediaFacts, InspectError> {
    with_ffprobe(tools, path, look(path.to_owned(), what_came_out).await?).await
}

async fn with_ffprobe(tools: &Tools, path: &Path, built_in: MediaFacts) -> Result<MediaFacts, InspectError> {
    let plays = matches!(built_in.format.kind(), Kind::Video | Kind::Audio);
    let Some(ffprobe) = tools.ffprobe.as_deref().filter(|_| plays) else {
        return Ok(built_in);
    };
    match ffprobe::probe(ffprobe, path, built_in.format, built_in.size_bytes).await {
        Probed::Facts(facts) => Ok(facts),
        Probed::Damaged(detail) => Err(InspectError::Damaged { detail }),
        Probed::NoAnswer => Ok(built_in),
    }
}

/// The part without external programs. On its own thread, because a disk may sleep.
async fn look(path: PathBuf, recognise: Recognise) -> Result<MediaFacts, InspectError> {
    spawn_blocking(move || look_blocking(&path, recognise))
        .await
        .unwrap_or_else(|error| Err(InspectError::Unreadable(io::Error::other(error))))
}

pub(crate) fn look_blocking(path: &Path, recognise: Recognise) -> Result<MediaFacts, InspectError> {
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
    let mut head = Vec::with_capacity(HEAD);
    (&mut file).take(HEAD as u64).read_to_end(&mut head).map_err(InspectError::Unreadable)?;
    let format = recognise(&mut file, &head, meta.len())?;
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

/// Tells a format from the file, its first bytes and its length.
pub(crate) type Recognise = fn(&mut File, &[u8], u64) -> Result<Format, InspectError>;

pub(crate) fn what_goes_in(_: &mut File, head: &[u8], _: u64) -> Result<Format, InspectError> {
    match sniff(head) {
        Sniffed::Media(format) => Ok(format),
        Sniffed::Other(looks_like) => Err(InspectError::NotMedia { looks_like }),
    }
}

pub(crate) fn what_came_out(file: &mut File, head: &[u8], length: u64) -> Result<Format, InspectError> {
    // A text may begin with two letters that a picture begins with; what plays is never text to its first zero.
    if begins_as_text(head) {
        return what_is_written(file, head, length);
    }
    if let Some(format) = bodies::of_bytes(head, length) {
        return Ok(format);
    }
    match sniff(head) {
        Sniffed::Media(format) => Ok(format),
        Sniffed::Other(looks_like) if is_program(head) => Err(InspectError::NotMedia { looks_like }),
        Sniffed::Other(Some(name)) => {
            Ok(Format::named(&name).filter(|format| !format.is_words()).unwrap_or(Format::Bin))
        }
        Sniffed::Other(None) => Ok(Format::Bin),
    }
}

fn what_is_written(file: &mut File, head: &[u8], length: u64) -> Result<Format, InspectError> {
    // What stands in front of a page does not make it another thing to a browser.
    let text = String::from_utf8_lossy(head);
    let begin = text.trim_start_matches(|letter: char| letter == '\u{feff}' || letter.is_whitespace());
    let found = infer::get(begin.as_bytes()).map(|found| found.extension());
    let page = |name: &str| InspectError::NotMedia { looks_like: Some(name.to_owned()) };
    if found == Some("pdf") {
        return Ok(Format::Pdf);
    }
    match writing::of_file(file, length).map_err(InspectError::Unreadable)?.unwrap_or(Format::Bin) {
        // A gateway's page and a store's refusal are text too, and never what was paid for.
        Format::Txt | Format::Bin if matches!(found, Some("html" | "xml" | "sh")) => {
            Err(page(found.unwrap_or_default()))
        }
        format => Ok(format),
    }
}

fn is_program(head: &[u8]) -> bool {
    infer::get(head).is_some_and(|found| found.matcher_type() == infer::MatcherType::App)
}
