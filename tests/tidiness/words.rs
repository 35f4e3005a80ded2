//! What says "not finished" or "not tested" in code, and therefore does not stay in it.

use crate::assert_none;
use crate::files::{Source, code};

/// Written in two halves, so that this file is not a case of itself.
const EVERYWHERE: [&str; 3] = [concat!("FIX", "ME"), concat!("TO", "DO"), concat!("XX", "X")];
const IN_RUST: [&str; 4] =
    [concat!("#[ign", "ore"), concat!("to", "do!("), concat!("unimple", "mented!("), concat!("#[al", "low(")];
const IN_TYPESCRIPT: [&str; 4] =
    [concat!(".sk", "ip("), concat!(".on", "ly("), concat!(".to", "do("), concat!(".skip", "If(")];

fn complaints(source: &Source) -> Vec<String> {
    let own: &[&str] = if source.is_any_of(&["rs"]) { &IN_RUST } else { &IN_TYPESCRIPT };
    let mut found = Vec::new();
    for (index, line) in source.text.lines().enumerate() {
        let here = |word: &&&str| line.contains(**word);
        let alone = |word: &&&str| contains_word(line, word);
        for word in own.iter().filter(here).chain(EVERYWHERE.iter().filter(alone)) {
            found.push(format!("{}:{}: {word}", source.path, index + 1));
        }
    }
    found
}

fn contains_word(line: &str, word: &str) -> bool {
    line.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|part| part == word)
}

#[test]
fn nothing_is_left_unfinished_or_untested() {
    let files = code(&["rs", "ts", "js", "svelte", "py"]);
    let found: Vec<String> = files.iter().filter(|source| !source.is_generated()).flat_map(complaints).collect();
    assert_none(&found);
}

#[test]
fn what_is_unfinished_or_untested_is_found() {
    let sample = |path: &str, text: String| !complaints(&Source { path: path.into(), text }).is_empty();
    for word in IN_RUST {
        assert!(sample("a.rs", format!("fn a() {{}}\n    {word} = \"slow\"]\n")), "{word}");
    }
    for word in IN_TYPESCRIPT {
        assert!(sample("a.test.ts", format!("test{word}'a', () => {{}});\n")), "{word}");
    }
    for word in EVERYWHERE {
        assert!(sample("A.svelte", format!("<!-- {word}: later -->\n")), "{word}");
    }
    assert!(!sample("a.rs", "let rest = parts.iter().skip(1); // a todo list is a list\n".into()));
}
