//! A field of a model's form, as the window draws it and the checks read it.

use std::collections::BTreeMap;

use bitcode::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::rule::Condition;
use crate::{ids::FieldKey, media::MediaKind, text::LocalText};

/// One field: how RunningHub spells it, what it holds, and its words.
#[derive(Debug, Clone, PartialEq, Serialize, TS, Encode, Decode)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    pub key: FieldKey,
    pub kind: FieldKind,
    /// A job cannot be made without a value.
    pub required: bool,
    /// Folded away at first.
    pub advanced: bool,
    pub label: LocalText,
    pub help: Option<LocalText>,
    pub placeholder: Option<LocalText>,
    /// Fields next to each other with the same group stand under its name.
    pub group: Option<Group>,
    pub role: Option<Role>,
    /// Not for people: what upstream needs is sent as its default, nothing else of it is.
    pub hidden: bool,
    /// Shown, and sent, only while this holds.
    pub shown_when: Option<Condition>,
    /// The value is also written in front of the prompt, which some models read instead.
    pub prompt_prefix: bool,
    /// The second spelling of RunningHub's self-hosted models.
    #[serde(skip)]
    pub alternative: Option<Alternative>,
}

/// How the same field is spelled by node: key, and code by value.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Alternative {
    pub key: FieldKey,
    pub codes: BTreeMap<String, String>,
}

/// Fields that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, Encode, Decode)]
pub struct Group {
    pub id: String,
    pub label: LocalText,
}

/// What a field is to the program, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS, Encode, Decode)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Seconds to be made; a price by the second counts them.
    Duration,
    /// How many results; a price by the picture counts them.
    Count,
    /// The text whose length is billed.
    Spoken,
    Seed,
    /// Width and height are drawn as one size.
    Width,
    Height,
    Prompt,
    /// Name and strength are drawn as one.
    Lora,
    LoraStrength,
}

/// What a field holds. The window draws each kind with one component, RunningHub's body takes each
/// as one JSON type: text and choices as strings, numbers as numbers, switches as booleans, `many`
/// values as an array.
#[derive(Debug, Clone, PartialEq, Serialize, TS, Encode, Decode)]
#[serde(tag = "type", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum FieldKind {
    Text(TextLimits),
    /// One of some values, or several where `many` says how many.
    Choice {
        options: Vec<ChoiceOption>,
        /// `None`: not sent unless the person chooses.
        default: Option<String>,
        many: Option<u32>,
    },
    Number(NumberLimits),
    /// On or off.
    Switch {
        /// `None`: not sent unless the person switches.
        default: Option<bool>,
        /// Sent as the words `true` and `false`.
        as_text: bool,
    },
    /// A file that is uploaded and sent as its address.
    Media(MediaLimits),
    /// The name of a LoRA at RunningHub.
    Lora,
}

/// Free text with its limits. Lengths count characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, Encode, Decode)]
#[serde(rename_all = "camelCase")]
pub struct TextLimits {
    pub min_length: Option<u32>,
    pub max_length: Option<u32>,
    /// Several lines rather than one.
    pub long: bool,
    pub default: Option<String>,
    /// A regular expression that the whole text matches; the field's help says it in words.
    pub pattern: Option<String>,
    /// Takes up to so many texts.
    pub many: Option<u32>,
    /// Texts that are known to work; others are taken too.
    pub suggestions: Vec<ChoiceOption>,
}

/// A number with its limits, in the unit the label names.
#[derive(Debug, Clone, PartialEq, Serialize, TS, Encode, Decode)]
#[serde(rename_all = "camelCase")]
pub struct NumberLimits {
    pub min: f64,
    pub max: f64,
    /// Values are `min` plus whole steps; 1 means whole numbers only.
    pub step: f64,
    /// `None`: not sent unless the person sets it.
    pub default: Option<f64>,
    /// A seed: offered with dice instead of a slider.
    pub seed: bool,
}

/// What a file, or each of several, must be.
#[derive(Debug, Clone, PartialEq, Serialize, TS, Encode, Decode)]
#[serde(rename_all = "camelCase")]
pub struct MediaLimits {
    pub media: MediaKind,
    #[ts(type = "number")]
    pub max_bytes: u64,
    /// Containers that the model takes, as [`crate::media::MediaFacts::format`] names them.
    pub formats: Vec<String>,
    /// Several files, sent in their order.
    pub many: Option<Count>,
    pub min_seconds: Option<f64>,
    pub max_seconds: Option<f64>,
    /// The shorter side, in pixels.
    pub min_side: Option<u32>,
    /// The longer side, in pixels.
    pub max_side: Option<u32>,
    /// The longer side by the shorter.
    pub max_ratio: Option<f64>,
    /// The model was only made for clips of this family of models.
    pub made_by_family: Option<String>,
}

/// From so many to so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, Encode, Decode)]
pub struct Count {
    pub min: u32,
    pub max: u32,
}

/// One value of a choice and what people call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, Encode, Decode)]
pub struct ChoiceOption {
    pub value: String,
    pub label: LocalText,
}

impl NumberLimits {
    /// Whether RunningHub takes whole numbers alone here: it refuses even `5.0`.
    pub fn is_whole(&self) -> bool {
        self.step.fract() == 0.0 && self.min.fract() == 0.0
    }
}

impl Field {
    /// The limits of its file or files, if it takes any.
    pub fn media(&self) -> Option<&MediaLimits> {
        match &self.kind {
            FieldKind::Media(limits) => Some(limits),
            _ => None,
        }
    }
}
