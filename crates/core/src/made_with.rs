//! What a result was made with, as it is written into its file and kept by its content.
//!
//! A file comes from anywhere, so what is read from one is bounded and strict: it is all of this, or nothing. Whether the model
//! exists and takes these values is asked where they are put into a form, as of any other values.

use serde::{Deserialize, Serialize};

use crate::{
    form::{FieldValue, FormValues},
    ids::{Endpoint, MediaId},
    names::safe_part,
    time::Timestamp,
};

/// The longest of these that is read, in bytes.
const MOST_BYTES: usize = 192 * 1024;
/// No form has so many fields, and no field so many files or choices.
const MOST_VALUES: usize = 256;
/// An address of a model, a field or a file is never so long.
const LONGEST_NAME: usize = 256;
/// What this program writes, and all that it reads.
const VERSION: u32 = 1;

/// A form as it was when its result was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MadeWith {
    version: u32,
    /// The model.
    pub endpoint: Endpoint,
    /// Its name as people say it, for whoever reads the file with other eyes.
    pub model: String,
    /// What the job was called.
    pub title: String,
    pub values: FormValues,
    pub made_at: Timestamp,
}

impl MadeWith {
    /// Of these values. Neither keys nor addresses nor paths are among them: a form holds files by their ids.
    pub fn new(endpoint: Endpoint, model: String, title: String, values: FormValues, made_at: Timestamp) -> Self {
        Self { version: VERSION, endpoint, model, title, values, made_at }
    }

    /// As text; `None` if it is longer than what is ever read.
    pub fn to_text(&self) -> Option<String> {
        serde_json::to_string(self).ok().filter(|text| text.len() <= MOST_BYTES)
    }

    /// From a text that anybody may have written; `None` unless everything about it is as this program writes it.
    pub fn from_text(text: &str) -> Option<Self> {
        if text.len() > MOST_BYTES {
            return None;
        }
        let read: Self = serde_json::from_str(text).ok()?;
        read.is_sound().then(|| Self { title: safe_part(&read.title), model: safe_part(&read.model), ..read })
    }

    fn is_sound(&self) -> bool {
        self.version == VERSION
            && is_name(self.endpoint.as_str())
            && (1..=MOST_VALUES).contains(&self.values.len())
            && self.values.iter().all(|(key, value)| is_name(key.as_str()) && is_value(value))
    }
}

/// Models, fields and files are called by plain letters: a mark that is not seen could disguise one as another.
fn is_name(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(|letter| letter.is_ascii_graphic())
}

fn is_value(value: &FieldValue) -> bool {
    match value {
        FieldValue::Switch(_) => true,
        FieldValue::Number(number) => number.is_finite(),
        FieldValue::Text(text) => is_text(text),
        FieldValue::Texts(texts) => texts.len() <= MOST_VALUES && texts.iter().all(|text| is_text(text)),
        FieldValue::Media { media } => is_name(media.as_str()),
        FieldValue::Files { media } => media.len() <= MOST_VALUES && media.iter().map(MediaId::as_str).all(is_name),
    }
}

/// What a person can type: no marks that are not written.
fn is_text(text: &str) -> bool {
    !text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made_with() -> MadeWith {
        let values = [
            ("prompt", FieldValue::Text("dusk, 雪\nslow".to_owned())),
            ("seed", FieldValue::Number(7.0)),
            ("audio", FieldValue::Switch(true)),
            ("video", FieldValue::Media { media: MediaId::from("0190") }),
        ];
        let values = values.into_iter().map(|(key, value)| (key.into(), value)).collect();
        MadeWith::new("a/model".into(), "Grok Imagine".to_owned(), "ridge".to_owned(), values, Timestamp(1))
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = made_with().to_text().unwrap();
        assert_eq!(MadeWith::from_text(&text), Some(made_with()));
    }

    #[test]
    fn whatever_differs_from_what_is_written_is_nothing() {
        let text = made_with().to_text().unwrap();
        for (from, to) in [
            ("\"version\":1", "\"version\":2"),
            ("\"version\":1", "\"version\":1,\"path\":\"/home\""),
            ("\"title\":\"ridge\"", "\"title\":7"),
            ("a/model", ""),
            ("a/model", "a\\u0000model"),
            ("a/model", "a/\u{202e}model"),
            ("slow", "slow\\u001b[2J"),
            ("\"seed\":7.0", "\"seed\":{\"media\":7}"),
            ("\"seed\":7.0", "\"seed\":1e999"),
            ("\"madeAt\":1", "\"madeAt\":\"now\""),
        ] {
            let other = text.replace(from, to);
            assert_ne!(other, text, "{from}");
            assert_eq!(MadeWith::from_text(&other), None, "{to}");
        }
        assert_eq!(MadeWith::from_text(&format!("{text} {}", " ".repeat(MOST_BYTES))), None);
    }

    #[test]
    fn a_title_cannot_disguise_itself() {
        let text = made_with().to_text().unwrap().replace("ridge", "rid\\u202ege/..");
        assert_eq!(MadeWith::from_text(&text).unwrap().title, "ridge");
    }

    #[test]
    fn what_is_too_long_to_be_read_is_not_written() {
        let mut long = made_with();
        long.values.insert("prompt".into(), FieldValue::Text("x".repeat(MOST_BYTES)));
        assert_eq!(long.to_text(), None);
    }
}
