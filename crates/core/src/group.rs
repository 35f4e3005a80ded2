//! Jobs that one press made together.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why several jobs were made at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum GroupKind {
    /// The same input in several models.
    Compare,
    /// The same form several times.
    Variations,
    /// The same form for each of several files.
    Files,
}
