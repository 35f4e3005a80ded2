//! All texts of the catalogue, each held against what its place asks for, and fields that a person could not understand.

use std::collections::BTreeSet;

use afterframe_core::{
    catalogue::{Catalogue, Field, FieldKind, FieldWords},
    text::LocalText,
};

use super::{
    Findings, Parts,
    texts::{Place, complaints, is_internal, is_not_latin},
};

/// Every text as it is written, file by file.
pub(super) fn written(parts: &Parts, found: &mut Findings) {
    for (path, family) in &parts.families {
        let mut check = Check { path, found };
        if is_internal(&family.name) || is_not_latin(&family.name) || family.name.trim() != family.name {
            check.found.say(path, format!("the name {:?} is not one that people use", family.name));
        }
        for word in family.keywords.iter().filter(|word| is_internal(word) || word.trim().is_empty()) {
            check.found.say(path, format!("the keyword {word:?} is not one that people use"));
        }
        check.text("goodAt", &family.good_at, Place::Sentence);
        for (key, words) in &family.fields {
            check.words("", key.as_str(), words);
        }
        for model in &family.models {
            let endpoint = model.endpoint.as_str();
            let texts = [("goodAt", &model.good_at, Place::Sentence), ("remark", &model.remark, Place::Sentence)];
            for (what, text, place) in texts.into_iter().chain([("gives", &model.gives, Place::Name)]) {
                if let Some(text) = text {
                    check.text(&format!("{endpoint} {what}"), text, place);
                }
            }
            for (key, words) in &model.fields {
                check.words(endpoint, key.as_str(), words);
            }
        }
    }
    let mut check = Check { path: "words/fields.json", found };
    for (key, words) in &parts.words.fields {
        check.words("", key.split(':').next().unwrap_or_default(), words);
    }
    check.path = "words/options.json";
    for (key, values) in &parts.words.options {
        for (value, text) in values {
            check.text(&format!("{key} {value:?}"), text, Place::Name);
        }
    }
    let named = [("words/groups.json", &parts.words.groups), ("words/tiers.json", &parts.words.tiers)];
    for (path, texts) in named {
        check.path = path;
        for (id, text) in texts {
            check.text(id, text, Place::Name);
        }
    }
}

struct Check<'a> {
    path: &'a str,
    found: &'a mut Findings,
}

impl Check<'_> {
    fn text(&mut self, what: &str, text: &LocalText, place: Place<'_>) {
        for complaint in complaints(text, place) {
            self.found.say(self.path, format!("{what}: {complaint}"));
        }
    }

    fn words(&mut self, of: &str, key: &str, words: &FieldWords) {
        let what =
            |part: &str| [of, key, part].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
        for (part, text, place) in [
            ("label", &words.label, Place::Label { key }),
            ("help", &words.help, Place::Sentence),
            ("placeholder", &words.placeholder, Place::Example),
        ] {
            if let Some(text) = text {
                self.text(&what(part), text, place);
            }
        }
        for (value, text) in &words.options {
            if let Some(text) = text {
                self.text(&what(&format!("option {value:?}")), text, Place::Name);
            }
        }
    }
}

/// Fields as a person meets them, whichever file their words come from.
pub(super) fn assembled(catalogue: &Catalogue, found: &mut Findings) {
    for model in catalogue.models() {
        let path = format!("families/{}.json", model.family);
        let mut say = |field: &Field, what: &str| found.say(&path, format!("{} {}: {what}", model.endpoint, field.key));
        for field in model.fields.iter().filter(|field| !field.hidden) {
            if field.advanced && field.help.is_none() {
                say(field, "folded away, and without help");
            }
            if field.advanced && field.required && !has_default(field) {
                say(field, "required and without a default, and folded away");
            }
            let labels: BTreeSet<(&str, bool)> = options(field).map(|label| (label.en.as_str(), true)).collect();
            let labels_zh: BTreeSet<&str> = options(field).map(|label| label.zh.as_str()).collect();
            let count = options(field).count();
            if labels.len() < count || labels_zh.len() < count {
                say(field, "two options have the same words");
            }
        }
        for (index, field) in model.fields.iter().enumerate() {
            let same = |other: &&Field| {
                !other.hidden && !field.hidden && (other.label.en == field.label.en || other.label.zh == field.label.zh)
            };
            let apart = |other: &Field| other.shown_when.is_some() && field.shown_when.is_some();
            if let Some(other) = model.fields[..index].iter().find(same).filter(|other| !apart(other)) {
                say(field, &format!("the same label as {}", other.key));
            }
        }
    }
}

fn options(field: &Field) -> impl Iterator<Item = &LocalText> {
    let options = match &field.kind {
        FieldKind::Choice { options, .. } => options.as_slice(),
        _ => &[],
    };
    options.iter().map(|option| &option.label)
}

fn has_default(field: &Field) -> bool {
    match &field.kind {
        FieldKind::Text(limits) => limits.default.is_some(),
        FieldKind::Choice { default, .. } => default.is_some(),
        FieldKind::Number(limits) => limits.default.is_some(),
        FieldKind::Switch { default, .. } => default.is_some(),
        FieldKind::Media(_) | FieldKind::Lora => false,
    }
}
