//! The keychain against a real Secret Service: a private D-Bus and a gnome-keyring of its own, in a
//! temporary home. Nothing of the machine's own session is touched.
//!
//! The environment decides where the keychain looks, and a process has only one. So each test starts
//! itself again as a child with the private environment and speaks to it in lines.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its session may end so")]

#[path = "support/desktop.rs"]
mod desktop;
#[path = "support/talk.rs"]
mod talk;

use std::fs;
use std::path::Path;

use desktop::Desktop;
use talk::{Child, is_child, listen};

const KEY: &str = "0123456789abcdef0123456789abcdef";

#[test]
fn a_key_is_kept_replaced_and_forgotten_in_a_real_keychain() {
    if is_child() {
        return listen();
    }
    let mut desktop = Desktop::new();
    desktop.start_bus();
    desktop.start_keyring_unlocked("a password");
    let mut child = Child::start("a_key_is_kept_replaced_and_forgotten_in_a_real_keychain", &desktop);
    child.ask_until("get www.runninghub.ai", "NotSet");
    assert_eq!(child.ask("set www.runninghub.ai first"), "Ok");
    assert_eq!(child.ask("get www.runninghub.ai"), "Present first");
    assert_eq!(child.ask(&format!("set www.runninghub.ai {KEY}")), "Ok");
    assert_eq!(child.ask("get www.runninghub.ai"), format!("Present {KEY}"));
    assert_eq!(child.ask("get www.runninghub.cn"), "NotSet");

    // Another program of the same person, and the same program after a restart, find the same key.
    drop(child);
    let mut child = Child::start("a_key_is_kept_replaced_and_forgotten_in_a_real_keychain", &desktop);
    assert_eq!(child.ask("get www.runninghub.ai"), format!("Present {KEY}"));
    assert!(!any_file_holds(desktop.home(), KEY.as_bytes()), "the key lies on disk in the clear");

    assert_eq!(child.ask("remove www.runninghub.ai"), "Ok");
    assert_eq!(child.ask("get www.runninghub.ai"), "NotSet");
    assert_eq!(child.ask("remove www.runninghub.ai"), "Ok");
}

#[test]
fn a_keychain_that_starts_late_is_found_by_trying_again() {
    if is_child() {
        return listen();
    }
    let mut desktop = Desktop::new();
    let mut child = Child::start("a_keychain_that_starts_late_is_found_by_trying_again", &desktop);
    assert_eq!(child.ask("get www.runninghub.ai"), "Unavailable(NoKeychain)");
    assert_eq!(child.ask("set www.runninghub.ai key"), "Err Unavailable(NoKeychain)");

    desktop.start_bus();
    assert_eq!(child.ask("get www.runninghub.ai"), "Unavailable(NoKeychain)");

    desktop.start_keyring_unlocked("a password");
    child.ask_until("get www.runninghub.ai", "NotSet");
    assert_eq!(child.ask("set www.runninghub.ai key"), "Ok");

    // It may also go away and come back, with the key still in it.
    desktop.stop_keyring();
    assert_eq!(child.ask("get www.runninghub.ai"), "Unavailable(NoKeychain)");
    desktop.start_keyring_unlocked("a password");
    child.ask_until("get www.runninghub.ai", "Present key");
}

#[test]
fn a_locked_keychain_is_told_apart_from_an_empty_one() {
    if is_child() {
        return listen();
    }
    let mut desktop = Desktop::new();
    desktop.start_bus();
    desktop.start_keyring_unlocked("a password");
    let mut child = Child::start("a_locked_keychain_is_told_apart_from_an_empty_one", &desktop);
    child.ask_until("set www.runninghub.ai key", "Ok");

    desktop.stop_keyring();
    desktop.start_keyring_locked();
    child.ask_until("get www.runninghub.ai", "Locked");
    assert_eq!(child.ask("set www.runninghub.ai other"), "Err Locked");

    desktop.stop_keyring();
    desktop.start_keyring_unlocked("a password");
    child.ask_until("get www.runninghub.ai", "Present key");
}

#[test]
fn a_keychain_without_a_collection_is_said_when_something_is_to_be_kept() {
    if is_child() {
        return listen();
    }
    let mut desktop = Desktop::new();
    desktop.start_bus();
    desktop.start_keyring_locked();
    let mut child = Child::start("a_keychain_without_a_collection_is_said_when_something_is_to_be_kept", &desktop);
    child.ask_until("get www.runninghub.ai", "NotSet");
    assert_eq!(child.ask("set www.runninghub.ai key"), "Err Unavailable(NoCollection)");
}

#[test]
fn a_keychain_that_does_not_answer_is_given_up_and_tried_anew() {
    if is_child() {
        return listen();
    }
    let mut desktop = Desktop::new();
    let silence = desktop.start_silent_bus();
    let mut child = Child::start("a_keychain_that_does_not_answer_is_given_up_and_tried_anew", &desktop);
    assert_eq!(child.ask("within_ms 200"), "Ok");
    assert_eq!(child.ask("get www.runninghub.ai"), "Unavailable(TimedOut)");
    assert_eq!(child.ask("get www.runninghub.ai"), "Unavailable(TimedOut)");

    drop(silence);
    desktop.start_bus();
    desktop.start_keyring_unlocked("a password");
    assert_eq!(child.ask("within_ms 30000"), "Ok");
    child.ask_until("get www.runninghub.ai", "NotSet");
}

fn any_file_holds(folder: &Path, needle: &[u8]) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let entry = entry.unwrap();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            any_file_holds(&entry.path(), needle)
        } else {
            kind.is_file() && fs::read(entry.path()).unwrap().windows(needle.len()).any(|window| window == needle)
        }
    })
}
