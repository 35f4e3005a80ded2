//! The practice server over real HTTP: the protocol, its refusals, its files, its faults, and every model of the catalogue.
#![expect(clippy::unwrap_used, reason = "what helps the tests may fail as the tests do")]

mod answers;
mod client;
mod every_model;
mod faults;
mod files;
mod models;
mod refusals;
mod results;
mod walkthrough;
