//! Money as whole millionths of a unit: prices are added up, and floating point would not add up.

use std::fmt;

use bitcode::{Decode, Encode};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

/// The two currencies RunningHub bills in: yuan on the .cn site, dollars on the .ai site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS, Encode, Decode)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    Cny,
    Usd,
}

impl Currency {
    /// Its code in ISO 4217.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cny => "CNY",
            Self::Usd => "USD",
        }
    }
}

/// An amount in millionths of its currency's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Money {
    #[ts(type = "number")]
    pub micros: i64,
    pub currency: Currency,
}

/// Why a text is not an amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is not an amount of money")]
pub struct NotMoney(String);

/// Reads a decimal such as `1.89` into millionths. More than six decimals are cut, as RunningHub's
/// own pages show four at most.
pub fn parse_micros(text: &str) -> Result<i64, NotMoney> {
    let wrong = || NotMoney(text.to_owned());
    let trimmed = text.trim();
    let (sign, digits) = match trimmed.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, trimmed),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
        return Err(wrong());
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| wrong())? };
    let fraction: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let fraction: i64 = fraction.parse().map_err(|_| wrong())?;
    let micros = whole.checked_mul(1_000_000).and_then(|whole| whole.checked_add(fraction));
    micros.map(|micros| sign * micros).ok_or_else(wrong)
}

impl Money {
    /// So many millionths of `currency`.
    pub const fn new(micros: i64, currency: Currency) -> Self {
        Self { micros, currency }
    }

    /// This amount `count` times.
    #[must_use]
    pub const fn times(self, count: i64) -> Self {
        Self { micros: self.micros.saturating_mul(count), currency: self.currency }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.micros < 0 { "-" } else { "" };
        let hundredths = (self.micros.unsigned_abs() + 5_000) / 10_000;
        write!(out, "{sign}{}.{:02} {}", hundredths / 100, hundredths % 100, self.currency.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_become_whole_millionths() {
        for (text, micros) in [
            ("1.89", 1_890_000),
            ("0.51", 510_000),
            ("41", 41_000_000),
            (" 0.1234567 ", 123_456),
            ("-2.5", -2_500_000),
            (".5", 500_000),
        ] {
            assert_eq!(parse_micros(text), Ok(micros), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in ["", ".", "1,89", "1.8.9", "NaN", "1e3", "--1", "¥3", "99999999999999999999"] {
            assert!(parse_micros(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_amount_reads_with_two_decimals() {
        assert_eq!(Money::new(1_885_000, Currency::Cny).to_string(), "1.89 CNY");
        assert_eq!(Money::new(-500_000, Currency::Usd).to_string(), "-0.50 USD");
    }
}
