//! Checks a form before anything is sent.

use super::{
    files::check_files,
    problem::{FieldProblem, Problem, Severity},
    rules::check_rules,
    values::{FieldValue, FormValues, is_shown},
};
use crate::{
    catalogue::{ChoiceOption, Field, FieldKind, Model, NumberLimits, TextLimits},
    ids::{FieldKey, MediaId},
    media::{KnownMedia, MediaKind},
};

/// Everything that is wrong with `values` as a form of `model`. `find` answers for files by id.
/// Hidden fields are not part of the form. Empty: RunningHub's documented rules are all kept.
pub fn check(model: &Model, values: &FormValues, find: impl Fn(&MediaId) -> Option<KnownMedia>) -> Vec<FieldProblem> {
    let shown = model.fields.iter().filter(|field| is_shown(model, field, values));
    let known = shown.flat_map(|field| {
        let found = match values.get(&field.key) {
            Some(value) if !value.is_empty() => check_value(field, value, &find),
            _ if field.required => vec![Problem::Missing],
            _ => Vec::new(),
        };
        found.into_iter().map(|problem| finding(&field.key, problem))
    });
    let unknown = values.keys().filter(|key| model.field(key).is_none()).map(|key| finding(key, Problem::NoSuchField));
    let mut found: Vec<FieldProblem> = known.chain(unknown).collect();
    for (key, problem) in check_rules(model, values, &find) {
        // One finding about an empty field is enough.
        let says_enough = found.iter().any(|other| other.key == key && other.problem == Problem::Missing);
        if !says_enough {
            found.push(finding(&key, problem));
        }
    }
    found
}

/// What keeps `media` from being what `model` starts from: the findings of the first field that takes its kind,
/// or of the main one where none does. Empty when it fits.
pub fn fits(model: &Model, media: &KnownMedia) -> Vec<FieldProblem> {
    let Some(field) = taking(model, media.facts.kind).or(model.main_media()) else {
        return Vec::new();
    };
    let value = FieldValue::Media { media: media.id.clone() };
    check_value(field, &value, &|_| Some(media.clone()))
        .into_iter()
        // More files can still be added.
        .filter(|problem| !matches!(problem, Problem::TooFew { .. }))
        .map(|problem| finding(&field.key, problem))
        .collect()
}

/// The field into which a file of this kind goes first: a required one if there is one.
pub fn taking(model: &Model, kind: MediaKind) -> Option<&Field> {
    let mut takes = model.fields.iter().filter(|field| field.media().is_some_and(|limits| limits.media == kind));
    let first = takes.clone().next();
    takes.find(|field| field.required).or(first)
}

fn finding(key: &FieldKey, problem: Problem) -> FieldProblem {
    let severity = match problem {
        Problem::MadeElsewhere { .. } => Severity::Warns,
        _ => Severity::Blocks,
    };
    FieldProblem { key: key.clone(), severity, problem }
}

fn check_value(field: &Field, value: &FieldValue, find: &impl Fn(&MediaId) -> Option<KnownMedia>) -> Vec<Problem> {
    match (&field.kind, value) {
        (FieldKind::Text(limits), FieldValue::Text(text)) => check_text(text, limits).into_iter().collect(),
        (FieldKind::Text(limits @ TextLimits { many: Some(max), .. }), FieldValue::Texts(texts)) => {
            let each = texts.iter().filter(|text| !text.trim().is_empty());
            each.filter_map(|text| check_text(text, limits)).chain(too_many(texts.len(), *max)).collect()
        }
        (FieldKind::Choice { options, .. }, FieldValue::Text(text)) => {
            check_option(options, text).into_iter().collect()
        }
        (FieldKind::Choice { options, many: Some(max), .. }, FieldValue::Texts(texts)) => {
            texts.iter().filter_map(|text| check_option(options, text)).chain(too_many(texts.len(), *max)).collect()
        }
        (FieldKind::Lora, FieldValue::Text(_)) | (FieldKind::Switch { .. }, FieldValue::Switch(_)) => Vec::new(),
        (FieldKind::Number(number), FieldValue::Number(value)) => check_number(number, *value).into_iter().collect(),
        (FieldKind::Media(limits), FieldValue::Media { .. } | FieldValue::Files { .. }) => {
            check_files(limits, value.files(), find)
        }
        _ => vec![Problem::WrongType],
    }
}

fn too_many(count: usize, max: u32) -> Option<Problem> {
    let is = u32::try_from(count).unwrap_or(u32::MAX);
    (is > max).then_some(Problem::TooMany { max, is })
}

fn check_option(options: &[ChoiceOption], text: &str) -> Option<Problem> {
    let known = options.iter().any(|option| option.value == *text);
    (!known).then_some(Problem::NotAnOption)
}

fn check_text(text: &str, limits: &TextLimits) -> Option<Problem> {
    let is = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    match (limits.min_length, limits.max_length) {
        (Some(min), _) if is < min => return Some(Problem::TooShort { min, is }),
        (_, Some(max)) if is > max => return Some(Problem::TooLong { max, is }),
        _ => {}
    }
    let pattern = limits.pattern.as_ref().and_then(|pattern| regex_lite::Regex::new(pattern).ok())?;
    (!pattern.is_match(text)).then_some(Problem::WrongShape)
}

fn check_number(number: &NumberLimits, value: f64) -> Option<Problem> {
    // Written so that a NaN is out of range too.
    if !(value >= number.min && value <= number.max) {
        return Some(Problem::OutOfRange { min: number.min, max: number.max });
    }
    let steps = (value - number.min) / number.step;
    ((steps - steps.round()).abs() > 1e-6).then_some(Problem::OffStep { step: number.step })
}
