//! Whether the drive of the results folder has room for what comes. A drive that is filled to its last byte holds up the library
//! too, and everything else on the computer.
//!
//! Uploads need no room: they are read where they lie.

use std::{path::Path, sync::Arc};

use tokio::task::spawn_blocking;

use super::Context;

/// What is left free in any case.
const MARGIN: u64 = 64 * 1024 * 1024;

/// How much a drive takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room(u64);

impl Room {
    /// The room beside a part file. A drive that does not say is tried: its own errors are waited for.
    pub(super) async fn of(context: &Context, part: &Path) -> Self {
        let Some(folder) = part.parent().map(Path::to_owned) else { return Self(u64::MAX) };
        let space = Arc::clone(&context.inner.options.space);
        let asked = spawn_blocking(move || space.free(&folder)).await;
        Self(asked.ok().and_then(Result::ok).unwrap_or(u64::MAX))
    }

    /// Whether so much may come; of `None` nobody knows how much it is.
    pub(super) fn takes(self, bytes: Option<u64>) -> bool {
        self.0 >= bytes.unwrap_or(0).saturating_add(MARGIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_is_left_free_whatever_comes() {
        assert!(Room(MARGIN).takes(None));
        assert!(!Room(MARGIN - 1).takes(None));
        assert!(Room(MARGIN + 7).takes(Some(7)));
        assert!(!Room(MARGIN + 7).takes(Some(8)));
        assert!(!Room(u64::MAX - 1).takes(Some(u64::MAX)));
    }
}
