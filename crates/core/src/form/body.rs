//! Turns a form into the JSON body that RunningHub documents: text and choices as strings, numbers
//! as numbers, switches as booleans, files as the addresses they were uploaded to, unset fields not at all.

use serde_json::{Map, Value};
use thiserror::Error;

use super::{
    check::is_empty,
    values::{FieldValue, FormValues},
};
use crate::{
    catalogue::{FieldKind, Model},
    ids::MediaId,
};

/// A file that the form names has no address yet.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the file {0} is not uploaded")]
pub struct MissingUpload(pub MediaId);

/// The body of a submit or of a price question. The form must have passed [`super::check()`]; `address` answers where a file was uploaded to.
pub fn body(
    model: &Model,
    values: &FormValues,
    address: impl Fn(&MediaId) -> Option<String>,
) -> Result<Map<String, Value>, MissingUpload> {
    let mut body = Map::new();
    for field in &model.fields {
        let Some(value) = values.get(&field.key).filter(|value| !is_empty(value)) else { continue };
        let json = match value {
            FieldValue::Switch(on) => Value::Bool(*on),
            FieldValue::Text(text) => Value::String(text.clone()),
            FieldValue::Number(number) => number_json(*number, &field.kind),
            FieldValue::Media { media } => Value::String(address(media).ok_or_else(|| MissingUpload(media.clone()))?),
        };
        body.insert(field.key.as_str().to_owned(), json);
    }
    Ok(body)
}

/// Whole where the field counts in whole steps: RunningHub's INT fields refuse `5.0`.
fn number_json(number: f64, kind: &FieldKind) -> Value {
    let whole = matches!(kind, FieldKind::Number(limits) if limits.step.fract() == 0.0 && limits.min.fract() == 0.0);
    if whole {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "checked to lie within the field's limits, far below 2^53"
        )]
        return Value::from(number.round() as i64);
    }
    Value::from(number)
}
