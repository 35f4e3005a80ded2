//! What a run would cost, as the site itself says.

use serde_json::Value;

use crate::Micros;
use crate::number;

/// The answer of a price preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The price in `currency`. Models that are billed by tokens say 0, and some models say the price of a second: no field
    /// tells that, and the texts are for people.
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
}
