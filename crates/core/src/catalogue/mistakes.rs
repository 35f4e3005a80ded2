//! What an entry gets wrong in itself, in words for whoever keeps the catalogue.

use super::{
    field::{Field, FieldKind},
    model::Model,
    rule::Rule,
};
use crate::ids::FieldKey;

impl Model {
    /// Everything that contradicts itself; empty for a model that can be offered.
    pub fn mistakes(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (index, field) in self.fields.iter().enumerate() {
            if self.fields[..index].iter().any(|earlier| earlier.key == field.key) {
                found.push(format!("the field {} stands twice", field.key));
            }
            found.extend(field_mistake(field).map(|what| format!("the field {}: {what}", field.key)));
            let wanted =
                field.shown_when.iter().flat_map(|condition| condition.is.iter().map(|is| (&condition.field, is)));
            found.extend(wanted.filter_map(|(key, value)| self.unreachable(key, value)));
        }
        if self.waiting_time.is_some_and(|time| time.from > time.to) {
            found.push("the waiting time ends before it begins".to_owned());
        }
        for rule in &self.rules {
            let (Rule::Only { when, .. } | Rule::RequiredWhen { when, .. } | Rule::SecondsAtMost { when, .. }) = rule
            else {
                continue;
            };
            let wanted = when.iter().flat_map(|(key, values)| values.iter().map(move |value| (key, value)));
            found.extend(wanted.filter_map(|(key, value)| self.unreachable(key, value)));
        }
        for key in self.rules.iter().flat_map(|rule| rule.fields()) {
            if self.field(key).is_none() {
                found.push(format!("a rule speaks of {key}, which is no field"));
            }
        }
        found
    }

    /// Why a condition on this value could never hold.
    fn unreachable(&self, key: &FieldKey, value: &str) -> Option<String> {
        let Some(field) = self.field(key) else {
            return Some(format!("a condition speaks of {key}, which is no field"));
        };
        (!can_be(field, value)).then(|| format!("a condition wants {key} = {value:?}, which cannot be chosen"))
    }
}

/// Whether a field can have this value, as conditions spell it.
pub(super) fn can_be(field: &Field, value: &str) -> bool {
    match &field.kind {
        FieldKind::Choice { options, .. } => options.iter().any(|option| option.value == value),
        FieldKind::Switch { .. } => value == "true" || value == "false",
        FieldKind::Number(limits) => {
            value.parse::<f64>().is_ok_and(|number| number >= limits.min && number <= limits.max)
        }
        FieldKind::Text(_) | FieldKind::Lora | FieldKind::Media(_) => true,
    }
}

fn field_mistake(field: &Field) -> Option<&'static str> {
    match &field.kind {
        FieldKind::Choice { options, .. } if options.is_empty() => Some("there is nothing to choose"),
        // Equal limits are fine: some versions of a model know one value only.
        FieldKind::Number(number) if number.min > number.max || number.step <= 0.0 => Some("its limits leave no room"),
        FieldKind::Number(number) if number.default.is_some_and(|at| at < number.min || at > number.max) => {
            Some("its default lies outside its limits")
        }
        FieldKind::Media(limits) if limits.formats.is_empty() => Some("it takes no format"),
        FieldKind::Media(limits) if limits.many.is_some_and(|many| many.min > many.max || many.max == 0) => {
            Some("it takes fewer files than it needs")
        }
        FieldKind::Text(text) if text.min_length.zip(text.max_length).is_some_and(|(min, max)| min > max) => {
            Some("its shortest text is longer than its longest")
        }
        FieldKind::Text(text)
            if text.pattern.as_ref().is_some_and(|pattern| regex_lite::Regex::new(pattern).is_err()) =>
        {
            Some("its pattern is no regular expression")
        }
        _ => None,
    }
}
