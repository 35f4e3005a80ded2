//! Registries and lists of prices as nobody would publish them.
//!
//! It takes any bytes, and panics where something does not hold that always must. The fuzzer calls it (`./dev fuzz`), and
//! so does the test with the inputs that are kept in `fuzz/corpus/`. Nothing here is part of the program.

#[cfg(test)]
#[path = "../../../fuzz/kept.rs"]
mod kept;

use afterframe_core::{
    catalogue::{Catalogue, Upstream},
    form::{check, defaults},
    price::list_price,
};
use serde_json::Value;

use crate::{
    incoming::{Unusable, prices_of, registry_of},
    layout::pretty,
    merge::merge,
};

const FAMILY: &str = r#"{"order": 1, "name": "One", "maker": "Maker", "goodAt": {"en": "Good.", "zh": "很好。"},
    "models": [{"endpoint": "maker/one", "task": "text-to-video"}]}"#;
const WORDS: &str = r#"{"prompt": {"label": {"en": "Words", "zh": "文字"}, "role": "prompt"},
    "size": {"label": {"en": "Size", "zh": "大小"}}}"#;
/// What is known before.
const KNOWN: &str = r#"{"models": {
    "maker/one": {"standing": "documented", "source": "docs 2026-06", "names": ["one"], "output": "video", "fields": [
        {"key": "prompt", "type": "text", "required": true, "minLength": 2, "maxLength": 800},
        {"key": "size", "type": "list", "options": ["720p", "4k"], "altKey": "12##select", "altOptions": {"720p": "1", "4k": "2"}}]},
    "maker/two": {"standing": "listed", "source": "official registry 2026-04", "output": "image", "fields": [
        {"key": "prompt", "type": "text", "required": true}]}}}"#;
/// Between a registry and a list of prices.
const AND_PRICES: &str = "\n---\n";
/// No sentence for a person is longer.
const LONGEST_LINE: usize = 2_000;

/// A registry, with a list of prices behind a line of three dashes or without one, is refused with a sentence or taken in:
/// nothing that was known is lost, what comes out is sound and is read again as it was written.
pub fn import(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (registry, prices) = text.split_once(AND_PRICES).map_or((&*text, None), |(left, right)| (left, Some(right)));
    let Ok(registry) = serde_json::from_str::<Value>(registry) else { return };
    let prices = prices.and_then(|prices| serde_json::from_str::<Value>(prices).ok());
    let registry = match registry_of("registry.json", &registry) {
        Ok(registry) => registry,
        Err(refusal) => return assert_readable(&refusal),
    };
    let prices = match prices.map(|prices| prices_of("prices.json", &prices)).transpose() {
        Ok(prices) => prices,
        Err(refusal) => return assert_readable(&refusal),
    };
    let known: Upstream = serde_json::from_str(KNOWN).expect("good facts");
    let (merged, report) = merge(&known, &registry, prices.as_ref());
    assert!(known.models.keys().all(|endpoint| merged.models.contains_key(endpoint)), "a model is lost");
    report.to_string().lines().for_each(assert_line);
    for (endpoint, model) in &merged.models {
        for field in &model.fields {
            let at = format!("{endpoint}, {}", field.key);
            assert!(field.min.zip(field.max).is_none_or(|(min, max)| min <= max), "{at}: no number fits");
            assert!(field.min_length.zip(field.max_length).is_none_or(|(min, max)| min <= max), "{at}: no text fits");
            assert!(field.alt_options.keys().all(|value| field.options.contains(value)), "{at}: a code of nothing");
        }
    }
    let written = pretty(&merged).expect("facts can be written");
    let again: Upstream = serde_json::from_str(&written).expect("what was written can be read");
    assert_eq!(pretty(&again).expect("facts can be written"), written, "what is written is read as something else");
    let (twice, _) = merge(&merged, &registry, prices.as_ref());
    assert_eq!(twice, merged, "the same file once more changes something");
    offered(&written);
}

/// The models that come of it, with the words that people wrote before.
fn offered(upstream: &str) {
    let files = [("upstream.json", upstream), ("families/one.json", FAMILY), ("words/fields.json", WORDS)];
    let mut mistakes = Vec::new();
    let catalogue = Catalogue::gather(&files, &mut mistakes).expect("an import leaves files that can be read");
    for model in catalogue.models() {
        assert_eq!((model.family_name.as_str(), model.good_at.zh.as_str()), ("One", "很好。"), "words were changed");
        let values = defaults(model);
        check(model, &values, |_| None);
        list_price(model, &values, |_| None);
    }
}

fn assert_readable(refusal: &Unusable) {
    assert_line(&refusal.to_string());
}

/// What a terminal shows as one line that a person can read.
fn assert_line(line: &str) {
    assert!(line.len() <= LONGEST_LINE, "{} bytes are too long for a sentence", line.len());
    assert!(!line.chars().any(char::is_control), "{line:?} would move the cursor");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_registries_are_refused_or_taken_in_without_loss() {
        kept::each("imports", import);
    }
}
