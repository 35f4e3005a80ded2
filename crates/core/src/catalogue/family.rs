//! What people write about models: the content of `catalogue/families/` and `catalogue/words/`.
//! The import never touches it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    field::Role,
    model::WaitingTime,
    rule::{Condition, Rule},
    task::{Channel, Task},
    upstream::Plain,
};
use crate::{
    ids::{Endpoint, FieldKey},
    media::MediaKind,
    text::LocalText,
};

/// One family of models: what a person calls the model, with its version.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Family {
    /// Families are offered in this order, lowest first.
    pub order: u32,
    /// The real name, the same in every language.
    pub name: String,
    pub maker: String,
    /// What it is good at, in a sentence.
    pub good_at: LocalText,
    /// Further words by which people look for it.
    #[serde(default)]
    pub keywords: Vec<String>,
    #[serde(default)]
    pub fields: BTreeMap<FieldKey, FieldWords>,
    pub models: Vec<Placement>,
}

/// One endpoint's place in its family.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Placement {
    pub endpoint: Endpoint,
    pub task: Task,
    #[serde(default)]
    pub tier: Option<String>,
    #[serde(default)]
    pub channel: Option<Channel>,
    /// What comes out, where upstream says it wrong.
    #[serde(default)]
    pub output: Option<MediaKind>,
    #[serde(default)]
    pub good_at: Option<LocalText>,
    #[serde(default)]
    pub gives: Option<LocalText>,
    #[serde(default)]
    pub remark: Option<LocalText>,
    #[serde(default)]
    pub waiting_time: Option<WaitingTime>,
    #[serde(default)]
    pub fields: BTreeMap<FieldKey, FieldWords>,
    #[serde(default)]
    pub rules: Vec<Rule>,
}

/// Words and corrections of one field. Each attribute of a model's wins over the family's, and that
/// over the shared vocabulary's.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct FieldWords {
    pub label: Option<LocalText>,
    pub help: Option<LocalText>,
    pub placeholder: Option<LocalText>,
    pub advanced: Option<bool>,
    pub group: Option<String>,
    pub role: Option<Role>,
    /// Words by value; `null` takes an option out of the offer. For a text: what is suggested.
    pub options: BTreeMap<String, Option<LocalText>>,
    pub hidden: Option<bool>,
    pub shown_when: Option<Condition>,
    pub many: Option<u32>,
    pub prompt_prefix: Option<bool>,
    pub long: Option<bool>,
    pub set: Corrections,
}

/// Limits that upstream states in prose only, or wrongly.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Corrections {
    pub required: Option<bool>,
    pub default: Option<Plain>,
    pub min: Option<f64>,
    pub max: Option<f64>,
    pub step: Option<f64>,
    pub min_length: Option<u32>,
    pub max_length: Option<u32>,
    pub min_items: Option<u32>,
    pub max_items: Option<u32>,
    pub max_mb: Option<u32>,
    pub formats: Option<Vec<String>>,
    pub min_seconds: Option<f64>,
    pub max_seconds: Option<f64>,
    pub min_side: Option<u32>,
    pub max_side: Option<u32>,
    pub max_ratio: Option<f64>,
    pub pattern: Option<String>,
    pub integer: Option<bool>,
    pub made_by_family: Option<String>,
}

/// The vocabulary that all families share.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// By key, or by `key:kind` where one key means two things.
    pub fields: BTreeMap<String, FieldWords>,
    /// By key (`*` for all) and value.
    pub options: BTreeMap<String, BTreeMap<String, LocalText>>,
    pub groups: BTreeMap<String, LocalText>,
    pub tiers: BTreeMap<String, LocalText>,
}
