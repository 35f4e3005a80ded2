//! Any bytes for `afterframe_media::hostile::inscription`, which says what they are and what must hold.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| afterframe_media::hostile::inscription(bytes));
