//! Checks everything that people wrote about models: that it loads, that every endpoint has its place, that the words are
//! words, that every form can be filled in, and that nothing speaks of what is not there. Whether a model contradicts itself is the core's to say.

mod forms;
mod places;
mod strays;
mod texts;
mod twins;
mod words;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use afterframe_core::{
    catalogue::{Catalogue, CatalogueError, CatalogueFile, Family, FieldWords, Upstream, Words},
    ids::Endpoint,
};
use serde::de::DeserializeOwned;

/// Something that is wrong, and the file in which to mend it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub file: String,
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.file, self.what)
    }
}

/// Everything that is wrong with a catalogue, sorted by file. `left_out` are endpoints that the notes leave out.
pub fn check(files: &[CatalogueFile<'_>], left_out: &BTreeSet<Endpoint>) -> Vec<Finding> {
    let mut found = Findings::default();
    for (path, content) in files {
        for what in twins::twins(content) {
            found.say(path, what);
        }
    }
    let parts = Parts::read(files, &mut found);
    let mut mistakes = Vec::new();
    match Catalogue::gather(files, &mut mistakes) {
        Err(error) => found.say("catalogue", error.to_string()),
        Ok(catalogue) => {
            words::assembled(&catalogue, &mut found);
            forms::check(&catalogue, &mut found);
        }
    }
    for mistake in mistakes {
        match mistake {
            CatalogueError::Mistake { file, endpoint, what } => found.say(&file, format!("{endpoint}: {what}")),
            other => found.say("families", other.to_string()),
        }
    }
    places::check(files, &parts, left_out, &mut found);
    words::written(&parts, &mut found);
    strays::check(&parts, &mut found);
    let mut sorted = found.0;
    sorted.sort();
    sorted.dedup();
    sorted
}

/// What was found so far.
#[derive(Debug, Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn say(&mut self, file: &str, what: impl Into<String>) {
        self.0.push(Finding { file: file.to_owned(), what: what.into() });
    }
}

/// The files, each read for itself.
#[derive(Debug, Default)]
struct Parts {
    upstream: Upstream,
    /// By path.
    families: BTreeMap<String, Family>,
    words: Words,
}

impl Parts {
    fn read(files: &[CatalogueFile<'_>], found: &mut Findings) -> Self {
        let mut parts = Self::default();
        for &(path, content) in files {
            match path {
                "upstream.json" => parts.upstream = read(path, content, found),
                "words/fields.json" => parts.words.fields = read::<BTreeMap<String, FieldWords>>(path, content, found),
                "words/options.json" => parts.words.options = read(path, content, found),
                "words/groups.json" => parts.words.groups = read(path, content, found),
                "words/tiers.json" => parts.words.tiers = read(path, content, found),
                _ if path.starts_with("families/") => match serde_json::from_str(content) {
                    Ok(family) => drop(parts.families.insert(path.to_owned(), family)),
                    Err(error) => found.say(path, error.to_string()),
                },
                _ => found.say(path, "nothing reads this file"),
            }
        }
        parts
    }
}

fn read<T: DeserializeOwned + Default>(path: &str, content: &str, found: &mut Findings) -> T {
    serde_json::from_str(content).unwrap_or_else(|error| {
        found.say(path, error.to_string());
        T::default()
    })
}
