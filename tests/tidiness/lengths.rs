//! No file is so long that nobody reads it.

use crate::assert_none;
use crate::files::{Source, code};

const LIMIT: usize = 600;

fn complaint(source: &Source) -> Option<String> {
    let lines = source.text.lines().count();
    (lines > LIMIT).then(|| format!("{}: {lines} lines, the limit is {LIMIT}; split it", source.path))
}

#[test]
fn no_file_is_too_long() {
    let files = code(&["rs", "ts", "js", "svelte", "css", "html", "py"]);
    let found: Vec<String> = files.iter().filter(|source| !source.is_generated()).filter_map(complaint).collect();
    assert_none(&found);
}

#[test]
fn a_file_that_is_too_long_is_found() {
    let sample = |lines: usize| complaint(&Source { path: "a.rs".into(), text: "x\n".repeat(lines) }).is_some();
    assert!(sample(LIMIT + 1));
    assert!(!sample(LIMIT));
}
