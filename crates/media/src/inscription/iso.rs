//! MP4 and QuickTime: a box of the kind `uuid` behind the last one. Every reader passes over a box that it does not know.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write as _},
    path::Path,
};

use super::{HAS_XMP, IS_ODD, IS_SEALED, Inscribed, MOST_BYTES, MOST_PARTS, Place};

/// The name of XMP's box, fixed by its standard.
const XMP: [u8; 16] = [0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC];
/// The name of the box with C2PA's sealed history.
const SEAL: [u8; 16] = [0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81];

pub(super) fn write(path: &Path, packet: &[u8]) -> io::Result<Inscribed> {
    let mut file = File::options().read(true).write(true).open(path)?;
    let end = file.metadata()?.len();
    let Ok(size) = u32::try_from(8 + XMP.len() + packet.len()) else { return Ok(Inscribed::Left(IS_ODD)) };
    if let Place::Taken(why) = place(&mut file, end)? {
        return Ok(Inscribed::Left(why));
    }
    let done = append(&mut file, end, size, packet);
    if done.is_err() {
        file.set_len(end)?;
    }
    done.map(|()| Inscribed::Written)
}

/// First the body behind a head of noughts, which says "a box without a name, to the end of the file": wherever the program
/// ends, what is there is a whole film.
fn append(file: &mut File, end: u64, size: u32, packet: &[u8]) -> io::Result<()> {
    file.seek(SeekFrom::Start(end))?;
    file.write_all(&[&[0; 8], &XMP[..], packet].concat())?;
    file.sync_data()?;
    file.seek(SeekFrom::Start(end))?;
    file.write_all(&[&size.to_be_bytes(), &b"uuid"[..]].concat())?;
    file.sync_all()
}

pub(super) fn read(file: &mut (impl Read + Seek), length: u64) -> io::Result<Option<Vec<u8>>> {
    let mut found = None;
    walk(file, length, |one| {
        if one.name == Some(XMP) && found.is_none() {
            found = Some((one.body + 16, one.end));
        }
    })?;
    let Some((start, end)) = found else { return Ok(None) };
    let size = end.saturating_sub(start);
    if size > MOST_BYTES as u64 {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(start))?;
    let mut packet = Vec::new();
    file.take(size).read_to_end(&mut packet)?;
    Ok(Some(packet))
}

/// Whether a box can be put behind the last one.
fn place(file: &mut (impl Read + Seek), length: u64) -> io::Result<Place<()>> {
    let mut taken = None;
    let whole = walk(file, length, |one| match (&one.kind, one.name) {
        (b"uuid", Some(XMP)) => taken = Some(HAS_XMP),
        (b"uuid", Some(SEAL)) => taken = Some(IS_SEALED),
        // The index of the fragments is found from the file's end.
        (b"mfra", _) => taken = Some("its index is found from its end"),
        _ if one.is_open => taken = Some("its last box goes on to the end"),
        _ => {}
    })?;
    Ok(match taken {
        Some(why) => Place::Taken(why),
        None if whole => Place::Free(()),
        None => Place::Taken(IS_ODD),
    })
}

struct Top {
    kind: [u8; 4],
    /// The first bytes of a `uuid` box.
    name: Option<[u8; 16]>,
    body: u64,
    end: u64,
    /// It says that it goes on to the end of the file.
    is_open: bool,
}

/// Shows every box at the top; `false` if they do not fill the file exactly.
fn walk(file: &mut (impl Read + Seek), length: u64, mut show: impl FnMut(&Top)) -> io::Result<bool> {
    let mut position = 0;
    for _ in 0..MOST_PARTS {
        let left = length.saturating_sub(position);
        if left < 8 {
            return Ok(left == 0);
        }
        file.seek(SeekFrom::Start(position))?;
        let mut head = [0; 32];
        let there = usize::try_from(left.min(32)).unwrap_or(32);
        file.read_exact(&mut head[..there])?;
        let kind = [head[4], head[5], head[6], head[7]];
        let (body, size) = match u32::from_be_bytes([head[0], head[1], head[2], head[3]]) {
            0 => (8, left),
            1 => {
                let wide = head[8..16].iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
                (16, wide)
            }
            short => (8, u64::from(short)),
        };
        if size < body || size > left {
            return Ok(false);
        }
        let named = &head[usize::try_from(body).unwrap_or(16)..];
        let name = (&kind == b"uuid" && size >= body + 16).then(|| named[..16].try_into().ok()).flatten();
        let is_open = head[..4] == [0; 4];
        show(&Top { kind, name, body: position + body, end: position + size, is_open });
        position += size;
    }
    Ok(false)
}
