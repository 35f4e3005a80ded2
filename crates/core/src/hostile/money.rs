//! Amounts as text.

use crate::money::{Currency, Money, parse_micros};

/// An amount is what its digits say, or none. Held against a reading in wider numbers.
pub fn money(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let read = parse_micros(&text).ok();
    assert_eq!(read, expected(&text), "{text:?}");
    let Some(micros) = read else { return };
    let (sign, size) = (if micros < 0 { "-" } else { "" }, micros.unsigned_abs());
    let written = format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000);
    assert_eq!(parse_micros(&written), Ok(micros), "{written}");
    let amount = Money::new(micros, Currency::Cny);
    assert!(amount.to_string().ends_with(" CNY"), "{amount}");
    assert_eq!(amount.times(i64::MAX).micros.signum(), micros.signum(), "{amount} many times");
}

fn expected(text: &str) -> Option<i64> {
    let (negative, digits) = match text.trim().split_at_checked(1) {
        Some(("-", rest)) => (true, rest),
        _ => (false, text.trim()),
    };
    let mut micros: i128 = 0;
    let mut decimals = None;
    let mut any = false;
    for letter in digits.chars() {
        match (letter.to_digit(10), decimals) {
            (Some(digit), None | Some(0..6)) => {
                micros = micros.checked_mul(10)?.checked_add(digit.into())?;
                decimals = decimals.map(|count: u32| count + 1);
                any = true;
            }
            (Some(_), _) => any = true,
            (None, None) if letter == '.' => decimals = Some(0),
            (None, _) => return None,
        }
    }
    let micros = micros.checked_mul(10_i128.pow(6 - decimals.unwrap_or(0)))?;
    let micros = i64::try_from(micros).ok()?;
    any.then_some(if negative { -micros } else { micros })
}
