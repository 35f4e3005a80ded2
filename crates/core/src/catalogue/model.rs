//! A model as a person meets it, and its price list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::field::{Field, FieldKind};
use crate::{
    ids::{Endpoint, FieldKey},
    media::MediaKind,
    money::{Currency, parse_micros},
    text::LocalText,
};

/// What a model does with what it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// Goes on from the end of a clip.
    VideoExtend,
    /// Lets a picture move.
    ImageToVideo,
}

/// One endpoint of RunningHub with its words, fields and price.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Model {
    pub endpoint: Endpoint,
    /// The family's id: the name of its file in the catalogue. Filled in when it is read.
    #[serde(default)]
    pub family: String,
    /// The real name, the same in every language.
    pub name: String,
    pub maker: String,
    pub task: Task,
    pub output: MediaKind,
    /// What it is good at, in a sentence.
    pub good_at: LocalText,
    /// What it adds, in a few words: `adds 6 or 10 s`.
    pub gives: LocalText,
    /// A remark that a person should read before choosing it, such as a condition on the clip.
    #[serde(default)]
    pub remark: Option<LocalText>,
    pub waiting_time: WaitingTime,
    #[serde(default)]
    pub price: Option<PriceList>,
    pub fields: Vec<Field>,
}

/// How long a run usually takes, in seconds. A published or measured guess, shown as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WaitingTime {
    pub from: u32,
    pub to: u32,
}

/// Published prices of one model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PriceList {
    pub currency: Currency,
    /// The day of the list, `YYYY-MM-DD`.
    pub as_of: String,
    pub unit: PriceUnit,
    /// The first rule whose conditions all hold is the price.
    pub rules: Vec<PriceRule>,
}

/// What one price is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "per", rename_all = "kebab-case", deny_unknown_fields)]
pub enum PriceUnit {
    Call,
    /// Seconds of film, as many as this field says.
    Second {
        field: FieldKey,
    },
}

/// A price and the field values it holds for; no conditions: always.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PriceRule {
    #[serde(default)]
    pub when: BTreeMap<FieldKey, String>,
    /// A decimal such as `1.89`, in the list's currency.
    pub amount: String,
}

impl Model {
    /// The field with this key.
    pub fn field(&self, key: &FieldKey) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == *key)
    }

    /// The field that the model starts from: its first required file.
    pub fn main_media(&self) -> Option<&Field> {
        self.fields.iter().find(|field| field.required && matches!(field.kind, FieldKind::Media { .. }))
    }

    /// What the entry itself gets wrong, in words for whoever keeps the catalogue.
    pub fn mistakes(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (index, field) in self.fields.iter().enumerate() {
            if self.fields[..index].iter().any(|earlier| earlier.key == field.key) {
                found.push(format!("the field {} stands twice", field.key));
            }
            found.extend(field_mistake(field).map(|what| format!("the field {}: {what}", field.key)));
        }
        if self.waiting_time.from > self.waiting_time.to {
            found.push("the waiting time ends before it begins".to_owned());
        }
        for rule in self.price.iter().flat_map(|list| &list.rules) {
            if !parse_micros(&rule.amount).is_ok_and(|micros| micros > 0) {
                found.push(format!("{:?} is no price", rule.amount));
            }
            for (key, value) in &rule.when {
                let known = matches!(self.field(key).map(|field| &field.kind),
                    Some(FieldKind::Choice { options, .. }) if options.iter().any(|option| option.value == *value));
                if !known {
                    found.push(format!("a price depends on {key} = {value:?}, which cannot be chosen"));
                }
            }
        }
        found
    }
}

fn field_mistake(field: &Field) -> Option<String> {
    match &field.kind {
        FieldKind::Choice { options, default } if !options.iter().any(|option| option.value == *default) => {
            Some(format!("the default {default:?} is not among its options"))
        }
        FieldKind::Number(number) if number.min >= number.max || number.step <= 0.0 => {
            Some("its limits leave no room".to_owned())
        }
        FieldKind::Number(number) if number.default.is_some_and(|at| at < number.min || at > number.max) => {
            Some("its default lies outside its limits".to_owned())
        }
        FieldKind::Media { formats, .. } if formats.is_empty() => Some("it takes no format".to_owned()),
        FieldKind::Text { min_length: Some(min), max_length: Some(max), .. } if min > max => {
            Some("its shortest text is longer than its longest".to_owned())
        }
        _ => None,
    }
}
