//! Finds the words of a field: the model's own, else its family's, else the shared ones.

use std::collections::BTreeMap;

use super::{
    family::{Corrections, FieldWords, Words},
    field::ChoiceOption,
    option_words,
    upstream::{UpstreamField, UpstreamKind},
};
use crate::text::LocalText;

/// All words that could be meant for one field, best first.
pub(super) struct Layers<'a>(pub Vec<&'a FieldWords>);

impl<'a> Layers<'a> {
    pub(super) fn of(
        field: &UpstreamField,
        model: Option<&'a FieldWords>,
        family: Option<&'a FieldWords>,
        words: &'a Words,
    ) -> Self {
        let key = field.key.as_str();
        let by_kind = words.fields.get(&format!("{key}:{}", kind_name(field)));
        Self([model, family, by_kind, words.fields.get(key)].into_iter().flatten().collect())
    }

    /// The first layer's answer that is one.
    pub(super) fn first<T>(&self, of: impl Fn(&'a FieldWords) -> Option<T>) -> Option<T> {
        self.0.iter().find_map(|words| of(words))
    }

    /// The first correction that is one.
    pub(super) fn set<T>(&self, of: impl Fn(&'a Corrections) -> Option<T>) -> Option<T> {
        self.0.iter().find_map(|words| of(&words.set))
    }

    /// What people call an option; `Ok(None)` where it is not to be offered.
    pub(super) fn option(
        &self,
        field: &UpstreamField,
        value: &str,
        words: &Words,
    ) -> Result<Option<LocalText>, String> {
        if let Some(own) = self.0.iter().find_map(|layer| layer.options.get(value)) {
            return Ok(own.clone());
        }
        let shared = |key: &str| words.options.get(key).and_then(|options| options.get(value)).cloned();
        let role = self.first(|layer| layer.role);
        shared(field.key.as_str())
            .or_else(|| option_words::words(value, role))
            .or_else(|| shared("*"))
            .map(Some)
            .ok_or_else(|| format!("the field {}: no words for the option {value:?}", field.key))
    }

    /// What is suggested for a text, in the order of the values.
    pub(super) fn suggestions(&self) -> Vec<ChoiceOption> {
        let mut known: BTreeMap<&str, &Option<LocalText>> = BTreeMap::new();
        for layer in self.0.iter().rev() {
            known.extend(layer.options.iter().map(|(value, label)| (value.as_str(), label)));
        }
        let named = known.into_iter().filter_map(|(value, label)| Some((value, label.clone()?)));
        named.map(|(value, label)| ChoiceOption { value: value.to_owned(), label }).collect()
    }
}

/// Whether a list is a switch in disguise.
pub(super) fn is_switch(field: &UpstreamField) -> bool {
    field.kind == UpstreamKind::Switch
        || (field.kind == UpstreamKind::List
            && field.options.len() == 2
            && field.options.iter().all(|option| option == "true" || option == "false"))
}

fn kind_name(field: &UpstreamField) -> &'static str {
    match field.kind {
        _ if is_switch(field) => "switch",
        UpstreamKind::Text => "text",
        UpstreamKind::List => "list",
        UpstreamKind::Integer => "integer",
        UpstreamKind::Number => "number",
        UpstreamKind::Switch => "switch",
        UpstreamKind::Image => "image",
        UpstreamKind::Video => "video",
        UpstreamKind::Audio => "audio",
        UpstreamKind::Lora => "lora",
    }
}
