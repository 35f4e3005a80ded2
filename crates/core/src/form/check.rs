//! Checks a form before anything is sent. Each finding names its field and says what is wrong in
//! numbers; the words are the window's.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::values::{FieldValue, FormValues};
use crate::{
    catalogue::{Field, FieldKind, Model, NumberLimits},
    ids::{FieldKey, MediaId},
    media::{KnownMedia, MediaFacts, MediaKind},
};

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
    /// The model is meant for clips of another family of models, and this clip is not known to be one.
    MadeElsewhere {
        family: String,
    },
}

/// Everything that is wrong with `values` as a form of `model`. `find` answers for files by id.
/// Empty: RunningHub's documented rules are all kept.
pub fn check(model: &Model, values: &FormValues, find: impl Fn(&MediaId) -> Option<KnownMedia>) -> Vec<FieldProblem> {
    let known = model.fields.iter().flat_map(|field| {
        let found = match values.get(&field.key) {
            Some(value) if !is_empty(value) => check_value(field, value, &find),
            _ if field.required => vec![Problem::Missing],
            _ => Vec::new(),
        };
        found.into_iter().map(|problem| finding(&field.key, problem))
    });
    let unknown = values.keys().filter(|key| model.field(key).is_none()).map(|key| finding(key, Problem::NoSuchField));
    known.chain(unknown).collect()
}

/// What keeps `media` from being the clip that `model` starts from; empty when it fits.
pub fn fits(model: &Model, media: &KnownMedia) -> Vec<FieldProblem> {
    let Some(field) = model.main_media() else { return Vec::new() };
    let value = FieldValue::Media { media: media.id.clone() };
    check_value(field, &value, &|_| Some(media.clone()))
        .into_iter()
        .map(|problem| finding(&field.key, problem))
        .collect()
}

fn finding(key: &FieldKey, problem: Problem) -> FieldProblem {
    let severity = match problem {
        Problem::MadeElsewhere { .. } => Severity::Warns,
        _ => Severity::Blocks,
    };
    FieldProblem { key: key.clone(), severity, problem }
}

pub(super) fn is_empty(value: &FieldValue) -> bool {
    matches!(value, FieldValue::Text(text) if text.trim().is_empty())
}

fn check_value(field: &Field, value: &FieldValue, find: &impl Fn(&MediaId) -> Option<KnownMedia>) -> Vec<Problem> {
    match (&field.kind, value) {
        (FieldKind::Text { min_length, max_length, .. }, FieldValue::Text(text)) => {
            check_text(text, *min_length, *max_length).into_iter().collect()
        }
        (FieldKind::Choice { options, .. }, FieldValue::Text(text)) => {
            let known = options.iter().any(|option| option.value == *text);
            if known { Vec::new() } else { vec![Problem::NotAnOption] }
        }
        (FieldKind::Number(number), FieldValue::Number(value)) => check_number(number, *value).into_iter().collect(),
        (FieldKind::Switch { .. }, FieldValue::Switch(_)) => Vec::new(),
        (FieldKind::Media { media: kind, max_bytes, formats, made_by_family }, FieldValue::Media { media }) => {
            let Some(known) = find(media) else { return vec![Problem::FileGone] };
            let mut found = check_file(*kind, *max_bytes, formats, &known.facts);
            if let Some(family) = made_by_family
                && known.made_by_family.as_ref() != Some(family)
            {
                found.push(Problem::MadeElsewhere { family: family.clone() });
            }
            found
        }
        _ => vec![Problem::WrongType],
    }
}

fn check_text(text: &str, min: Option<u32>, max: Option<u32>) -> Option<Problem> {
    let is = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    match (min, max) {
        (Some(min), _) if is < min => Some(Problem::TooShort { min, is }),
        (_, Some(max)) if is > max => Some(Problem::TooLong { max, is }),
        _ => None,
    }
}

fn check_number(number: &NumberLimits, value: f64) -> Option<Problem> {
    // Written so that a NaN is out of range too.
    if !(value >= number.min && value <= number.max) {
        return Some(Problem::OutOfRange { min: number.min, max: number.max });
    }
    let steps = (value - number.min) / number.step;
    ((steps - steps.round()).abs() > 1e-6).then_some(Problem::OffStep { step: number.step })
}

fn check_file(kind: MediaKind, max_bytes: u64, formats: &[String], facts: &MediaFacts) -> Vec<Problem> {
    if facts.kind != kind {
        return vec![Problem::WrongMedia { needs: kind, is: facts.kind }];
    }
    let mut found = Vec::new();
    if !formats.contains(&facts.format) {
        found.push(Problem::WrongFormat { accepts: formats.to_vec(), is: facts.format.clone() });
    }
    if facts.size_bytes > max_bytes {
        found.push(Problem::TooLarge { max_bytes, is_bytes: facts.size_bytes });
    }
    found
}
