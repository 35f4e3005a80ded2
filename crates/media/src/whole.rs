//! Says whether a file was written to its end, from its structure alone: a copy that broke off, a recording that is still going on.
//!
//! It reads headers and tails, never the whole file, and decodes nothing.

use std::io::{self, Read, Seek, SeekFrom};

use crate::{Format, bodies, boxes, ebml};

const TAIL: u64 = 64 * 1024;
const MAX_CHUNKS: usize = 100_000;

/// `Ok(Err(…))` says in technical words what is missing.
pub(crate) fn check(
    file: &mut (impl Read + Seek),
    format: Format,
    head: &[u8],
    length: u64,
) -> io::Result<Result<(), String>> {
    let missing = match format {
        Format::Mp4 | Format::Mov | Format::ThreeGp | Format::M4a => boxes::find_moov(file, length)?.err(),
        Format::Webm | Format::Mkv => ebml::what_is_missing(head, length),
        // A recorder fills the size in at the end; 0 means that it never came there.
        Format::Avi if head.get(4..8) == Some(&[0; 4]) => Some("the file's index was never written".to_owned()),
        Format::Webp | Format::Avi => riff_is_cut(head, length),
        Format::Png => png_is_cut(file, length)?,
        Format::Jpg => jpeg_is_cut(file, length)?,
        Format::Glb => glb_is_cut(head, length),
        Format::Zip | Format::Usdz | Format::ThreeMf => zip_is_cut(file, length)?,
        _ => None,
    };
    Ok(missing.map_or(Ok(()), Err))
}

fn riff_is_cut(head: &[u8], length: u64) -> Option<String> {
    let size = u32::from_le_bytes(head.get(4..8)?.try_into().ok()?);
    let end = u64::from(size) + 8;
    (end > length).then(|| format!("the file ends at byte {length} of {end}"))
}

/// A GLB says how long it is. A little more behind its end does no harm.
fn glb_is_cut(head: &[u8], length: u64) -> Option<String> {
    let (_, end) = bodies::glb(head)?;
    (end > length || end < 12).then(|| format!("the file ends at byte {length} of {end}"))
}

/// An archive has its list at the end; without it nothing in it is found.
fn zip_is_cut(file: &mut (impl Read + Seek), length: u64) -> io::Result<Option<String>> {
    // The list's end mark is 22 bytes long, and a comment of up to 64 kilobytes may follow.
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL + 22)))?;
    let mut tail = Vec::new();
    file.take(TAIL + 22).read_to_end(&mut tail)?;
    let ended = tail.windows(4).any(|mark| mark == b"PK\x05\x06");
    Ok((!ended).then(|| "the archive's list is missing".to_owned()))
}

/// A PNG is a row of chunks with their lengths, the last one named IEND.
fn png_is_cut(file: &mut (impl Read + Seek), length: u64) -> io::Result<Option<String>> {
    let mut position = 8;
    for _ in 0..MAX_CHUNKS {
        // Length, name and checksum take twelve bytes even around nothing.
        if length.saturating_sub(position) < 12 {
            break;
        }
        file.seek(SeekFrom::Start(position))?;
        let mut header = [0; 8];
        file.read_exact(&mut header)?;
        if &header[4..] == b"IEND" {
            return Ok(None);
        }
        position += 12 + u64::from(u32::from_be_bytes([header[0], header[1], header[2], header[3]]));
    }
    Ok(Some("the picture's end mark is missing".to_owned()))
}

/// A JPEG ends with the bytes FF D9; some cameras hang a little more behind it.
fn jpeg_is_cut(file: &mut (impl Read + Seek), length: u64) -> io::Result<Option<String>> {
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    let ended = tail.windows(2).any(|pair| pair == [0xFF, 0xD9]);
    Ok((!ended).then(|| "the picture's end mark is missing".to_owned()))
}
