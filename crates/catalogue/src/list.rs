//! One row per endpoint, with everything that a person or a program may want to look up. What the window gets is another
//! thing: the models themselves.

use std::{collections::BTreeMap, fmt::Write as _};

use afterframe_core::{
    catalogue::{Catalogue, Channel, Field, FieldKind, Model, PriceRule, PriceUnit, Standing, Task},
    ids::{Endpoint, FieldKey},
    media::MediaKind,
    money::Currency,
    text::LocalText,
};
use serde::Serialize;
use serde_json::{Value, json};

/// A model.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row<'a> {
    pub endpoint: &'a Endpoint,
    /// The names under which the documentation lists it.
    pub names: &'a [String],
    pub family: &'a str,
    pub name: &'a str,
    pub task: Task,
    pub tier: Option<&'a str>,
    pub channel: Option<Channel>,
    pub standing: Standing,
    pub deprecated: bool,
    pub output: MediaKind,
    pub fields: Vec<FieldRow<'a>>,
    pub price: Option<PriceRow<'a>>,
}

/// A field.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldRow<'a> {
    pub key: &'a FieldKey,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub required: bool,
    pub advanced: bool,
    pub hidden: bool,
    pub options: Vec<OptionRow<'a>>,
    pub default: Value,
    pub limits: BTreeMap<&'static str, Value>,
    pub label: &'a LocalText,
    pub help: Option<&'a LocalText>,
}

/// An option.
#[derive(Debug, Serialize)]
pub struct OptionRow<'a> {
    pub value: &'a str,
    #[serde(flatten)]
    pub label: &'a LocalText,
}

/// A price list.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PriceRow<'a> {
    pub currency: Currency,
    pub unit: &'a PriceUnit,
    pub as_of: &'a str,
    pub at_least: bool,
    pub rules: &'a [PriceRule],
}

/// All rows, in the order in which the models are offered.
pub fn rows(catalogue: &Catalogue) -> Vec<Row<'_>> {
    catalogue.models().iter().map(row).collect()
}

fn row(model: &Model) -> Row<'_> {
    Row {
        endpoint: &model.endpoint,
        names: &model.listed_as,
        family: &model.family_name,
        name: &model.name,
        task: model.task,
        tier: model.tier.as_ref().map(|tier| tier.id.as_str()),
        channel: model.channel,
        standing: model.standing,
        deprecated: model.deprecated,
        output: model.output,
        fields: model.fields.iter().map(field).collect(),
        price: model.price.as_ref().map(|price| PriceRow {
            currency: price.currency,
            unit: &price.unit,
            as_of: &price.as_of,
            at_least: price.at_least,
            rules: &price.rules,
        }),
    }
}

fn field(field: &Field) -> FieldRow<'_> {
    let (kind, default, limits, options) = kind(&field.kind);
    FieldRow {
        key: &field.key,
        kind,
        required: field.required,
        advanced: field.advanced,
        hidden: field.hidden,
        options,
        default,
        limits: limits.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        label: &field.label,
        help: field.help.as_ref(),
    }
}

/// Type, default, limits (null: none) and options.
type Kind<'a> = (&'static str, Value, Vec<(&'static str, Value)>, Vec<OptionRow<'a>>);

fn kind(kind: &FieldKind) -> Kind<'_> {
    match kind {
        FieldKind::Text(text) => {
            let limits = vec![
                ("minLength", json!(text.min_length)),
                ("maxLength", json!(text.max_length)),
                ("pattern", json!(text.pattern)),
                ("many", json!(text.many)),
            ];
            ("text", json!(text.default), limits, Vec::new())
        }
        FieldKind::Choice { options, default, many } => {
            let options = options.iter().map(|option| OptionRow { value: &option.value, label: &option.label });
            ("choice", json!(default), vec![("many", json!(many))], options.collect())
        }
        FieldKind::Number(number) => {
            let limits = vec![("min", json!(number.min)), ("max", json!(number.max)), ("step", json!(number.step))];
            ("number", json!(number.default), limits, Vec::new())
        }
        FieldKind::Switch { default, .. } => ("switch", json!(default), Vec::new(), Vec::new()),
        FieldKind::Lora => ("lora", Value::Null, Vec::new(), Vec::new()),
        FieldKind::Media(media) => {
            let name = match media.media {
                MediaKind::Image => "image",
                MediaKind::Audio => "audio",
                _ => "video",
            };
            let limits = vec![
                ("maxBytes", json!(media.max_bytes)),
                ("formats", json!(media.formats)),
                ("minItems", json!(media.many.map(|many| many.min))),
                ("maxItems", json!(media.many.map(|many| many.max))),
                ("minSeconds", json!(media.min_seconds)),
                ("maxSeconds", json!(media.max_seconds)),
                ("minSide", json!(media.min_side)),
                ("maxSide", json!(media.max_side)),
                ("maxRatio", json!(media.max_ratio)),
                ("madeByFamily", json!(media.made_by_family)),
            ];
            (name, Value::Null, limits, Vec::new())
        }
    }
}

/// The rows as columns for eyes.
pub fn table(rows: &[Row<'_>]) -> String {
    let spelled = |value: Value| value.as_str().unwrap_or_default().to_owned();
    let head =
        ["endpoint", "name", "task", "tier", "channel", "standing", "output", "fields", "price"].map(str::to_owned);
    let lines = rows.iter().map(|row| {
        let standing = spelled(json!(row.standing));
        [
            row.endpoint.to_string(),
            row.name.to_owned(),
            spelled(json!(row.task)),
            row.tier.unwrap_or_default().to_owned(),
            spelled(json!(row.channel)),
            if row.deprecated { format!("{standing}, deprecated") } else { standing },
            spelled(json!(row.output)),
            row.fields.len().to_string(),
            row.price.as_ref().map(price).unwrap_or_default(),
        ]
    });
    let lines: Vec<_> = [head].into_iter().chain(lines).collect();
    let mut widths = [0; 9];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut out = String::new();
    for line in &lines {
        let cells = line.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end()).expect("a string takes text");
    }
    out
}

fn price(price: &PriceRow<'_>) -> String {
    let amounts: Vec<f64> = price.rules.iter().filter_map(|rule| rule.amount.parse().ok()).collect();
    let least = amounts.iter().copied().fold(f64::INFINITY, f64::min);
    let most = amounts.iter().copied().fold(0.0, f64::max);
    let range = if least < most { format!("{least}–{most}") } else { most.to_string() };
    let currency = match price.currency {
        Currency::Cny => "CNY",
        Currency::Usd => "USD",
    };
    let unit = match price.unit {
        PriceUnit::Call => "a call".to_owned(),
        PriceUnit::Second { every: 1, .. } | PriceUnit::ClipSecond { every: 1, .. } => "a second".to_owned(),
        PriceUnit::Second { every, .. } | PriceUnit::ClipSecond { every, .. } => format!("every {every} seconds"),
        PriceUnit::Image { .. } => "a picture".to_owned(),
        PriceUnit::ThousandCharacters { .. } => "a thousand characters".to_owned(),
    };
    let from = if price.at_least { "from " } else { "" };
    format!("{from}{range} {currency} {unit}")
}
