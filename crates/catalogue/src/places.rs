//! Where endpoints stand: in a family, in none, or left out on purpose.

use std::collections::{BTreeMap, BTreeSet};

use afterframe_core::{
    catalogue::{CatalogueFile, Upstream},
    ids::Endpoint,
};
use serde_json::Value;

/// The part of the notes that names what is left out.
const LEFT_OUT: &str = "## Left out";

/// Endpoints of which the notes say, in backquotes, that they are left out.
pub fn left_out(notes: &str) -> BTreeSet<Endpoint> {
    let part = notes.split_once(LEFT_OUT).map_or("", |(_, rest)| rest);
    let part = part.split_once("\n## ").map_or(part, |(part, _)| part);
    part.split('`').skip(1).step_by(2).filter(|quoted| quoted.contains('/')).map(Endpoint::from).collect()
}

/// Endpoints that the families name, and where. Read without minding anything else, so that it works on a catalogue
/// that does not load.
pub fn placed(files: &[CatalogueFile<'_>]) -> BTreeMap<Endpoint, Vec<String>> {
    let mut found: BTreeMap<Endpoint, Vec<String>> = BTreeMap::new();
    for (path, content) in files.iter().filter(|(path, _)| path.starts_with("families/")) {
        let Ok(family) = serde_json::from_str::<Value>(content) else { continue };
        let models = family.get("models").and_then(Value::as_array);
        for endpoint in models.into_iter().flatten().filter_map(|model| model.get("endpoint")?.as_str()) {
            found.entry(Endpoint::from(endpoint)).or_default().push((*path).to_owned());
        }
    }
    found
}

/// Known endpoints without a family that are not left out on purpose.
pub fn homeless(files: &[CatalogueFile<'_>], upstream: &Upstream, left_out: &BTreeSet<Endpoint>) -> Vec<Endpoint> {
    let placed = placed(files);
    let alone = |endpoint: &&Endpoint| !placed.contains_key(endpoint) && !left_out.contains(endpoint);
    upstream.models.keys().filter(alone).cloned().collect()
}
