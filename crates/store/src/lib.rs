//! Where Afterframe keeps its jobs, clips and settings: one SQLite file, and the only SQL of the program.
//!
//! [`Store`] is synchronous and is meant to live on one thread. Each table has a file with its columns, its reads
//! and its writes; how the file is opened, migrated and guarded stands in `open`. What is deliberately not here: when
//! something is written, and what a job may become.

mod bins;
mod downloads;
mod error;
mod facets;
mod find;
mod history;
mod installation;
mod jobs;
mod keep;
mod labels;
mod media;
mod migrations;
mod money;
mod open;
mod path_column;
mod reader;
mod records;
mod renames;
mod settings;
mod shelf;
mod spellings;
mod states;
mod uploads;
mod words;

pub use bins::BinRow;
pub use downloads::DownloadRow;
pub use error::StoreError;
pub use facets::Facet;
pub use find::{Found, Question};
pub use history::Use;
pub use keep::{Copy, has_copies, newest_copy, restore};
pub use media::MediaRow;
pub use money::{Spending, SpentRun};
pub use open::Store;
pub use reader::{Reader, ShelvedJob, Shelves};
pub use records::RecordRow;
pub use renames::RenameRow;
pub use states::PastState;
