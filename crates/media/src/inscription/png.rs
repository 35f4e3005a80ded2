//! PNG: a chunk of international text with the keyword that XMP has there, right behind the head.

use std::io::{self, Read, Seek, SeekFrom, Write};

use super::{HAS_XMP, IS_ODD, IS_SEALED, Inscribed, MOST_BYTES, MOST_PARTS, Place};

/// The keyword, and that nothing is packed, with no language and no translation.
const INTRODUCTION: &[u8] = b"XML:com.adobe.xmp\0\0\0\0\0";
/// Signature and head; the head comes first and is always as long as this.
const HEAD: u64 = 33;

pub(super) fn write(from: &mut (impl Read + Seek), to: &mut impl Write, packet: &[u8]) -> io::Result<Inscribed> {
    let length = from.seek(SeekFrom::End(0))?;
    if let Place::Taken(why) = place(from, length)? {
        return Ok(Inscribed::Left(why));
    }
    let body = [b"iTXt", INTRODUCTION, packet].concat();
    let Ok(size) = u32::try_from(body.len() - 4) else { return Ok(Inscribed::Left(IS_ODD)) };
    from.rewind()?;
    io::copy(&mut from.take(HEAD), to)?;
    to.write_all(&size.to_be_bytes())?;
    to.write_all(&body)?;
    to.write_all(&crc32fast::hash(&body).to_be_bytes())?;
    io::copy(from, to)?;
    Ok(Inscribed::Written)
}

pub(super) fn read(file: &mut (impl Read + Seek), length: u64) -> io::Result<Option<Vec<u8>>> {
    let mut found = None;
    walk(file, length, |chunk, file| {
        let size = u64::from(chunk.size);
        if found.is_none() && &chunk.kind == b"iTXt" && size <= (MOST_BYTES + INTRODUCTION.len()) as u64 {
            let mut body = Vec::new();
            file.take(size).read_to_end(&mut body)?;
            found = body.strip_prefix(INTRODUCTION).map(<[u8]>::to_vec);
        }
        Ok(())
    })?;
    Ok(found)
}

fn place(file: &mut (impl Read + Seek), length: u64) -> io::Result<Place<()>> {
    let (mut taken, mut first) = (None, None);
    let whole = walk(file, length, |chunk, file| {
        first.get_or_insert((chunk.kind, chunk.size));
        if &chunk.kind == b"caBX" {
            taken = Some(IS_SEALED);
        } else if &chunk.kind == b"iTXt" {
            let mut keyword = Vec::new();
            file.take(18).read_to_end(&mut keyword)?;
            if INTRODUCTION.starts_with(&keyword) {
                taken = Some(HAS_XMP);
            }
        }
        Ok(())
    })?;
    Ok(match taken {
        Some(why) => Place::Taken(why),
        None if whole && first == Some((*b"IHDR", 13)) => Place::Free(()),
        None => Place::Taken(IS_ODD),
    })
}

struct Chunk {
    kind: [u8; 4],
    size: u32,
}

/// Shows every chunk, with the file at its body; `false` if there is no end mark.
fn walk<F: Read + Seek>(
    file: &mut F,
    length: u64,
    mut show: impl FnMut(&Chunk, &mut F) -> io::Result<()>,
) -> io::Result<bool> {
    let mut position = 8;
    for _ in 0..MOST_PARTS {
        // Length, name and checksum take twelve bytes even around nothing.
        if length.saturating_sub(position) < 12 {
            break;
        }
        file.seek(SeekFrom::Start(position))?;
        let mut head = [0; 8];
        file.read_exact(&mut head)?;
        let size = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        let kind = [head[4], head[5], head[6], head[7]];
        position += 12 + u64::from(size);
        if position > length {
            break;
        }
        show(&Chunk { kind, size }, file)?;
        if &kind == b"IEND" {
            return Ok(true);
        }
    }
    Ok(false)
}
