//! What a name, a text or a number must look like before it may stand in the catalogue.

use afterframe_core::ids::{Endpoint, FieldKey};
use serde_json::{Number, Value};

/// No documented name, option or key is a quarter as long.
const LONGEST_TEXT: usize = 300;
/// How RunningHub marks an endpoint that it no longer recommends; the endpoint itself goes without.
const OUT_OF_USE: [&str; 2] = ["-[deprecated]", "-deprecated"];

/// An endpoint, and whether its name says that it is out of use. It becomes part of an address: nothing that could lead
/// elsewhere is let through.
pub(super) fn endpoint(text: &str) -> Result<(Endpoint, bool), String> {
    let lower = text.to_ascii_lowercase();
    let mark = OUT_OF_USE.iter().find(|mark| lower.ends_with(*mark));
    let name = mark.map_or(text, |mark| &text[..text.len() - mark.len()]);
    let part_is_good = |part: &str| {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-');
        !part.is_empty() && part.chars().all(plain) && part.chars().any(|letter| letter != '.')
    };
    if name.len() > LONGEST_TEXT || !name.split('/').all(part_is_good) {
        return Err(format!("{:?} is not the name of an endpoint", shortened(text)));
    }
    Ok((Endpoint::from(name), mark.is_some()))
}

/// A field's key: letters, digits and `_`.
pub(super) fn key(text: &str) -> Result<FieldKey, String> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let good = !text.is_empty() && text.len() <= LONGEST_TEXT && text.chars().all(plain);
    if good { Ok(FieldKey::from(text)) } else { Err(format!("{:?} is not the key of a field", shortened(text))) }
}

/// The second spelling of a key: `20##image`.
pub(super) fn node_key(text: &str) -> Result<FieldKey, String> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '#');
    let good = !text.is_empty() && text.len() <= LONGEST_TEXT && text.chars().all(plain);
    if good { Ok(FieldKey::from(text)) } else { Err(format!("{:?} is not a key by node", shortened(text))) }
}

/// A short text of one line.
pub(super) fn words(text: &str, what: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_TEXT || text.chars().any(char::is_control) {
        return Err(format!("{what} {:?} is no name", shortened(text)));
    }
    Ok(text.to_owned())
}

/// A value of an option or a condition, as text: `true`, `10`, `1080p`. It may be empty.
pub(super) fn value(value: &Value) -> Result<String, String> {
    let text = match value {
        Value::Bool(on) => on.to_string(),
        Value::Number(number) => real(number)?.to_string(),
        Value::String(text) => text.clone(),
        _ => return Err("a value is neither a text nor a number".to_owned()),
    };
    if text.chars().count() > LONGEST_TEXT || text.chars().any(char::is_control) {
        return Err(format!("the value {:?} is too long or not on one line", shortened(&text)));
    }
    Ok(text)
}

/// A number that a form could hold.
pub(super) fn real(number: &Number) -> Result<f64, String> {
    let real = number.as_f64().filter(|real| real.is_finite() && real.abs() <= 1e18);
    real.ok_or_else(|| format!("{number} is no number that a form could hold"))
}

/// A count of something: a whole number from 1 up to `most`.
pub(super) fn count(number: &Number, most: u32, what: &str) -> Result<u32, String> {
    let real = real(number)?;
    if real.fract() != 0.0 || real < 1.0 || real > f64::from(most) {
        return Err(format!("{number} {what} cannot be"));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and within limits, see above")]
    Ok(real as u32)
}

/// The month in a text such as `public-2026-04-29`.
pub(super) fn month(text: &str) -> Option<String> {
    let is_month = |part: &&[u8]| {
        let digit = |at: usize| part[at].is_ascii_digit();
        [0, 1, 2, 3, 5, 6].into_iter().all(digit) && part[4] == b'-' && part.starts_with(b"20")
    };
    let found = text.as_bytes().windows(7).find(is_month)?;
    String::from_utf8(found.to_vec()).ok()
}

/// A day or a month: `2026-04-29`, `2026-04`.
pub(super) fn day(text: &str) -> Result<String, String> {
    let shaped = matches!(text.len(), 7 | 10)
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if shaped { Ok(text.to_owned()) } else { Err(format!("{:?} is no day", shortened(text))) }
}

/// A text of unknown origin within a sentence for a person: not endless, and on one line.
pub(super) fn readable(text: &str) -> String {
    let plain = |letter: char| if letter.is_control() { ' ' } else { letter };
    let short: String = text.chars().map(plain).take(LONGEST_TEXT).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_stay_within_their_address() {
        for good in ["kling-v3.0-pro/image-to-video", "alibaba/qwen3-tts-flash", "a", "x/y_z/1.0"] {
            assert_eq!(endpoint(good), Ok((Endpoint::from(good), false)), "{good}");
        }
        for bad in [
            "",
            "/a",
            "a/",
            "a//b",
            "../a",
            "a/../b",
            "a/./b",
            "a\\b",
            "a b",
            "https://a.b/c",
            "a?b",
            "a#b",
            "é",
            "a%2fb",
        ] {
            assert!(endpoint(bad).is_err(), "{bad}");
        }
        assert!(endpoint(&"a".repeat(301)).is_err());
    }

    #[test]
    fn a_mark_in_the_name_is_no_part_of_the_endpoint() {
        assert_eq!(endpoint("a/edit-[Deprecated]"), Ok((Endpoint::from("a/edit"), true)));
        assert_eq!(endpoint("a/edit-deprecated"), Ok((Endpoint::from("a/edit"), true)));
        assert!(endpoint("-deprecated").is_err());
    }

    #[test]
    fn a_month_is_found_in_a_version() {
        assert_eq!(month("public-2026-04-29").as_deref(), Some("2026-04"));
        assert_eq!(month("2026-11").as_deref(), Some("2026-11"));
        assert_eq!(month("version 3"), None);
    }
}
