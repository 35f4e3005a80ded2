//! Where a result goes: a folder for the day, a name that people understand, a number that is free. Nothing is ever overwritten.

use std::{
    fs::{self, File},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use afterframe_core::names::result_stem;

use crate::options::{Moment, Witness};

/// More results of one name in one day than anyone makes; a guard against going round for ever.
const MOST: u32 = 100_000;

/// What a result is named after.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) title: String,
    pub(super) made_with: String,
}

/// The part file of the first number that is free in `folder`. It is not made yet.
pub(super) fn free_part(folder: &Path, name: &Name) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    // Compared without case: on many systems two names that differ in case alone are one.
    let taken: Vec<String> =
        fs::read_dir(folder)?.flatten().map(|entry| entry.file_name().to_string_lossy().to_lowercase()).collect();
    let free = (1..MOST).map(|number| result_stem(&name.title, &name.made_with, number)).find(|stem| {
        let beginning = format!("{}.", stem.to_lowercase());
        !taken.iter().any(|other| other.starts_with(&beginning))
    });
    let stem = free.ok_or_else(|| io::Error::new(ErrorKind::AlreadyExists, "no number is free"))?;
    Ok(folder.join(format!("{stem}.part")))
}

/// Makes a part file; `false` if somebody else's has the name by now.
pub(super) fn take(part: &Path) -> io::Result<bool> {
    match File::create_new(part) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

/// The name of the whole file beside its part file, with the ending of what it really is.
/// Another number if somebody took the name in the meantime.
pub(super) fn final_path(part: &Path, name: &Name, extension: &str) -> io::Result<PathBuf> {
    let stem = part.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = part.parent().unwrap_or(Path::new("."));
    let wanted = folder.join(format!("{stem}.{extension}"));
    if !wanted.try_exists()? {
        return Ok(wanted);
    }
    for number in 1..MOST {
        let stem = result_stem(&name.title, &name.made_with, number);
        let path = folder.join(format!("{stem}.{extension}"));
        if !path.try_exists()? && !folder.join(format!("{stem}.part")).try_exists()? {
            return Ok(path);
        }
    }
    Err(io::Error::new(ErrorKind::AlreadyExists, "no number is free"))
}

/// Gives the whole file its name, and makes sure that the name is on disk too.
pub(crate) fn land(part: &Path, target: &Path, witness: &dyn Witness) -> io::Result<()> {
    // A hard link never replaces anything, which a rename would.
    match fs::hard_link(part, target) {
        Ok(()) => {
            witness.saw(Moment::Linked);
            fs::remove_file(part)?;
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(error),
        // File systems without hard links: memory cards, some network drives.
        Err(_) if !target.try_exists()? => fs::rename(part, target)?,
        Err(error) => return Err(error),
    }
    sync_folder(target.parent().unwrap_or(Path::new(".")))?;
    witness.saw(Moment::Named);
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some network drives cannot; the file itself was synced.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        other => other,
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Nobody;

    fn name() -> Name {
        Name { title: "ridge".to_owned(), made_with: "Grok Imagine extend".to_owned() }
    }

    fn reserve(folder: &Path) -> PathBuf {
        let part = free_part(folder, &name()).unwrap();
        assert!(take(&part).unwrap());
        assert!(!take(&part).unwrap(), "nobody takes it twice");
        part
    }

    #[test]
    fn numbers_that_are_taken_are_left_alone_whatever_their_ending_or_case() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("RIDGE – grok imagine EXTEND – 01.MOV"), b"mine").unwrap();
        let first = reserve(folder.path());
        assert_eq!(first.file_name().unwrap().to_str(), Some("ridge – Grok Imagine extend – 02.part"));
        let second = reserve(folder.path());
        assert_eq!(second.file_name().unwrap().to_str(), Some("ridge – Grok Imagine extend – 03.part"));
    }

    #[test]
    fn a_name_that_was_taken_meanwhile_gives_way_to_the_next_number() {
        let folder = tempfile::tempdir().unwrap();
        let part = reserve(folder.path());
        fs::write(&part, b"film").unwrap();
        let squatter = folder.path().join("ridge – Grok Imagine extend – 01.mp4");
        fs::write(&squatter, b"mine").unwrap();
        assert!(land(&part, &squatter, &Nobody).is_err());
        let target = final_path(&part, &name(), "mp4").unwrap();
        assert_eq!(target.file_name().unwrap().to_str(), Some("ridge – Grok Imagine extend – 02.mp4"));
        land(&part, &target, &Nobody).unwrap();
        assert_eq!(fs::read(&squatter).unwrap(), b"mine");
        assert_eq!(fs::read(&target).unwrap(), b"film");
        assert!(!part.exists());
    }
}
