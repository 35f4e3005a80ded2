//! A filled-in form: its values, the checks they must pass, and the body that RunningHub gets.

mod body;
mod check;
mod values;

pub use body::{MissingUpload, body};
pub use check::{FieldProblem, Problem, Severity, check, fits};
pub use values::{FieldValue, FormValues, defaults};
