//! Tidiness as a test: what a reader relies on in this repository is checked, not hoped for.
//!
//! Every rule is a function from text to complaints, and every rule has a test with a bad sample that it must not let
//! pass. Format and lint are not here: `./dev check` runs rustfmt, clippy, eslint, prettier and svelte-check.

mod documents;
mod files;
mod headers;
mod languages;
mod lengths;
mod licences;
mod metadata;
mod rooms;
mod seam;
mod versions;
mod words;

/// Fails with every complaint at once, one a line.
fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}
