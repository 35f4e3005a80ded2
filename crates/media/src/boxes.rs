//! Reads the boxes of MP4 and QuickTime files: is the film whole, and what is in it.
//!
//! Written here rather than taken from a crate because of what the readers are for: a file that somebody dropped. The crates at hand
//! expand every sample of every track before they answer (and panic on a bad table); this reads at most one `moov`, in memory, by slices
//! that cannot leave it. What needs more than the tables is ffprobe's.

use std::io::{self, Read, Seek, SeekFrom};

use crate::{
    MediaFacts,
    facts::{audio_codec_name, tidy_rate, tidy_seconds, video_codec_name},
};

/// An hour of fragments has a few thousand boxes at the top.
const MAX_TOP_BOXES: usize = 100_000;
/// The tables of a three-hour film take about 10 MB.
const MAX_MOOV: u64 = 64 * 1024 * 1024;

/// Where the film's description lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    start: u64,
    length: u64,
}

/// Walks the boxes at the top. `Ok(Err(…))` says in technical words why the file is not whole.
pub(crate) fn find_moov(file: &mut (impl Read + Seek), file_length: u64) -> io::Result<Result<Span, String>> {
    let mut position = 0;
    let mut moov = None;
    for _ in 0..MAX_TOP_BOXES {
        if file_length.saturating_sub(position) < 8 {
            break;
        }
        file.seek(SeekFrom::Start(position))?;
        let mut header = [0; 16];
        file.read_exact(&mut header[..8])?;
        let kind: [u8; 4] = [header[4], header[5], header[6], header[7]];
        let (head, length) = match u32::from_be_bytes([header[0], header[1], header[2], header[3]]) {
            // A box of size 0 goes on to the end of the file.
            0 => (8, file_length - position),
            1 => {
                if file_length - position < 16 {
                    return Ok(Err(cut_in(kind)));
                }
                file.read_exact(&mut header[8..])?;
                let mut wide = [0; 8];
                wide.copy_from_slice(&header[8..]);
                (16, u64::from_be_bytes(wide))
            }
            short => (8, u64::from(short)),
        };
        if length < head {
            return Ok(Err(format!("the box at byte {position} says it is {length} bytes long")));
        }
        if length > file_length - position {
            return Ok(Err(cut_in(kind)));
        }
        if &kind == b"moov" {
            moov = Some(Span { start: position + head, length: length - head });
        }
        position += length;
    }
    Ok(moov.ok_or_else(|| "moov is missing: the recording or the copy was not finished".to_owned()))
}

fn cut_in(kind: [u8; 4]) -> String {
    format!("the file ends inside its {} box", kind.escape_ascii())
}

/// Adds what the film's own description says to `facts`. Silent about what it does not say.
pub(crate) fn describe(file: &mut (impl Read + Seek), span: Span, facts: &mut MediaFacts) -> io::Result<()> {
    if span.length > MAX_MOOV {
        return Ok(());
    }
    file.seek(SeekFrom::Start(span.start))?;
    let mut moov = Vec::new();
    file.take(span.length).read_to_end(&mut moov)?;
    if let Some(header) = child(&moov, *b"mvhd") {
        facts.duration_seconds = length_in(header).and_then(tidy_seconds);
    }
    facts.has_sound = Some(false);
    for track in children(&moov).filter(|(kind, _)| kind == b"trak").map(|(_, body)| body) {
        describe_track(track, facts);
    }
    Ok(())
}

fn describe_track(track: &[u8], facts: &mut MediaFacts) {
    let Some(media) = child(track, *b"mdia") else { return };
    let handler = child(media, *b"hdlr").and_then(|body| body.get(8..12));
    let table = child(media, *b"minf").and_then(|body| child(body, *b"stbl"));
    let codec = table
        .and_then(|body| child(body, *b"stsd"))
        .and_then(|body| body.get(12..16))
        .map(|name| String::from_utf8_lossy(name).into_owned());
    match handler {
        Some(b"vide") if facts.video_codec.is_none() => {
            facts.video_codec = codec.as_deref().map(video_codec_name);
            if let Some((width, height)) = child(track, *b"tkhd").and_then(seen_size) {
                (facts.width, facts.height) = (Some(width), Some(height));
            }
            let seconds = child(media, *b"mdhd").and_then(length_in);
            let samples = table.and_then(|body| child(body, *b"stts")).map(sample_count);
            if let (Some(seconds), Some(samples)) = (seconds, samples) {
                facts.frame_rate = tidy_rate(samples / seconds);
            }
        }
        Some(b"soun") => {
            facts.has_sound = Some(true);
            facts.audio_codec = facts.audio_codec.take().or_else(|| codec.as_deref().map(audio_codec_name));
        }
        _ => {}
    }
}

/// Seconds from `mvhd` or `mdhd`, which begin alike: version, dates, time scale, length.
fn length_in(body: &[u8]) -> Option<f64> {
    let (scale, length) = match body.first()? {
        0 => (number(body.get(12..16)?), number(body.get(16..20)?)),
        _ => (number(body.get(20..24)?), number(body.get(24..32)?)),
    };
    (scale > 0.0 && length > 0.0).then(|| length / scale)
}

/// Width and height from `tkhd`, swapped where its matrix turns the picture a quarter.
fn seen_size(body: &[u8]) -> Option<(u32, u32)> {
    let matrix = if *body.first()? == 0 { 40 } else { 52 };
    let whole = |offset: usize| Some(u32::from(u16::from_be_bytes(body.get(offset..offset + 2)?.try_into().ok()?)));
    let (width, height) = (whole(matrix + 36)?, whole(matrix + 40)?);
    let upright = body.get(matrix..matrix + 4)? != [0; 4];
    (width > 0 && height > 0).then_some(if upright { (width, height) } else { (height, width) })
}

fn sample_count(body: &[u8]) -> f64 {
    body.get(8..).unwrap_or_default().chunks_exact(8).map(|entry| number(&entry[..4])).sum()
}

/// A big-endian number of up to eight bytes; times and counts need no more precision than this.
fn number(bytes: &[u8]) -> f64 {
    bytes.iter().fold(0.0, |sum, byte| sum * 256.0 + f64::from(*byte))
}

fn child(body: &[u8], wanted: [u8; 4]) -> Option<&[u8]> {
    children(body).find(|(kind, _)| *kind == wanted).map(|(_, body)| body)
}

/// The boxes inside a box; ends at the first that does not fit.
fn children(mut rest: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let kind = rest.get(4..8)?.try_into().ok()?;
        let body = rest.get(8..length)?;
        rest = &rest[length..];
        Some((kind, body))
    })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn whole(bytes: &[u8]) -> Result<Span, String> {
        find_moov(&mut Cursor::new(bytes), bytes.len() as u64).unwrap()
    }

    #[test]
    fn a_film_without_its_description_is_not_whole() {
        let error = whole(b"\0\0\0\x0Cftypisom\0\0\0\x0Cmdat0123").unwrap_err();
        assert!(error.contains("moov is missing"), "{error}");
    }

    #[test]
    fn a_box_that_goes_past_the_end_is_named() {
        let error = whole(b"\0\0\0\x0Cftypisom\0\0\x10\0mdat0123").unwrap_err();
        assert!(error.contains("mdat"), "{error}");
    }

    #[test]
    fn lying_sizes_end_the_walk_and_never_loop_or_panic() {
        for size in [2_u32, 7, 1, u32::MAX] {
            let mut bytes = size.to_be_bytes().to_vec();
            bytes.extend_from_slice(b"moov\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0\0\0");
            assert!(whole(&bytes).is_err(), "{size}");
        }
    }

    #[test]
    fn a_description_of_rubbish_says_nothing() {
        let mut rubbish = b"\0\0\x01\0moov".to_vec();
        rubbish.extend((0..248_u8).map(|byte| byte.wrapping_mul(37)));
        let span = whole(&rubbish).unwrap();
        let mut facts = MediaFacts::bare(crate::Format::Mp4, 256);
        describe(&mut Cursor::new(&rubbish), span, &mut facts).unwrap();
        assert_eq!((facts.width, facts.duration_seconds), (None, None));
    }
}
