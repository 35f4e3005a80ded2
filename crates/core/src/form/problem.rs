//! What can be wrong with a form. Each finding names its field and says what is wrong in numbers; the
//! words are the window's.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ids::FieldKey, media::MediaKind};

/// A finding about one field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldProblem {
    pub key: FieldKey,
    pub severity: Severity,
    pub problem: Problem,
}

/// Whether a finding stops a job from being made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// RunningHub would refuse it: it is not sent.
    Blocks,
    /// It may well fail, but only the model knows.
    Warns,
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Problem {
    Missing,
    TooShort {
        min: u32,
        is: u32,
    },
    TooLong {
        max: u32,
        is: u32,
    },
    /// The text has not the shape that the field's help describes.
    WrongShape,
    /// Not one of the options.
    NotAnOption,
    OutOfRange {
        min: f64,
        max: f64,
    },
    /// Between two steps; `step` 1 means that only whole numbers are taken.
    OffStep {
        step: f64,
    },
    /// Text where a number belongs, and the like: a mistake of the program, not of the person.
    WrongType,
    /// The model has no such field.
    NoSuchField,
    /// The file is not known any more.
    FileGone,
    WrongMedia {
        needs: MediaKind,
        is: MediaKind,
    },
    WrongFormat {
        accepts: Vec<String>,
        is: String,
    },
    TooLarge {
        #[ts(type = "number")]
        max_bytes: u64,
        #[ts(type = "number")]
        is_bytes: u64,
    },
    /// Fewer files or values than the field needs.
    TooFew {
        min: u32,
        is: u32,
    },
    /// More files or values than the field takes.
    TooMany {
        max: u32,
        is: u32,
    },
    /// The clip or sound plays for too short a time.
    PlaysTooShort {
        min_seconds: f64,
        is_seconds: f64,
    },
    PlaysTooLong {
        max_seconds: f64,
        is_seconds: f64,
    },
    /// The shorter side has too few pixels.
    TooSmall {
        min_side: u32,
        is: u32,
    },
    /// The longer side has too many pixels.
    TooWide {
        max_side: u32,
        is: u32,
    },
    /// The longer side is too many times the shorter.
    TooNarrow {
        max_ratio: f64,
    },
    /// The model is meant for clips of another family of models, and this clip is not known to be one.
    MadeElsewhere {
        family: String,
    },
    /// This value does not go with that of another field.
    NotTogether {
        other: FieldKey,
        value: String,
        allowed: Vec<String>,
    },
    /// One of these fields must be set.
    OneNeeded {
        fields: Vec<FieldKey>,
    },
    /// Only one of these fields may be set.
    OnlyOne {
        fields: Vec<FieldKey>,
    },
    /// Another field is set, which needs this one.
    NeededBy {
        field: FieldKey,
    },
    /// Another field is set, which needs one of these.
    OneNeededBy {
        field: FieldKey,
        fields: Vec<FieldKey>,
    },
    /// More files in these fields together than the model takes.
    TooManyTogether {
        fields: Vec<FieldKey>,
        max: u32,
        is: u32,
    },
    /// The clips and sounds of these fields together play for too long.
    TooLongTogether {
        fields: Vec<FieldKey>,
        max_seconds: f64,
        is_seconds: f64,
    },
    /// Width × height is out of limits.
    PixelsOutOfRange {
        #[ts(type = "number")]
        min: u64,
        #[ts(type = "number")]
        max: u64,
        #[ts(type = "number")]
        is: u64,
    },
}
