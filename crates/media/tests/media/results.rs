//! `inspect_result_with` over what models make besides films: bodies, words, sounds, and what is none of them.

use std::path::Path;

use afterframe_media::{
    Format, InspectError, Kind, MakeError, MediaFacts, available, inspect, inspect_result_with, poster,
};

use crate::common::{Folder, probe, tone};

async fn result(path: &Path) -> Result<MediaFacts, InspectError> {
    inspect_result_with(&available(), path).await
}

async fn good(path: &Path) -> MediaFacts {
    result(path).await.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The smallest scene: one empty JSON chunk.
fn glb() -> Vec<u8> {
    let json = br#"{"asset":{"version":"2.0"},"scenes":[{"nodes":[]}],"scene":0}   "#;
    let json = &json[..json.len() / 4 * 4];
    let length = u32::try_from(12 + 8 + json.len()).expect("a small scene");
    let chunk = u32::try_from(json.len()).expect("a small scene");
    [b"glTF", &2_u32.to_le_bytes()[..], &length.to_le_bytes(), &chunk.to_le_bytes(), b"JSON", json].concat()
}

#[tokio::test]
async fn a_body_is_told_by_its_content_and_its_length_is_checked() {
    let folder = Folder::new();
    let facts = good(&folder.write("film.mp4", &glb())).await;
    assert_eq!((facts.kind, facts.format), (Kind::Model3d, Format::Glb));
    assert_eq!((facts.duration_seconds, facts.width, facts.has_sound), (None, None, None));
    let cut = result(&folder.write("cut.glb", &glb()[..40])).await;
    assert!(matches!(cut, Err(InspectError::Damaged { .. })), "{cut:?}");
    let obj = folder.write("a", b"# cup\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n");
    assert_eq!((good(&obj).await.kind, good(&obj).await.format), (Kind::Model3d, Format::Obj));
    let scene = folder.write("b", br#"{"asset":{"version":"2.0"},"buffers":[]}"#);
    assert_eq!(good(&scene).await.format, Format::Gltf);
}

#[tokio::test]
async fn words_are_words_to_their_end() {
    let folder = Folder::new();
    for (name, bytes, format) in [
        ("a", "Dusk falls over the ridge.\n山脊上暮色降临。\n".as_bytes(), Format::Txt),
        ("b", br#"{"lyrics": ["Dusk falls"]}"#, Format::Json),
        ("c", b"[00:01.20] Dusk falls\n[00:04.80] over the ridge\n", Format::Lrc),
        // Two letters that a picture begins with as well.
        ("d", b"BM is what they called him.", Format::Txt),
    ] {
        let facts = good(&folder.write(name, bytes)).await;
        assert_eq!((facts.kind, facts.format), (Kind::Text, format), "{name}");
    }
    let late = [b"a".repeat(10_000), vec![0xFF, 0x00]].concat();
    assert_eq!(good(&folder.write("late", &late)).await.format, Format::Bin, "no text to its end");
}

#[tokio::test]
async fn pages_and_programs_are_never_results() {
    let folder = Folder::new();
    for (name, bytes) in [
        ("page", b"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>".as_slice()),
        ("page behind a mark", b"\xEF\xBB\xBF\x0B\n<!DOCTYPE html><html><body>502</body></html>"),
        ("refusal", b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>"),
        ("script", b"#!/bin/sh\nrm -rf /\n"),
        ("program", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
    ] {
        let found = result(&folder.write(name, bytes)).await;
        assert!(matches!(found, Err(InspectError::NotMedia { .. })), "{name}: {found:?}");
    }
}

#[tokio::test]
async fn what_nobody_knows_is_kept_as_bytes() {
    let folder = Folder::new();
    let facts = good(&folder.write("a", &[0x8F, 0x03, 0x00, 0x9A, 0xC1, 0x5E, 0x00, 0xFF, 0x77])).await;
    assert_eq!((facts.kind, facts.format), (Kind::Text, Format::Bin));
    assert!(!facts.format.is_words());
}

#[tokio::test]
async fn bodies_and_words_are_given_to_no_model() {
    let folder = Folder::new();
    for bytes in [glb(), b"Dusk falls.".to_vec()] {
        let refused = inspect(&folder.write("a", &bytes)).await;
        assert!(matches!(refused, Err(InspectError::NotMedia { .. })), "{refused:?}");
    }
}

#[tokio::test]
async fn a_sound_has_its_length_and_a_drawn_poster() {
    let folder = Folder::new();
    for (name, arguments, format) in
        [("a.mp3", "-f mp3", Format::Mp3), ("a.wav", "-f wav", Format::Wav), ("a.flac", "-f flac", Format::Flac)]
    {
        let path = folder.make(name, &format!("{} {arguments}", tone(2.0)));
        let facts = good(&path).await;
        assert_eq!((facts.kind, facts.format), (Kind::Audio, format));
        assert!((facts.duration_seconds.unwrap() - 2.0).abs() < 0.1, "{facts:?}");
        let out = folder.path("poster.jpg");
        poster(&path, &out, 640).await.unwrap();
        assert_eq!(probe(&out, "stream=codec_name,width,height"), "mjpeg\n640\n360");
        let drawn = image::open(&out).unwrap().to_luma8();
        let (low, high) =
            drawn.pixels().fold((255, 0), |(low, high), pixel| (low.min(pixel.0[0]), high.max(pixel.0[0])));
        assert!(low < 60 && high > 140, "{name}: a line on a ground, {low}…{high}");
    }
    let refused = poster(&folder.write("b", b"Dusk falls."), &folder.path("none.jpg"), 640).await;
    assert!(matches!(refused, Err(MakeError::Input(_))), "{refused:?}");
}
