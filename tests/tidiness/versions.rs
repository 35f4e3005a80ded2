//! One version, wherever it is written.

use std::fs;

use serde_json::Value;

use crate::assert_none;
use crate::files::root;
use crate::metadata::own_packages;

/// The places that say another version than `version`. A place without one follows Cargo.toml.
fn complaints(version: &str, places: &[(String, Value)]) -> Vec<String> {
    places
        .iter()
        .filter_map(|(place, said)| {
            let said = said.as_str()?;
            (said != version).then(|| format!("{place} says {said}, Cargo.toml says {version}"))
        })
        .collect()
}

fn json(path: &str) -> Value {
    let text = fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path} cannot be read: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path} is not JSON: {error}"))
}

#[test]
fn every_file_says_the_same_version() {
    let packages = own_packages();
    let mut places: Vec<(String, Value)> = packages
        .iter()
        .map(|package| (package["name"].as_str().unwrap_or_default().to_owned(), package["version"].clone()))
        .collect();
    for path in ["ui/package.json", "tauri.conf.json"] {
        places.push((path.to_owned(), json(path)["version"].clone()));
    }
    let (_, version) = places.iter().find(|(place, _)| place == "afterframe").expect("the program is a package");
    let version = version.as_str().expect("a package has a version").to_owned();
    assert_none(&complaints(&version, &places));
}

#[test]
fn another_version_is_found() {
    let places =
        [("a".to_owned(), Value::from("0.1.0")), ("b".to_owned(), Value::from("0.2.0")), ("c".to_owned(), Value::Null)];
    assert_eq!(complaints("0.1.0", &places), ["b says 0.2.0, Cargo.toml says 0.1.0"]);
}
