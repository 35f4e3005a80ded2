//! A RunningHub that runs on loopback: the practice mode, the tests' fake, the benchmarks' peer.
//!
//! It speaks the service's protocol to any client: upload, submit with every model's rules, query, account, queue, price, cancel, results over
//! HTTP. The rules of the models come from the catalogue, so that a new model needs nothing here. Results are real files and words, made by
//! code and, where it is installed, by ffmpeg. What goes wrong on the way to the real service can be switched on ([`Fault`]), and what was asked is on record ([`LoggedRequest`]).
//!
//! It listens on loopback alone, and keeps no prompt.

mod account;
mod addresses;
mod alter;
mod answer;
mod codes;
mod controls;
mod drip;
mod faults;
mod files;
mod hub;
mod inject;
mod keys;
mod ledger;
mod links;
mod log;
mod options;
mod order;
mod query;
mod reading;
mod results;
mod routes;
mod rules;
mod server;
mod submit;
mod uploads;
mod wire;
mod work;

pub use faults::{Fault, Place, Times};
pub use log::LoggedRequest;
pub use options::{Options, StartError};
pub use server::Practice;
