//! From words alone: pictures with pages, a song that plays, lyrics that are read.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::PathBuf;

use afterframe_e2e::{
    Desk, Launch, Pick, Window, assert_picture_is_shown, assert_sound_plays, assert_zooms, clipboard_of, open_result,
    pick, poll_until, press_make, results_of, shown_words, slide, start_from_words, start_practice, wait_for_result,
    wait_until_painted,
};
use serde_json::json;

const QWEN: Pick = Pick { task: "text-to-image", family: "qwen-image-2.0", name: "Qwen-Image 2.0" };
const SUNO: Pick = Pick { task: "music", family: "suno-v5.5", name: "Suno v5.5" };
const LYRICS: Pick = Pick { task: "lyrics", family: "suno-lyrics", name: "Suno Lyrics" };

#[test]
fn pictures_from_words_are_painted_page_by_page_and_lie_in_the_results_folder() {
    let desk = Desk::start("words-pictures");
    let window = Window::open(&desk, &Launch::default());
    start_practice(&window);
    start_from_words(&window, "text-to-image");
    pick(&window, QWEN);
    window.write("field-prompt", "A red boat on a still lake, morning fog.");
    slide(&window, "imageNum", 2);
    let job = press_make(&window);
    wait_for_result(&window, &job);

    let files = results_of(&desk);
    assert_eq!(files.len(), 3, "three pictures were ordered: {files:?}");
    for file in &files {
        assert!(is_picture(file), "{} is no picture", file.display());
    }

    open_result(&window, &job);
    assert_eq!(assert_picture_is_shown(&window), (1024, 1024));
    assert_eq!(window.text("page-place").replace(' ', ""), "1of3");
    for page in ["page-1", "page-2", "page-3"] {
        wait_until_painted(&window, &format!("[data-testid=\"{page}\"]"));
    }
    let first = shown_address(&window);
    window.click("page-3");
    poll_until("the third picture is another one", std::time::Duration::from_secs(20), || {
        (shown_address(&window) != first).then_some(())
    });
    assert_picture_is_shown(&window);
    assert_zooms(&window);
    window.quit();
}

#[test]
fn a_song_from_words_plays_and_shows_its_shape() {
    let desk = Desk::start("words-song");
    let window = Window::open(&desk, &Launch::default());
    start_practice(&window);
    start_from_words(&window, "music");
    pick(&window, SUNO);
    window.write("field-description", "A slow song about the tide, with a piano.");
    let job = press_make(&window);
    wait_for_result(&window, &job);
    open_result(&window, &job);
    let seconds = assert_sound_plays(&window);
    assert!(seconds > 1.0, "a song of {seconds} s is none");
    wait_until_painted(&window, "[data-testid=\"player-scrub\"]");
    assert_eq!(results_of(&desk).len(), 1);
    window.quit();
}

#[test]
fn lyrics_are_read_and_copied_as_words_and_never_become_a_page() {
    let desk = Desk::start("words-lyrics");
    let window = Window::open(&desk, &Launch::default());
    start_practice(&window);
    start_from_words(&window, "lyrics");
    pick(&window, LYRICS);
    window.write("field-prompt", "The sea at night.");
    let job = press_make(&window);
    wait_for_result(&window, &job);
    let [file] = results_of(&desk).try_into().expect("lyrics are one file");
    let written = fs::read_to_string(&file).expect("lyrics are a file of words");

    open_result(&window, &job);
    assert_eq!(shown_words(&window), written);
    window.click("copy-text");
    poll_until("another program can paste the words", std::time::Duration::from_secs(20), || {
        (clipboard_of(&desk) == written.trim()).then_some(())
    });
    window.quit();

    // What a model writes is not to be trusted: words that look like a page stay words.
    let page = "<img src=x onerror=\"document.title='run'\"><h1>";
    let length = written.len();
    fs::write(&file, format!("{page:length$}")).expect("the results folder can be written to");
    let window = Window::open(&desk, &Launch::default());
    window.click("rail-library");
    open_result(&window, &job);
    assert_eq!(shown_words(&window).trim_end(), page);
    assert_ne!(window.ask("return document.title;", vec![]), json!("run"));
    window.quit();
}

fn shown_address(window: &Window<'_>) -> String {
    let address = window.ask("return document.querySelector('[data-testid=\"picture-stage\"] img')?.src;", vec![]);
    address.as_str().unwrap_or_default().to_owned()
}

fn is_picture(file: &PathBuf) -> bool {
    let bytes = fs::read(file).unwrap_or_default();
    bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"\xff\xd8\xff") || bytes.get(8..12) == Some(b"WEBP")
}
