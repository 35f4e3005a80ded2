//! The values of a form. A field that is not in the map is unset, which is not the same as empty.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    catalogue::{Field, FieldKind, Model},
    ids::{FieldKey, MediaId},
};

/// Values by field. Ordered, so that the same form always gives the same body.
pub type FormValues = BTreeMap<FieldKey, FieldValue>;

/// One value, or several of one kind; a choice is the text of its option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum FieldValue {
    Switch(bool),
    Number(f64),
    Text(String),
    /// Several choices or texts.
    Texts(Vec<String>),
    /// A file by its id; the address it is uploaded to is looked up when the body is built.
    Media {
        media: MediaId,
    },
    /// Several files, in the order in which they are sent.
    Files {
        media: Vec<MediaId>,
    },
}

impl FieldValue {
    /// The files of this value, in their order.
    pub fn files(&self) -> &[MediaId] {
        match self {
            Self::Media { media } => std::slice::from_ref(media),
            Self::Files { media } => media,
            Self::Switch(_) | Self::Number(_) | Self::Text(_) | Self::Texts(_) => &[],
        }
    }

    /// Whether it says nothing: such a value is not sent.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Texts(texts) => texts.iter().all(|text| text.trim().is_empty()),
            Self::Files { media } => media.is_empty(),
            Self::Switch(_) | Self::Number(_) | Self::Media { .. } => false,
        }
    }

    /// The value as conditions, rules and price lists spell it: `true`, `10`, `1080p`.
    pub fn spelled(&self) -> Option<String> {
        match self {
            Self::Switch(on) => Some(on.to_string()),
            Self::Number(number) => Some(number.to_string()),
            Self::Text(text) => Some(text.clone()),
            Self::Texts(_) | Self::Media { .. } | Self::Files { .. } => None,
        }
    }
}

/// What a fresh form of `model` holds.
pub fn defaults(model: &Model) -> FormValues {
    let default_of = |kind: &FieldKind| match kind {
        FieldKind::Text(limits) => limits.default.clone().map(FieldValue::Text),
        FieldKind::Choice { default, many, .. } => default.clone().map(|value| match many {
            Some(_) => FieldValue::Texts(vec![value]),
            None => FieldValue::Text(value),
        }),
        FieldKind::Number(number) => number.default.map(FieldValue::Number),
        FieldKind::Switch { default, .. } => default.map(FieldValue::Switch),
        FieldKind::Media(_) | FieldKind::Lora => None,
    };
    let offered = model.fields.iter().filter(|field| field.required || !field.hidden);
    offered.filter_map(|field| Some((field.key.clone(), default_of(&field.kind)?))).collect()
}

/// Whether `field` is part of the form while it holds `values`. A field that waits for one that is not is none either,
/// and the strength of a LoRA waits for its name.
pub fn is_shown(model: &Model, field: &Field, values: &FormValues) -> bool {
    if let Some(lora) = model.lora_of(field) {
        return values.get(&lora.key).is_some_and(|name| !name.is_empty());
    }
    let mut at = field;
    // One step per field at most, so that a circle in the catalogue cannot hold it up.
    for _ in 0..model.fields.len() {
        let Some(condition) = &at.shown_when else { return true };
        let spelled = values.get(&condition.field).and_then(FieldValue::spelled);
        if !spelled.is_some_and(|value| condition.is.contains(&value)) {
            return false;
        }
        let Some(next) = model.field(&condition.field) else { return false };
        at = next;
    }
    false
}

/// The value of `key` as far as it is sent: shown and not empty.
pub fn sent<'a>(model: &Model, values: &'a FormValues, key: &FieldKey) -> Option<&'a FieldValue> {
    let field = model.field(key)?;
    values.get(key).filter(|value| !value.is_empty() && is_shown(model, field, values))
}
