//! Several forms that become jobs with one press.

use afterframe_core::{form::FieldProblem, group::GroupKind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::job::{FormRequest, JobView};

/// Forms of which jobs are made at once, fifty at most.
#[derive(Debug, Deserialize, TS)]
pub struct JobsCreate {
    pub forms: Vec<FormRequest>,
    /// What they have to do with each other; `null` for nothing.
    pub group: Option<GroupKind>,
}

/// What became of the press: all were made, or none.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum JobsCreated {
    /// In the order of the forms.
    Created { jobs: Vec<JobView> },
    /// Nothing was written or sent.
    Refused { refused: Vec<FormRefused> },
}

/// One of the forms that is not right.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FormRefused {
    /// Its place among the forms that were asked for.
    pub index: usize,
    pub problems: Vec<FieldProblem>,
}
