//! Rules between fields: what a field's own limits cannot say.

use std::collections::BTreeMap;

use bitcode::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::FieldKey;

/// Values of fields, as text (`true`, `10`, `1080p`); all must hold. Empty: always.
pub type When = BTreeMap<FieldKey, Vec<String>>;

/// Holds where a field has one of some values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, Encode, Decode)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    pub field: FieldKey,
    pub is: Vec<String>,
}

/// A rule that RunningHub documents between fields of one model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Encode, Decode)]
#[serde(tag = "type", rename_all = "kebab-case", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Rule {
    /// With `when`, the field takes only these values.
    Only {
        when: When,
        field: FieldKey,
        values: Vec<String>,
    },
    /// At least one of these must be set.
    OneOf {
        fields: Vec<FieldKey>,
    },
    /// At most one of these may be set.
    NotBoth {
        fields: Vec<FieldKey>,
    },
    /// If the first is set, the second must be too.
    Needs {
        field: FieldKey,
        other: FieldKey,
    },
    /// If the first is set, one of the others must be too.
    NeedsOne {
        field: FieldKey,
        others: Vec<FieldKey>,
    },
    RequiredWhen {
        when: When,
        field: FieldKey,
    },
    /// So many files in these fields together.
    AtMost {
        fields: Vec<FieldKey>,
        count: u32,
    },
    /// No clip or sound of this field is longer.
    SecondsAtMost {
        when: When,
        field: FieldKey,
        seconds: u32,
    },
    /// All clips and sounds of these fields together are no longer.
    SecondsTogether {
        fields: Vec<FieldKey>,
        seconds: u32,
    },
    /// Limits of width × height, and of the longer side by the shorter.
    Pixels {
        width: FieldKey,
        height: FieldKey,
        min: u32,
        max: u32,
        #[serde(default)]
        max_ratio: Option<f64>,
    },
}

impl Rule {
    /// Every field that the rule speaks of.
    pub fn fields(&self) -> Vec<&FieldKey> {
        match self {
            Self::Only { when, field, .. }
            | Self::RequiredWhen { when, field }
            | Self::SecondsAtMost { when, field, .. } => when.keys().chain([field]).collect(),
            Self::OneOf { fields }
            | Self::NotBoth { fields }
            | Self::AtMost { fields, .. }
            | Self::SecondsTogether { fields, .. } => fields.iter().collect(),
            Self::Needs { field, other } => vec![field, other],
            Self::NeedsOne { field, others } => others.iter().chain([field]).collect(),
            Self::Pixels { width, height, .. } => vec![width, height],
        }
    }
}
