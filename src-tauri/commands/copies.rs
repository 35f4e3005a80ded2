//! Copies of results in a folder that a person chooses: many at once, never over a file that lies there.

use std::{
    fs::{self, File},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use tauri::State;

use super::Answer;
use crate::{
    error::{ErrorCode, UiError},
    fail::engine_failed,
    shell::Shell,
    views::{JobsCopied, JobsCopy, NotCopied},
};

/// More files of one name than anyone has; a guard against going round for ever.
const MOST_OF_A_NAME: u32 = 10_000;

/// Asks once for a folder and copies every result of these jobs into it. What cannot be copied is named, and the others are. `None`:
/// the person chose no folder.
#[tauri::command]
pub async fn jobs_copy(shell: State<'_, Shell>, request: JobsCopy) -> Answer<Option<JobsCopied>> {
    let start = shell.engine.results_folder().await.map_err(engine_failed)?;
    let Some(folder) = shell.desktop.choose_folder(start).await else { return Ok(None) };
    let mut done = JobsCopied { count: 0, without: 0, refused: Vec::new() };
    let mut wanted = Vec::new();
    // All are looked up before the first is copied: what fails then has copied nothing.
    for id in request.ids {
        // One that was deleted meanwhile has none any more.
        let results =
            shell.engine.job(&id).await.map_err(engine_failed)?.map(|entry| entry.results).unwrap_or_default();
        done.without += u32::from(results.is_empty());
        wanted.extend(results);
    }
    for result in wanted {
        let refused = match copy_into(result.path, folder.clone()).await {
            Ok(()) => {
                done.count += 1;
                continue;
            }
            Err(error) if result.exists => UiError::worth_a_retry(ErrorCode::CopyFailed, error.to_string()),
            Err(error) => UiError::before_sending(ErrorCode::FileGone, error.to_string()),
        };
        done.refused.push(NotCopied { name: result.file_name, error: refused });
    }
    Ok(Some(done))
}

async fn copy_into(from: PathBuf, folder: PathBuf) -> io::Result<()> {
    let copied = tokio::task::spawn_blocking(move || {
        let mut source = File::open(&from)?;
        // The name is taken before the bytes come, so that nobody else takes it meanwhile.
        let target = free_place(&folder, &from)?;
        write(&mut source, &folder, &target).inspect_err(|_| drop(fs::remove_file(&target)))
    });
    copied.await.map_err(io::Error::other)?
}

/// Under a name that nobody else has, and gone by itself if the copy fails; then in its place.
pub(super) fn write(source: &mut File, folder: &Path, target: &Path) -> io::Result<()> {
    let mut part = tempfile::Builder::new().suffix(".part").tempfile_in(folder)?;
    io::copy(source, &mut part)?;
    part.as_file().set_permissions(source.metadata()?.permissions())?;
    part.persist(target).map(drop).map_err(io::Error::from)
}

/// An empty file of the same name, with a number where that is taken.
fn free_place(folder: &Path, from: &Path) -> io::Result<PathBuf> {
    let text = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, ending) = (text(from.file_stem()), text(from.extension()));
    for number in 1..MOST_OF_A_NAME {
        let stem = if number == 1 { stem.clone() } else { format!("{stem} ({number})") };
        let target = folder.join(if ending.is_empty() { stem } else { format!("{stem}.{ending}") });
        match File::create_new(&target) {
            Ok(_) => return Ok(target),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(ErrorKind::AlreadyExists, "no number is free"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_copy_takes_the_next_number_and_leaves_what_lies_there() {
        let (here, there) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("another"));
        let film = here.path().join("ridge – Grok – 01.mp4");
        fs::write(&film, "new").expect("a film");
        fs::write(there.path().join("ridge – Grok – 01.mp4"), "old").expect("a film of the same name");
        for _ in 0..2 {
            copy_into(film.clone(), there.path().to_owned()).await.expect("a copy");
        }
        let read = |name: &str| fs::read_to_string(there.path().join(name)).expect(name);
        let names = ["ridge – Grok – 01.mp4", "ridge – Grok – 01 (2).mp4", "ridge – Grok – 01 (3).mp4"];
        assert_eq!(names.map(read), ["old", "new", "new"]);
        let gone = copy_into(here.path().join("gone.mp4"), there.path().to_owned()).await.expect_err("no file");
        assert_eq!(gone.kind(), ErrorKind::NotFound);
        assert_eq!(fs::read_dir(there.path()).expect("the folder").count(), 3, "nothing is left of what failed");
    }
}
