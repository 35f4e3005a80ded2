//! Numbers as RunningHub sends them: as numbers, as strings, as empty strings or as null.
//!
//! Money is read digit by digit into whole millionths, because a price that went through a float
//! is no longer the price.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// An amount in millionths of its unit (a dollar, a yuan, a coin): 1.89 is `Micros(1_890_000)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Micros(pub i64);

impl Micros {
    /// Reads a decimal such as `1.89`, `-0.5`, `12` or `1e-5`; digits behind the sixth are dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, digits) = match mantissa.as_bytes().first()? {
            b'-' => (true, &mantissa[1..]),
            b'+' => (false, &mantissa[1..]),
            _ => (false, mantissa),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        // The place of the decimal point, counted in digits, once the exponent and the millionths are in.
        let point = i32::try_from(whole.len()).ok()?.checked_add(exponent)?.checked_add(6)?;
        let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        let mut amount: i64 = 0;
        for place in 0..usize::try_from(point).unwrap_or(0) {
            let digit = all.get(place).map_or(0, |byte| i64::from(byte - b'0'));
            amount = amount.checked_mul(10)?.checked_add(digit)?;
            if amount == 0 && place > all.len() {
                break;
            }
        }
        Some(Self(if negative { -amount } else { amount }))
    }

    /// The sum; at the end of the range it stays there.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl fmt::Display for Micros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let whole = self.0.unsigned_abs() / 1_000_000;
        let fraction = format!("{:06}", self.0.unsigned_abs() % 1_000_000);
        let fraction = fraction.trim_end_matches('0');
        if fraction.is_empty() { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{fraction}") }
    }
}

/// A field as text, whether it came as a string or as a number; empty and null are nothing.
pub(crate) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A field as an amount.
pub(crate) fn micros(value: &Value) -> Option<Micros> {
    Micros::parse(&text(value)?)
}

/// A field as a whole number that is not negative; a fraction is rounded.
pub(crate) fn whole(value: &Value) -> Option<u64> {
    u64::try_from(micros(value)?.0).ok().map(|amount| (amount + 500_000) / 1_000_000)
}

/// A field as a count.
pub(crate) fn count(value: &Value) -> Option<u32> {
    u32::try_from(whole(value)?).ok()
}

/// A field as yes or no: a boolean, `"true"`, `"1"` or 1.
pub(crate) fn yes(value: &Value) -> bool {
    match value {
        Value::Bool(yes) => *yes,
        other => text(other).is_some_and(|text| text.eq_ignore_ascii_case("true") || text == "1"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn amounts_are_read_exactly() {
        for (text, amount) in [
            ("1.89", 1_890_000),
            ("0.01", 10_000),
            ("12", 12_000_000),
            (".5", 500_000),
            ("-0.25", -250_000),
            ("0.0000019", 1),
            ("1e-5", 10),
            ("1.5E2", 150_000_000),
            ("0", 0),
            ("0e300", 0),
            ("1e-300", 0),
            ("9007199254740.993", 9_007_199_254_740_993_000),
        ] {
            assert_eq!(Micros::parse(text), Some(Micros(amount)), "{text}");
        }
        for text in ["", "-", ".", "abc", "1,5", "1.2.3", "1e300", "99999999999999", "NaN"] {
            assert_eq!(Micros::parse(text), None, "{text}");
        }
    }

    #[test]
    fn amounts_are_shown_as_short_as_they_are() {
        assert_eq!(Micros(1_890_000).to_string(), "1.89");
        assert_eq!(Micros(-250_000).to_string(), "-0.25");
        assert_eq!(Micros(3_000_000).to_string(), "3");
        assert_eq!(Micros(1).to_string(), "0.000001");
    }

    #[test]
    fn a_number_may_come_as_text_or_as_nothing() {
        assert_eq!(micros(&json!("1.89")), Some(Micros(1_890_000)));
        assert_eq!(micros(&json!(1.89)), Some(Micros(1_890_000)));
        assert_eq!(whole(&json!("35.6")), Some(36));
        assert_eq!(count(&json!("30")), Some(30));
        assert_eq!(count(&json!(-1)), None);
        assert_eq!(count(&json!(null)), None);
        assert_eq!(micros(&json!("")), None);
        assert_eq!(text(&json!(2_013_508_786_110_730_241_u64)), Some("2013508786110730241".into()));
        assert!(yes(&json!("true")) && yes(&json!(1)) && !yes(&json!("0")) && !yes(&json!(null)));
    }
}
