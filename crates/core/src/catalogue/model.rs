//! A model as a person meets it, and its price list.

use std::collections::BTreeMap;

use bitcode::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    field::{Field, Role},
    rule::Rule,
    task::{Channel, Standing, Task, Tier},
};
use crate::{
    ids::{Endpoint, FieldKey},
    media::MediaKind,
    money::Currency,
    text::LocalText,
};

/// One endpoint of RunningHub with its words, fields and price.
#[derive(Debug, Clone, PartialEq, Serialize, TS, Encode, Decode)]
#[serde(rename_all = "camelCase")]
pub struct Model {
    pub endpoint: Endpoint,
    /// The family's id: the name of its file in the catalogue.
    pub family: String,
    /// What the family is called, such as `Kling 3.0`; the same in every language.
    pub family_name: String,
    /// The family's name with the tier: `Kling 3.0 Pro`.
    pub name: String,
    pub maker: String,
    /// Further words by which people look for it.
    pub keywords: Vec<String>,
    pub task: Task,
    pub tier: Option<Tier>,
    pub channel: Option<Channel>,
    pub standing: Standing,
    /// Still there, but its maker sends people to a newer one.
    pub deprecated: bool,
    /// The names under which the documentation lists it.
    pub listed_as: Vec<String>,
    pub output: MediaKind,
    /// What it is good at, in a sentence.
    pub good_at: LocalText,
    /// What the whole family is good at.
    pub family_good_at: LocalText,
    /// What comes out, in a few words: `adds 6 or 10 s`.
    pub gives: Option<LocalText>,
    /// A remark that a person should read before choosing it, such as a condition on the clip.
    pub remark: Option<LocalText>,
    pub waiting_time: Option<WaitingTime>,
    pub price: Option<PriceList>,
    pub rules: Vec<Rule>,
    pub fields: Vec<Field>,
}

/// How long a run usually takes, in seconds. A published or measured guess, shown as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, Encode, Decode)]
#[serde(deny_unknown_fields)]
pub struct WaitingTime {
    pub from: u32,
    pub to: u32,
}

/// Published prices of one model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, Encode, Decode)]
#[serde(rename_all = "camelCase")]
pub struct PriceList {
    pub currency: Currency,
    /// The day of the list, `YYYY-MM-DD`, or its month.
    pub as_of: String,
    pub unit: PriceUnit,
    /// The list only says where the price begins.
    pub at_least: bool,
    /// The first rule whose conditions all hold is the price.
    pub rules: Vec<PriceRule>,
}

/// What one price is for. `every`: so many seconds are paid for together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, Encode, Decode)]
#[serde(tag = "per", rename_all = "kebab-case")]
pub enum PriceUnit {
    Call,
    /// Seconds of film, as many as this field says; `None`: only the model knows.
    Second {
        every: u32,
        field: Option<FieldKey>,
    },
    /// Seconds of the clip or sound that this field holds.
    ClipSecond {
        every: u32,
        field: FieldKey,
    },
    /// Pictures, as many as this field says; `None`: one.
    Image {
        field: Option<FieldKey>,
    },
    /// Thousands of characters of this field's text.
    ThousandCharacters {
        field: Option<FieldKey>,
    },
}

/// A price and the field values it holds for, as text; no conditions: always.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, Encode, Decode)]
pub struct PriceRule {
    pub when: BTreeMap<FieldKey, String>,
    /// A decimal such as `1.89`, in the list's currency.
    pub amount: String,
}

impl Model {
    /// The field with this key.
    pub fn field(&self, key: &FieldKey) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == *key)
    }

    /// The first field that plays this part.
    pub fn role(&self, role: Role) -> Option<&Field> {
        self.fields.iter().find(|field| field.role == Some(role))
    }

    /// The field with the name of the LoRA whose strength `field` is: `lora2` for `lora2_strength`.
    pub fn lora_of(&self, field: &Field) -> Option<&Field> {
        if field.role != Some(Role::LoraStrength) {
            return None;
        }
        let names = self.fields.iter().filter(|other| other.role == Some(Role::Lora));
        names
            .filter(|name| field.key.as_str().starts_with(name.key.as_str()))
            .max_by_key(|name| name.key.as_str().len())
    }

    /// The field that the model starts from: its first required file, or its first file where it has
    /// several of which one will do.
    pub fn main_media(&self) -> Option<&Field> {
        let mut files = self.fields.iter().filter(|field| field.media().is_some());
        let first = files.clone().next();
        files.find(|field| field.required).or(first)
    }
}
