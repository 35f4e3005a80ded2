//! What a run would cost by the published list. RunningHub's own quote replaces it where there is one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    catalogue::{Field, Model, Per, PriceRule, PriceUnit, Role},
    form::{FieldValue, FormValues, sent},
    ids::{FieldKey, MediaId},
    media::KnownMedia,
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
    /// The published list of that day; `at_least`: where the price begins.
    List {
        amount: Money,
        as_of: String,
        /// Jobs of earlier versions do not say.
        #[serde(default)]
        at_least: bool,
    },
    /// The published list, by a unit that the form does not count: seconds of a clip that is not chosen
    /// yet, or of a film whose length the model decides.
    Rate {
        amount: Money,
        per: Per,
        /// So many units are paid for together.
        every: u32,
        as_of: String,
        at_least: bool,
    },
    Unknown,
}

impl Price {
    /// The amount of the whole run, where it is known.
    pub fn amount(&self) -> Option<Money> {
        match self {
            Self::Quote { amount } | Self::List { amount, .. } => Some(*amount),
            Self::Rate { .. } | Self::Unknown => None,
        }
    }
}

/// The list price of `values`; `find` answers for files by id. Unknown when the model has no list, no rule fits,
/// or a value that the price depends on is missing.
pub fn list_price(model: &Model, values: &FormValues, find: impl Fn(&MediaId) -> Option<KnownMedia>) -> Price {
    let known = model.price.as_ref().and_then(|list| {
        let rule = list.rules.iter().find(|rule| holds(model, rule, values))?;
        let each = Money::new(parse_micros(&rule.amount).ok()?, list.currency);
        Some((list, each))
    });
    let Some((list, each)) = known else { return Price::Unknown };
    let (as_of, at_least) = (list.as_of.clone(), list.at_least);
    let (per, every) = unit(&list.unit);
    match units(model, &list.unit, values, find) {
        Some(count) => Price::List { amount: each.times(count), as_of, at_least },
        None => Price::Rate { amount: each, per, every, as_of, at_least },
    }
}

/// What a run costs at this price for a second; `None` where the form does not say how many seconds are billed.
pub fn by_the_second(
    model: &Model,
    values: &FormValues,
    second: Money,
    find: impl Fn(&MediaId) -> Option<KnownMedia>,
) -> Option<Money> {
    let unit = match model.price.as_ref().map(|list| &list.unit) {
        Some(PriceUnit::ClipSecond { field, .. }) => PriceUnit::ClipSecond { every: 1, field: field.clone() },
        Some(PriceUnit::Second { field, .. }) => PriceUnit::Second { every: 1, field: field.clone() },
        _ => PriceUnit::Second { every: 1, field: model.role(Role::Duration).map(|field| field.key.clone()) },
    };
    units(model, &unit, values, find).map(|count| second.times(count))
}

/// Whether the list bills the model by seconds, of what is made or of a clip.
pub fn is_by_the_second(model: &Model) -> bool {
    model
        .price
        .as_ref()
        .is_some_and(|list| matches!(list.unit, PriceUnit::Second { .. } | PriceUnit::ClipSecond { .. }))
}

/// What the list asks for one second of these values.
pub fn second_price(model: &Model, values: &FormValues) -> Option<Money> {
    let list = model.price.as_ref()?;
    if !matches!(list.unit, PriceUnit::Second { every: 1, .. } | PriceUnit::ClipSecond { every: 1, .. }) {
        return None;
    }
    let rule = list.rules.iter().find(|rule| holds(model, rule, values))?;
    Some(Money::new(parse_micros(&rule.amount).ok()?, list.currency))
}

/// The field that says how many seconds are made and billed.
pub fn length_field(model: &Model) -> Option<&Field> {
    match model.price.as_ref().map(|list| &list.unit) {
        Some(PriceUnit::ClipSecond { .. }) => None,
        Some(PriceUnit::Second { field: Some(key), .. }) => model.fields.iter().find(|field| field.key == *key),
        _ => model.role(Role::Duration),
    }
}

fn holds(model: &Model, rule: &PriceRule, values: &FormValues) -> bool {
    rule.when
        .iter()
        .all(|(key, wanted)| sent(model, values, key).and_then(FieldValue::spelled).as_ref() == Some(wanted))
}

fn unit(unit: &PriceUnit) -> (Per, u32) {
    match unit {
        PriceUnit::Call => (Per::Call, 1),
        PriceUnit::Second { every, .. } | PriceUnit::ClipSecond { every, .. } => (Per::Second, *every),
        PriceUnit::Image { .. } => (Per::Image, 1),
        PriceUnit::ThousandCharacters { .. } => (Per::ThousandCharacters, 1),
    }
}

/// How many units are billed; `None` where the form does not say.
fn units(
    model: &Model,
    unit: &PriceUnit,
    values: &FormValues,
    find: impl Fn(&MediaId) -> Option<KnownMedia>,
) -> Option<i64> {
    match unit {
        PriceUnit::Call | PriceUnit::Image { field: None } => Some(1),
        PriceUnit::Second { every, field } => begun(whole(model, values, field.as_ref()?)?, i64::from(*every)),
        PriceUnit::ClipSecond { every, field } => {
            let file = values.get(field)?.files().first()?;
            let duration_ms = i64::try_from(find(file)?.facts.duration_ms?).ok()?;
            begun(begun(duration_ms, 1000)?, i64::from(*every))
        }
        PriceUnit::Image { field: Some(field) } => Some(whole(model, values, field).unwrap_or(1)),
        PriceUnit::ThousandCharacters { field } => match values.get(field.as_ref()?)? {
            FieldValue::Text(text) if !text.trim().is_empty() => begun(i64::try_from(text.chars().count()).ok()?, 1000),
            _ => None,
        },
    }
}

/// How many lots of `every` cover `count`: what is begun is paid for.
fn begun(count: i64, every: i64) -> Option<i64> {
    Some(count.checked_add(every.checked_sub(1)?)?.checked_div(every)?.max(1))
}

fn whole(model: &Model, values: &FormValues, field: &FieldKey) -> Option<i64> {
    match sent(model, values, field)? {
        FieldValue::Text(text) => text.parse().ok().filter(|seconds| *seconds > 0),
        FieldValue::Number(number) if *number > 0.0 && *number < 1e6 => {
            #[expect(clippy::cast_possible_truncation, reason = "bounded by the guard above")]
            let seconds = number.ceil() as i64;
            Some(seconds)
        }
        _ => None,
    }
}
