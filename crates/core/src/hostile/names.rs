//! File names.

use crate::{
    catalogue::Catalogue,
    language::Language,
    names::{made_with, result_parts, result_stem, safe_part, title_of_file},
};

/// What file systems take, less the longest ending that a file gets here.
const MOST_BYTES: usize = 255 - ".part".len();
/// Windows keeps these for devices, whatever follows behind a dot.
const DEVICES: [&str; 7] = ["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"];

/// Any text becomes a name that Windows, macOS and Linux take, as a title and as a part of a result's name.
pub fn name(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for made in [safe_part(&text), title_of_file(&text)] {
        assert_is_a_name(&made);
        assert_eq!(safe_part(&made), made, "a good name stays as it is");
    }
    let catalogue = Catalogue::built_in();
    let models = catalogue.models();
    let model = &models[bytes.iter().map(|byte| usize::from(*byte)).sum::<usize>() % models.len()];
    for language in Language::ALL {
        let made_with = made_with(model, *language);
        let stem = result_stem(&text, &made_with, 99_999);
        assert_is_a_name(&stem);
        assert_eq!(result_parts(&stem), Some((safe_part(&text).as_str(), made_with.as_str())), "{stem}");
    }
    // A file that somebody else named.
    if let Some((title, made_with)) = result_parts(&text) {
        assert!(!title.is_empty() && text.contains(title) && text.contains(made_with));
    }
}

fn assert_is_a_name(name: &str) {
    assert!(!name.is_empty() && name.len() <= MOST_BYTES, "{name:?} has {} bytes", name.len());
    let refused = name.chars().find(|letter| letter.is_control() || r#"<>:"/\|?*"#.contains(*letter));
    assert_eq!(refused, None, "{name:?}");
    // Marks that are not seen and turn what is: a name must be what it looks like.
    let marks = ['\u{ad}', '\u{61c}', '\u{180e}', '\u{feff}'];
    let is_mark = |letter: &char| {
        marks.contains(letter)
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}')
    };
    assert_eq!(name.chars().find(is_mark), None, "{name:?}");
    assert!(!name.starts_with(['.', ' ', '-']) && !name.ends_with(['.', ' ']), "{name:?}");
    let device = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let numbered = device.strip_prefix("com").or_else(|| device.strip_prefix("lpt"));
    let port = numbered.is_some_and(|number| {
        let mut letters = number.chars();
        letters.next().is_some_and(|letter| letter.is_ascii_digit() || "¹²³".contains(letter))
            && letters.next().is_none()
    });
    assert!(!port && !DEVICES.contains(&device.as_str()), "{name:?} is a device");
}
