//! A field of a model's form, as the catalogue describes it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ids::FieldKey, media::MediaKind, text::LocalText};

/// One field: how RunningHub spells it, what it holds, and its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Field {
    pub key: FieldKey,
    pub kind: FieldKind,
    /// A job cannot be made without a value.
    #[serde(default)]
    pub required: bool,
    /// Folded away at first.
    #[serde(default)]
    pub advanced: bool,
    pub label: LocalText,
    #[serde(default)]
    pub help: Option<LocalText>,
    #[serde(default)]
    pub placeholder: Option<LocalText>,
}

/// What a field holds. The window draws each kind with one component, RunningHub's body takes each
/// as one JSON type: text and choices as strings, numbers as numbers, switches as booleans.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "kebab-case", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum FieldKind {
    /// Free text. Lengths count characters.
    Text {
        #[serde(default)]
        min_length: Option<u32>,
        #[serde(default)]
        max_length: Option<u32>,
        /// Several lines rather than one.
        #[serde(default)]
        long: bool,
    },
    /// One of a few values.
    Choice {
        options: Vec<ChoiceOption>,
        default: String,
    },
    Number(NumberLimits),
    /// On or off.
    Switch {
        default: bool,
    },
    /// A file that is uploaded and sent as its address.
    Media {
        media: MediaKind,
        #[ts(type = "number")]
        max_bytes: u64,
        /// Containers that the model takes, as [`crate::media::MediaFacts::format`] names them.
        formats: Vec<String>,
        /// The model was only made for clips of this family of models.
        #[serde(default)]
        made_by_family: Option<String>,
    },
}

/// A number with its limits, in the unit the label names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NumberLimits {
    pub min: f64,
    pub max: f64,
    /// Values are `min` plus whole steps; 1 means whole numbers only.
    pub step: f64,
    /// `None`: not sent unless the person sets it.
    #[serde(default)]
    pub default: Option<f64>,
    /// A seed: offered with dice instead of a slider.
    #[serde(default)]
    pub seed: bool,
}

/// One value of a choice and what people call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChoiceOption {
    pub value: String,
    pub label: LocalText,
}
