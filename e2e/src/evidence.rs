//! Where the programs under test lie, and where pictures of a failure go.

use std::path::{Path, PathBuf};

/// The folder with the built programs: the one above which this very test was built.
fn build_folder() -> PathBuf {
    let own = std::env::current_exe().expect("a running program has a path");
    own.ancestors()
        .skip(1)
        .find(|folder| folder.join("afterframe").is_file())
        .unwrap_or_else(|| {
            panic!(
                "the program is not built beside {}. Build it first: cargo build --workspace --all-targets",
                own.display()
            )
        })
        .to_owned()
}

/// A built program of this repository, such as `afterframe` or `practice`.
pub fn program(name: &str) -> PathBuf {
    let path = build_folder().join(name);
    assert!(path.is_file(), "{} is missing. Build it first: cargo build --workspace --all-targets", path.display());
    path
}

/// The root of the repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate lies in the repository")
}

/// The folder for pictures and logs of the test `name`. It is made when it is asked for.
pub fn evidence_folder(name: &str) -> PathBuf {
    let folder = build_folder().parent().map_or_else(build_folder, Path::to_owned).join("e2e").join(name);
    std::fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{} could not be made: {error}", folder.display()));
    folder
}
