//! Every module opens by saying what is in it.

use crate::assert_none;
use crate::files::{Source, code};

fn complaint(source: &Source, is_included: bool) -> Option<String> {
    let opening = if source.is_any_of(&["rs"]) {
        // A file that another one includes is no module, and the language takes no `//!` in it.
        if is_included { "//" } else { "//!" }
    } else if source.is_any_of(&["ts"]) && !source.path.ends_with(".d.ts") {
        "/**"
    } else {
        return None;
    };
    let first = source.text.trim_start().lines().next().unwrap_or_default();
    (!first.starts_with(opening)).then(|| format!("{}: it opens with {opening} and says what is here", source.path))
}

/// Whether one of the files includes this one by its name.
fn is_included(source: &Source, files: &[Source]) -> bool {
    let name = source.path.rsplit('/').next().unwrap_or_default();
    let by_name = format!("include!(\"{name}\")");
    files.iter().any(|file| file.text.contains(&by_name))
}

#[test]
fn every_module_says_what_is_in_it() {
    let files = code(&["rs", "ts"]);
    let found: Vec<String> = files.iter().filter_map(|source| complaint(source, is_included(source, &files))).collect();
    assert_none(&found);
}

#[test]
fn a_module_without_an_opening_is_found() {
    let file = |path: &str, text: &str| Source { path: path.into(), text: text.into() };
    let sample = |path: &str, text: &str| complaint(&file(path, text), false).is_some();
    assert!(sample("crates/a/src/lib.rs", "// What is here.\nuse std::fs;\n"));
    assert!(sample("crates/a/src/lib.rs", ""));
    assert!(sample("ui/src/lib/a.ts", "// What is here.\n"));
    assert!(!sample("crates/a/src/lib.rs", "//! What is here.\n"));
    assert!(!sample("ui/src/lib/a.svelte.ts", "/** What is here. */\n"));
    assert!(!sample("ui/src/A.svelte", "<p>A</p>\n"));
    let list = file("src-tauri/a/list.rs", "list! { 1 }\n");
    assert!(complaint(&list, true).is_some());
    assert!(is_included(&list, &[file("src-tauri/a/mod.rs", "include!(\"list.rs\");\n")]));
    assert!(!is_included(&list, &[file("src-tauri/a/mod.rs", "mod list;\n")]));
}
