//! What a task said that it made, compared with what is really there.
//!
//! The word of RunningHub decides nothing but this: whether words are what was paid for, or a gateway's excuse in place of a film.

use afterframe_core::{
    job::Output,
    media::{MediaFacts, MediaKind},
};
use afterframe_media::{Format, Kind};

use crate::translate;

/// What `output` is said to be, else what its model makes.
pub(super) fn promised(output: &Output, of_model: Option<MediaKind>) -> Option<MediaKind> {
    let said = output.output_type.trim().trim_start_matches('.').to_ascii_lowercase();
    if let Some(format) = Format::named(&said) {
        return Some(translate::kind(format.kind()));
    }
    match said.as_str() {
        "video" => Some(MediaKind::Video),
        "image" | "jpeg" => Some(MediaKind::Image),
        "audio" | "music" => Some(MediaKind::Audio),
        "3d" | "model" | "mesh" => Some(MediaKind::Model3d),
        "text" | "string" | "lyrics" => Some(MediaKind::Text),
        _ => of_model,
    }
}

/// The facts of a result that was fetched, and whether it is what was promised. What plays, what can be looked at and what can
/// be turned is good whatever was said: the content decides.
pub(super) fn judge(
    found: afterframe_media::MediaFacts,
    output: &Output,
    promised: Option<MediaKind>,
) -> (MediaFacts, bool) {
    let named = Format::named(output.output_type.trim());
    let (kind, format) = (found.kind, found.format);
    let mut facts = translate::facts(found);
    if kind != Kind::Text {
        return (facts, true);
    }
    if format.is_words() {
        written(format, named).as_str().clone_into(&mut facts.format);
        return (facts, promised == Some(MediaKind::Text));
    }
    // An archive with a body and its pictures, or a body in a format that nobody here knows: kept, and not shown.
    if promised == Some(MediaKind::Model3d) {
        let known = named.filter(|named| format == Format::Bin && named.kind() == Kind::Model3d);
        known.unwrap_or(format).as_str().clone_into(&mut facts.format);
        facts.kind = MediaKind::Model3d;
        return (facts, true);
    }
    (facts, named == Some(format))
}

/// The facts of an answer in words that was written down here.
pub(super) fn of_answer(output: &Output, size_bytes: u64) -> MediaFacts {
    unseen(written(Format::Txt, Format::named(output.output_type.trim())), size_bytes)
}

/// The facts of a file that does not pass the check of its own format. It is kept and not shown; another program may make
/// something of it, so that it has the ending that was promised.
pub(super) fn of_damaged(output: &Output, size_bytes: u64) -> MediaFacts {
    let named = Format::named(output.output_type.trim().trim_start_matches('.').to_ascii_lowercase().as_str());
    unseen(named.filter(|format| !format.is_words()).unwrap_or(Format::Bin), size_bytes)
}

fn unseen(format: Format, size_bytes: u64) -> MediaFacts {
    MediaFacts {
        kind: MediaKind::Text,
        format: format.as_str().to_owned(),
        size_bytes,
        duration_ms: None,
        width: None,
        height: None,
        frame_rate: None,
        video_codec: None,
        has_sound: None,
    }
}

/// Plain words may be of a kind that only their maker can tell. The ending comes from a closed list, never from the answer.
fn written(found: Format, named: Option<Format>) -> Format {
    match named {
        Some(named) if found == Format::Txt && named.is_words() => named,
        _ => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(output_type: &str) -> Output {
        Output { url: String::new(), output_type: output_type.to_owned(), text: None }
    }

    fn found(format: Format) -> afterframe_media::MediaFacts {
        afterframe_media::MediaFacts {
            kind: format.kind(),
            format,
            size_bytes: 9,
            duration_seconds: None,
            width: None,
            height: None,
            frame_rate: None,
            video_codec: None,
            has_sound: None,
            audio_codec: None,
        }
    }

    #[test]
    fn a_promise_is_read_from_endings_and_kinds_and_else_from_the_model() {
        for (said, kind) in [
            ("mp4", Some(MediaKind::Video)),
            (".PNG", Some(MediaKind::Image)),
            ("mp3", Some(MediaKind::Audio)),
            ("glb", Some(MediaKind::Model3d)),
            ("3d", Some(MediaKind::Model3d)),
            ("txt", Some(MediaKind::Text)),
            ("text", Some(MediaKind::Text)),
            ("", None),
            ("../../etc/passwd", None),
        ] {
            assert_eq!(promised(&output(said), None), kind, "{said}");
        }
        assert_eq!(promised(&output(""), Some(MediaKind::Audio)), Some(MediaKind::Audio));
    }

    #[test]
    fn words_are_good_only_where_words_were_promised() {
        for (format, said, as_what, good) in [
            (Format::Txt, "txt", "txt", true),
            (Format::Txt, "md", "md", true),
            (Format::Txt, "mp4", "txt", false),
            (Format::Json, "mp4", "json", false),
            (Format::Mp4, "txt", "mp4", true),
            (Format::Glb, "mp4", "glb", true),
            (Format::Zip, "zip", "zip", true),
            (Format::Zip, "png", "zip", false),
            (Format::Zip, "glb", "zip", true),
            (Format::Bin, "fbx", "fbx", true),
            (Format::Bin, "mp4", "bin", false),
        ] {
            let output = output(said);
            let (facts, is_good) = judge(found(format), &output, promised(&output, None));
            assert_eq!((facts.format.as_str(), is_good), (as_what, good), "{format} as {said}");
        }
        assert_eq!(of_answer(&output("sh"), 4).format, "txt");
        assert_eq!(of_answer(&output("md"), 4).format, "md");
    }
}
