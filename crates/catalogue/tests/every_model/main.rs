//! Every model of the catalogue as it is in this repository: its words, its requests, its refusals; and the tools that
//! keep it.

mod bad_forms;
mod importing;
mod kept;
mod requests;
