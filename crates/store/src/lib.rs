//! Where Afterframe keeps its jobs, clips and settings: one SQLite file, and the only SQL of the program.
//!
//! [`Store`] is synchronous and is meant to live on one thread. Each table has a file with its columns, its reads
//! and its writes; how the file is opened, migrated and guarded stands in `open`. What is deliberately not here: when
//! something is written, and what a job may become.

mod downloads;
mod error;
mod installation;
mod jobs;
mod keep;
mod media;
mod migrations;
mod money;
mod open;
mod path_column;
mod records;
mod settings;
mod spellings;
mod states;
mod uploads;

pub use downloads::DownloadRow;
pub use error::StoreError;
pub use keep::{Copy, has_copies, newest_copy, restore};
pub use media::MediaRow;
pub use money::{Spending, SpentRun};
pub use open::Store;
pub use records::RecordRow;
pub use states::PastState;
