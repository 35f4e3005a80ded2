//! What a body must look like, written from RunningHub's documentation of types and apart from the code that makes it.

use serde_json::{Map, Value};

use super::forms::address;
use crate::{
    catalogue::{Field, FieldKind, Model, NumberLimits, Role},
    form::{FormValues, Spelling, is_shown},
};

/// The largest whole number that JSON carries between any two programs.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Every field that is set and shown is there under its name and as its type; nothing else is.
pub(super) fn assert_spelled(model: &Model, values: &FormValues, spelling: Spelling, body: &Map<String, Value>) {
    let mut expected = 0;
    for field in &model.fields {
        let value = values.get(&field.key).filter(|value| !value.is_empty() && is_shown(model, field, values));
        let name = match &field.alternative {
            Some(alternative) if spelling == Spelling::Nodes => &alternative.key,
            _ => &field.key,
        };
        let Some(value) = value else {
            assert!(!(field.required && is_shown(model, field, values)), "{name} is required and missing");
            continue;
        };
        expected += 1;
        let Some(json) = body.get(name.as_str()) else { panic!("{name} is set and missing: {body:?}") };
        assert!(is_right(field, spelling, json), "{name} is {json}");
        for (place, file) in value.files().iter().enumerate() {
            let sent = if json.is_array() { &json[place] } else { json };
            assert_eq!(sent.as_str(), Some(address(file).as_str()), "{name} names another file");
        }
    }
    assert_eq!(body.len(), expected, "more is sent than was filled in: {body:?}");
}

fn is_right(field: &Field, spelling: Spelling, json: &Value) -> bool {
    let text = |json: &Value| json.as_str().is_some_and(|text| !text.trim().is_empty());
    let listed = |many: bool, one: &dyn Fn(&Value) -> bool| match json {
        Value::Array(parts) => many && !parts.is_empty() && parts.iter().all(one),
        json => !many && one(json),
    };
    match &field.kind {
        FieldKind::Text(limits) => {
            let fits = |json: &Value| {
                // A prompt may have other values in front of it.
                let most = limits.max_length.filter(|_| field.role != Some(Role::Prompt));
                text(json)
                    && most.is_none_or(|most| json.as_str().map_or(0, |text| text.chars().count()) <= most as usize)
            };
            listed(limits.many.is_some(), &fits)
        }
        FieldKind::Choice { options, many, .. } => {
            let codes = field.alternative.as_ref().filter(|_| spelling != Spelling::Plain);
            let is_one = |json: &Value| {
                let known = options.iter().any(|option| {
                    let code = codes.and_then(|alternative| alternative.codes.get(&option.value));
                    json.as_str() == Some(code.unwrap_or(&option.value))
                });
                text(json) && known
            };
            listed(many.is_some(), &is_one)
        }
        FieldKind::Number(limits) => is_number(limits, json),
        FieldKind::Switch { as_text: true, .. } => json == "true" || json == "false",
        FieldKind::Switch { .. } => json.is_boolean(),
        FieldKind::Media(limits) => listed(limits.many.is_some(), &text),
        FieldKind::Lora => text(json),
    }
}

fn is_number(limits: &NumberLimits, json: &Value) -> bool {
    let whole = limits.step.fract() == 0.0 && limits.min.fract() == 0.0;
    let Some(number) = json.as_f64() else { return false };
    let within = (limits.min..=limits.max).contains(&number);
    within && number.abs() <= EXACT && (!whole || json.is_i64() || json.is_u64())
}
