//! What cargo knows about the packages of this repository and about those that they use.

use std::process::Command;

use serde_json::Value;

use crate::files::root;

/// Our own packages with what they declare; nothing is resolved or downloaded.
pub fn own_packages() -> Vec<Value> {
    packages(&["--no-deps"])
}

/// Every package that goes into a build for the system on which the test runs.
pub fn built_packages() -> Vec<Value> {
    let version = output(Command::new("rustc").arg("-vV"));
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc knows its host");
    packages(&["--filter-platform", host])
}

fn packages(arguments: &[&str]) -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let text = output(Command::new(cargo).args(["metadata", "--format-version", "1"]).args(arguments));
    let metadata: Value = serde_json::from_str(&text).expect("cargo metadata is JSON");
    metadata["packages"].as_array().expect("cargo metadata lists packages").clone()
}

fn output(command: &mut Command) -> String {
    let output = command.current_dir(root()).output().expect("cargo and rustc can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
