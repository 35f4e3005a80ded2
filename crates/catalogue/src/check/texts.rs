//! What a text in two languages must be: both there, each in its language, in words and not in code.

use std::sync::OnceLock;

use afterframe_core::text::LocalText;
use regex_lite::Regex;

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// A field's name; its key may not stand for it.
    Label { key: &'a str },
    /// A name of an option, a group, a tier: may be a proper name, the same in both languages.
    Name,
    /// A sentence or two.
    Sentence,
    /// An example in an empty field: any punctuation.
    Example,
}

const LONGEST_LABEL: usize = 40;
const LONGEST_SENTENCE: usize = 170;
/// A proper name in a Chinese text has no more words in a row.
const LATIN_WORDS: usize = 6;
/// Words with a capital inside that are words.
const NO_CODE: [&str; 7] = ["iPhone", "macOS", "iOS", "xAI", "kHz", "kWh", "eBay"];

struct Patterns {
    internal: Regex,
    cjk: Regex,
    han: Regex,
    code: Regex,
    western: Regex,
    latin_run: Regex,
}

fn patterns() -> &'static Patterns {
    static MADE: OnceLock<Patterns> = OnceLock::new();
    MADE.get_or_init(|| {
        let made = |pattern: &str| Regex::new(pattern).expect("a pattern that a test reads");
        Patterns {
            internal: made(r"(?i)rhart|youchuan|sparkvideo|runninghub|channel-low|official-stable|\bf-2-|\brh\b"),
            cjk: made("[\u{3000}-\u{303f}\u{3400}-\u{9fff}\u{ff00}-\u{ffef}]"),
            han: made("[\u{3400}-\u{9fff}]"),
            code: made(r"\b[a-z]+[A-Z][A-Za-z]+\b|\b[a-z0-9]+_[a-z0-9_]+\b"),
            western: made("[\u{3400}-\u{9fff}][,;:?]"),
            latin_run: made(&format!(r"(?:[A-Za-z][A-Za-z'’-]*[ ,]+){{{LATIN_WORDS}}}[A-Za-z]")),
        }
    })
}

/// Whether this is a name that only RunningHub uses.
pub(super) fn is_internal(text: &str) -> bool {
    patterns().internal.is_match(text)
}

/// Whether this holds Chinese, which the English words and the names of families may not.
pub(super) fn is_not_latin(text: &str) -> bool {
    patterns().cjk.is_match(text)
}

/// Everything that is wrong with `text` in its place.
pub(super) fn complaints(text: &LocalText, place: Place<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for (language, words) in [("en", &text.en), ("zh", &text.zh)] {
        found.extend(common(words, place).into_iter().map(|what| format!("{language}: {what}: {words:?}")));
    }
    if is_not_latin(&text.en) {
        found.push(format!("en: Chinese in it: {:?}", text.en));
    }
    found.extend(chinese(&text.zh, place).map(|what| format!("zh: {what}: {:?}", text.zh)));
    found
}

fn common(words: &str, place: Place<'_>) -> Vec<&'static str> {
    let mut found = Vec::new();
    if words.trim().is_empty() {
        return vec!["empty"];
    }
    if words.trim() != words {
        found.push("a space at an end");
    }
    if words.contains(['!', '！']) {
        found.push("an exclamation mark");
    }
    if is_internal(words) {
        found.push("an internal name");
    }
    if patterns().code.find_iter(words).any(|part| !NO_CODE.contains(&part.as_str())) {
        found.push("it reads like code");
    }
    if let Place::Label { key } = place {
        // `Prompt` is a word, though it is the key as well; `imageUrl` is none, whatever its capitals.
        let is_code = key.chars().skip(1).any(|letter| letter.is_uppercase() || letter == '_');
        if words == key || (is_code && words.eq_ignore_ascii_case(key)) {
            found.push("the raw key");
        }
        if words.chars().count() > LONGEST_LABEL {
            found.push("too long for a label");
        }
        if words.ends_with(['.', '。']) {
            found.push("a label has no full stop");
        }
    }
    if words.split(['.', '?', '。', '？', '；']).any(|sentence| sentence.chars().count() > LONGEST_SENTENCE) {
        found.push("a sentence too long to read");
    }
    found
}

fn chinese(words: &str, place: Place<'_>) -> Option<&'static str> {
    let letters = words.chars().filter(char::is_ascii_alphabetic).count();
    let has_han = patterns().han.is_match(words);
    if !has_han && (letters > 25 || (place == Place::Sentence && letters > 3)) {
        return Some("not Chinese");
    }
    if patterns().latin_run.is_match(words) {
        return Some("an English sentence in it");
    }
    (place != Place::Example && patterns().western.is_match(words)).then_some("western punctuation after Chinese")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(en: &str, zh: &str, place: Place<'_>) -> usize {
        complaints(&LocalText { en: en.to_owned(), zh: zh.to_owned() }, place).len()
    }

    #[test]
    fn good_words_pass() {
        let label = |key| Place::Label { key };
        for (en, zh, place) in [
            ("Aspect ratio", "画面比例", label("aspectRatio")),
            ("Prompt", "提示词", label("prompt")),
            ("Vincent", "Vincent", Place::Name),
            (
                "Turns a clip into 4K. Works best with sharp clips.",
                "把片段放大到 4K。清晰的片段效果最好。",
                Place::Sentence,
            ),
            ("Filmed on an iPhone.", "用 iPhone 拍摄。", Place::Sentence),
        ] {
            assert_eq!(complaints(&LocalText { en: en.into(), zh: zh.into() }, place), [""; 0], "{en}");
        }
    }

    #[test]
    fn words_that_are_none_are_found() {
        let label = |key| Place::Label { key };
        for (en, zh, place) in [
            ("", "画面比例", Place::Name),
            ("aspectRatio", "画面比例", label("aspectRatio")),
            ("prompt", "提示词", label("prompt")),
            ("Seed", "seed", label("seed")),
            ("Great!", "很好", Place::Sentence),
            ("Good.", "很好！", Place::Sentence),
            ("比例", "比例", Place::Name),
            ("Ratio：", "比例", Place::Name),
            ("Turns a clip into a film.", "Turns a clip into a film.", Place::Sentence),
            ("Turns a clip into a film.", "先看这里：turns a clip into a whole film 。", Place::Sentence),
            ("Good at film.", "擅长,影片。", Place::Sentence),
            ("Made by rhart-video.", "由其制作。", Place::Sentence),
            ("An RH model.", "一个模型。", Place::Sentence),
            ("Needs first_frame.", "需要首帧。", Place::Sentence),
            ("Film ", "影片", Place::Name),
            ("Film.", "影片", label("film")),
        ] {
            assert_ne!(found(en, zh, place), 0, "{en} / {zh}");
        }
    }
}
