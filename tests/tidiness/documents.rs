//! The documents point only at what is there.

use std::fs;
use std::path::Path;

use crate::assert_none;
use crate::files::{all, root};

const DOCUMENTS: [&str; 3] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];

/// A word in backquotes with one of these endings is the name of a file.
const ENDINGS: [&str; 8] = ["rs", "ts", "svelte", "toml", "json", "md", "py", "css"];

/// What a document quotes or links to, line by line, without its blocks of code.
fn mentions(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut in_block = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if !in_block {
            let quoted = line.split('`').skip(1).step_by(2);
            let linked = line.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next());
            let links = linked.filter(|link| !link.is_empty() && !link.contains(':')).map(|link| format!("./{link}"));
            found.extend(quoted.map(str::to_owned).chain(links).map(|mention| (index + 1, mention)));
        }
    }
    found
}

/// Whether a mention means a place in this repository, and that place does not exist.
fn is_stale(mention: &str, files: &[String]) -> bool {
    let foreign = ['<', '>', '{', '}', '$', '=', '(', '…', '"', '@', ':'];
    if mention.contains(char::is_whitespace)
        || mention.contains(foreign)
        || mention.starts_with(['/', '~', '-', '*', '.']) && !mention.starts_with("./")
    {
        return false;
    }
    let is_link = mention.starts_with("./");
    let path = mention.trim_start_matches("./").trim_end_matches('/');
    // What lies below a star may be anything; what lies above it may not.
    let fixed = path.split('*').next().unwrap_or_default();
    let fixed = if fixed.len() == path.len() { path } else { fixed.rsplit_once('/').map_or("", |(above, _)| above) };
    // A document may leave out the way to a place when what it talks about makes it plain: `commands/job.rs`.
    let exists = |place: &str| {
        let (below, end, middle) = (format!("{place}/"), format!("/{place}"), format!("/{place}/"));
        place.is_empty()
            || files
                .iter()
                .any(|file| file == place || file.starts_with(&below) || file.ends_with(&end) || file.contains(&middle))
    };
    let ending = Path::new(path).extension().is_some_and(|own| ENDINGS.iter().any(|known| own == *known));
    if let Some((first, _)) = path.split_once('/') {
        (is_link || ending || exists(first)) && !exists(fixed)
    } else if is_link {
        !exists(fixed)
    } else {
        // A bare file name may lie anywhere.
        ending && !path.contains('*') && !files.iter().any(|file| file.rsplit('/').next() == Some(path))
    }
}

fn complaints(document: &str, text: &str, files: &[String]) -> Vec<String> {
    mentions(text)
        .into_iter()
        .filter(|(_, mention)| is_stale(mention, files))
        .map(|(line, mention)| format!("{document}:{line}: {mention} does not exist"))
        .collect()
}

#[test]
fn the_documents_point_only_at_what_is_there() {
    let files = all();
    let found: Vec<String> = DOCUMENTS
        .iter()
        .flat_map(|document| match fs::read_to_string(root().join(document)) {
            Ok(text) => complaints(document, &text, &files),
            Err(_) => vec![format!("{document} is missing")],
        })
        .collect();
    assert_none(&found);
}

#[test]
fn a_place_that_is_gone_is_found() {
    let files: Vec<String> =
        ["dev", "crates/core/src/lib.rs", "ui/src/app.css", "docs/a.png"].map(str::to_owned).into();
    let stale = |text: &str| complaints("README.md", text, &files).len();
    assert_eq!(stale("See `crates/gone/` and [a picture](docs/b.png)."), 2);
    assert_eq!(stale("`crates/core/src/gone.rs`"), 1);
    assert_eq!(stale("`gone.rs`"), 1);
    assert_eq!(stale("`crates/gone/*.rs`"), 1);
    assert_eq!(
        stale(
            "`./dev`, `crates/*/src`, `crates/core`, `lib.rs`, `src/lib.rs`, `ui/src/app.css`, [a picture](docs/a.png)"
        ),
        0
    );
    assert_eq!(
        stale("`rhart-video-g-official/video-extend`, `Videos/Afterframe/<date>/`, `a b.rs`, [x](https://x.y/z)"),
        0
    );
    assert_eq!(stale("```\ncrates/gone/\n`crates/gone/`\n```\n"), 0);
}
