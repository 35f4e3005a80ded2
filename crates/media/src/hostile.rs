//! Files and answers of ffprobe as nobody would make them.
//!
//! Each function takes any bytes, and panics where something does not hold that always must. The fuzzer calls them
//! (`./dev fuzz`), and so do the tests with the inputs that are kept in `fuzz/corpus/`. Nothing here is part of the
//! program.

#[cfg(test)]
#[path = "../../../fuzz/kept.rs"]
mod kept;

use std::{cell::RefCell, fs, io::Write as _, path::Path};

use tempfile::NamedTempFile;

use crate::{
    Format, Inscribed, InspectError, Kind, MediaFacts,
    ffprobe::{Probed, read_answer},
    inscribe, inscribed,
    inspect::{look_blocking, what_came_out, what_goes_in},
    poster::opened,
};

thread_local! {
    /// One file for all turns: making one costs more than reading it.
    static FILE: RefCell<NamedTempFile> = RefCell::new(NamedTempFile::new().expect("a file for tests"));
}

/// The bytes as a file: given to a model, taken from one, and drawn small. Nothing that a parser does ends the program,
/// and what it says of the file makes sense.
pub fn file(bytes: &[u8]) {
    #[cfg(fuzzing)]
    mind_only_what_is_not_caught();
    FILE.with_borrow_mut(|file| {
        fs::write(file.path(), bytes).expect("a file for tests takes bytes");
        file.flush().expect("a file for tests takes bytes");
        look(file.path(), bytes);
    });
}

/// The fuzzer ends with the first panic, caught or not. Parsers of others are allowed to panic where it is caught.
#[cfg(fuzzing)]
fn mind_only_what_is_not_caught() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| std::panic::set_hook(Box::new(|panic| eprintln!("{panic}"))));
}

fn look(path: &Path, bytes: &[u8]) {
    let given = look_blocking(path, what_goes_in);
    let made = look_blocking(path, what_came_out);
    for looked in [&given, &made] {
        match looked {
            Ok(facts) => assert_sense(facts, bytes.len() as u64),
            Err(error) => assert!(error.to_string().len() < 2048, "too long a complaint: {error}"),
        }
    }
    if let Ok(facts) = &given {
        assert!(matches!(facts.format.kind(), Kind::Video | Kind::Image | Kind::Audio), "{facts:?} goes into no model");
        picture(path, facts);
    }
    match &made {
        Ok(facts) if facts.format.is_words() => {
            let text = std::str::from_utf8(bytes).expect("words are UTF-8");
            assert!(!is_page(text), "a page is no result");
        }
        Err(InspectError::Empty) => assert!(bytes.is_empty(), "it is not empty"),
        Ok(_) | Err(InspectError::NotMedia { .. } | InspectError::Damaged { .. }) => {}
        Err(other) => panic!("the file is there, and can be read: {other}"),
    }
}

/// Told as a browser tells it, apart from the code that it is held against.
fn is_page(text: &str) -> bool {
    let begin = text.trim_start_matches('\u{feff}').trim_start();
    let begins = |tag: &str| begin.get(..tag.len()).is_some_and(|own| own.eq_ignore_ascii_case(tag));
    begins("<!doctype html>") || begins("<html>") || begins("<html ") || begins("#!/")
}

fn assert_sense(facts: &MediaFacts, length: u64) {
    assert_eq!(facts.size_bytes, length);
    assert!(
        facts.duration_seconds.is_none_or(|seconds| seconds.is_finite() && (0.0..1e7).contains(&seconds)),
        "{facts:?}"
    );
    assert!(facts.frame_rate.is_none_or(|rate| rate.is_finite() && (0.0..=1000.0).contains(&rate)), "{facts:?}");
    for codec in [&facts.video_codec, &facts.audio_codec].into_iter().flatten() {
        assert!(codec.len() <= 24 && codec.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' '), "{facts:?}");
    }
    if facts.kind == Kind::Image {
        assert!(facts.width.is_some_and(|side| side > 0) && facts.height.is_some_and(|side| side > 0), "{facts:?}");
    }
}

/// Drawn small where the picture does not claim to be large: decoding is bounded by its size.
fn picture(path: &Path, facts: &MediaFacts) {
    let (Some(width), Some(height)) = (facts.width, facts.height) else { return };
    if facts.kind == Kind::Image
        && u64::from(width) * u64::from(height) <= 1_000_000
        && let Ok(small) = opened(path, facts.format, 64)
    {
        assert!(small.width().max(small.height()) <= 64, "{} by {}", small.width(), small.height());
    }
}

/// The bytes as what ffprobe says of a film.
pub fn probe_answer(bytes: &[u8]) {
    if let Probed::Facts(facts) = read_answer(bytes, Format::Mp4, 4096) {
        assert_sense(&facts, 4096);
    }
}

/// The bytes as a file with a text in it, and as one that is given a text: what is written is read again, and the file is told to
/// be what it was told to be before.
pub fn inscription(bytes: &[u8]) {
    const TEXT: &str = "{\"a <text>\": \"& more\"}";
    #[cfg(fuzzing)]
    mind_only_what_is_not_caught();
    FILE.with_borrow_mut(|file| {
        fs::write(file.path(), bytes).expect("a file for tests takes bytes");
        let told = look_blocking(file.path(), what_came_out);
        for format in [Format::Mp4, Format::Png, Format::Jpg, Format::Webp] {
            let before = inscribed(file.path(), format);
            assert!(before.as_ref().is_none_or(|text| text.len() <= bytes.len()), "a text grew by being read");
            // A file is only ever given a text as what it was told to be.
            let Ok(facts) = &told else { continue };
            if facts.format != format {
                continue;
            }
            let done = inscribe(file.path(), format, TEXT).expect("a file for tests takes bytes");
            let now = fs::read(file.path()).expect("a file for tests can be read");
            if done == Inscribed::Written {
                assert_eq!(inscribed(file.path(), format).as_deref(), Some(TEXT));
                assert!(format != Format::Mp4 || now.starts_with(bytes), "what came down was moved");
                let again = look_blocking(file.path(), what_came_out).expect("it was told before");
                assert_eq!(MediaFacts { size_bytes: facts.size_bytes, ..again }, *facts);
            } else {
                assert_eq!(now, bytes, "what is left is left as it was");
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_files_are_told_or_refused() {
        kept::each("media_files", file);
    }

    #[test]
    fn kept_files_with_texts_in_them_are_read_and_written_soundly() {
        kept::each("inscriptions", inscription);
        kept::each("media_files", inscription);
    }

    #[test]
    fn kept_answers_of_ffprobe_make_sense_or_are_none() {
        kept::each("probe_answers", probe_answer);
    }
}
