//! The proof that no result that was paid for is lost and nothing is paid for twice: the engine killed after every write, every switch of the
//! practice server in every phase of a job, and many jobs through all of it at once. `docs/RELIABILITY.md` has the figures.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "what helps the tests may fail as the tests do")]

mod crashes;
mod matrix;
mod process;
mod promised;
mod setting;
mod soak;
