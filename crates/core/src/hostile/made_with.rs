//! Any text in a file, where this program writes what a result was made with.

use crate::made_with::MadeWith;

/// The bytes as that text: nothing, or a form within its bounds that is written and read without loss.
pub fn made_with(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some(read) = MadeWith::from_text(text) else { return };
    assert!(read.values.len() <= 256 && !read.values.is_empty(), "so many fields has no form");
    assert!(read.title.chars().count() <= 48, "too long a title: {}", read.title);
    for letter in read.title.chars().chain(read.model.chars()).chain(read.endpoint.as_str().chars()) {
        assert!(!letter.is_control() && !('\u{202a}'..='\u{202e}').contains(&letter), "{letter:?} disguises a name");
    }
    let written = read.to_text().expect("it is not longer than it was by much");
    let again = MadeWith::from_text(&written);
    assert_eq!(again.as_ref(), Some(&read), "it is another one when it is read again");
}
