//! The practice server over real HTTP: the protocol, its refusals, its files, its faults, and every model of the catalogue.

mod answers;
mod client;
mod every_model;
mod faults;
mod files;
mod models;
mod refusals;
mod walkthrough;
