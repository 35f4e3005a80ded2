//! Lists the files of `catalogue/` so that the library can embed each of them.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let folder = Path::new(&root).join("../../catalogue").canonicalize().expect("the catalogue folder is there");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    for part in [folder.clone(), folder.join("families"), folder.join("words")] {
        files.extend(json_files(&part));
    }
    files.sort();
    let mut list = String::from("&[\n");
    for file in files {
        let below = file.strip_prefix(&folder).expect("a listed file lies below the folder");
        let name = below.to_string_lossy().replace('\\', "/");
        let full = file.to_string_lossy().into_owned();
        writeln!(list, "    ({name:?}, include_str!({full:?})),").expect("a string takes text");
    }
    list.push_str("]\n");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("catalogue.rs"), list).expect("the build folder takes a file");
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "json")).collect()
}
