//! What changed between two states of a model's facts, in words: which field, which limit, from what to what.

use std::fmt::Display;

use afterframe_core::{
    catalogue::{Per, Plain, Standing, UpstreamField, UpstreamKind, UpstreamModel, UpstreamPrice},
    media::MediaKind,
    money::Currency,
};

/// More options than this are counted instead of named.
const NAMED_OPTIONS: usize = 8;

/// One line for each change.
pub fn differences(before: &UpstreamModel, after: &UpstreamModel) -> Vec<String> {
    let mut found = Vec::new();
    if before.standing != after.standing {
        found.push(change("standing", standing(before.standing), standing(after.standing)));
    }
    if before.source != after.source {
        found.push(change("read in", &before.source, &after.source));
    }
    if before.names != after.names {
        found.push(change("documented as", listed(&before.names), listed(&after.names)));
    }
    if before.deprecated != after.deprecated {
        found.push(if after.deprecated { "now deprecated" } else { "no longer deprecated" }.to_owned());
    }
    if before.output != after.output {
        found.push(change("makes", output(before.output), output(after.output)));
    }
    price(before.price.as_ref(), after.price.as_ref(), &mut found);
    for new in after.fields.iter().filter(|new| field_of(before, new).is_none()) {
        let needed = if new.required { ", required" } else { "" };
        found.push(format!("new field {} ({}{needed})", new.key, kind(new.kind)));
    }
    for old in &before.fields {
        match field_of(after, old) {
            None => found.push(format!("the field {} is gone", old.key)),
            Some(new) => found.extend(field(old, new).into_iter().map(|what| format!("{}: {what}", old.key))),
        }
    }
    let kept = |one: &UpstreamModel, other: &UpstreamModel| -> Vec<String> {
        let common = one.fields.iter().filter(|field| field_of(other, field).is_some());
        common.map(|field| field.key.to_string()).collect()
    };
    if kept(before, after) != kept(after, before) {
        found.push("the order of the fields".to_owned());
    }
    found
}

fn field_of<'a>(model: &'a UpstreamModel, like: &UpstreamField) -> Option<&'a UpstreamField> {
    model.fields.iter().find(|field| field.key == like.key)
}

fn field(old: &UpstreamField, new: &UpstreamField) -> Vec<String> {
    let mut found = Vec::new();
    if old.kind != new.kind {
        found.push(change("type", kind(old.kind), kind(new.kind)));
    }
    if old.required != new.required {
        found.push(if new.required { "now required" } else { "no longer required" }.to_owned());
    }
    let mut number = |what: &str, old: Option<f64>, new: Option<f64>| {
        if old != new {
            found.push(change(what, or_none(old), or_none(new)));
        }
    };
    number("smallest", old.min, new.min);
    number("largest", old.max, new.max);
    number("step", old.step, new.step);
    number("how many", old.many.map(f64::from), new.many.map(f64::from));
    number("MB", old.max_mb.map(f64::from), new.max_mb.map(f64::from));
    number("shortest text", old.min_length.map(f64::from), new.min_length.map(f64::from));
    number("longest text", old.max_length.map(f64::from), new.max_length.map(f64::from));
    if old.default != new.default {
        found.push(change(
            "default",
            or_none(old.default.as_ref().map(Plain::text)),
            or_none(new.default.as_ref().map(Plain::text)),
        ));
    }
    if old.formats != new.formats {
        found.push(change("formats", listed(&old.formats), listed(&new.formats)));
    }
    let only_in = |one: &UpstreamField, other: &UpstreamField| -> Vec<String> {
        one.options.iter().filter(|option| !other.options.contains(option)).cloned().collect()
    };
    let (added, gone) = (only_in(new, old), only_in(old, new));
    if !added.is_empty() {
        found.push(format!("options added: {}", listed(&added)));
    }
    if !gone.is_empty() {
        found.push(format!("options gone: {}", listed(&gone)));
    }
    if added.is_empty() && gone.is_empty() && old.options != new.options {
        found.push("the order of the options".to_owned());
    }
    if (&old.alt_key, &old.alt_options) != (&new.alt_key, &new.alt_options) {
        found.push("the spelling by node".to_owned());
    }
    found
}

fn price(before: Option<&UpstreamPrice>, after: Option<&UpstreamPrice>, found: &mut Vec<String>) {
    let (before, after) = match (before, after) {
        (None, None) => return,
        (Some(before), Some(after)) => (before, after),
        (None, Some(after)) => {
            let amounts: Vec<String> = after.rules.iter().map(|rule| rule.amount.clone()).collect();
            return found.push(format!("now has a price: {} {}", listed(&amounts), unit(after)));
        }
        (Some(_), None) => return found.push("the price is no longer known".to_owned()),
    };
    let start = found.len();
    if unit(before) != unit(after) {
        found.push(change("price", unit(before), unit(after)));
    }
    for new in &after.rules {
        let when: Vec<String> = new.when.iter().map(|(key, value)| format!(" with {key} {value}")).collect();
        let when = when.concat();
        match before.rules.iter().find(|old| old.when == new.when) {
            None => found.push(format!("new price{when}: {}", new.amount)),
            Some(old) if old.amount != new.amount => {
                found.push(change(&format!("price{when}"), &old.amount, &new.amount));
            }
            Some(_) => {}
        }
    }
    let gone = before.rules.iter().filter(|old| !after.rules.iter().any(|new| new.when == old.when)).count();
    if gone > 0 {
        found.push(format!("prices gone: {gone}"));
    }
    if found.len() == start && before.rules != after.rules {
        found.push("the order of the prices".to_owned());
    }
    if before.as_of != after.as_of {
        found.push(change("price of", &before.as_of, &after.as_of));
    }
}

fn change(what: &str, from: impl Display, to: impl Display) -> String {
    format!("{what} {from} → {to}")
}

fn or_none<T: Display>(value: Option<T>) -> String {
    value.map_or_else(|| "none".to_owned(), |value| value.to_string())
}

fn listed(values: &[String]) -> String {
    match values.len() {
        0 => "none".to_owned(),
        1..=NAMED_OPTIONS => values.join(", "),
        more => format!("{}, and {} more", values[..NAMED_OPTIONS].join(", "), more - NAMED_OPTIONS),
    }
}

fn unit(price: &UpstreamPrice) -> String {
    let currency = match price.currency {
        Currency::Cny => "CNY",
        Currency::Usd => "USD",
    };
    let from = if price.at_least { "at least " } else { "" };
    let per = match (price.per, price.every) {
        (Per::Call, _) => "a call".to_owned(),
        (Per::Second, None) => "a second".to_owned(),
        (Per::Second, Some(every)) => format!("every {every} seconds"),
        (Per::Image, _) => "a picture".to_owned(),
        (Per::ThousandCharacters, _) => "a thousand characters".to_owned(),
    };
    format!("{from}{currency} {per}")
}

/// The name of a standing.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Documented => "documented",
        Standing::Listed => "listed",
        Standing::Unconfirmed => "unconfirmed",
    }
}

/// What comes out.
pub fn output(output: MediaKind) -> &'static str {
    match output {
        MediaKind::Video => "video",
        MediaKind::Image => "image",
        MediaKind::Audio => "audio",
        MediaKind::Model3d => "3d",
        MediaKind::Text => "text",
    }
}

fn kind(kind: UpstreamKind) -> &'static str {
    match kind {
        UpstreamKind::Text => "text",
        UpstreamKind::List => "list",
        UpstreamKind::Integer => "integer",
        UpstreamKind::Number => "number",
        UpstreamKind::Switch => "switch",
        UpstreamKind::Image => "image",
        UpstreamKind::Video => "video",
        UpstreamKind::Audio => "audio",
        UpstreamKind::Lora => "lora",
    }
}
