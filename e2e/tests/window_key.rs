//! Where the key goes when it is typed: into the keychain, and nowhere else.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};

use afterframe_e2e::{
    Clip, Desk, GROK_EXTEND, Launch, PROMPT, PracticeServer, Window, drop_clip, entries, fill_prompt, press_make,
    wait_for_result,
};

/// The shape of a RunningHub key, and found nowhere by accident.
const KEY: &str = "e2e0c0ffee7d41c6a5b3f1e2d3c4b5a6";

#[test]
fn a_typed_key_lies_in_the_keychain_and_in_no_file() {
    let desk = Desk::start("key");
    let server = PracticeServer::start(&desk, KEY);
    let clip = Clip::default().make(&desk.home(), "clip.mp4");
    // The address alone comes from the environment; the key is typed.
    let launch = Launch::default().with("RH_API_BASE_URL", server.address());

    let window = Window::open(&desk, &launch);
    window.write("welcome-key", KEY);
    window.click("welcome-continue");
    window.wait_until_gone("welcome");
    assert_in_keychain(&desk);

    drop_clip(&window, &clip);
    fill_prompt(&window, GROK_EXTEND, PROMPT);
    let job = press_make(&window);
    wait_for_result(&window, &job);
    window.click("rail-settings");
    let status = window.text("settings-key-status");
    assert!(!status.contains(KEY), "the settings show the whole key");
    let page = window.ask("return document.documentElement.outerHTML;", vec![]).to_string();
    assert!(!page.contains(KEY), "the page holds the key after it was typed");
    window.quit();
    assert_in_no_file(&desk);

    let window = Window::open(&desk, &launch);
    window.wait_for("rail-make");
    assert!(!window.shows("welcome"), "the key was forgotten by the restart");
    window.click("rail-settings");
    window.click("settings-key-remove");
    window.click("confirm-yes");
    afterframe_e2e::poll_until("the key is gone from the keychain", std::time::Duration::from_secs(20), || {
        entries(&desk).iter().all(|entry| !entry.secret.contains(KEY)).then_some(())
    });
    window.quit();
    assert_in_no_file(&desk);
}

fn assert_in_keychain(desk: &Desk) {
    let found = entries(desk);
    assert!(
        found.iter().any(|entry| entry.secret.contains(KEY)),
        "the key is not in the keychain; entries: {:?}",
        found.iter().map(|entry| (&entry.label, &entry.attributes)).collect::<Vec<_>>()
    );
    for entry in &found {
        assert!(!entry.label.contains(KEY), "the key is in the name of its entry");
        assert!(
            entry.attributes.values().all(|value| !value.contains(KEY)),
            "the key is in the attributes of its entry"
        );
    }
}

/// Reads every file that was written at this desk: databases, logs, settings, caches, the output of the programs.
fn assert_in_no_file(desk: &Desk) {
    let mut read = 0;
    let mut folders = vec![desk.everything().to_owned()];
    // The keychain's own files are encrypted with the desk's password and are the one place where a key belongs.
    let keychain = desk.home().join(".local/share/keyrings");
    while let Some(folder) = folders.pop() {
        if folder == keychain {
            continue;
        }
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                read += 1;
                assert_without_key(&entry.path());
            }
        }
    }
    assert!(read > 5, "only {read} files were found at the desk: the search proves nothing");
}

fn assert_without_key(path: &PathBuf) {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{} cannot be read: {error}", path.display()));
    assert!(!holds(&bytes, KEY.as_bytes()), "{} holds the key", path.display());
    // WebKit keeps its strings in two bytes a letter.
    let wide: Vec<u8> = KEY.bytes().flat_map(|byte| [byte, 0]).collect();
    assert!(!holds(&bytes, &wide), "{} holds the key", path.display());
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[test]
fn the_search_for_the_key_finds_it_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let leak = |name: &str, bytes: &[u8]| -> bool {
        let path: &Path = &folder.path().join(name);
        fs::write(path, bytes).unwrap();
        std::panic::catch_unwind(|| assert_without_key(&path.to_owned())).is_err()
    };
    let wide: Vec<u8> = format!("x{KEY}").bytes().flat_map(|byte| [byte, 0]).collect();
    assert!(leak("plain", format!("Authorization: Bearer {KEY}\n").as_bytes()));
    assert!(leak("wide", &wide));
    assert!(!leak("clean", b"Authorization: Bearer ***\n"));
}
