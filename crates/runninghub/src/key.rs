//! The API key: cleaned when it comes in, hidden wherever it could be printed.
//!
//! Where the key is kept is not the business of this crate.

use std::fmt;

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

/// A RunningHub key. `Debug` shows nothing of it, `Display` the last four characters.
#[derive(Clone)]
pub struct ApiKey(SecretString);

/// Why a text cannot be a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ApiKeyError {
    /// Nothing is left when the white space is taken away.
    #[error("the key is empty")]
    Empty,
    /// A key has ASCII characters only; others come from a wrong copy.
    #[error("the key has characters that a key cannot have")]
    NotAscii,
    /// Longer than [`ApiKey::MAX_LENGTH`].
    #[error("the key is too long")]
    TooLong,
}

impl ApiKey {
    /// RunningHub's keys have 32 characters; the limit only keeps whole documents out.
    pub const MAX_LENGTH: usize = 512;

    /// Takes a key as a person pasted it: white space and invisible marks are dropped wherever they are.
    pub fn new(text: &str) -> Result<Self, ApiKeyError> {
        let invisible = |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
        let clean: String = text.chars().filter(|c| !invisible(*c)).collect();
        if clean.is_empty() {
            return Err(ApiKeyError::Empty);
        }
        if !clean.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(ApiKeyError::NotAscii);
        }
        if clean.len() > Self::MAX_LENGTH {
            return Err(ApiKeyError::TooLong);
        }
        Ok(Self(SecretString::from(clean)))
    }

    /// The key with all but its last four characters hidden; short keys are hidden whole.
    pub fn masked(&self) -> String {
        let text = self.0.expose_secret();
        let shown = if text.len() >= 12 { &text[text.len() - 4..] } else { "" };
        format!("••••{shown}")
    }

    /// The key itself, for the keychain.
    pub fn secret(&self) -> &SecretString {
        &self.0
    }

    /// The value of the Authorization header, marked so that it is not printed.
    pub(crate) fn bearer(&self) -> Option<HeaderValue> {
        let mut value = HeaderValue::from_str(&format!("Bearer {}", self.0.expose_secret())).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// A text of the server with the key masked in it: a server may echo what it was sent.
    pub(crate) fn hide_in(&self, text: &str) -> String {
        text.replace(self.0.expose_secret(), &self.masked())
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(hidden)")
    }
}

impl fmt::Display for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "0123456789abcdef0123456789abWXYZ";

    #[test]
    fn a_pasted_key_loses_its_white_space() {
        let key = ApiKey::new("\u{feff} 0123456789abcdef\n0123456789abWXYZ\t\u{200b}").unwrap();
        assert_eq!(key.secret().expose_secret(), KEY);
    }

    #[test]
    fn what_cannot_be_a_key_is_refused() {
        assert_eq!(ApiKey::new(" \n").unwrap_err(), ApiKeyError::Empty);
        assert_eq!(ApiKey::new("схлюч").unwrap_err(), ApiKeyError::NotAscii);
        assert_eq!(ApiKey::new("ab\u{7}cd").unwrap_err(), ApiKeyError::NotAscii);
        assert_eq!(ApiKey::new(&"a".repeat(513)).unwrap_err(), ApiKeyError::TooLong);
    }

    #[test]
    fn the_key_is_never_printed_whole() {
        let key = ApiKey::new(KEY).unwrap();
        assert_eq!(format!("{key:?}"), "ApiKey(hidden)");
        assert_eq!(key.to_string(), "••••WXYZ");
        assert_eq!(ApiKey::new("short").unwrap().to_string(), "••••");
        assert!(!format!("{:?}", key.bearer().unwrap()).contains("0123"));
        assert_eq!(key.hide_in(&format!("bad key {KEY}.")), "bad key ••••WXYZ.");
    }
}
