//! Where Afterframe keeps the RunningHub key: one small secret per account, in the keychain of the
//! operating system (Keychain, Credential Manager, Secret Service).
//!
//! Here is the seam [`SecretStore`], the keychain behind it, a store in memory for *this session only*,
//! and a store whose faults a test chooses. What is deliberately not here: any file. Where there is no
//! keychain, that is said, and nothing is written anywhere.
//!
//! An account is the host of a site; secrets are [`SecretString`]s, which show nothing in `Debug`.

mod keychain;
mod mock;
mod native;
mod session;

use std::future::Future;
use std::pin::Pin;

pub use keychain::Keychain;
pub use mock::MockStore;
pub use secrecy::SecretString;
pub use session::SessionStore;

/// The name under which the secrets of this program stand in the keychain.
pub const SERVICE: &str = "Afterframe";

/// The answer of a store, awaited.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A place that keeps one secret per account.
pub trait SecretStore: Send + Sync {
    /// What is kept for an account.
    fn get<'a>(&'a self, account: &'a str) -> Pending<'a, SecretState>;

    /// Keeps a secret for an account; one that was there is replaced.
    fn set<'a>(&'a self, account: &'a str, secret: SecretString) -> Pending<'a, Result<(), SecretError>>;

    /// Forgets the secret of an account. That there was none is no error.
    fn remove<'a>(&'a self, account: &'a str) -> Pending<'a, Result<(), SecretError>>;
}

/// What is known about the secret of an account.
#[derive(Debug, Clone)]
pub enum SecretState {
    /// Here it is.
    Present(SecretString),
    /// The keychain works and holds none.
    NotSet,
    /// The keychain is locked and was not opened; after it was, trying again is right.
    Locked,
    /// The keychain cannot be used now; trying again begins from the start.
    Unavailable(Unavailable),
}

/// Why a secret was not kept or not forgotten.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// The keychain is locked and was not opened.
    #[error("the keychain is locked")]
    Locked,
    /// The keychain cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Why a keychain cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unavailable {
    /// No keychain runs in this session.
    #[error("no keychain is running")]
    NoKeychain,
    /// A keychain runs but holds no collection (*login keyring*) that secrets could go into.
    #[error("the keychain has no collection to keep secrets in")]
    NoCollection,
    /// It did not answer in time: perhaps it still asks for its password somewhere.
    #[error("the keychain did not answer in time")]
    TimedOut,
    /// What it holds for the account is not a text.
    #[error("what the keychain holds cannot be read")]
    Damaged,
    /// It said no for a reason of its own, in its own words.
    #[error("the keychain refused: {0}")]
    Refused(String),
}

impl From<SecretError> for SecretState {
    fn from(error: SecretError) -> Self {
        match error {
            SecretError::Locked => Self::Locked,
            SecretError::Unavailable(reason) => Self::Unavailable(reason),
        }
    }
}
