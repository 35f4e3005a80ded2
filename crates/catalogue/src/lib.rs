//! Keeps the catalogue of models: takes in what RunningHub publishes, checks everything that people wrote, lists it, and
//! makes sample forms of every model for the tests. The models themselves, and what a form may hold, are the core's.

pub mod check;
pub mod differences;
pub mod folder;
#[cfg(any(test, fuzzing))]
pub mod hostile;
pub mod incoming;
pub mod layout;
pub mod list;
pub mod merge;
pub mod places;
pub mod report;
pub mod samples;
