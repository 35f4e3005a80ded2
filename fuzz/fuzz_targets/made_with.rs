//! Any bytes for `afterframe_core::hostile::made_with`, which says what they are and what must hold.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| afterframe_core::hostile::made_with(bytes));
