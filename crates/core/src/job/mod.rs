//! A job: everything that is kept about one run of a model, and the rules by which it moves.
//!
//! [`step()`] is the only thing that changes a job's state. It takes what happened and answers with the
//! new job and the effects that are due; running the effects is the engine's work.

mod backoff;
mod event;
mod line;
mod state;
mod step;

pub use backoff::delay;
pub use event::{Edit, Effect, Event};
pub use state::{Cancel, Charged, Failure, FailureKind, Job, JobState, Origin, Output, Trouble, Upload, WaitReason};
pub use step::step;
