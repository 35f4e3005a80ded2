//! One module of the user interface knows Tauri; the rest also runs in a plain browser.

use crate::assert_none;
use crate::files::{Source, code};

const SEAM: [&str; 2] = ["ui/src/lib/platform/tauri.ts", "ui/src/lib/platform/tauri.test.ts"];

fn complaint(source: &Source) -> Option<String> {
    let crosses = source.text.contains("@tauri-apps/") || source.text.contains("__TAURI");
    let forbidden = source.path.starts_with("ui/") && !SEAM.contains(&source.path.as_str()) && crosses;
    forbidden.then(|| format!("{}: only {} knows Tauri", source.path, SEAM[0]))
}

#[test]
fn only_the_platform_seam_knows_tauri() {
    let found: Vec<String> = code(&["ts", "js", "svelte"]).iter().filter_map(complaint).collect();
    assert_none(&found);
}

#[test]
fn an_import_beside_the_seam_is_found() {
    let text = "import { invoke } from '@tauri-apps/api/core';\n";
    let sample = |path: &str| complaint(&Source { path: path.into(), text: text.into() }).is_some();
    assert!(sample("ui/src/views/Make.svelte"));
    assert!(!sample(SEAM[0]));
}
