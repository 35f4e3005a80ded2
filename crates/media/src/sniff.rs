//! Tells what a file is by its first bytes. The name of the file is never asked.

use crate::Format;

/// How many bytes of the beginning are enough to tell every format.
pub(crate) const HEAD: usize = 4096;

/// What the beginning of a file says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Sniffed {
    /// Media this program knows.
    Media(Format),
    /// Something else; a short name where one is known.
    Other(Option<String>),
}

/// Decides from the first [`HEAD`] bytes (fewer where the file is shorter).
pub(crate) fn sniff(head: &[u8]) -> Sniffed {
    if let Some(format) = iso_family(head).or_else(|| ebml_family(head)).or_else(|| mpeg_family(head)) {
        return Sniffed::Media(format);
    }
    match infer::get(head) {
        Some(found) => from_infer(found.extension()),
        None if begins_as_text(head) => Sniffed::Other(Some("text".to_owned())),
        None => Sniffed::Other(None),
    }
}

fn from_infer(extension: &str) -> Sniffed {
    Sniffed::Media(match extension {
        "jpg" => Format::Jpg,
        "png" => Format::Png,
        "webp" => Format::Webp,
        "gif" => Format::Gif,
        "bmp" => Format::Bmp,
        "tif" => Format::Tiff,
        "heif" => Format::Heic,
        "avif" => Format::Avif,
        "avi" => Format::Avi,
        "flv" => Format::Flv,
        "wmv" => Format::Wmv,
        "mpg" => Format::Mpeg,
        "mp3" => Format::Mp3,
        "m4a" => Format::M4a,
        "wav" => Format::Wav,
        "flac" => Format::Flac,
        "ogg" | "opus" => Format::Ogg,
        "aac" => Format::Aac,
        "aiff" => Format::Aiff,
        other => return Sniffed::Other(Some(other.to_owned())),
    })
}

/// MP4 and its relatives by the brand in `ftyp`; an old QuickTime film may begin with another box.
fn iso_family(head: &[u8]) -> Option<Format> {
    let kind = head.get(4..8)?;
    if kind != b"ftyp" {
        // A bare `moov`, `mdat` or `wide` at the front is how QuickTime wrote before brands existed.
        return matches!(kind, b"moov" | b"mdat" | b"wide").then_some(Format::Mov);
    }
    let size = u32::from_be_bytes(head.get(..4)?.try_into().ok()?) as usize;
    let brands = head.get(8..size.clamp(12, head.len().max(12)))?;
    Some(match brands.get(..4)? {
        b"qt  " => Format::Mov,
        b"M4A " | b"M4B " | b"F4A " => Format::M4a,
        b"avif" | b"avis" => Format::Avif,
        b"mif1" | b"msf1" if brands.chunks(4).any(|brand| brand == b"avif") => Format::Avif,
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => Format::Heic,
        brand if brand.starts_with(b"3g") => Format::ThreeGp,
        _ => Format::Mp4,
    })
}

/// WebM and Matroska share one container; the document type inside the header tells them apart.
fn ebml_family(head: &[u8]) -> Option<Format> {
    head.starts_with(&[0x1A, 0x45, 0xDF, 0xA3]).then(|| {
        let header = &head[..head.len().min(64)];
        if header.windows(4).any(|window| window == b"webm") { Format::Webm } else { Format::Mkv }
    })
}

/// Transport streams (a sync byte every 188 bytes) and program streams, which `infer` knows only in part.
fn mpeg_family(head: &[u8]) -> Option<Format> {
    let synced = |offset: usize| (0..4).all(|packet| head.get(offset + packet * 188) == Some(&0x47));
    if head.len() > 3 * 188 && synced(0) {
        return Some(Format::Ts);
    }
    head.starts_with(&[0, 0, 1, 0xBA]).then_some(Format::Mpeg)
}

/// Whether the bytes are text as far as they go.
pub(crate) fn begins_as_text(head: &[u8]) -> bool {
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The cut at the end of the head may fall into a character.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !valid.is_empty() && valid.chars().all(|c| !c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ftyp(brands: &[&[u8; 4]]) -> Vec<u8> {
        let mut head = u32::try_from(8 + brands.len() * 4).unwrap().to_be_bytes().to_vec();
        head.extend_from_slice(b"ftyp");
        for brand in brands {
            head.extend_from_slice(*brand);
        }
        head
    }

    #[test]
    fn brands_tell_the_relatives_of_mp4_apart() {
        for (brands, format) in [
            (vec![b"isom"], Format::Mp4),
            (vec![b"M4V "], Format::Mp4),
            (vec![b"qt  "], Format::Mov),
            (vec![b"M4A "], Format::M4a),
            (vec![b"3gp5"], Format::ThreeGp),
            (vec![b"heic"], Format::Heic),
            (vec![b"mif1", b"\0\0\0\0", b"avif"], Format::Avif),
        ] {
            assert_eq!(sniff(&ftyp(&brands)), Sniffed::Media(format), "{brands:?}");
        }
    }

    #[test]
    fn an_ftyp_that_lies_about_its_size_does_no_harm() {
        for size in [0_u32, 1, 7, 9, u32::MAX] {
            let mut head = size.to_be_bytes().to_vec();
            head.extend_from_slice(b"ftypisom");
            assert_eq!(sniff(&head), Sniffed::Media(Format::Mp4));
            sniff(&head[..9]);
        }
    }

    #[test]
    fn what_is_no_media_is_named_where_it_can_be() {
        assert_eq!(sniff(b"%PDF-1.7 ..."), Sniffed::Other(Some("pdf".to_owned())));
        assert_eq!(sniff("a note, é and 中".as_bytes()), Sniffed::Other(Some("text".to_owned())));
        assert_eq!(sniff(&[0x9C, 0x11, 0x00, 0xFE, 0x83]), Sniffed::Other(None));
    }
}
