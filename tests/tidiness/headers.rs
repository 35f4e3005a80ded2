//! Every module opens by saying what is in it.

use crate::assert_none;
use crate::files::{Source, code};

fn complaint(source: &Source) -> Option<String> {
    let opening = if source.is_any_of(&["rs"]) {
        "//!"
    } else if source.is_any_of(&["ts"]) && !source.path.ends_with(".d.ts") {
        "/**"
    } else {
        return None;
    };
    let first = source.text.trim_start().lines().next().unwrap_or_default();
    (!first.starts_with(opening))
        .then(|| format!("{}: a module opens with {opening} and says what is here", source.path))
}

#[test]
fn every_module_says_what_is_in_it() {
    let found: Vec<String> =
        code(&["rs", "ts"]).iter().filter(|source| !source.is_generated()).filter_map(complaint).collect();
    assert_none(&found);
}

#[test]
fn a_module_without_an_opening_is_found() {
    let sample = |path: &str, text: &str| complaint(&Source { path: path.into(), text: text.into() }).is_some();
    assert!(sample("crates/a/src/lib.rs", "// What is here.\nuse std::fs;\n"));
    assert!(sample("crates/a/src/lib.rs", ""));
    assert!(sample("ui/src/lib/a.ts", "// What is here.\n"));
    assert!(!sample("crates/a/src/lib.rs", "//! What is here.\n"));
    assert!(!sample("ui/src/lib/a.svelte.ts", "/** What is here. */\n"));
    assert!(!sample("ui/src/A.svelte", "<p>A</p>\n"));
}
