//! The harness by itself: the desk has what it promises, the window opens and closes on it, and nothing stays behind.
#![cfg(target_os = "linux")]

use std::time::Duration;

use afterframe_e2e::{
    Clip, Desk, Language, Launch, Theme, Window, drop_on, entries, evidence_folder, poll_until, seconds_of,
};
use serde_json::json;

#[test]
fn the_window_opens_in_the_size_that_was_asked_for_and_can_be_photographed() {
    let desk = Desk::start("harness-window");
    let window = Window::open(&desk, &Launch::default().sized(900, 640));
    assert_eq!(window.ask("return [window.innerWidth, window.innerHeight];", vec![]), json!([900, 640]));
    let picture = evidence_folder(desk.name()).join("picture.png");
    window.photograph(&picture);
    assert!(std::fs::read(&picture).is_ok_and(|bytes| bytes.starts_with(b"\x89PNG")));
    window.quit();
}

#[test]
fn the_window_follows_the_theme_and_the_language_of_the_desktop() {
    let mut desk = Desk::start_with("harness-theme", Theme::Light, Language::Chinese);
    let facts = "return [matchMedia('(prefers-color-scheme: dark)').matches, navigator.language];";
    let window = Window::open(&desk, &Launch::default());
    assert_eq!(window.ask(facts, vec![]), json!([false, "zh-CN"]));
    window.quit();
    desk.set_theme(Theme::Dark);
    // A machine without locales has no language at all; the program must cope with that name.
    desk.set_language(Language::English);
    let window = Window::open(&desk, &Launch::default());
    assert_eq!(window.ask(facts, vec![]), json!([true, "C"]));
    window.kill();
}

#[test]
fn the_keychain_of_the_desk_stores_and_is_read_by_another_client() {
    let desk = Desk::start("harness-keychain");
    assert_eq!(entries(&desk), []);
    let stored = desk
        .command("sh")
        .args(["-c", "printf a-secret | secret-tool store --label 'A label' kind test"])
        .status()
        .is_ok_and(|status| status.success());
    assert!(stored, "secret-tool could not store");
    let found = entries(&desk);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].label.as_str(), found[0].secret.as_str()), ("A label", "a-secret"));
    assert_eq!(found[0].attributes["kind"], "test");
}

#[test]
fn a_clip_has_the_length_that_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let clip = Clip { seconds: 2, ..Clip::default() }.make(folder.path(), "clip.mp4");
    assert!((seconds_of(&clip) - 2.0).abs() < 0.2);
}

#[test]
fn a_file_dragged_from_another_window_arrives_with_its_whole_path() {
    let desk = Desk::start("harness-drop");
    let file = desk.home().join("a file – é %.txt");
    std::fs::write(&file, "nothing").unwrap();
    let window = Window::open(&desk, &Launch::default());
    // The page is asked to write down what the shell tells it, whatever else it does with it.
    window.ask_later(
        "const done = arguments[0];
         const tauri = window.__TAURI_INTERNALS__;
         window.dropped = [];
         tauri.invoke('plugin:event|listen', {
             event: 'tauri://drag-drop', target: { kind: 'Any' },
             handler: tauri.transformCallback((event) => window.dropped.push(...event.payload.paths)),
         }).then(() => done(true), (error) => done(String(error)));",
        vec![],
    );
    drop_on(&window, "html", &[&file]);
    let arrived = poll_until("the drop arrives in the page", Duration::from_secs(10), || {
        let paths = window.ask("return window.dropped;", vec![]);
        paths[0].as_str().map(str::to_owned)
    });
    assert_eq!(arrived, file.to_string_lossy());
    window.kill();
}

#[test]
fn the_machine_can_decode_what_the_models_return() {
    let desk = Desk::start("harness-decoders");
    let window = Window::open(&desk, &Launch::default());
    // WebKitGTK answers truthfully: an empty word means that a GStreamer plug-in is missing.
    let answers = window.ask(
        "const video = document.createElement('video');
         return ['video/mp4; codecs=\"avc1.42E01E, mp4a.40.2\"', 'video/mp4; codecs=\"hvc1.1.6.L93.B0\"', 'video/webm; codecs=\"vp9, opus\"']
             .filter((kind) => video.canPlayType(kind) === '');",
        vec![],
    );
    assert_eq!(answers, json!([]), "there is no decoder for these");
    window.kill();
}
