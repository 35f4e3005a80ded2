//! Everything that is built in may be given away under the terms of `deny.toml`, on every machine, offline.
//!
//! `cargo deny` looks at more (advisories, sources, every platform) and runs in `./dev check` where it is installed.
//! It takes longer to build than this whole program, so the licences do not wait for it.

use std::fs;

use crate::assert_none;
use crate::files::root;
use crate::metadata::built_packages;

/// Whether an SPDX expression can be fulfilled with the licences that are allowed. Old ones write "/" for "OR".
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut place = 0;
    let answer = either(&words, &mut place, allowed);
    answer && place == words.len()
}

fn either(words: &[&str], place: &mut usize, allowed: &[String]) -> bool {
    let mut answer = both(words, place, allowed);
    while words.get(*place) == Some(&"OR") {
        *place += 1;
        // Both sides are read in any case: the place must move on.
        answer |= both(words, place, allowed);
    }
    answer
}

fn both(words: &[&str], place: &mut usize, allowed: &[String]) -> bool {
    let mut answer = single(words, place, allowed);
    while words.get(*place) == Some(&"AND") {
        *place += 1;
        answer &= single(words, place, allowed);
    }
    answer
}

fn single(words: &[&str], place: &mut usize, allowed: &[String]) -> bool {
    let Some(&word) = words.get(*place) else { return false };
    *place += 1;
    if word == "(" {
        let answer = either(words, place, allowed);
        *place += 1;
        return answer;
    }
    let mut licence = word.to_owned();
    if words.get(*place) == Some(&"WITH") {
        licence = format!("{word} WITH {}", words.get(*place + 1).unwrap_or(&""));
        *place += 2;
    }
    allowed.contains(&licence)
}

/// The list `allow` under `[licenses]` in `deny.toml`.
fn allow_list(text: &str) -> Vec<String> {
    let section = text.split("\n[licenses]").nth(1).unwrap_or_default();
    let list = section.split("\nallow = [").nth(1).unwrap_or_default();
    let lines = list.lines().take_while(|line| !line.starts_with(']'));
    lines.filter_map(|line| line.split('"').nth(1)).map(str::to_owned).collect()
}

#[test]
fn every_package_that_is_built_in_has_a_licence_that_is_allowed() {
    let allowed = allow_list(&fs::read_to_string(root().join("deny.toml")).expect("deny.toml can be read"));
    assert!(allowed.contains(&"MIT".to_owned()), "the list of licences in deny.toml was not found");
    let packages = built_packages();
    assert!(packages.len() > 100, "only {} packages were found", packages.len());
    let found: Vec<String> = packages
        .iter()
        .filter(|package| !is_allowed(package["license"].as_str().unwrap_or_default(), &allowed))
        .map(|package| format!("{} {}: licence {}", package["name"], package["version"], package["license"]))
        .collect();
    assert_none(&found);
}

#[test]
fn a_licence_that_is_not_allowed_is_found() {
    let allowed: Vec<String> = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "ISC"].map(str::to_owned).into();
    for good in
        ["MIT", "GPL-3.0 OR MIT", "MIT/Apache-2.0", "ISC AND (GPL-3.0 OR MIT)", "Apache-2.0 WITH LLVM-exception"]
    {
        assert!(is_allowed(good, &allowed), "{good}");
    }
    for bad in
        ["", "GPL-3.0", "MIT AND GPL-3.0", "ISC AND (GPL-3.0 OR AGPL-3.0)", "(MIT", "Apache-2.0 WITH Other", "MIT MIT"]
    {
        assert!(!is_allowed(bad, &allowed), "{bad}");
    }
}
