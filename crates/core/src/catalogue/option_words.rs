//! Words for values that read the same way everywhere, so that nobody has to write them down:
//! seconds, ratios, sizes, heights, plain numbers.

use super::field::Role;
use crate::text::LocalText;

/// What people call this value, where the value itself says so.
pub(super) fn words(value: &str, role: Option<Role>) -> Option<LocalText> {
    if role == Some(Role::Duration)
        && let Some(seconds) = whole(value)
    {
        let unit = if seconds == 1 { "second" } else { "seconds" };
        return Some(both(format!("{seconds} {unit}"), format!("{seconds} 秒")));
    }
    if let Some((width, height)) = pair(value, ':') {
        let (en, zh) = match width.cmp(&height) {
            std::cmp::Ordering::Greater => ("Landscape", "横屏"),
            std::cmp::Ordering::Less => ("Portrait", "竖屏"),
            std::cmp::Ordering::Equal => ("Square", "方形"),
        };
        return Some(both(format!("{en} {value}"), format!("{zh} {value}")));
    }
    let same = pair(value, '*')
        .or_else(|| pair(value, 'x'))
        .map(|(width, height)| format!("{width} × {height}"))
        .or_else(|| height(value))
        .or_else(|| value.parse::<f64>().ok().map(|_| value.to_owned()))?;
    Some(both(same.clone(), same))
}

fn both(en: String, zh: String) -> LocalText {
    LocalText { en, zh }
}

fn whole(text: &str) -> Option<u32> {
    text.parse().ok()
}

fn pair(value: &str, between: char) -> Option<(u32, u32)> {
    let (left, right) = value.split_once(between)?;
    Some((whole(left)?, whole(right)?))
}

/// `720P` reads `720p`, `2k` reads `2K`.
fn height(value: &str) -> Option<String> {
    let number = value.get(..value.len().checked_sub(1)?)?;
    whole(number)?;
    match value.chars().last()? {
        'p' | 'P' => Some(format!("{number}p")),
        'k' | 'K' => Some(format!("{number}K")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_speak_for_themselves_need_no_words() {
        let en = |value: &str, role| words(value, role).map(|text| text.en);
        for (value, expected) in [
            ("16:9", "Landscape 16:9"),
            ("9:16", "Portrait 9:16"),
            ("1:1", "Square 1:1"),
            ("1280*720", "1280 × 720"),
            ("480x832", "480 × 832"),
            ("720P", "720p"),
            ("2k", "2K"),
            ("0.5", "0.5"),
        ] {
            assert_eq!(en(value, None).as_deref(), Some(expected), "{value}");
        }
        assert_eq!(en("1", Some(Role::Duration)).as_deref(), Some("1 second"));
        assert_eq!(en("10", Some(Role::Duration)).as_deref(), Some("10 seconds"));
        for value in ["auto", "native1080p", "mp3", "pro", "", "画", "-1s"] {
            assert_eq!(en(value, None), None, "{value}");
        }
    }
}
