//! Holds a request body against the catalogue's rules of its model, and says which field is wrong, as code 1007 does.

use afterframe_core::{
    catalogue::{Field, FieldKind, MediaLimits, Model, NumberLimits, TextLimits},
    form::{FieldValue, FormValues, defaults},
    ids::FieldKey,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::{answer::Refusal, hub::Hub, links::BadLink, uploads::keep_inline};

/// A body that keeps the rules.
#[derive(Debug, Default)]
pub(crate) struct Accepted {
    /// The values that a price depends on: what was sent, over the defaults.
    pub(crate) values: FormValues,
    /// The upload of ours that the first media field names, if it is one.
    pub(crate) input: Option<String>,
}

/// Checks `body` field by field. Fields that the model does not have are ignored, as the service does.
pub(crate) fn check(hub: &Hub, model: &Model, body: &Map<String, Value>) -> Result<Accepted, Refusal> {
    let mut accepted = Accepted { values: defaults(model), input: None };
    for field in &model.fields {
        let key = field.key.as_str();
        let value = body.get(key).filter(|value| !value.is_null() && value.as_str() != Some(""));
        let Some(value) = value else {
            if field.required {
                return Err(wrong(&field.key, "is required"));
            }
            continue;
        };
        if let Some(value) = check_field(hub, field, value, &mut accepted.input)? {
            accepted.values.insert(field.key.clone(), value);
        }
    }
    Ok(accepted)
}

fn wrong(key: &FieldKey, what: impl AsRef<str>) -> Refusal {
    Refusal::flat_because(1007, format!("Invalid parameter: {key} {}", what.as_ref()))
}

fn check_field(
    hub: &Hub,
    field: &Field,
    value: &Value,
    input: &mut Option<String>,
) -> Result<Option<FieldValue>, Refusal> {
    let key = &field.key;
    let text = || value.as_str().ok_or_else(|| wrong(key, "must be a string"));
    Ok(Some(match &field.kind {
        FieldKind::Text(TextLimits { min_length, max_length, .. }) => {
            let text = text()?;
            let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
            if min_length.is_some_and(|min| length < min) || max_length.is_some_and(|max| length > max) {
                return Err(wrong(key, format!("has {length} characters, which is out of range")));
            }
            FieldValue::Text(text.to_owned())
        }
        FieldKind::Choice { options, .. } => {
            let text = text()?;
            if !options.iter().any(|option| option.value == text) {
                let known: Vec<&str> = options.iter().map(|option| option.value.as_str()).collect();
                return Err(wrong(key, format!("must be one of {}", known.join(", "))));
            }
            FieldValue::Text(text.to_owned())
        }
        FieldKind::Number(limits) => FieldValue::Number(check_number(key, limits, value)?),
        FieldKind::Lora => FieldValue::Text(text()?.to_owned()),
        FieldKind::Switch { as_text: true, .. } => match text()? {
            "true" => FieldValue::Switch(true),
            "false" => FieldValue::Switch(false),
            _ => return Err(wrong(key, "must be true or false")),
        },
        FieldKind::Switch { .. } => FieldValue::Switch(value.as_bool().ok_or_else(|| wrong(key, "must be a boolean"))?),
        FieldKind::Media(MediaLimits { max_bytes, formats, .. }) => {
            let found = check_media(hub, key, text()?, *max_bytes, formats)?;
            if input.is_none() {
                *input = found;
            }
            return Ok(None);
        }
    }))
}

fn check_number(key: &FieldKey, limits: &NumberLimits, value: &Value) -> Result<f64, Refusal> {
    // A number in quotes is what the service refuses for INT fields.
    let number = value.as_f64().ok_or_else(|| wrong(key, "must be a number"))?;
    if !(limits.min..=limits.max).contains(&number) {
        return Err(wrong(key, format!("must be from {} to {}", limits.min, limits.max)));
    }
    let steps = (number - limits.min) / limits.step;
    if limits.step > 0.0 && (steps - steps.round()).abs() > 1e-6 {
        return Err(wrong(key, format!("must be a multiple of {}", limits.step)));
    }
    Ok(number)
}

/// The name of the upload that `address` means. `None`: somewhere else on the internet, which practice does not fetch.
fn check_media(
    hub: &Hub,
    key: &FieldKey,
    address: &str,
    max_bytes: u64,
    formats: &[String],
) -> Result<Option<String>, Refusal> {
    let name = if let Some(inline) = address.strip_prefix("data:") {
        Some(take_inline(hub, key, inline, max_bytes)?)
    } else if address.starts_with("https://") || address.starts_with("http://") {
        our_upload(hub, key, address)?
    } else {
        return Err(wrong(key, "must be a URL"));
    };
    let Some(name) = name else { return Ok(None) };
    let Some(upload) = hub.ledger().uploads.get(&name).cloned() else {
        return Err(wrong(key, "names a file that is not there any more"));
    };
    if !formats.is_empty() && !formats.contains(&upload.format) {
        return Err(wrong(key, format!("must be {}, not {}", formats.join(", "), upload.format)));
    }
    if upload.size > max_bytes {
        return Err(Refusal::flat_because(
            1008,
            format!("File too large: {key} has {} bytes, {max_bytes} are allowed", upload.size),
        ));
    }
    Ok(Some(name))
}

fn take_inline(hub: &Hub, key: &FieldKey, inline: &str, max_bytes: u64) -> Result<String, Refusal> {
    let (content_type, data) = inline.split_once(";base64,").ok_or_else(|| wrong(key, "must be a base64 data URI"))?;
    let bytes = STANDARD.decode(data.trim()).map_err(|_| wrong(key, "must be a base64 data URI"))?;
    if bytes.len() as u64 > max_bytes {
        return Err(Refusal::flat_because(
            1008,
            format!("File too large: {key} has {} bytes, {max_bytes} are allowed", bytes.len()),
        ));
    }
    match keep_inline(hub, content_type, &bytes) {
        Ok(Some(name)) => Ok(name),
        Ok(None) => Err(wrong(key, format!("must not be {content_type}"))),
        Err(_) => Err(Refusal::flat(1013)),
    }
}

/// Recognised by its path alone: after a restart the server may listen on another port, and the file is still there.
fn our_upload(hub: &Hub, key: &FieldKey, address: &str) -> Result<Option<String>, Refusal> {
    let after_scheme = address.split_once("://").map_or("", |(_, rest)| rest);
    let path = after_scheme.split_once('/').map_or("", |(_, path)| path);
    let Some((signed, name)) = path.strip_prefix("uploads/").and_then(|rest| rest.split_once('/')) else {
        return Ok(None);
    };
    match hub.signer.check(signed, name, Timestamp::now()) {
        Ok(()) => Ok(Some(name.to_owned())),
        Err(BadLink::Forged) => Ok(None),
        Err(BadLink::Expired) => Err(wrong(key, "cannot be fetched: the link has expired")),
    }
}
