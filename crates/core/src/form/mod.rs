//! A filled-in form: its values, the checks they must pass, and the body that RunningHub gets.

mod body;
mod check;
mod files;
mod problem;
mod rules;
mod values;

pub use body::{MissingUpload, Spelling, body};
pub use check::{check, fits, taking};
pub use problem::{FieldProblem, Problem, Severity};
pub use values::{FieldValue, FormValues, defaults, is_shown, sent};
