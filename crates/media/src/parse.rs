//! The facts that can be read without ffprobe: pictures always, clips and sounds where it is not installed.
//!
//! A parser that panics on a crafted file costs that file its facts and nothing else.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    panic::{AssertUnwindSafe, catch_unwind},
};

use image::{ImageDecoder, ImageReader, metadata::Orientation};

use crate::{Format, Kind, MediaFacts, boxes, ebml, facts::tidy_seconds};

/// A picture above this is not read for its orientation: the reader would take it into memory whole.
const MAX_PICTURE: u64 = 128 * 1024 * 1024;

/// Everything the built-in readers know of `file`. `Err` says in technical words why a picture cannot be one.
pub(crate) fn facts(file: &mut File, format: Format, size_bytes: u64) -> Result<MediaFacts, String> {
    let mut facts = MediaFacts::bare(format, size_bytes);
    let read = catch_unwind(AssertUnwindSafe(|| match format.kind() {
        Kind::Image => picture(file, &mut facts),
        Kind::Video | Kind::Audio => {
            playing(file, &mut facts).unwrap_or_default();
            Ok(())
        }
        // There is nothing in them that a card would say.
        Kind::Model3d | Kind::Text => Ok(()),
    }));
    match read {
        Ok(Ok(())) => Ok(facts),
        Ok(Err(detail)) => Err(detail),
        Err(_) => Err("the reader gave up on it".to_owned()),
    }
}

fn picture(file: &mut File, facts: &mut MediaFacts) -> Result<(), String> {
    facts.has_sound = Some(false);
    file.rewind().map_err(|error| error.to_string())?;
    let size = imagesize::reader_size(BufReader::new(&mut *file)).map_err(|error| error.to_string())?;
    let (width, height) = (u32::try_from(size.width), u32::try_from(size.height));
    let (Ok(width @ 1..), Ok(height @ 1..)) = (width, height) else {
        return Err(format!("a picture of {} by {} pixels", size.width, size.height));
    };
    let (width, height) = if lies_on_its_side(file, facts) { (height, width) } else { (width, height) };
    (facts.width, facts.height) = (Some(width), Some(height));
    Ok(())
}

fn lies_on_its_side(file: &mut File, facts: &MediaFacts) -> bool {
    matches!(
        orientation(file, facts.format, facts.size_bytes),
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    )
}

/// How a camera was held. Only the formats that cameras write carry it.
pub(crate) fn orientation(file: &mut File, format: Format, size_bytes: u64) -> Orientation {
    let format = match format {
        Format::Jpg => image::ImageFormat::Jpeg,
        Format::Webp => image::ImageFormat::WebP,
        _ => return Orientation::NoTransforms,
    };
    if size_bytes > MAX_PICTURE || file.rewind().is_err() {
        return Orientation::NoTransforms;
    }
    ImageReader::with_format(BufReader::new(file), format)
        .into_decoder()
        .and_then(|mut decoder| decoder.orientation())
        .unwrap_or(Orientation::NoTransforms)
}

fn playing(file: &mut File, facts: &mut MediaFacts) -> io::Result<()> {
    match facts.format {
        Format::Mp4 | Format::Mov | Format::ThreeGp | Format::M4a => {
            if let Ok(span) = boxes::find_moov(file, facts.size_bytes)? {
                boxes::describe(file, span, facts)?;
            }
        }
        Format::Webm | Format::Mkv => {
            file.rewind()?;
            ebml::describe(file, facts);
        }
        Format::Wav => wav(file, facts)?,
        format if format.kind() == Kind::Audio => facts.has_sound = Some(true),
        _ => {}
    }
    if facts.kind == Kind::Video && facts.has_sound == Some(true) && facts.video_codec.is_none() {
        facts.kind = Kind::Audio;
    }
    Ok(())
}

/// Length from the bytes a second and the bytes of sound; a recorder that streamed leaves the latter at the largest number.
fn wav(file: &mut File, facts: &mut MediaFacts) -> io::Result<()> {
    facts.has_sound = Some(true);
    facts.audio_codec = Some("PCM".to_owned());
    let mut position = 12;
    let mut bytes_a_second = 0;
    for _ in 0..64 {
        file.seek(SeekFrom::Start(position))?;
        let mut header = [0; 8];
        if file.read_exact(&mut header).is_err() {
            break;
        }
        let size = u32::from_le_bytes([header[4], header[5], header[6], header[7]]);
        if &header[..4] == b"fmt " {
            let mut body = [0; 12];
            file.read_exact(&mut body)?;
            bytes_a_second = u32::from_le_bytes([body[8], body[9], body[10], body[11]]);
        }
        if &header[..4] == b"data" {
            let there = u32::try_from(facts.size_bytes.saturating_sub(position + 8)).unwrap_or(u32::MAX);
            facts.duration_seconds = tidy_seconds(f64::from(size.min(there)) / f64::from(bytes_a_second));
            break;
        }
        position += 8 + u64::from(size) + u64::from(size % 2);
    }
    Ok(())
}
