//! The inputs that are kept in `fuzz/corpus/`, for the rooms' own tests. Each room includes this file under `cfg(test)`.
//!
//! Nothing here is random: a test that fails fails again. What is found by chance is found by the fuzzer and kept.

use std::{env, fs, path::PathBuf};

/// So many places of an input are cut at, and so many bytes of it are changed.
const PLACES: usize = 48;

/// Runs `check` on every kept input of `target`, on its beginnings, and on what it is with one byte changed.
pub fn each(target: &str, check: impl Fn(&[u8])) {
    let folder = folder(target);
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder).expect("the target has inputs").flatten().map(|entry| entry.path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    for file in files {
        // Shown only where the test fails.
        println!("{}", file.display());
        let whole = fs::read(&file).expect("an input can be read");
        check(&whole);
        let step = whole.len().div_ceil(PLACES).max(1);
        for place in (0..whole.len()).step_by(step) {
            println!("  at byte {place}");
            check(&whole[..place]);
            let mut changed = whole.clone();
            changed[place] ^= [0x01, 0x80, 0xFF, 0x20][place % 4];
            check(&changed);
        }
    }
}

fn folder(target: &str) -> PathBuf {
    let room = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let found = room.ancestors().map(|above| above.join("fuzz/corpus")).find(|corpus| corpus.is_dir());
    found.expect("the repository keeps inputs").join(target)
}
