//! Puts the catalogue together from the files of `catalogue/`, with the code of the library itself. A model that
//! contradicts itself is not offered.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

#[expect(dead_code, unused_imports, reason = "the library uses more of it")]
#[path = "src/catalogue/mod.rs"]
mod catalogue;
#[expect(dead_code, reason = "the library uses more of it")]
#[path = "src/ids.rs"]
mod ids;
#[expect(dead_code, reason = "the library uses more of it")]
#[path = "src/media.rs"]
mod media;
#[expect(dead_code, reason = "the library uses more of it")]
#[path = "src/money.rs"]
mod money;
#[path = "src/text.rs"]
mod text;

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let folder = Path::new(&root).join("../../catalogue").canonicalize().expect("the catalogue folder is there");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed={}", Path::new(&root).join("src").display());
    let mut paths = Vec::new();
    for part in [folder.clone(), folder.join("families"), folder.join("words")] {
        paths.extend(json_files(&part));
    }
    paths.sort();
    let mut list = String::from("&[\n");
    let mut files = Vec::new();
    for path in paths {
        let below = path.strip_prefix(&folder).expect("a listed file lies below the folder");
        let name = below.to_string_lossy().replace('\\', "/");
        writeln!(list, "    ({name:?}, include_str!({:?})),", path.to_string_lossy()).expect("a string takes text");
        files.push((name, fs::read_to_string(&path).expect("a listed file can be read")));
    }
    list.push_str("]\n");
    fs::write(Path::new(&out).join("files.rs"), list).expect("the build folder takes a file");
    let files: Vec<(&str, &str)> = files.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect();
    // With what is right of it, so that the tool that tells what is wrong can be built; the tests take nothing wrong.
    let mut mistakes = Vec::new();
    match catalogue::Catalogue::gather(&files, &mut mistakes) {
        Ok(made) => {
            let models = made.models().to_vec();
            fs::write(Path::new(&out).join("models.bin"), bitcode::encode(&models))
                .expect("the build folder takes a file");
        }
        Err(mistake) => println!("cargo::error=the catalogue cannot be used: {mistake}"),
    }
    for mistake in mistakes {
        println!("cargo::warning=not offered: {mistake}");
    }
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "json")).collect()
}
