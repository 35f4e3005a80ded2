//! Where ffmpeg and ffprobe are. What they are asked to do is elsewhere.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
};

/// The external programs that were found. Tests hand in their own, to play a machine without them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tools {
    /// Makes posters and clips.
    pub ffmpeg: Option<PathBuf>,
    /// Looks into files more deeply than the built-in readers.
    pub ffprobe: Option<PathBuf>,
}

/// Looks for both programs on `PATH` and, because a program started from the desktop has a short `PATH` on some systems,
/// in the usual places of package managers. Cheap: a few look-ups in folders, nothing is started.
pub fn available() -> Tools {
    let folders = search_folders(env::var_os("PATH").as_deref());
    Tools { ffmpeg: find_in(&folders, "ffmpeg"), ffprobe: find_in(&folders, "ffprobe") }
}

fn search_folders(path: Option<&OsStr>) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = path.map(|path| env::split_paths(path).collect()).unwrap_or_default();
    if cfg!(unix) {
        folders.extend(["/opt/homebrew/bin", "/usr/local/bin", "/usr/bin"].map(PathBuf::from));
    }
    // A relative entry of PATH would run whatever lies in the current folder.
    folders.retain(|folder| folder.is_absolute());
    folders
}

fn find_in(folders: &[PathBuf], name: &str) -> Option<PathBuf> {
    let file_name = format!("{name}{}", env::consts::EXE_SUFFIX);
    folders.iter().map(|folder| folder.join(&file_name)).find(|path| is_program(path))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_folders_of_the_path_are_never_searched() {
        let path = env::join_paths(["bin", ".", "/nowhere/at/all"]).unwrap();
        let folders = search_folders(Some(&path));
        assert!(folders.iter().all(|folder| folder.is_absolute()));
        assert_eq!(folders[0], Path::new("/nowhere/at/all"));
    }

    #[test]
    fn a_file_that_cannot_be_run_is_not_a_program() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("ffmpeg"), "not a program").unwrap();
        if cfg!(unix) {
            assert_eq!(find_in(&[folder.path().to_owned()], "ffmpeg"), None);
        }
    }
}
