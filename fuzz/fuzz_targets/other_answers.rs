//! Any bytes for `runninghub::hostile::other_answer`, which says what they are and what must hold.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| runninghub::hostile::other_answer(bytes));
