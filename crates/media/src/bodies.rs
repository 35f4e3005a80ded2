//! Tells bodies that can be turned (3D models) by their content: those that are bytes, and those that are written as text.
//!
//! Nothing of a body is decoded here. A format that the window cannot show is recognised all the same, so that it is kept under
//! the right ending.

use crate::Format;

/// A body whose file is bytes. `length` is the file's.
pub(crate) fn of_bytes(head: &[u8], length: u64) -> Option<Format> {
    if let Some((version, _)) = glb(head) {
        return matches!(version, 1 | 2).then_some(Format::Glb);
    }
    if head.starts_with(b"Kaydara FBX Binary") {
        return Some(Format::Fbx);
    }
    if head.starts_with(b"PXR-USDC") {
        return Some(Format::Usd);
    }
    if head.starts_with(b"BLENDER") {
        return Some(Format::Blend);
    }
    if ply(head) {
        return Some(Format::Ply);
    }
    packed(head).or_else(|| (length == binary_stl(head)?).then_some(Format::Stl))
}

/// A body whose file is text. `glTF` in its text form is JSON, which is read elsewhere.
pub(crate) fn of_text(head: &str) -> Option<Format> {
    let begin = head.trim_start();
    if ply(begin.as_bytes()) {
        return Some(Format::Ply);
    }
    if begin.starts_with("solid") && begin.contains("facet normal") {
        return Some(Format::Stl);
    }
    if begin.starts_with("#usda 1.") {
        return Some(Format::Usd);
    }
    if begin.starts_with("; FBX ") {
        return Some(Format::Fbx);
    }
    if begin.starts_with('<') && begin.contains("<COLLADA") {
        return Some(Format::Dae);
    }
    is_obj(begin).then_some(Format::Obj)
}

/// The version and the length that a GLB says of itself.
pub(crate) fn glb(head: &[u8]) -> Option<(u32, u64)> {
    let number = |at: usize| Some(u32::from_le_bytes(head.get(at..at + 4)?.try_into().ok()?));
    if !head.starts_with(b"glTF") {
        return None;
    }
    Some((number(4)?, u64::from(number(8)?)))
}

fn ply(head: &[u8]) -> bool {
    let rest = head.strip_prefix(b"ply\n").or_else(|| head.strip_prefix(b"ply\r\n"));
    rest.is_some_and(|rest| rest.starts_with(b"format ") || rest.starts_with(b"comment "))
}

/// Two formats are archives: USDZ, whose first file is the scene and lies unpacked, and 3MF with its one well-known name.
fn packed(head: &[u8]) -> Option<Format> {
    if !head.starts_with(b"PK\x03\x04") {
        return None;
    }
    let length = usize::from(u16::from_le_bytes(head.get(26..28)?.try_into().ok()?));
    let name = head.get(30..30 + length)?.to_ascii_lowercase();
    if [&b".usda"[..], b".usdc", b".usd"].iter().any(|ending| name.ends_with(ending)) {
        return Some(Format::Usdz);
    }
    head.windows(16).any(|window| window.eq_ignore_ascii_case(b"3D/3dmodel.model")).then_some(Format::ThreeMf)
}

/// How long a binary STL with this head must be: eighty bytes of anything, a count, and fifty bytes a triangle.
fn binary_stl(head: &[u8]) -> Option<u64> {
    let count = u32::from_le_bytes(head.get(80..84)?.try_into().ok()?);
    (count > 0).then(|| 84 + 50 * u64::from(count))
}

/// Lines of known words, with at least one corner among them. The last line may be cut and is not judged.
fn is_obj(head: &str) -> bool {
    const WORDS: [&str; 14] =
        ["v", "vn", "vt", "vp", "f", "l", "p", "o", "g", "s", "mtllib", "usemtl", "usemap", "maplib"];
    let mut lines: Vec<&str> = head.lines().map(str::trim).collect();
    if !head.ends_with('\n') && lines.len() > 1 {
        lines.pop();
    }
    let mut corners = 0;
    for line in lines.into_iter().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut words = line.split_ascii_whitespace();
        match words.next() {
            Some("v") if words.clone().count() >= 3 && words.all(|word| word.parse::<f64>().is_ok()) => corners += 1,
            Some("v") | None => return false,
            Some(word) if WORDS.contains(&word) => {}
            Some(_) => return false,
        }
    }
    corners > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_body_is_told_by_what_is_in_it() {
        let glb = [&b"glTF"[..], &2_u32.to_le_bytes(), &12_u32.to_le_bytes()].concat();
        assert_eq!(of_bytes(&glb, 12), Some(Format::Glb));
        let later = [&b"glTF"[..], &9_u32.to_le_bytes(), &12_u32.to_le_bytes()].concat();
        assert_eq!(of_bytes(&later, 12), None, "a version that nobody knows");
        assert_eq!(of_bytes(b"Kaydara FBX Binary  \0\x1a\0", 900), Some(Format::Fbx));
        let mut stl = vec![0; 134];
        stl[80] = 1;
        assert_eq!(of_bytes(&stl, 134), Some(Format::Stl));
        assert_eq!(of_bytes(&stl, 135), None, "a length that does not fit the count");
        let mut usdz = b"PK\x03\x04".to_vec();
        usdz.resize(26, 0);
        usdz.extend_from_slice(&[10, 0, 0, 0]);
        usdz.extend_from_slice(b"scene.usdc");
        assert_eq!(of_bytes(&usdz, 40), Some(Format::Usdz));
        for (text, format) in [
            ("# made by hand\nmtllib a.mtl\no cup\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n", Some(Format::Obj)),
            ("solid cup\n facet normal 0 0 1\n", Some(Format::Stl)),
            ("ply\nformat ascii 1.0\nelement vertex 3\n", Some(Format::Ply)),
            ("#usda 1.0\n(\n)\n", Some(Format::Usd)),
            ("<?xml version=\"1.0\"?>\n<COLLADA xmlns=\"x\">", Some(Format::Dae)),
            ("v is a letter\n", None),
            ("g\no\n", None),
            ("solid as a rock\n", None),
            ("", None),
        ] {
            assert_eq!(of_text(text), format, "{text}");
        }
    }

    #[test]
    fn a_head_that_ends_early_does_no_harm() {
        for length in 0..12 {
            assert_eq!(of_bytes(&b"glTF\x02\0\0\0\x0C\0\0\0"[..length], 12), None);
            assert_eq!(of_bytes(&b"PK\x03\x04\0\0\0\0\0\0\0\0"[..length], 12), None);
        }
    }
}
