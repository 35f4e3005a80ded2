//! What RunningHub publishes about each endpoint, without a single word of ours: the content of
//! `catalogue/upstream.json`, which only the import writes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::task::Standing;
use crate::{
    ids::{Endpoint, FieldKey},
    media::MediaKind,
    money::Currency,
};

/// All endpoints that are known.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Upstream {
    pub models: BTreeMap<Endpoint, UpstreamModel>,
}

/// The facts of one endpoint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpstreamModel {
    pub standing: Standing,
    /// Where the facts were read, in words and with the month.
    pub source: String,
    /// The names under which the documentation lists it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    pub output: MediaKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<UpstreamPrice>,
    pub fields: Vec<UpstreamField>,
}

/// The facts of one field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpstreamField {
    pub key: FieldKey,
    #[serde(rename = "type")]
    pub kind: UpstreamKind,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Takes several values, up to so many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub many: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_mb: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formats: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Plain>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<f64>,
    /// The same field spelled by node, for self-hosted models.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt_key: Option<FieldKey>,
    /// The codes of its options in that spelling.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub alt_options: BTreeMap<String, String>,
}

/// The types that RunningHub's registry names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UpstreamKind {
    Text,
    List,
    Integer,
    Number,
    Switch,
    Image,
    Video,
    Audio,
    Lora,
}

/// A value that is no structure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Plain {
    Switch(bool),
    Number(f64),
    Text(String),
}

impl Plain {
    /// The value as conditions and options spell it: `true`, `10`, `1080p`.
    pub fn text(&self) -> String {
        match self {
            Self::Switch(on) => on.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// A published price.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpstreamPrice {
    pub currency: Currency,
    /// The day of the list, `YYYY-MM-DD`, or its month.
    pub as_of: String,
    pub per: Per,
    /// So many of the unit: 5 for a price of five seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<u32>,
    /// The list only says where the price begins.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_least: bool,
    /// The first rule whose conditions all hold is the price. Values as text, amounts as decimals.
    pub rules: Vec<UpstreamPriceRule>,
}

/// A price and what it holds for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UpstreamPriceRule {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub when: BTreeMap<FieldKey, String>,
    pub amount: String,
}

/// What a price counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    Call,
    Second,
    Image,
    ThousandCharacters,
}
