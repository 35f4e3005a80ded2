//! A language is a folder of words and one line in Rust: nothing else in Rust names one, or says anything in one of its own.

use crate::assert_none;
use crate::files::{Source, code};

/// Where languages are listed.
const LIST: &str = "crates/core/src/language.rs";

/// The catalogue has its own two languages.
const CATALOGUE: &str = "crates/core/src/catalogue/";

/// The rooms that speak to people. The store knows characters, not words; practice shows what RunningHub would.
const SPEAKING: [&str; 3] = ["src-tauri/", "crates/core/", "crates/engine/"];

fn complaints(source: &Source) -> Vec<String> {
    let is_test = source.path.contains("/tests/") || source.path.ends_with("tests.rs");
    let speaks_itself = source.path == LIST || source.path.starts_with(CATALOGUE);
    if speaks_itself || is_test || !SPEAKING.iter().any(|room| source.path.starts_with(room)) {
        return Vec::new();
    }
    let beginning = source.text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = beginning.lines().enumerate();
    let speaking = lines.filter(|(_, line)| names_a_language(line) || line.chars().any(is_han));
    speaking.map(|(index, _)| format!("{}:{}: this belongs into a language's folder", source.path, index + 1)).collect()
}

/// `Language::En`, but neither `Language::ALL` nor a function.
fn names_a_language(line: &str) -> bool {
    line.split("Language::").skip(1).any(|rest| {
        let mut letters = rest.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    })
}

const fn is_han(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}')
}

#[test]
fn no_code_speaks_a_language_of_its_own() {
    let found: Vec<String> = code(&["rs"]).iter().flat_map(complaints).collect();
    assert_none(&found);
}

#[test]
fn code_that_speaks_is_found() {
    let found = |path: &str, text: &str| complaints(&Source { path: path.into(), text: text.into() }).len();
    assert_eq!(found("src-tauri/a.rs", "match language {\n    Language::Fr => a,\n}\n"), 1);
    assert_eq!(found("crates/engine/src/a.rs", "let title = \"\u{5b8c}\u{6210}\";\n"), 1);
    assert_eq!(found("src-tauri/a.rs", "Language::ALL; Language::default(); Change::Language(None)\n"), 0);
    assert_eq!(found("src-tauri/a.rs", "#[cfg(test)]\nmod tests { use Language::Fr; }\n"), 0);
    assert_eq!(found("crates/store/src/a.rs", "'\u{4e00}'\n"), 0);
}
