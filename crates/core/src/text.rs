//! Words that exist in every language of the program.

use bitcode::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One text in English and Simplified Chinese. Both are required: a missing one does not load.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, Encode, Decode)]
#[serde(deny_unknown_fields)]
pub struct LocalText {
    pub en: String,
    pub zh: String,
}
