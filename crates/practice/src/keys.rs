//! The three keys of a practice server, and what each may do.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Whose key a request carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Holder {
    /// An enterprise-shared key with money: may do everything.
    Shared,
    /// A member's key: knows its account and may upload, but cannot run models.
    Consumer,
    /// An enterprise-shared key with an empty wallet.
    Poor,
}

impl Holder {
    /// What the service calls the kind of key.
    pub(crate) const fn api_type(self) -> &'static str {
        match self {
            Self::Shared | Self::Poor => "SHARED",
            Self::Consumer => "NORMAL",
        }
    }
}

#[derive(Debug)]
pub(crate) struct Keys {
    pub(crate) shared: String,
    pub(crate) consumer: String,
    pub(crate) poor: String,
}

impl Keys {
    /// The keys that follow from `shared`, so that they stay the same over restarts.
    pub(crate) fn from_shared(shared: &str) -> Self {
        let derive = |word: &str| hex(&Sha256::digest(format!("{word} {shared}")))[..32].to_owned();
        Self { shared: shared.trim().to_owned(), consumer: derive("consumer"), poor: derive("poor") }
    }

    pub(crate) fn holder(&self, key: &str) -> Option<Holder> {
        match key.trim() {
            key if key == self.shared => Some(Holder::Shared),
            key if key == self.consumer => Some(Holder::Consumer),
            key if key == self.poor => Some(Holder::Poor),
            _ => None,
        }
    }
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from_digit(u32::from(digit), 16).unwrap_or('0'))
        .collect()
}

/// As many random bytes as a key has, as digits.
pub(crate) fn random_key() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}
