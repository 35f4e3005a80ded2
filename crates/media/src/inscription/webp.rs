//! WebP: a chunk behind the picture, which the extended head announces. A plain picture gets that head.

use std::io::{self, Read, Seek, SeekFrom, Write};

use super::{HAS_XMP, IS_ODD, IS_SEALED, Inscribed, MOST_BYTES, MOST_PARTS, Place};

/// In the extended head: there is XMP, and there are parts that can be seen through.
const XMP_FLAG: u8 = 0x04;
const ALPHA_FLAG: u8 = 0x10;
/// `RIFF`, the length, `WEBP`.
const HEAD: u64 = 12;
/// Name and length of a chunk, and the body of the extended head.
const EXTENDED: usize = 18;

pub(super) fn write(from: &mut (impl Read + Seek), to: &mut impl Write, packet: &[u8]) -> io::Result<Inscribed> {
    let length = from.seek(SeekFrom::End(0))?;
    let extended = match place(from, length)? {
        Place::Free(extended) => extended,
        Place::Taken(why) => return Ok(Inscribed::Left(why)),
    };
    let padding = packet.len() % 2;
    let added = 8 + packet.len() + padding + if extended.is_new { EXTENDED } else { 0 };
    let size = u32::try_from(length - 8 + added as u64);
    let (Ok(size), Ok(own)) = (size, u32::try_from(packet.len())) else { return Ok(Inscribed::Left(IS_ODD)) };
    from.seek(SeekFrom::Start(if extended.is_new { HEAD } else { HEAD + EXTENDED as u64 }))?;
    to.write_all(b"RIFF")?;
    to.write_all(&size.to_le_bytes())?;
    to.write_all(b"WEBP")?;
    to.write_all(&extended.chunk)?;
    io::copy(from, to)?;
    to.write_all(b"XMP ")?;
    to.write_all(&own.to_le_bytes())?;
    to.write_all(packet)?;
    to.write_all(&[0][..padding])?;
    Ok(Inscribed::Written)
}

pub(super) fn read(file: &mut (impl Read + Seek), length: u64) -> io::Result<Option<Vec<u8>>> {
    let mut found = None;
    walk(file, length, |chunk, file| {
        if found.is_none() && &chunk.kind == b"XMP " && chunk.size as usize <= MOST_BYTES {
            let mut body = Vec::new();
            file.take(u64::from(chunk.size)).read_to_end(&mut body)?;
            found = Some(body);
        }
        Ok(())
    })?;
    Ok(found)
}

/// The head that announces XMP.
struct Extended {
    chunk: [u8; EXTENDED],
    /// The picture has none of its own.
    is_new: bool,
}

fn place(file: &mut (impl Read + Seek), length: u64) -> io::Result<Place<Extended>> {
    let (mut taken, mut extended, mut is_first) = (None, None, true);
    let whole = walk(file, length, |chunk, file| {
        match &chunk.kind {
            b"XMP " => taken = Some(HAS_XMP),
            b"C2PA" => taken = Some(IS_SEALED),
            _ => {}
        }
        if std::mem::take(&mut is_first) {
            let mut begin = Vec::new();
            file.take(u64::from(chunk.size).min(10)).read_to_end(&mut begin)?;
            extended = <[u8; 10]>::try_from(begin).ok().and_then(|begin| announced(chunk, begin));
        }
        Ok(())
    })?;
    Ok(match (taken, extended) {
        (Some(why), _) => Place::Taken(why),
        (None, Some(extended)) if whole => Place::Free(extended),
        _ => Place::Taken(IS_ODD),
    })
}

/// The extended head made of the first chunk: of such a head, or of a picture whose size stands at its beginning.
fn announced(first: &Chunk, begin: [u8; 10]) -> Option<Extended> {
    let mut chunk = *b"VP8X\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0";
    match &first.kind {
        b"VP8X" if first.size == 10 => {
            chunk[8..].copy_from_slice(&begin);
            chunk[8] |= XMP_FLAG;
            Some(Extended { chunk, is_new: false })
        }
        b"VP8 " if begin[3..6] == [0x9D, 0x01, 0x2A] => {
            let side = |at: usize| u32::from(u16::from_le_bytes([begin[at], begin[at + 1]]) & 0x3FFF);
            Some(Extended { chunk: with_size(chunk, XMP_FLAG, side(6), side(8))?, is_new: true })
        }
        b"VP8L" if begin[0] == 0x2F => {
            let bits = u32::from_le_bytes([begin[1], begin[2], begin[3], begin[4]]);
            let alpha = if bits >> 28 & 1 == 1 { ALPHA_FLAG } else { 0 };
            let (width, height) = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
            Some(Extended { chunk: with_size(chunk, XMP_FLAG | alpha, width, height)?, is_new: true })
        }
        _ => None,
    }
}

/// Width and height are written one less, in three bytes each.
fn with_size(mut chunk: [u8; EXTENDED], flags: u8, width: u32, height: u32) -> Option<[u8; EXTENDED]> {
    let (width, height) = (width.checked_sub(1)?.to_le_bytes(), height.checked_sub(1)?.to_le_bytes());
    chunk[8] = flags;
    chunk[12..15].copy_from_slice(&width[..3]);
    chunk[15..].copy_from_slice(&height[..3]);
    Some(chunk)
}

struct Chunk {
    kind: [u8; 4],
    size: u32,
}

/// Shows every chunk, with the file at its body; `false` if they do not fill the file exactly.
fn walk<F: Read + Seek>(
    file: &mut F,
    length: u64,
    mut show: impl FnMut(&Chunk, &mut F) -> io::Result<()>,
) -> io::Result<bool> {
    let mut head = [0; 12];
    file.rewind()?;
    if length < HEAD {
        return Ok(false);
    }
    file.read_exact(&mut head)?;
    let said = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]])) + 8;
    if said != length {
        return Ok(false);
    }
    let mut position = HEAD;
    for _ in 0..MOST_PARTS {
        let left = length.saturating_sub(position);
        if left < 8 {
            return Ok(left == 0);
        }
        file.seek(SeekFrom::Start(position))?;
        let mut head = [0; 8];
        file.read_exact(&mut head)?;
        let size = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        let kind = [head[0], head[1], head[2], head[3]];
        position += 8 + u64::from(size) + u64::from(size % 2);
        if position > length {
            return Ok(false);
        }
        show(&Chunk { kind, size }, file)?;
    }
    Ok(false)
}
