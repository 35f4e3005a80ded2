//! Holds a request body against the catalogue's rules of its model, and says which field is wrong, as code 1007 does.
//!
//! The rules themselves are the form's own ([`afterframe_core::form::check`]); how values are read stands in `reading`, what an address
//! means in `addresses`. How long a clip plays and how large it is drawn is not held against it here.

use afterframe_core::{
    catalogue::{Field, Model},
    form::{FieldValue, FormValues, Problem, Severity, check, defaults, sent},
    ids::{FieldKey, MediaId},
    media::{KnownMedia, MediaKind},
};
use serde_json::{Map, Value};

use crate::{addresses::Addresses, answer::Refusal, hub::Hub, reading};

/// A body that keeps the rules.
#[derive(Debug)]
pub(crate) struct Accepted {
    /// The values that a price depends on: what was sent, over the defaults.
    pub(crate) values: FormValues,
    /// The uploads of ours that were named, in the order of the fields. What lies elsewhere is not fetched.
    pub(crate) files: Vec<InputFile>,
    /// What is known of the files for a price: how long they play.
    pub(crate) known: Vec<KnownMedia>,
}

/// An upload that a task is to work with.
#[derive(Debug, Clone)]
pub(crate) struct InputFile {
    pub(crate) name: String,
    pub(crate) kind: MediaKind,
    pub(crate) seconds: Option<f64>,
}

impl Accepted {
    /// The files by id, as prices ask for them.
    pub(crate) fn find(&self, id: &MediaId) -> Option<KnownMedia> {
        self.known.iter().find(|known| known.id == *id).cloned()
    }
}

/// Checks `body` field by field, then the rules between fields. Fields that the model does not have are ignored, as the service does.
pub(crate) fn examine(hub: &Hub, model: &Model, body: &Map<String, Value>) -> Result<Accepted, Refusal> {
    let spelling = hub.options.spelling;
    if let Some(key) = reading::foreign_key(model, body, spelling) {
        return Err(wrong(key, "is not a parameter of this API"));
    }
    let mut addresses = Addresses::new(hub);
    let mut values = FormValues::new();
    for field in &model.fields {
        let key = reading::key(field, spelling);
        let Some(json) = body.get(key.as_str()).filter(|json| !reading::is_nothing(json)) else { continue };
        let value = reading::value(field, json, spelling).map_err(|what| wrong(key, what))?;
        let value = match value {
            reading::Read::Value(value) => value,
            reading::Read::Address(address) => FieldValue::Media { media: addresses.file(field, key, &address)? },
            reading::Read::Addresses(several) => {
                let media = several.iter().map(|address| addresses.file(field, key, address));
                FieldValue::Files { media: media.collect::<Result<_, _>>()? }
            }
        };
        values.insert(field.key.clone(), value);
    }
    let spelled =
        |key: &FieldKey| model.field(key).map_or_else(|| key.clone(), |field| reading::key(field, spelling).clone());
    let of_the_form = problem(model, &values, &addresses.known);
    // What is sent although the form would not show it is looked at by itself.
    let unshown = model
        .fields
        .iter()
        .filter(|field| values.contains_key(&field.key) && sent(model, &values, &field.key).is_none());
    let of_others = || unshown.into_iter().find_map(|field| alone(model, field, &values, &addresses.known));
    if let Some((key, problem)) = of_the_form.or_else(of_others) {
        return Err(refused(&spelled(&key), &problem));
    }
    let (files, known) = (addresses.ours, addresses.playing);
    let mut all = defaults(model);
    all.extend(values);
    Ok(Accepted { values: all, files, known })
}

fn problem(model: &Model, values: &FormValues, known: &[KnownMedia]) -> Option<(FieldKey, Problem)> {
    let found = check(model, values, |id| known.iter().find(|known| known.id == *id).cloned());
    let mut blocks = found.into_iter().filter(|finding| finding.severity == Severity::Blocks);
    blocks.next().map(|finding| (finding.key, finding.problem))
}

/// What is wrong with one value, whatever the others are.
fn alone(model: &Model, field: &Field, values: &FormValues, known: &[KnownMedia]) -> Option<(FieldKey, Problem)> {
    let field = Field { shown_when: None, role: None, ..field.clone() };
    let values = values.get(&field.key).map(|value| (field.key.clone(), value.clone())).into_iter().collect();
    let model = Model { fields: vec![field], rules: Vec::new(), ..model.clone() };
    problem(&model, &values, known)
}

pub(crate) fn wrong(key: &FieldKey, what: impl AsRef<str>) -> Refusal {
    Refusal::flat_because(1007, format!("Invalid parameter: {key} {}", what.as_ref()))
}

fn refused(key: &FieldKey, problem: &Problem) -> Refusal {
    let joined = |keys: &[FieldKey]| keys.iter().map(FieldKey::as_str).collect::<Vec<_>>().join(", ");
    let what = match problem {
        Problem::TooLarge { max_bytes, is_bytes } => return too_large(key, *max_bytes, *is_bytes),
        Problem::Missing => "is required".to_owned(),
        Problem::TooShort { min, is } => format!("has {is} characters, at least {min} are needed"),
        Problem::TooLong { max, is } => format!("has {is} characters, {max} are allowed"),
        Problem::WrongShape => "has not the documented shape".to_owned(),
        Problem::NotAnOption => "is not one of the allowed values".to_owned(),
        Problem::OutOfRange { min, max } => format!("must be from {min} to {max}"),
        Problem::OffStep { step } => format!("must be a multiple of {step}"),
        Problem::WrongMedia { .. } => "is a file of another kind".to_owned(),
        Problem::WrongFormat { accepts, is } => format!("must be {}, not {is}", accepts.join(", ")),
        Problem::TooFew { min, is } => format!("has {is} items, at least {min} are needed"),
        Problem::TooMany { max, is } => format!("has {is} items, {max} are allowed"),
        Problem::NotTogether { other, value, allowed } => {
            format!("must be {} where {other} is {value}", allowed.join(", "))
        }
        Problem::OneNeeded { fields } => format!("is required: one of {}", joined(fields)),
        Problem::OnlyOne { fields } => format!("cannot be given together with others of {}", joined(fields)),
        Problem::NeededBy { field } | Problem::OneNeededBy { field, .. } => format!("is required by {field}"),
        Problem::TooManyTogether { fields, max, is } => {
            format!("is too much: {is} files in {}, {max} are allowed", joined(fields))
        }
        Problem::PixelsOutOfRange { min, max, is } => format!("makes {is} pixels, from {min} to {max} are allowed"),
        // Of the rest the service has no words of its own.
        _ => "is not valid".to_owned(),
    };
    wrong(key, what)
}

pub(crate) fn too_large(key: &FieldKey, max_bytes: u64, is_bytes: u64) -> Refusal {
    Refusal::flat_because(1008, format!("File too large: {key} has {is_bytes} bytes, {max_bytes} are allowed"))
}
