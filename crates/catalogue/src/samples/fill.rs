//! Fills in forms so that they are valid: from what is required, and on to everything that may stand together.

use std::collections::BTreeSet;

use afterframe_core::{
    catalogue::{Field, FieldKind, Model},
    form::{FieldProblem, FieldValue, Problem, is_shown, sent},
    ids::FieldKey,
};

use super::{
    Sample,
    values::{Filled, candidates},
};

/// More rounds than any form has rules.
const ROUNDS: usize = 40;

/// What is required and nothing else: as a form is sent in which a person cleared the rest.
pub fn smallest(model: &Model) -> Sample {
    settle(model, Sample::default()).unwrap_or_default()
}

/// Everything that may be set together, several files where several are taken.
pub fn fullest(model: &Model) -> Sample {
    let mut best = filled(model, smallest(model));
    // Fields on which others depend: each of their values shows another form.
    let controls: BTreeSet<&FieldKey> =
        model.fields.iter().filter_map(|field| field.shown_when.as_ref()).map(|condition| &condition.field).collect();
    for key in controls {
        let Some(field) = model.field(key) else { continue };
        for candidate in candidates(field, true) {
            let Some(start) = settle(model, with(&best, field, candidate)) else { continue };
            let other = filled(model, start);
            if count(model, &other) > count(model, &best) {
                best = other;
            }
        }
    }
    best
}

/// Sets field after field as long as nothing is wrong with the form.
fn filled(model: &Model, mut sample: Sample) -> Sample {
    // Twice, because a field can be shown by one that comes after it.
    for field in model.fields.iter().chain(&model.fields).filter(|field| !field.hidden) {
        let is_set = sent(model, &sample.values, &field.key).is_some();
        let is_already_full =
            !matches!(field.kind, FieldKind::Media(_) | FieldKind::Text(_) | FieldKind::Choice { .. });
        if is_set && (is_already_full || !takes_more(field, &sample)) || !may_be_set(model, field, &sample) {
            continue;
        }
        let tries = candidates(field, true).into_iter();
        let good =
            tries.map(|candidate| with(&sample, field, candidate)).find(|sample| sample.problems(model).is_empty());
        if let Some(good) = good {
            sample = good;
        }
    }
    sample
}

/// A field of which only the smallest number of values is set.
fn takes_more(field: &Field, sample: &Sample) -> bool {
    match sample.values.get(&field.key) {
        Some(FieldValue::Files { media }) => media.len() == 1,
        Some(FieldValue::Texts(texts)) => texts.len() == 1,
        _ => false,
    }
}

fn may_be_set(model: &Model, field: &Field, sample: &Sample) -> bool {
    is_shown(model, field, &sample.values)
}

/// How much of a form would be sent.
fn count(model: &Model, sample: &Sample) -> usize {
    model.fields.iter().filter(|field| sent(model, &sample.values, &field.key).is_some()).count()
}

/// `sample` with one field set anew.
pub(super) fn with(sample: &Sample, field: &Field, (value, files): Filled) -> Sample {
    let mut sample = sample.clone();
    sample.values.insert(field.key.clone(), value);
    sample.files.extend(files.into_iter().map(|file| (file.id.clone(), file)));
    sample
}

/// `sample` with what is missing in it, or `None` if no such form is valid.
pub(super) fn settle(model: &Model, sample: Sample) -> Option<Sample> {
    mend(model, sample, ROUNDS)
}

fn mend(model: &Model, sample: Sample, rounds: usize) -> Option<Sample> {
    let problems = sample.problems(model);
    let Some(FieldProblem { key, problem, .. }) = problems.first() else { return Some(sample) };
    if rounds == 0 {
        return None;
    }
    let wanted: Vec<&FieldKey> = match problem {
        Problem::Missing
        | Problem::NeededBy { .. }
        | Problem::NotTogether { .. }
        | Problem::PixelsOutOfRange { .. } => vec![key],
        Problem::OneNeeded { fields } | Problem::OneNeededBy { fields, .. } => fields.iter().collect(),
        _ => return None,
    };
    let fields = wanted.into_iter().filter_map(|key| model.field(key));
    let mut tries = fields.flat_map(|field| candidates(field, false).into_iter().map(move |filled| (field, filled)));
    tries.find_map(|(field, filled)| {
        let next = with(&sample, field, filled);
        // Only what mends this problem leads on.
        let mended = !next.problems(model).iter().any(|other| other.key == *key && other.problem == *problem);
        let own_is_good =
            !next.problems(model).iter().any(|other| other.key == field.key && is_of_value(&other.problem));
        (mended && own_is_good).then(|| mend(model, next, rounds - 1)).flatten()
    })
}

/// A problem that a value has in itself, whatever else is set.
fn is_of_value(problem: &Problem) -> bool {
    !matches!(
        problem,
        Problem::Missing
            | Problem::OneNeeded { .. }
            | Problem::NeededBy { .. }
            | Problem::OneNeededBy { .. }
            | Problem::NotTogether { .. }
            | Problem::OnlyOne { .. }
            | Problem::TooManyTogether { .. }
            | Problem::TooLongTogether { .. }
            | Problem::PixelsOutOfRange { .. }
    )
}

/// A valid form in which this field is set, if there is one: the fullest, or one that is made around it.
pub(super) fn holding(model: &Model, full: &Sample, field: &Field) -> Option<Sample> {
    if sent(model, &full.values, &field.key).is_some() {
        return Some(full.clone());
    }
    let around = |start: &Sample| {
        let shown = shown(model, start.clone(), field)?;
        candidates(field, false).into_iter().find_map(|filled| settle(model, with(&shown, field, filled)))
    };
    around(&smallest(model)).or_else(|| around(&Sample::default()))
}

/// `sample` with the fields set on which it depends whether `field` is shown.
pub(super) fn shown(model: &Model, mut sample: Sample, field: &Field) -> Option<Sample> {
    for _ in 0..model.fields.len() {
        if is_shown(model, field, &sample.values) {
            return Some(sample);
        }
        if let Some(lora) = model.lora_of(field) {
            let filled = candidates(lora, false).into_iter().next()?;
            sample = with(&sample, lora, filled);
            continue;
        }
        let mut at = field;
        // One step per field at most: a circle is a mistake of the catalogue, and must not hold up whoever looks for it.
        for _ in 0..model.fields.len() {
            let Some(condition) = &at.shown_when else { break };
            let control = model.field(&condition.field)?;
            let is_meant = |value: &FieldValue| value.spelled().is_some_and(|is| condition.is.contains(&is));
            if !sample.values.get(&control.key).is_some_and(is_meant) {
                let filled = candidates(control, false).into_iter().find(|(value, _)| is_meant(value))?;
                sample = with(&sample, control, filled);
            }
            at = control;
        }
    }
    None
}
