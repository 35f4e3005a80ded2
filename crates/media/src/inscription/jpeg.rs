//! JPEG: a segment among those of applications, behind the ones that want to come first.

use std::io::{self, Read, Seek, SeekFrom, Write};

use super::{HAS_XMP, IS_ODD, IS_SEALED, Inscribed, MOST_PARTS, Place, TOO_LONG};

const INTRODUCTION: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const APP0: u8 = 0xE0;
const APP1: u8 = 0xE1;
/// C2PA's history comes in these.
const APP11: u8 = 0xEB;
/// The picture itself begins.
const SCAN: u8 = 0xDA;
const END: u8 = 0xD9;

pub(super) fn write(from: &mut (impl Read + Seek), to: &mut impl Write, packet: &[u8]) -> io::Result<Inscribed> {
    let body = [INTRODUCTION, packet].concat();
    // The length counts itself and has two bytes.
    let Ok(size) = u16::try_from(body.len() + 2) else { return Ok(Inscribed::Left(TOO_LONG)) };
    let length = from.seek(SeekFrom::End(0))?;
    let at = match place(from, length)? {
        Place::Free(at) => at,
        Place::Taken(why) => return Ok(Inscribed::Left(why)),
    };
    from.rewind()?;
    io::copy(&mut from.take(at), to)?;
    to.write_all(&[0xFF, APP1])?;
    to.write_all(&size.to_be_bytes())?;
    to.write_all(&body)?;
    io::copy(from, to)?;
    Ok(Inscribed::Written)
}

pub(super) fn read(file: &mut (impl Read + Seek), length: u64) -> io::Result<Option<Vec<u8>>> {
    let mut found = None;
    walk(file, length, |segment, file| {
        if found.is_none() && segment.marker == APP1 {
            let mut body = Vec::new();
            file.take(segment.size).read_to_end(&mut body)?;
            found = body.strip_prefix(INTRODUCTION).map(<[u8]>::to_vec);
        }
        Ok(())
    })?;
    Ok(found)
}

/// Where the segment goes: behind JFIF's and Exif's, which readers look for at the very beginning.
fn place(file: &mut (impl Read + Seek), length: u64) -> io::Result<Place<u64>> {
    let (mut taken, mut at, mut is_first) = (None, 2, true);
    let whole = walk(file, length, |segment, file| {
        let mut begin = Vec::new();
        file.take(segment.size.min(INTRODUCTION.len() as u64)).read_to_end(&mut begin)?;
        match segment.marker {
            APP1 if begin == INTRODUCTION => taken = Some(HAS_XMP),
            APP11 => taken = Some(IS_SEALED),
            _ => {}
        }
        is_first &= matches!(segment.marker, APP0 | APP1);
        if is_first {
            at = segment.end;
        }
        Ok(())
    })?;
    Ok(match taken {
        Some(why) => Place::Taken(why),
        None if whole => Place::Free(at),
        None => Place::Taken(IS_ODD),
    })
}

struct Segment {
    marker: u8,
    size: u64,
    end: u64,
}

/// Shows every segment before the picture, with the file at its body; `false` if the picture is not reached.
fn walk<F: Read + Seek>(
    file: &mut F,
    length: u64,
    mut show: impl FnMut(&Segment, &mut F) -> io::Result<()>,
) -> io::Result<bool> {
    let mut position = 2;
    for _ in 0..MOST_PARTS {
        if length.saturating_sub(position) < 4 {
            break;
        }
        file.seek(SeekFrom::Start(position))?;
        let mut head = [0; 4];
        file.read_exact(&mut head)?;
        let marker = head[1];
        if head[0] != 0xFF || marker == END {
            break;
        }
        // A marker may be led in by any number of these.
        if marker == 0xFF {
            position += 1;
            continue;
        }
        if marker == SCAN {
            return Ok(true);
        }
        let size = u64::from(u16::from_be_bytes([head[2], head[3]]));
        let end = position + 2 + size;
        if size < 2 || end > length {
            break;
        }
        show(&Segment { marker, size: size - 2, end }, file)?;
        position = end;
    }
    Ok(false)
}
