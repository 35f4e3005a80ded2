//! Reads one JSON value as its field's kind wants it: text as a string, numbers as numbers, several values as an array. Whether the value
//! itself is allowed is not asked here.

use afterframe_core::{
    catalogue::{Field, FieldKind, Model, NumberLimits},
    form::{FieldValue, Spelling},
    ids::FieldKey,
};
use serde_json::{Map, Value};

/// A value of a field, or the addresses of its files, which are yet to be looked up.
pub(crate) enum Read {
    Value(FieldValue),
    Address(String),
    Addresses(Vec<String>),
}

/// How `field` is called in a body of this spelling.
pub(crate) fn key(field: &Field, spelling: Spelling) -> &FieldKey {
    match &field.alternative {
        Some(alternative) if spelling == Spelling::Nodes => &alternative.key,
        _ => &field.key,
    }
}

/// A key of `body` that belongs to another spelling than this one.
pub(crate) fn foreign_key<'a>(model: &'a Model, body: &Map<String, Value>, spelling: Spelling) -> Option<&'a FieldKey> {
    let foreign = model.fields.iter().filter_map(|field| {
        let alternative = field.alternative.as_ref().filter(|alternative| alternative.key != field.key)?;
        Some(if spelling == Spelling::Nodes { &field.key } else { &alternative.key })
    });
    foreign.into_iter().find(|key| body.contains_key(key.as_str()))
}

/// Whether the service takes this for a field that was left out.
pub(crate) fn is_nothing(json: &Value) -> bool {
    match json {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// The value as the form knows it; `Err` says what it must be.
pub(crate) fn value(field: &Field, json: &Value, spelling: Spelling) -> Result<Read, &'static str> {
    let value = match &field.kind {
        FieldKind::Media(limits) if limits.many.is_some() => return texts(json).map(Read::Addresses),
        FieldKind::Media(_) => return text(json).map(Read::Address),
        FieldKind::Text(limits) if limits.many.is_some() => FieldValue::Texts(texts(json)?),
        FieldKind::Text(_) | FieldKind::Lora => FieldValue::Text(text(json)?),
        FieldKind::Choice { many: Some(_), .. } => {
            let codes = texts(json)?;
            FieldValue::Texts(codes.into_iter().map(|code| decoded(field, code, spelling)).collect::<Result<_, _>>()?)
        }
        FieldKind::Choice { .. } => FieldValue::Text(decoded(field, text(json)?, spelling)?),
        FieldKind::Number(limits) => FieldValue::Number(number(limits, json)?),
        FieldKind::Switch { as_text: true, .. } => match json.as_str() {
            Some("true") => FieldValue::Switch(true),
            Some("false") => FieldValue::Switch(false),
            _ => return Err("must be \"true\" or \"false\""),
        },
        FieldKind::Switch { .. } => FieldValue::Switch(json.as_bool().ok_or("must be a boolean")?),
    };
    Ok(Read::Value(value))
}

fn text(json: &Value) -> Result<String, &'static str> {
    json.as_str().map(str::to_owned).ok_or("must be a string")
}

fn texts(json: &Value) -> Result<Vec<String>, &'static str> {
    let items = json.as_array().ok_or("must be an array of strings")?;
    items.iter().map(|item| item.as_str().map(str::to_owned).ok_or("must be an array of strings")).collect()
}

/// A number in quotes is what the service refuses for all numbers, and a point for whole ones.
fn number(limits: &NumberLimits, json: &Value) -> Result<f64, &'static str> {
    if limits.is_whole() && !(json.is_i64() || json.is_u64()) {
        return Err("must be an integer");
    }
    json.as_f64().ok_or("must be a number")
}

/// The option that a code stands for, where this spelling has codes.
fn decoded(field: &Field, code: String, spelling: Spelling) -> Result<String, &'static str> {
    let Some(alternative) = field.alternative.as_ref().filter(|_| spelling != Spelling::Plain) else { return Ok(code) };
    let mut coded = alternative.codes.iter();
    match coded.find(|(_, own)| **own == code) {
        Some((option, _)) => Ok(option.clone()),
        // The words that people see are no codes.
        None if alternative.codes.contains_key(&code) => Err("is not one of the allowed codes"),
        None => Ok(code),
    }
}
