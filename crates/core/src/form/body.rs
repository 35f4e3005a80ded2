//! Turns a form into the JSON body that RunningHub documents: text and choices as strings, numbers
//! as numbers, switches as booleans, files as the addresses they were uploaded to, several values as
//! an array, unset and hidden fields not at all. Self-hosted models have a second spelling.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

use super::values::{FieldValue, FormValues, sent};
use crate::{
    catalogue::{Field, FieldKind, Model, Role},
    ids::MediaId,
};

/// A file that the form names has no address yet.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the file {0} is not uploaded")]
pub struct MissingUpload(pub MediaId);

/// How a body is spelled. RunningHub's pages show its self-hosted models in two ways, and which one a
/// site takes is only known by asking it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spelling {
    /// Plain names and the values that people see.
    #[default]
    Plain,
    /// Plain names, and the codes of options.
    Codes,
    /// Names by node, and the codes of options.
    Nodes,
}

impl Spelling {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Plain, Self::Codes, Self::Nodes];

    /// Those that a model can be spelled in, the likeliest first.
    pub fn of(model: &Model) -> &'static [Self] {
        if model.fields.iter().any(|field| field.alternative.is_some()) { &Self::ALL } else { &[Self::Plain] }
    }
}

/// The body of a submit or of a price question. The form must have passed [`super::check()`]; `address` answers where a file was uploaded to.
pub fn body(
    model: &Model,
    values: &FormValues,
    spelling: Spelling,
    address: impl Fn(&MediaId) -> Option<String>,
) -> Result<Map<String, Value>, MissingUpload> {
    let mut body = Map::new();
    for field in &model.fields {
        let Some(value) = sent(model, values, &field.key) else { continue };
        let mut json = json(field, value, spelling, &address)?;
        if field.role == Some(Role::Prompt)
            && let Value::String(prompt) = &mut json
        {
            *prompt = with_prefixes(model, values, prompt);
        }
        body.insert(key(field, spelling).to_owned(), json);
    }
    Ok(body)
}

fn key(field: &Field, spelling: Spelling) -> &str {
    match &field.alternative {
        Some(alternative) if spelling == Spelling::Nodes => alternative.key.as_str(),
        _ => field.key.as_str(),
    }
}

fn json(
    field: &Field,
    value: &FieldValue,
    spelling: Spelling,
    address: &impl Fn(&MediaId) -> Option<String>,
) -> Result<Value, MissingUpload> {
    let url = |media: &MediaId| address(media).map(Value::String).ok_or_else(|| MissingUpload(media.clone()));
    let as_array = match &field.kind {
        FieldKind::Media(limits) => limits.many.is_some(),
        FieldKind::Choice { many, .. } => many.is_some(),
        FieldKind::Text(limits) => limits.many.is_some(),
        FieldKind::Number(_) | FieldKind::Switch { .. } | FieldKind::Lora => false,
    };
    let one = match value {
        FieldValue::Switch(on) if matches!(field.kind, FieldKind::Switch { as_text: true, .. }) => {
            Value::String(on.to_string())
        }
        FieldValue::Switch(on) => Value::Bool(*on),
        FieldValue::Number(number) => number_json(*number, &field.kind),
        FieldValue::Text(text) => Value::String(coded(field, text, spelling)),
        FieldValue::Texts(texts) => {
            let filled = texts.iter().filter(|text| !text.trim().is_empty());
            return Ok(filled.map(|text| Value::String(coded(field, text, spelling))).collect());
        }
        FieldValue::Media { media } => url(media)?,
        // One file, as the checks hold; a form that was kept from an earlier catalogue may have it as a list.
        FieldValue::Files { media } if !as_array && media.len() == 1 => url(&media[0])?,
        FieldValue::Files { media } => return media.iter().map(url).collect::<Result<_, _>>().map(Value::Array),
    };
    Ok(if as_array { Value::Array(vec![one]) } else { one })
}

fn coded(field: &Field, text: &str, spelling: Spelling) -> String {
    let code = field.alternative.as_ref().and_then(|alternative| alternative.codes.get(text));
    match code {
        Some(code) if spelling != Spelling::Plain => code.clone(),
        _ => text.to_owned(),
    }
}

/// Values that the model reads from the prompt are written in front of it.
fn with_prefixes(model: &Model, values: &FormValues, prompt: &str) -> String {
    let prefixes = model.fields.iter().filter(|field| field.prompt_prefix);
    let spelled = prefixes.filter_map(|field| sent(model, values, &field.key)?.spelled());
    spelled.chain([prompt.to_owned()]).collect::<Vec<_>>().join(", ")
}

/// Whole where the field counts in whole steps: RunningHub's INT fields refuse `5.0`.
fn number_json(number: f64, kind: &FieldKind) -> Value {
    let whole = matches!(kind, FieldKind::Number(limits) if limits.is_whole());
    if whole {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "checked to lie within the field's limits, far below 2^53"
        )]
        return Value::from(number.round() as i64);
    }
    Value::from(number)
}
