//! The two spellings as they stand in the files: one structure reads both. Keys that are not named here (sentences,
//! class names, categories) are not wanted: words about models are people's.

use serde::Deserialize;
use serde_json::{Number, Value};

/// One model.
#[derive(Debug, Deserialize)]
pub(super) struct RawModel {
    pub endpoint: String,
    #[serde(alias = "output_type")]
    pub output: String,
    pub source: Option<String>,
    pub price: Option<RawPrice>,
    pub params: Option<Vec<RawParam>>,
    pub in_docs: Option<Vec<RawName>>,
    pub deprecated: Option<bool>,
}

/// An entry of the public documentation.
#[derive(Debug, Deserialize)]
pub(super) struct RawName {
    pub name: String,
}

/// One field.
#[derive(Debug, Deserialize)]
pub(super) struct RawParam {
    #[serde(alias = "fieldKey")]
    pub key: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub required: Option<bool>,
    pub options: Option<Vec<RawOption>>,
    #[serde(alias = "defaultValue")]
    pub default: Option<Value>,
    pub min: Option<Number>,
    pub max: Option<Number>,
    pub step: Option<Number>,
    #[serde(alias = "minLength")]
    pub min_length: Option<Number>,
    #[serde(alias = "maxLength")]
    pub max_length: Option<Number>,
    #[serde(alias = "maxSize")]
    pub max_mb: Option<Number>,
    pub accept: Option<RawFormats>,
    #[serde(alias = "multipleInputs")]
    pub multiple: Option<bool>,
    #[serde(alias = "maxInputNum")]
    pub max_items: Option<Number>,
    pub alt_key: Option<String>,
}

/// An option, with or without the code that stands for it in the second spelling.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum RawOption {
    Written { value: Value, alt_value: Option<Value> },
    Bare(Value),
}

/// File endings, as a list or as a list within a text.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum RawFormats {
    List(Vec<String>),
    Text(String),
}

/// A price.
#[derive(Debug, Deserialize)]
pub(super) struct RawPrice {
    pub currency: String,
    pub unit: String,
    #[serde(alias = "updated_at")]
    pub as_of: Option<String>,
    #[serde(alias = "pricing_type")]
    pub kind: Option<String>,
    pub price: Option<Number>,
    pub rules: Option<Vec<RawPriceRule>>,
}

/// A price that holds under conditions.
#[derive(Debug, Deserialize)]
pub(super) struct RawPriceRule {
    pub when: Option<serde_json::Map<String, Value>>,
    pub price: Number,
}
