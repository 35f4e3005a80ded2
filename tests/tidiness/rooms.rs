//! Which crate may know which. The wall that matters most: nothing under `crates/` knows Tauri.

use serde_json::Value;

use crate::assert_none;
use crate::metadata::own_packages;

const SHELL: &str = "afterframe";
const CORE: &str = "afterframe-core";
const ENGINE: &str = "afterframe-engine";
const MEDIA: &str = "afterframe-media";
const PRACTICE: &str = "afterframe-practice";
const SECRETS: &str = "afterframe-secrets";
const STORE: &str = "afterframe-store";
const CLIENT: &str = "runninghub";
const E2E: &str = "afterframe-e2e";
const CATALOGUE: &str = "afterframe-catalogue";

/// What each room may use. A room that is not here may not exist.
fn allowed(room: &str) -> Option<&'static [&'static str]> {
    Some(match room {
        SHELL => &[ENGINE, SECRETS, PRACTICE, CORE],
        ENGINE => &[STORE, CLIENT, MEDIA, CORE],
        STORE | CATALOGUE => &[CORE],
        PRACTICE => &[MEDIA, CORE],
        CORE | CLIENT | MEDIA | SECRETS | E2E => &[],
        _ => return None,
    })
}

/// What the tests of a room may use besides: the one fake that all tests share, and the sample forms of all models.
fn allowed_in_tests(room: &str) -> &'static [&'static str] {
    match room {
        ENGINE => &[PRACTICE, CATALOGUE],
        CLIENT => &[PRACTICE],
        PRACTICE => &[CATALOGUE],
        _ => &[],
    }
}

fn knows_tauri(name: &str) -> bool {
    name.starts_with("tauri") || ["wry", "tao", "webkit2gtk", "gtk"].contains(&name)
}

fn complaints(packages: &[Value]) -> Vec<String> {
    let name_of = |package: &Value| package["name"].as_str().unwrap_or_default().to_owned();
    let ours: Vec<String> = packages.iter().map(name_of).collect();
    let mut found = Vec::new();
    for package in packages {
        let room = name_of(package);
        let Some(uses) = allowed(&room) else {
            found.push(format!("{room} is a new room: say in tests/tidiness/rooms.rs what it may use"));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let wanted = dependency["name"].as_str().unwrap_or_default();
            let in_tests = dependency["kind"] == "dev";
            if ours.iter().any(|own| own == wanted)
                && !uses.contains(&wanted)
                && !(in_tests && allowed_in_tests(&room).contains(&wanted))
            {
                found.push(format!("{room} may not use {wanted}"));
            }
            if room != SHELL && knows_tauri(wanted) {
                found.push(format!("{room} may not know Tauri, and uses {wanted}"));
            }
        }
    }
    found
}

#[test]
fn every_room_uses_only_what_lies_below_it() {
    let packages = own_packages();
    assert!(packages.len() >= 9, "only {} rooms were found", packages.len());
    assert_none(&complaints(&packages));
}

#[cfg(test)]
fn sample(room: &str, used: &str, kind: Option<&str>) -> Vec<String> {
    use serde_json::json;
    let package = |name: &str, dependencies: Value| json!({ "name": name, "dependencies": dependencies });
    complaints(&[
        package(room, json!([{ "name": used, "kind": kind }])),
        package(SHELL, json!([])),
        package(STORE, json!([])),
        package(PRACTICE, json!([])),
    ])
}

#[test]
fn a_use_against_the_direction_is_found() {
    assert_eq!(sample(CORE, STORE, None), ["afterframe-core may not use afterframe-store"]);
    assert_eq!(sample(ENGINE, SHELL, Some("dev")), ["afterframe-engine may not use afterframe"]);
    assert_eq!(sample(E2E, STORE, None), ["afterframe-e2e may not use afterframe-store"]);
    assert_eq!(sample(ENGINE, PRACTICE, None), ["afterframe-engine may not use afterframe-practice"]);
    assert_eq!(sample(ENGINE, PRACTICE, Some("dev")), [""; 0]);
    assert_eq!(sample(ENGINE, STORE, None), [""; 0]);
}

#[test]
fn a_crate_that_knows_tauri_is_found() {
    assert_eq!(sample(ENGINE, "tauri-plugin-opener", None).len(), 1);
    assert_eq!(sample(MEDIA, "wry", Some("dev")).len(), 1);
    assert_eq!(sample(SHELL, "tauri", None), [""; 0]);
}

#[test]
fn a_room_that_nobody_has_placed_is_found() {
    assert_eq!(sample("afterframe-extras", "serde", None).len(), 1);
}
