//! The domain of Afterframe, pure: what a model is, what a form may hold, what a run costs, and
//! how a job moves from a pressed button to a film on disk.
//!
//! Nothing here reads a file, opens a socket or asks for the time: files, answers and instants
//! come in as values, decisions go out as values. That is what makes every order of events testable.

mod built_in;
pub mod catalogue;
pub mod form;
pub mod group;
#[cfg(any(test, fuzzing))]
pub mod hostile;
pub mod ids;
pub mod job;
pub mod language;
pub mod library;
pub mod made_with;
pub mod media;
pub mod money;
pub mod names;
pub mod price;
pub mod settings;
pub mod text;
pub mod time;
pub mod words;
