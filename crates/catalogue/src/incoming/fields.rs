//! The fields of an arriving model: types by our names, formats and options tidied, numbers that mean something.

use std::collections::{BTreeMap, BTreeSet};

use afterframe_core::catalogue::{Plain, UpstreamField, UpstreamKind};
use serde_json::Value;

use super::{
    raw::{RawFormats, RawOption, RawParam},
    sane,
};

const MOST_FIELDS: usize = 200;
const MOST_OPTIONS: usize = 5_000;
const LONGEST_INPUT: u32 = 10_000_000;
const LARGEST_MB: u32 = 100_000;
const MOST_FILES: u32 = 1_000;

/// The fields of one model. The inner error is about this model alone: a type that nobody knows yet. The outer one is
/// about the file: it is not to be trusted.
pub(super) fn fields(raw: &[RawParam]) -> Result<Result<Vec<UpstreamField>, String>, String> {
    if raw.len() > MOST_FIELDS {
        return Err(format!("{} fields are too many", raw.len()));
    }
    let mut seen = BTreeSet::new();
    let mut found = Vec::with_capacity(raw.len());
    let mut strange = None;
    for param in raw {
        let field = field(param).map_err(|what| format!("the field {}: {what}", param.key))?;
        match field {
            Some(field) if !seen.insert(field.key.clone()) => {
                return Err(format!("the field {} stands twice", field.key));
            }
            Some(field) => found.push(field),
            None => {
                strange = Some(format!(
                    "the field {} has the type {:?}, which this program does not know",
                    sane::readable(&param.key),
                    sane::readable(&param.kind)
                ));
            }
        }
    }
    Ok(match strange {
        Some(what) => Err(what),
        None if found.is_empty() => Err("no field is known".to_owned()),
        None => Ok(found),
    })
}

fn field(raw: &RawParam) -> Result<Option<UpstreamField>, String> {
    let key = sane::key(&raw.key)?;
    let Some(kind) = kind(&raw.kind) else { return Ok(None) };
    let (options, alt_options) = options(raw.options.as_deref().unwrap_or_default())?;
    if kind == UpstreamKind::List && options.is_empty() {
        return Err("there is nothing to choose".to_owned());
    }
    let number = |number: &Option<serde_json::Number>| number.as_ref().map(sane::real).transpose();
    let (min, max, step) = (number(&raw.min)?, number(&raw.max)?, number(&raw.step)?);
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        return Err("its smallest number is larger than its largest".to_owned());
    }
    if step.is_some_and(|step| step < 0.0) {
        return Err("its step is negative".to_owned());
    }
    let count = |number: &Option<serde_json::Number>, most, what| {
        number.as_ref().map(|number| sane::count(number, most, what)).transpose()
    };
    let least = raw.min_length.clone().filter(|least| least.as_f64() != Some(0.0));
    let (min_length, max_length) =
        (count(&least, LONGEST_INPUT, "characters")?, count(&raw.max_length, LONGEST_INPUT, "characters")?);
    if min_length.zip(max_length).is_some_and(|(min, max)| min > max) {
        return Err("its shortest text is longer than its longest".to_owned());
    }
    let files = count(&raw.max_items, MOST_FILES, "values")?;
    Ok(Some(UpstreamField {
        key,
        kind,
        required: raw.required.unwrap_or(false),
        many: if raw.multiple.unwrap_or(false) { files } else { None },
        max_mb: count(&raw.max_mb, LARGEST_MB, "MB")?,
        formats: formats(raw.accept.as_ref())?,
        min_length,
        max_length,
        default: default(raw.default.as_ref(), kind)?,
        options,
        min,
        max,
        step,
        alt_key: raw.alt_key.as_deref().map(sane::node_key).transpose()?,
        alt_options,
    }))
}

fn kind(name: &str) -> Option<UpstreamKind> {
    Some(match name {
        "STRING" => UpstreamKind::Text,
        "LIST" => UpstreamKind::List,
        "INT" => UpstreamKind::Integer,
        "FLOAT" => UpstreamKind::Number,
        "BOOLEAN" => UpstreamKind::Switch,
        "IMAGE" => UpstreamKind::Image,
        "VIDEO" => UpstreamKind::Video,
        "AUDIO" => UpstreamKind::Audio,
        "MODEL" => UpstreamKind::Lora,
        _ => return None,
    })
}

/// Values in their order, and the codes of those that have one. `empty` and nothing stand for leaving the field open,
/// which a form can do by itself.
fn options(raw: &[RawOption]) -> Result<(Vec<String>, BTreeMap<String, String>), String> {
    if raw.len() > MOST_OPTIONS {
        return Err(format!("{} options are too many", raw.len()));
    }
    let (mut values, mut codes) = (Vec::new(), BTreeMap::new());
    for option in raw {
        let (value, code) = match option {
            RawOption::Written { value, alt_value } => (value, alt_value.as_ref()),
            RawOption::Bare(value) => (value, None),
        };
        let value = sane::value(value)?;
        if is_open(&value) || values.contains(&value) {
            continue;
        }
        if let Some(code) = code {
            codes.insert(value.clone(), sane::value(code)?);
        }
        values.push(value);
    }
    Ok((values, codes))
}

fn is_open(value: &str) -> bool {
    value.trim().is_empty() || value == "empty"
}

/// Texts and files have none: upstream's are examples, and a form must not begin with somebody else's story.
fn default(raw: Option<&Value>, kind: UpstreamKind) -> Result<Option<Plain>, String> {
    use UpstreamKind::{Audio, Image, Lora, Text, Video};
    if matches!(kind, Text | Image | Video | Audio | Lora) {
        return Ok(None);
    }
    Ok(match raw {
        None | Some(Value::Null) => None,
        Some(Value::Bool(on)) => Some(Plain::Switch(*on)),
        Some(Value::Number(number)) => Some(Plain::Number(sane::real(number)?)),
        Some(other) => Some(sane::value(other)?).filter(|text| !is_open(text)).map(Plain::Text),
    })
}

/// Lower case, one name for each.
fn formats(raw: Option<&RawFormats>) -> Result<Vec<String>, String> {
    let listed = match raw {
        None => return Ok(Vec::new()),
        Some(RawFormats::List(list)) => list.clone(),
        Some(RawFormats::Text(text)) if text.trim().is_empty() => return Ok(Vec::new()),
        Some(RawFormats::Text(text)) => {
            serde_json::from_str(text).map_err(|_| format!("{text:?} is no list of file formats"))?
        }
    };
    let mut found: Vec<String> = Vec::new();
    for name in listed {
        let lower = name.trim().trim_start_matches('.').to_ascii_lowercase();
        let format = match lower.as_str() {
            "jpeg" => "jpg",
            "tif" => "tiff",
            other => other,
        };
        if format.is_empty() || format.len() > 10 || !format.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(format!("{name:?} is no file format"));
        }
        if !found.iter().any(|known| known == format) {
            found.push(format.to_owned());
        }
    }
    Ok(found)
}
