//! What lies in the desk's keychain, read by a client that is not the program's.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::desk::Desk;
use crate::drag::PYTHON;
use crate::evidence::repository;
use crate::process::output_of;

/// One entry of the keychain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// The name that a keychain viewer shows.
    pub label: String,
    /// What it is found by.
    pub attributes: BTreeMap<String, String>,
    /// What is kept.
    pub secret: String,
}

/// Every entry of the desk's keychain.
pub fn entries(desk: &Desk) -> Vec<Secret> {
    let mut command = desk.command(PYTHON);
    command.arg(repository().join("e2e/read_keychain.py"));
    let answer: Value = serde_json::from_str(&output_of(&mut command)).expect("the script prints JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    answer
        .as_array()
        .into_iter()
        .flatten()
        .map(|entry| Secret {
            label: text(&entry["label"]),
            attributes: entry["attributes"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(key, value)| (key.clone(), text(value)))
                .collect(),
            secret: text(&entry["secret"]),
        })
        .collect()
}
