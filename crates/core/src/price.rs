//! What a run would cost by the published list. RunningHub's own quote replaces it where there is one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    catalogue::{Model, PriceList, PriceRule, PriceUnit},
    form::{FieldValue, FormValues},
    ids::FieldKey,
    money::{Money, parse_micros},
};

/// A price before the run. There is no variant for free: what is unknown is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "from", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Price {
    /// RunningHub's answer for exactly this form.
    Quote {
        amount: Money,
    },
    /// The published list of that day.
    List {
        amount: Money,
        as_of: String,
    },
    Unknown,
}

impl Price {
    /// The amount, where there is one.
    pub fn amount(&self) -> Option<Money> {
        match self {
            Self::Quote { amount } | Self::List { amount, .. } => Some(*amount),
            Self::Unknown => None,
        }
    }
}

/// The list price of `values`. Unknown when the model has no list, no rule fits, or a value that the price depends on is missing.
pub fn list_price(model: &Model, values: &FormValues) -> Price {
    let known = model.price.as_ref().and_then(|list| {
        let rule = list.rules.iter().find(|rule| holds(rule, values))?;
        let each = Money::new(parse_micros(&rule.amount).ok()?, list.currency);
        let amount = each.times(units(list, values)?);
        Some(Price::List { amount, as_of: list.as_of.clone() })
    });
    known.unwrap_or(Price::Unknown)
}

fn holds(rule: &PriceRule, values: &FormValues) -> bool {
    rule.when.iter().all(|(key, wanted)| matches!(values.get(key), Some(FieldValue::Text(is)) if is == wanted))
}

/// How many units are billed: 1 for a call, the seconds asked for otherwise.
fn units(list: &PriceList, values: &FormValues) -> Option<i64> {
    match &list.unit {
        PriceUnit::Call => Some(1),
        PriceUnit::Second { field } => whole_seconds(values, field),
    }
}

fn whole_seconds(values: &FormValues, field: &FieldKey) -> Option<i64> {
    match values.get(field)? {
        FieldValue::Text(text) => text.parse().ok().filter(|seconds| *seconds > 0),
        FieldValue::Number(number) if *number > 0.0 && *number < 1e6 => {
            #[expect(clippy::cast_possible_truncation, reason = "bounded by the guard above")]
            let seconds = number.ceil() as i64;
            Some(seconds)
        }
        _ => None,
    }
}
