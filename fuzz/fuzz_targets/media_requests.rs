//! Any bytes for `media_server::hostile::request`, which says what they are and what must hold. The media server belongs
//! to the Tauri package, which is too large to be built for a fuzzer; its files are read from there.

#![no_main]

#[expect(dead_code, unused_imports, reason = "the program uses more of it")]
#[path = "../../src-tauri/media_server/mod.rs"]
mod media_server;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| media_server::hostile::request(bytes));
