//! What a run would cost, as the site itself says.

use serde_json::Value;

use crate::Micros;
use crate::number;

/// The answer of a price preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The price in `currency`. Models that are billed by tokens say 0, and some models say the price
    /// of a second: the texts tell.
    pub price: Option<Micros>,
    /// `USD` or `CNY`, in capitals.
    pub currency: Option<String>,
    /// Whether this run would cost nothing because of a free allowance.
    pub free_this_call: bool,
    /// Free runs that are left.
    pub free_calls_left: Option<u32>,
    /// The site's words in English.
    pub text_en: Option<String>,
    /// The site's words in Chinese.
    pub text_zh: Option<String>,
}

impl Quote {
    /// Reads the fields; none if there is neither a price nor a word about it.
    pub(crate) fn read(data: &Value) -> Option<Self> {
        const FIELDS: [&str; 4] = ["estimatedPrice", "priceText", "priceTextEn", "isFreeThisCall"];
        if !FIELDS.iter().any(|field| data.get(field).is_some()) {
            return None;
        }
        let text = |field: &str| data.get(field).and_then(number::text);
        Some(Self {
            price: data.get("estimatedPrice").and_then(number::micros),
            currency: text("currency").map(|text| text.to_uppercase()),
            free_this_call: data.get("isFreeThisCall").is_some_and(number::yes),
            free_calls_left: data.get("remainingFreeLimitCount").and_then(number::count),
            text_en: text("priceTextEn"),
            text_zh: text("priceText"),
        })
    }

    /// Whether `price` is that of a second: the site's words name this very amount with that unit behind it.
    pub fn is_for_a_second(&self) -> bool {
        self.price.is_some_and(|price| {
            [&self.text_zh, &self.text_en].into_iter().flatten().any(|text| is_said_for_a_second(text, price))
        })
    }
}

fn is_said_for_a_second(text: &str, price: Micros) -> bool {
    let is_of_number = |letter: char| letter.is_ascii_digit() || letter == '.';
    let from_number = text.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let unit = from_number.trim_start_matches(is_of_number);
    let amount = &from_number[..from_number.len() - unit.len()];
    let unit = unit.to_lowercase();
    let is_second = ["/秒", "每秒", "/sec", "per second", "a second"].iter().any(|second| unit.contains(second));
    is_second && Micros::parse(amount) == Some(price)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_quote_is_read_with_strings_for_numbers() {
        let quote = Quote::read(&json!({
            "estimatedPrice": "0.27", "currency": "USD", "freeLimit": false, "isFreeThisCall": false,
            "priceText": "0.27/次", "priceTextEn": "0.27 per call", "remainingFreeLimitCount": null
        }))
        .unwrap();
        assert_eq!(quote.price, Some(Micros(270_000)));
        assert_eq!(quote.text_en.as_deref(), Some("0.27 per call"));
        assert!(!quote.free_this_call);
        assert_eq!(Quote::read(&json!({"taskId": "1"})), None);
    }

    #[test]
    fn the_price_of_a_second_is_told_from_that_of_a_run() {
        for (price, zh, en, is) in [
            ("0.85", "0.85/秒", "0.85 per second", true),
            ("0.85", "¥0.85元/秒", "", true),
            ("0.85", "", "$0.850/second", true),
            ("4.25", "0.85/秒", "0.85 per second", false),
            ("0.35", "0.35/5秒", "", false),
            ("4.25", "4.25元，按秒计费", "¥4.25, billed by the second", false),
            ("0.27", "0.27/次", "0.27 per call", false),
            ("0.30", "", "0.30/song", false),
            ("0.27", "价格未知", "", false),
        ] {
            let quote = Quote::read(&json!({"estimatedPrice": price, "priceText": zh, "priceTextEn": en})).unwrap();
            assert_eq!(quote.is_for_a_second(), is, "{price} {zh} {en}");
        }
    }
}
