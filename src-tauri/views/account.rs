//! The account as the window may know it: everything but the key.

use afterframe_core::{money::Money, settings::Mode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A key as it was typed. It crosses the bridge this once, inwards.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeyEnter {
    pub key: String,
    pub keep: Keep,
}

/// How long a key is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Keep {
    /// In the keychain of the operating system.
    Keychain,
    /// In memory, until the program ends.
    Session,
}

/// Which service to work with.
#[derive(Debug, Deserialize, TS)]
pub struct ModeChoose {
    pub mode: Mode,
}

/// What the program works with, and what it knows about it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    pub mode: Mode,
    pub key: KeyStatus,
    /// The site's host, such as `www.runninghub.ai`.
    pub site: Option<String>,
    pub reach: Reach,
    pub kind: Option<AccountKind>,
    pub balance: Option<Money>,
    pub slots: Option<SlotsView>,
    /// Keys of other sites that are still in the keychain.
    pub former: Vec<FormerKey>,
}

/// The key of a site that is not worked with any more, without the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FormerKey {
    /// The site's host.
    pub site: String,
    pub why: WhyKept,
}

/// Why a former key is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum WhyKept {
    /// What is being made there is fetched with it.
    Fetching,
    /// The keychain did not let it go.
    NotRemoved,
}

/// Where the key is, without the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "type", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum KeyStatus {
    None,
    Keychain {
        last_four: String,
    },
    Session {
        last_four: String,
    },
    /// From the environment variable `RH_API_KEY`.
    Environment {
        last_four: String,
    },
    /// There may be one, but the keychain is locked.
    Locked,
    /// This computer has no keychain that answers.
    NoKeychain,
}

/// Whether the service answers for this account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// Not asked yet.
    Unchecked,
    Ok,
    /// The key is not accepted (any more).
    Refused,
    Unreachable,
}

/// What a key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AccountKind {
    /// Enterprise-shared: runs models.
    Shared,
    /// A member's key: cannot run models.
    Consumer,
    /// For rented machines: cannot run models.
    Exclusive,
    Other,
}

/// How many jobs the account runs at once, and how many it is running.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct SlotsView {
    pub limit: u32,
    pub running: u32,
}
