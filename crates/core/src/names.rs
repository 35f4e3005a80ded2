//! File names that people understand and that every system takes. No name ever comes from a URL. Words in them are of the language that
//! the window has when a file gets its name; a file is known again by the words of any.

use crate::{catalogue::Model, language::Language};

/// The longest part of a name taken from a title, in characters: with model, number and ending it
/// stays far below the 255 bytes that file systems allow, even in Chinese.
const TITLE_LENGTH: usize = 48;

/// The same in bytes: a title in Chinese takes up to 144, one of pictures four for each, or many more where several make one.
const TITLE_BYTES: usize = 160;

/// Names that Windows keeps for devices, with or without an ending.
const RESERVED: [&str; 33] = [
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt0",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "com¹", "com²", "com³", "lpt¹", "lpt²",
    "lpt³", "conin$", "conout$", "clock$",
];

/// Marks that are invisible or turn the reading direction, and so can disguise a name.
fn is_hidden(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// Makes any text fit to be part of a file name on Windows, macOS and Linux. Never empty.
pub fn safe_part(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|letter| if letter.is_control() || r#"<>:"/\|?*"#.contains(letter) { ' ' } else { letter })
        .filter(|letter| !is_hidden(*letter))
        .collect();
    let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let short = &words[..end_of_part(&words)];
    let trimmed = short.trim_matches(|letter: char| letter == '.' || letter == ' ' || letter == '-');
    let device = trimmed.split('.').next().unwrap_or_default().to_lowercase();
    if trimmed.is_empty() || RESERVED.contains(&device.trim()) { "clip".to_owned() } else { trimmed.to_owned() }
}

/// Where a part of a name ends at the latest.
fn end_of_part(words: &str) -> usize {
    let ends = words.char_indices().map(|(at, letter)| at + letter.len_utf8()).take(TITLE_LENGTH);
    ends.take_while(|end| *end <= TITLE_BYTES).last().unwrap_or(0)
}

/// The name of a result without its ending: `girl reading – Grok Imagine extend – 01`.
pub fn result_stem(title: &str, made_with: &str, number: u32) -> String {
    format!("{} – {} – {number:02}", safe_part(title), safe_part(made_with))
}

/// The model in a result's name, with what it did: `Grok Imagine extend`.
pub fn made_with(model: &Model, language: Language) -> String {
    let task = language.words().files.tasks.of(model.task);
    // "Suno Lyrics lyrics" would say it twice.
    if model.name.to_lowercase().ends_with(task) { model.name.clone() } else { format!("{} {task}", model.name) }
}

/// Title and model of a file that is named as [`result_stem`] names results; `None` for any other name.
pub fn result_parts(stem: &str) -> Option<(&str, &str)> {
    let (rest, number) = stem.rsplit_once(" – ")?;
    let (title, made_with) = rest.rsplit_once(" – ")?;
    let is_number = number.len() >= 2 && number.bytes().all(|letter| letter.is_ascii_digit());
    (is_number && !title.is_empty()).then_some((title, made_with))
}

/// The name of a picture that was kept of a film, without its ending: `low tide – frame 0-03.12`. Minutes, seconds and the
/// frame within the second, counted as players count them.
pub fn frame_stem(title: &str, at_ms: u64, frame_rate: Option<f64>, language: Language) -> String {
    // Nobody knows the rate of some films; players count those as most films are.
    let rate = frame_rate.filter(|rate| (1.0..=1000.0).contains(rate)).unwrap_or(24.0);
    let per_second = rate.round();
    // No film lasts as long as this number reaches.
    let at_ms = f64::from(u32::try_from(at_ms).unwrap_or(u32::MAX));
    let frames = (at_ms * rate / 1000.0 + 0.001).floor();
    let (seconds, frame) = ((frames / per_second).floor(), frames % per_second);
    let (title, mark) = (safe_part(title), frame_mark(language));
    format!("{title}{mark}{:.0}-{:02.0}.{frame:02.0}", (seconds / 60.0).floor(), seconds % 60.0)
}

/// Whether a file is named as [`frame_stem`] names pictures of films.
pub fn is_frame(stem: &str) -> bool {
    let marks = |letter: char| letter.is_ascii_digit() || "-. ()".contains(letter);
    let is_place = |place: &str| place.starts_with(|first: char| first.is_ascii_digit()) && place.chars().all(marks);
    Language::ALL.iter().any(|language| {
        let parts = stem.rsplit_once(&frame_mark(*language));
        parts.is_some_and(|(title, place)| !title.is_empty() && is_place(place))
    })
}

fn frame_mark(language: Language) -> String {
    format!(" – {} ", language.words().files.frame)
}

/// The title a new job takes from the file it starts from: its name without the ending.
pub fn title_of_file(file_name: &str) -> String {
    let stem = match file_name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => file_name,
    };
    safe_part(stem)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalogue::{Catalogue, Task};

    #[test]
    fn a_result_is_named_after_its_clip_and_model() {
        assert_eq!(result_stem("girl reading", "Grok Imagine extend", 1), "girl reading – Grok Imagine extend – 01");
    }

    #[test]
    fn a_result_is_known_again_by_its_name() {
        let stem = result_stem("lake – evening", "Grok Imagine extend", 12);
        assert_eq!(result_parts(&stem), Some(("lake – evening", "Grok Imagine extend")));
        for other in ["holiday", "a – b", "a – b – c", "a – b – 1", " – x – 01"] {
            assert_eq!(result_parts(other), None, "{other}");
        }
    }

    #[test]
    fn a_frame_is_named_after_its_film_and_its_place_in_it() {
        let english = |title, at_ms, rate| frame_stem(title, at_ms, rate, Language::En);
        assert_eq!(english("low tide", 3_500, Some(24.0)), "low tide – frame 0-03.12");
        assert_eq!(english("low tide", 125_041, None), "low tide – frame 2-05.00");
        assert_eq!(english("a/b", 1_001, Some(30_000.0 / 1001.0)), "a b – frame 0-01.00");
        let chinese = frame_stem("退潮", 3_500, Some(24.0), Language::Zh);
        assert_eq!(chinese, "退潮 – 画面 0-03.12");
        for stem in [english("low tide", 3_500, Some(24.0)), "lake – frame 0-03.12 (2)".to_owned(), chinese] {
            assert!(is_frame(&stem) && result_parts(&stem).is_none(), "{stem}");
        }
        for other in ["low tide – Grok Imagine extend – 01", "a – frame by frame", " – frame 0-03.12", "a – 画面"]
        {
            assert!(!is_frame(other), "{other}");
        }
    }

    #[test]
    fn a_result_says_in_the_persons_language_what_was_done() {
        let catalogue = Catalogue::built_in();
        let named = |family: &str, task: Task| {
            let of_it = |model: &&Model| model.family.as_str() == family && model.task == task;
            let model = catalogue.models().iter().find(of_it).expect("the catalogue has it");
            [Language::En, Language::Zh].map(|language| made_with(model, language))
        };
        assert_eq!(named("grok-imagine", Task::VideoExtend), ["Grok Imagine extend", "Grok Imagine 续写"]);
        assert_eq!(named("grok-imagine", Task::ImageToVideo), ["Grok Imagine from picture", "Grok Imagine 由图片生成"]);
    }

    #[test]
    fn every_word_in_a_name_is_one_that_every_system_takes() {
        for model in Catalogue::built_in().models() {
            for language in Language::ALL {
                let made_with = made_with(model, *language);
                let stem = result_stem("lake", &made_with, 1);
                assert_eq!(result_parts(&stem), Some(("lake", made_with.as_str())), "{stem}");
            }
        }
    }

    #[test]
    fn names_that_a_system_refuses_are_made_harmless() {
        assert_eq!(safe_part("a/b\\c:d"), "a b c d");
        assert_eq!(safe_part("../../etc/passwd"), "etc passwd");
        assert_eq!(safe_part("CON"), "clip");
        assert_eq!(safe_part("con.mp4"), "clip");
        assert_eq!(safe_part("  ...  "), "clip");
        assert_eq!(safe_part("evil\u{202e}4pm.exe"), "evil4pm.exe");
        assert_eq!(safe_part("a\u{61c}b\u{ad}c\u{e0041}d"), "abcd");
        assert_eq!(safe_part("COM¹.mp4"), "clip");
        assert_eq!(safe_part(".lpt0-"), "clip");
        assert_eq!(safe_part("Clock$"), "clip");
        assert_eq!(safe_part(&"长".repeat(300)).chars().count(), TITLE_LENGTH);
        assert_eq!(safe_part(&"😀".repeat(300)).len(), TITLE_BYTES);
    }

    #[test]
    fn a_title_is_the_file_name_without_its_ending() {
        assert_eq!(title_of_file("ridge at dusk.mp4"), "ridge at dusk");
        assert_eq!(title_of_file(".hidden"), "hidden");
    }

    proptest! {
        #[test]
        fn a_part_is_never_empty_never_long_and_never_a_path(text in any::<String>()) {
            let part = safe_part(&text);
            prop_assert!(!part.is_empty());
            prop_assert!(part.chars().count() <= TITLE_LENGTH);
            prop_assert!(!part.contains(['/', '\\', ':', '\0', '*', '?', '"', '<', '>', '|']));
            prop_assert!(!part.starts_with('.') && !part.ends_with('.') && !part.ends_with(' '));
        }
    }
}
