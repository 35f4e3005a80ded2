//! Tells texts by their content: plain words, and the few kinds of them that have an ending of their own.
//!
//! Only UTF-8 is taken for text, and only without control characters: a page for a person to read, not bytes that happen to fit.

use std::{
    fs::File,
    io::{self, Read, Seek},
};

use serde::de::IgnoredAny;

use crate::{Format, bodies, sniff::begins_as_text};

/// A text longer than this is kept as bytes; no model writes so much, and a window could not show it.
const LONGEST: u64 = 16 * 1024 * 1024;

/// What the file is if it is text to its end; `None` if it is not, or too long to say.
pub(crate) fn of_file(file: &mut File, length: u64) -> io::Result<Option<Format>> {
    if length > LONGEST {
        return Ok(None);
    }
    file.rewind()?;
    let mut bytes = Vec::new();
    file.take(LONGEST).read_to_end(&mut bytes)?;
    let Ok(text) = std::str::from_utf8(&bytes) else { return Ok(None) };
    Ok(begins_as_text(&bytes).then(|| of_text(text)))
}

fn of_text(text: &str) -> Format {
    let begin = text.trim_start_matches('\u{FEFF}').trim_start();
    if begin.starts_with(['{', '[']) && serde_json::from_str::<IgnoredAny>(begin).is_ok() {
        return if is_gltf(begin) { Format::Gltf } else { Format::Json };
    }
    if begin.starts_with("WEBVTT") {
        return Format::Vtt;
    }
    let mut lines = begin.lines();
    match (lines.next(), lines.next()) {
        (Some(number), Some(times)) if number.trim().parse::<u32>().is_ok() && times.contains(" --> ") => Format::Srt,
        (Some(first), _) if is_timed_line(first) => Format::Lrc,
        _ => bodies::of_text(begin).unwrap_or(Format::Txt),
    }
}

/// A line of a song with its time: `[01:23.45] and so on`.
fn is_timed_line(line: &str) -> bool {
    let time = line.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(time, _)| time);
    time.and_then(|time| time.split_once(':')).is_some_and(|(minutes, seconds)| {
        minutes.len() == 2 && minutes.parse::<u32>().is_ok() && seconds.len() >= 5 && seconds.parse::<f64>().is_ok()
    })
}

/// A scene says which version of the format it is in.
fn is_gltf(json: &str) -> bool {
    #[derive(serde::Deserialize)]
    struct Scene {
        asset: Asset,
    }
    #[derive(serde::Deserialize)]
    struct Asset {
        version: String,
    }
    serde_json::from_str::<Scene>(json)
        .is_ok_and(|scene| scene.asset.version.starts_with("1.") || scene.asset.version.starts_with("2."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_told_apart_by_how_they_are_written() {
        for (text, format) in [
            ("Dusk falls over the ridge.", Format::Txt),
            ("# A title\n\nwords", Format::Txt),
            ("[Verse 1]\nDusk falls", Format::Txt),
            ("[00:12.34] Dusk falls", Format::Lrc),
            ("1\n00:00:01,000 --> 00:00:02,000\nDusk falls\n", Format::Srt),
            ("WEBVTT\n\n00:01.000 --> 00:02.000\nDusk falls\n", Format::Vtt),
            ("{\"lyrics\": \"Dusk falls\"}", Format::Json),
            ("{not json", Format::Txt),
            ("{\"asset\": {\"version\": \"2.0\"}, \"meshes\": []}", Format::Gltf),
        ] {
            assert_eq!(of_text(text), format, "{text}");
        }
    }
}
