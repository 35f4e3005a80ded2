//! Words and rules that speak of what is not there: fields that no model has, options that no field has.

use std::collections::{BTreeMap, BTreeSet};

use afterframe_core::{
    catalogue::{Family, FieldWords, Placement, Rule, UpstreamField, UpstreamKind},
    ids::FieldKey,
};

use super::{Findings, Parts};

pub(super) fn check(parts: &Parts, found: &mut Findings) {
    for (path, family) in &parts.families {
        let of_family: Vec<&UpstreamField> = family.models.iter().flat_map(|model| facts(parts, model)).collect();
        for (key, words) in &family.fields {
            check_words(path, "the family", key, words, &of_family, found);
        }
        for model in &family.models {
            let own: Vec<&UpstreamField> = facts(parts, model).collect();
            for (key, words) in &model.fields {
                check_words(path, model.endpoint.as_str(), key, words, &own, found);
            }
            for rule in &model.rules {
                for what in rule_complaints(family, model, rule, &own) {
                    found.say(path, format!("{}: {what}", model.endpoint));
                }
            }
        }
    }
    shared(parts, found);
}

fn facts<'a>(parts: &'a Parts, model: &Placement) -> impl Iterator<Item = &'a UpstreamField> {
    parts.upstream.models.get(&model.endpoint).into_iter().flat_map(|facts| &facts.fields)
}

fn check_words(
    path: &str,
    of: &str,
    key: &FieldKey,
    words: &FieldWords,
    fields: &[&UpstreamField],
    found: &mut Findings,
) {
    let meant: Vec<_> = fields.iter().filter(|field| field.key == *key).collect();
    if meant.is_empty() {
        found.say(path, format!("{of}: words for {key}, which is no field"));
        return;
    }
    let groups_known: BTreeSet<&String> = meant.iter().flat_map(|field| &field.options).collect();
    let takes_any = meant.iter().any(|field| field.kind == UpstreamKind::Text);
    for value in words.options.keys().filter(|value| !takes_any && !groups_known.contains(value)) {
        // The words of a switch are those of its two values.
        if value != "true" && value != "false" {
            found.say(path, format!("{of}: {key}: words for the option {value:?}, which there is not"));
        }
    }
}

/// What only the facts can tell about a rule; unknown fields are found where the model is put together.
fn rule_complaints(family: &Family, model: &Placement, rule: &Rule, fields: &[&UpstreamField]) -> Vec<String> {
    let mut found = Vec::new();
    match rule {
        Rule::Only { when, field, values } => {
            if when.is_empty() {
                found.push(format!("a rule on {field} has no condition: take the other options out instead"));
            }
            if values.is_empty() {
                found.push(format!("a rule leaves {field} no value"));
            }
            let offered = |value: &&String| {
                let hidden =
                    |words: Option<&FieldWords>| words.is_some_and(|words| words.options.get(*value) == Some(&None));
                hidden(model.fields.get(field)) || hidden(family.fields.get(field))
            };
            let list = fields.iter().find(|known| known.key == *field && known.kind == UpstreamKind::List);
            for value in values {
                if list.is_some_and(|list| !list.options.contains(value)) || offered(&value) {
                    found.push(format!("a rule wants {field} = {value:?}, which is not offered"));
                }
            }
        }
        Rule::OneOf { fields } | Rule::NotBoth { fields } if fields.len() < 2 => {
            found.push("a rule between fields names fewer than two".to_owned());
        }
        Rule::NeedsOne { field, others } if others.is_empty() => {
            found.push(format!("a rule says that {field} needs one of nothing"));
        }
        Rule::SecondsAtMost { field, seconds: 0, .. } => found.push(format!("a rule lets {field} play for no time")),
        Rule::Pixels { min, max, .. } if min >= max => found.push("a rule on a size leaves no room".to_owned()),
        _ => {}
    }
    found
}

/// Shared words that nobody needs.
fn shared(parts: &Parts, found: &mut Findings) {
    let all = || parts.upstream.models.values().flat_map(|model| &model.fields);
    let mut options: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for field in all() {
        for key in [field.key.as_str(), "*"] {
            options.entry(key).or_default().extend(field.options.iter().map(String::as_str));
        }
    }
    let known: BTreeSet<&str> = all().map(|field| field.key.as_str()).collect();
    for key in parts.words.fields.keys() {
        if !known.contains(key.split(':').next().unwrap_or_default()) {
            found.say("words/fields.json", format!("{key}: no model has this field"));
        }
    }
    for (key, values) in &parts.words.options {
        let offered = options.get(key.as_str());
        for value in values.keys().filter(|value| !offered.is_some_and(|offered| offered.contains(value.as_str()))) {
            found.say("words/options.json", format!("{key}: {value:?} is no option of any model"));
        }
    }
    let families = || parts.families.values();
    let placements = || families().flat_map(|family| &family.models);
    let tiers: BTreeSet<&String> = placements().filter_map(|model| model.tier.as_ref()).collect();
    for tier in parts.words.tiers.keys().filter(|tier| !tiers.contains(tier)) {
        found.say("words/tiers.json", format!("{tier}: no model has this tier"));
    }
    let own = families().flat_map(|family| family.fields.values());
    let own = own.chain(placements().flat_map(|model| model.fields.values())).chain(parts.words.fields.values());
    let groups: BTreeSet<&String> = own.filter_map(|words| words.group.as_ref()).collect();
    for group in parts.words.groups.keys().filter(|group| !groups.contains(group)) {
        found.say("words/groups.json", format!("{group}: no field is in this group"));
    }
}
