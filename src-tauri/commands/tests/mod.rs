//! Every command over the bridge as the window uses it, with the window's own permissions, on a
//! runtime without a screen. The service is the practice server.
//!
//! Each room has a file with a function `commands`, which gets a stage of its own; a command that no room runs is found out here.

mod account;
mod app;
mod carry;
mod frames;
mod jobs;
mod library;
mod line;
mod money;
mod private;
mod stage;
mod together;

use std::collections::BTreeSet;

use serde_json::Value;
use tauri::WebviewWindowBuilder;

use self::stage::{EXTEND, Stage, ask};
use super::NAMES;

const ROOMS: &[fn(&Stage)] = &[
    account::commands,
    app::commands,
    carry::commands,
    frames::commands,
    jobs::commands,
    library::commands,
    line::commands,
    money::commands,
    together::commands,
];

#[test]
fn every_command_does_its_work_over_the_bridge() {
    let mut called = BTreeSet::new();
    for commands in ROOMS {
        let stage = Stage::set();
        commands(&stage);
        called.append(&mut stage.called.lock().expect("not poisoned"));
    }
    let missing: Vec<_> = NAMES.iter().filter(|name| !called.contains(**name)).collect();
    assert!(missing.is_empty(), "no test runs {missing:?}");
}

#[test]
fn a_window_without_permission_may_call_nothing() {
    let stage = Stage::set();
    let other = WebviewWindowBuilder::new(&stage.app, "other", tauri::WebviewUrl::default()).build().expect("a window");
    for name in NAMES {
        assert!(ask(&other, name, &Value::Null).is_err(), "{name}");
    }
}
