//! Sample forms of any model, made from its fields and rules alone: the smallest and the fullest that are valid, and
//! forms with one thing wrong in each. The tests of requests, of the practice server and of the engine use them; the
//! program itself does not.

mod broken;
mod broken_rules;
mod files;
mod fill;
mod values;

use std::collections::BTreeMap;

use afterframe_core::{
    catalogue::Model,
    form::{FieldProblem, FormValues, MissingUpload, Spelling, body, check},
    ids::MediaId,
    media::KnownMedia,
};
use serde_json::{Map, Value};

pub use broken::{Broken, broken};
pub use broken_rules::broken_rules;
pub use fill::{fullest, smallest};

/// A filled-in form, and the files that it names.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sample {
    pub values: FormValues,
    pub files: BTreeMap<MediaId, KnownMedia>,
}

impl Sample {
    /// What the program finds wrong with it.
    pub fn problems(&self, model: &Model) -> Vec<FieldProblem> {
        check(model, &self.values, |id| self.files.get(id).cloned())
    }

    /// The request, with addresses of nowhere for the files.
    pub fn body(&self, model: &Model, spelling: Spelling) -> Result<Map<String, Value>, MissingUpload> {
        body(model, &self.values, spelling, |id| {
            let format = &self.files.get(id)?.facts.format;
            Some(format!("https://files.example/{id}.{format}"))
        })
    }
}
