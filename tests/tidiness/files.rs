//! The files of the repository, without what is built, downloaded or written by a run.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold nothing written by hand, wherever they lie.
const NOT_OURS: [&str; 8] = [".git", "target", "node_modules", "dist", "gen", "tour", "coverage", ".svelte-kit"];

/// The folders that hold code and tests.
const CODE: [&str; 7] = ["src-tauri/", "crates/", "e2e/", "benches/", "tests/", "ui/src/", "ui/tools/"];

/// One text file.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path from the root of the repository, with forward slashes.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// Whether the name ends in one of these extensions.
    pub fn is_any_of(&self, extensions: &[&str]) -> bool {
        Path::new(&self.path).extension().is_some_and(|own| extensions.iter().any(|known| own == *known))
    }

    /// Whether a tool writes it: nobody keeps it short.
    pub fn is_generated(&self) -> bool {
        self.path == "ui/src/lib/platform/bindings.ts"
    }
}

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every text file with one of these extensions that lies in a folder of code.
pub fn code(extensions: &[&str]) -> Vec<Source> {
    let found: Vec<Source> = all()
        .into_iter()
        .filter(|path| CODE.iter().any(|folder| path.starts_with(folder)))
        .filter_map(|path| {
            let text = fs::read_to_string(root().join(&path)).ok()?;
            Some(Source { path, text })
        })
        .filter(|source| source.is_any_of(extensions))
        .collect();
    assert!(!found.is_empty(), "no file with {extensions:?} was found: the rule would check nothing");
    found
}

/// The paths of all files, sorted.
pub fn all() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() && !NOT_OURS.iter().any(|name| entry.file_name() == *name) {
                folders.push(entry.path());
            } else if kind.is_file()
                && let Ok(path) = entry.path().strip_prefix(root())
            {
                found.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn the_files_of_the_repository_are_found() {
    let files = all();
    assert!(files.contains(&"Cargo.toml".to_owned()) && files.contains(&"src-tauri/lib.rs".to_owned()));
    assert!(files.iter().all(|path| !path.starts_with("target/")));
}
