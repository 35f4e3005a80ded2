//! Every endpoint has one place, and within a family each place is taken once.

use std::collections::{BTreeMap, BTreeSet};

use afterframe_core::{catalogue::CatalogueFile, ids::Endpoint};

use super::{Findings, Parts};
use crate::{differences::standing, places};

pub(super) fn check(files: &[CatalogueFile<'_>], parts: &Parts, left_out: &BTreeSet<Endpoint>, found: &mut Findings) {
    let placed = places::placed(files);
    for (endpoint, model) in &parts.upstream.models {
        if !placed.contains_key(endpoint) && !left_out.contains(endpoint) {
            let standing = standing(model.standing);
            found
                .say("families", format!("{endpoint} ({standing}) is in no family, and the notes do not leave it out"));
        }
    }
    for (endpoint, paths) in &placed {
        if paths.len() > 1 {
            found.say("families", format!("{endpoint} stands in {}", paths.join(" and in ")));
        }
        if left_out.contains(endpoint) {
            found.say(&paths[0], format!("{endpoint} is in a family, and the notes leave it out"));
        }
    }
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for (path, family) in &parts.families {
        if let Some(other) = names.insert(&family.name, path) {
            found.say(path, format!("{other} has the same name: {}", family.name));
        }
        if family.models.is_empty() {
            found.say(path, "no model is in it");
        }
        let mut taken = BTreeMap::new();
        for model in &family.models {
            if let Some(other) = taken.insert((model.task, &model.tier, model.channel), &model.endpoint) {
                found.say(path, format!("{} and {other} have the same task, tier and channel", model.endpoint));
            }
        }
    }
}
