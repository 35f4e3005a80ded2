//! A published price, as far as it can be counted with.

use std::collections::BTreeMap;

use afterframe_core::{
    catalogue::{Per, UpstreamPrice, UpstreamPriceRule},
    money::Currency,
};
use serde_json::Number;

use super::{Pricing, raw::RawPrice, sane};

/// Nobody asks more for one call.
const HIGHEST: f64 = 100_000.0;
const MOST_RULES: usize = 2_000;

pub(super) fn price(raw: &RawPrice) -> Result<Pricing, String> {
    let currency = match raw.currency.as_str() {
        "CNY" => Currency::Cny,
        "USD" => Currency::Usd,
        other => return Err(format!("{other:?} is no currency that this program knows")),
    };
    if raw.kind.as_deref() == Some("unparsed") || (raw.price.is_none() && raw.rules.is_none()) {
        return Ok(Pricing::Unclear("the price is only given in words".to_owned()));
    }
    let Some(unit) = unit(&raw.unit) else {
        return Ok(Pricing::Unclear(format!(
            "the price counts by {:?}, which this program does not know",
            sane::readable(&raw.unit)
        )));
    };
    let as_of = sane::day(raw.as_of.as_deref().ok_or("the price has no day")?)?;
    let rules = match (&raw.rules, &raw.price) {
        (Some(rules), _) if !rules.is_empty() => rules
            .iter()
            .map(|rule| {
                let when = rule.when.iter().flatten();
                let when = when.map(|(key, value)| Ok((sane::key(key)?, sane::value(value)?)));
                let when = when.collect::<Result<BTreeMap<_, _>, String>>()?;
                Ok(UpstreamPriceRule { when, amount: amount(&rule.price)? })
            })
            .collect::<Result<Vec<_>, String>>()?,
        (_, Some(price)) => vec![UpstreamPriceRule { when: BTreeMap::new(), amount: amount(price)? }],
        _ => return Ok(Pricing::Unclear("the price has no amount".to_owned())),
    };
    if rules.len() > MOST_RULES {
        return Err(format!("{} prices are too many", rules.len()));
    }
    let Unit { per, every, at_least } = unit;
    Ok(Pricing::Known(UpstreamPrice { currency, as_of, per, every, at_least, rules }))
}

fn amount(number: &Number) -> Result<String, String> {
    let real = sane::real(number)?;
    // Rust writes no exponent: what comes out is a decimal.
    if (0.0..=HIGHEST).contains(&real) { Ok(real.to_string()) } else { Err(format!("{number} is no price")) }
}

struct Unit {
    per: Per,
    every: Option<u32>,
    at_least: bool,
}

/// `/秒`, `/5秒`, `/秒起` (from that much a second), `/1000字符` …
fn unit(text: &str) -> Option<Unit> {
    let text = text.trim().trim_start_matches('/');
    let (text, at_least) = match text.strip_suffix('起') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let (number, word) = text.split_at(digits);
    let number: Option<u32> = if number.is_empty() { None } else { Some(number.parse().ok()?) };
    let (per, every) = match (word, number) {
        ("次" | "call", None) => (Per::Call, None),
        ("秒" | "second", None) => (Per::Second, None),
        ("秒" | "second", Some(every @ 1..=3600)) => (Per::Second, (every > 1).then_some(every)),
        ("张" | "image", None) => (Per::Image, None),
        ("字符" | "characters", Some(1000)) => (Per::ThousandCharacters, None),
        _ => return None,
    };
    Some(Unit { per, every, at_least })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_as_they_are_published() {
        let read = |text: &str| unit(text).map(|unit| (unit.per, unit.every, unit.at_least));
        assert_eq!(read("/次"), Some((Per::Call, None, false)));
        assert_eq!(read("/second"), Some((Per::Second, None, false)));
        assert_eq!(read("/秒起"), Some((Per::Second, None, true)));
        assert_eq!(read("/5秒"), Some((Per::Second, Some(5), false)));
        assert_eq!(read("/1000字符"), Some((Per::ThousandCharacters, None, false)));
        assert_eq!(read("/张"), Some((Per::Image, None, false)));
        for unclear in ["/参考视频秒+0.001/次起", "", "/月", "/0秒", "/99999999999秒"] {
            assert_eq!(read(unclear), None, "{unclear}");
        }
    }
}
