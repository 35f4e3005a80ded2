//! The proof that no result that was paid for is lost and nothing is paid for twice. `docs/RELIABILITY.md` has the figures.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "what helps the tests may fail as the tests do")]

mod crashes;
mod process;
mod setting;
