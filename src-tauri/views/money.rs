//! What was spent, as the window shows it, and the words that a saved list of it is written with.

use std::collections::BTreeMap;

use afterframe_core::{
    ids::Endpoint,
    money::{Currency, Money},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What was spent so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MoneyTable {
    /// The newest month first. Practice is not in it.
    pub months: Vec<MoneyRow>,
}

/// What the runs of one model cost in one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MoneyRow {
    /// `2026-11`, where the computer is.
    pub month: String,
    pub endpoint: Endpoint,
    /// `null` where the model is not in the catalogue any more.
    pub family: Option<String>,
    pub currency: Currency,
    pub runs: u32,
    /// What RunningHub named.
    #[ts(type = "number")]
    pub known_micros: i64,
    /// Estimates, of runs for which it named nothing (yet).
    #[ts(type = "number")]
    pub estimated_micros: i64,
    /// Runs of which neither is known.
    pub unknown_runs: u32,
}

/// What this month comes to, for each currency: known, estimated, and in line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MoneyMonth {
    pub sums: Vec<Money>,
}

/// Saves a list of all runs. The words of the list are the window's.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MoneyCsv {
    /// What the file is to be called at first, without its ending.
    pub file_name: String,
    pub columns: MoneyColumns,
    pub states: MoneyStates,
    /// What the models are called. One that is not here stands in the list under its own name.
    #[ts(type = "Record<Endpoint, string>")]
    pub models: BTreeMap<Endpoint, String>,
}

/// The heads of the columns.
#[derive(Debug, Deserialize, TS)]
pub struct MoneyColumns {
    pub time: String,
    pub title: String,
    pub model: String,
    pub state: String,
    pub currency: String,
    pub cost: String,
    pub estimate: String,
    pub task: String,
}

/// What became of a run, in a word.
#[derive(Debug, Deserialize, TS)]
pub struct MoneyStates {
    pub making: String,
    pub done: String,
    pub failed: String,
    pub cancelled: String,
    pub unclear: String,
}
