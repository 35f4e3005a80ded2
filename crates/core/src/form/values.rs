//! The values of a form. A field that is not in the map is unset, which is not the same as empty.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    catalogue::{FieldKind, Model},
    ids::{FieldKey, MediaId},
};

/// Values by field. Ordered, so that the same form always gives the same body.
pub type FormValues = BTreeMap<FieldKey, FieldValue>;

/// One value; a choice is the text of its option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum FieldValue {
    Switch(bool),
    Number(f64),
    Text(String),
    /// A file by its id; the address it is uploaded to is looked up when the body is built.
    Media {
        media: MediaId,
    },
}

impl FieldValue {
    /// The file, if this value is one.
    pub fn media(&self) -> Option<&MediaId> {
        match self {
            Self::Media { media } => Some(media),
            _ => None,
        }
    }
}

/// What a fresh form of `model` holds.
pub fn defaults(model: &Model) -> FormValues {
    let default_of = |kind: &FieldKind| match kind {
        FieldKind::Choice { default, .. } => Some(FieldValue::Text(default.clone())),
        FieldKind::Number(number) => number.default.map(FieldValue::Number),
        FieldKind::Switch { default } => Some(FieldValue::Switch(*default)),
        FieldKind::Text { .. } | FieldKind::Media { .. } => None,
    };
    model.fields.iter().filter_map(|field| Some((field.key.clone(), default_of(&field.kind)?))).collect()
}
