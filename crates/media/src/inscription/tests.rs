//! Texts in files as they come: what was there stays, what is read is what was written, and who does not fit is left alone.

use std::{fs, io::Cursor, path::PathBuf};

use image::{ImageFormat, RgbaImage};
use tempfile::TempDir;

use super::*;
use crate::{
    MediaFacts,
    inspect::{look_blocking, what_came_out},
};

const TEXT: &str = r#"{"prompt":"a <b> & \"c\" ]]> é 中 🎬","n":1}"#;

struct Sample {
    folder: TempDir,
    path: PathBuf,
    format: Format,
}

impl Sample {
    fn new(format: Format, bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ridge – 01.part");
        fs::write(&path, bytes).unwrap();
        Self { folder, path, format }
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(&self.path).unwrap()
    }

    fn facts(&self) -> MediaFacts {
        look_blocking(&self.path, what_came_out).unwrap()
    }

    fn inscribe(&self) -> Inscribed {
        inscribe(&self.path, self.format, TEXT).unwrap()
    }

    fn refuses(&self) -> &'static str {
        let before = self.bytes();
        let Inscribed::Left(why) = self.inscribe() else { panic!("it was written") };
        assert_eq!(self.bytes(), before, "what is left is left as it was");
        assert_eq!(fs::read_dir(self.folder.path()).unwrap().count(), 1, "nothing is left beside it");
        why
    }
}

fn film() -> Vec<u8> {
    include_bytes!("../../../../assets/samples/ridge-at-dusk.mp4").to_vec()
}

fn picture(format: ImageFormat) -> Vec<u8> {
    let pixels = RgbaImage::from_fn(37, 21, |x, y| {
        let [across, down] = [x, y].map(|side| u8::try_from(side).unwrap());
        image::Rgba([across * 5, down * 9, 90, 255 - across])
    });
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::DynamicImage::ImageRgba8(pixels);
    let picture = if format == ImageFormat::Jpeg { picture.to_rgb8().into() } else { picture };
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn samples() -> Vec<Sample> {
    vec![
        Sample::new(Format::Mp4, &film()),
        Sample::new(Format::Png, &picture(ImageFormat::Png)),
        Sample::new(Format::Jpg, &picture(ImageFormat::Jpeg)),
        Sample::new(Format::Webp, &picture(ImageFormat::WebP)),
    ]
}

#[test]
fn what_is_written_is_read_again_and_the_file_is_what_it_was_besides() {
    for sample in samples() {
        let before = sample.facts();
        assert_eq!(inscribed(&sample.path, sample.format), None);
        assert_eq!(sample.inscribe(), Inscribed::Written, "{}", sample.format);
        assert_eq!(inscribed(&sample.path, sample.format).as_deref(), Some(TEXT), "{}", sample.format);
        let after = sample.facts();
        assert_eq!(MediaFacts { size_bytes: before.size_bytes, ..after }, before, "{}", sample.format);
        assert_eq!(fs::read_dir(sample.folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }
}

#[test]
fn the_bytes_of_a_film_stay_where_they_are() {
    let sample = Sample::new(Format::Mp4, &film());
    sample.inscribe();
    assert!(sample.bytes().starts_with(&film()));
}

#[test]
fn the_pixels_of_a_picture_are_the_same() {
    for sample in samples().split_off(1) {
        let before = image::load_from_memory(&sample.bytes()).unwrap();
        sample.inscribe();
        assert_eq!(image::load_from_memory(&sample.bytes()).unwrap(), before, "{}", sample.format);
    }
}

#[test]
fn a_file_that_carries_xmp_already_is_left_alone() {
    for sample in samples() {
        sample.inscribe();
        assert_eq!(sample.refuses(), HAS_XMP, "{}", sample.format);
    }
}

#[test]
fn a_sealed_history_is_not_broken() {
    let seal = [
        &[0, 0, 0, 24],
        &b"uuid"[..],
        &[0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C],
        &[0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81],
    ]
    .concat();
    assert_eq!(Sample::new(Format::Mp4, &[film(), seal].concat()).refuses(), IS_SEALED);
    let jpeg = picture(ImageFormat::Jpeg);
    let sealed = [&jpeg[..2], &[0xFF, 0xEB, 0, 4, b'J', b'P'], &jpeg[2..]].concat();
    assert_eq!(Sample::new(Format::Jpg, &sealed).refuses(), IS_SEALED);
}

#[test]
fn a_film_whose_last_box_goes_on_to_the_end_is_left_alone() {
    let open = [film(), [&[0; 4], &b"free"[..], &[1; 100]].concat()].concat();
    Sample::new(Format::Mp4, &open).refuses();
    let cut = [film(), vec![0, 0, 0]].concat();
    Sample::new(Format::Mp4, &cut).refuses();
    let fragments = [film(), [&[0, 0, 0, 16], &b"mfra"[..], &[0; 8]].concat()].concat();
    Sample::new(Format::Mp4, &fragments).refuses();
}

/// As the file is when the program ends between the two writes of `iso::append`, and in the middle of the first.
#[test]
fn a_film_is_whole_wherever_the_writing_was_cut_off() {
    let whole = Sample::new(Format::Mp4, &film());
    let facts = whole.facts();
    whole.inscribe();
    let (written, begin) = (whole.bytes(), film().len());
    for end in [begin + 1, begin + 8, begin + 20, begin + 200, written.len()] {
        let mut cut = written[..end].to_vec();
        let head = (begin + 8).min(end);
        cut[begin..head].fill(0);
        let sample = Sample::new(Format::Mp4, &cut);
        assert_eq!(MediaFacts { size_bytes: facts.size_bytes, ..sample.facts() }, facts, "cut at {end}");
        sample.refuses();
    }
}

#[test]
fn formats_without_a_place_and_texts_beyond_all_measure_are_left() {
    Sample::new(Format::Webm, b"\x1A\x45\xDF\xA3").refuses();
    let long = "x".repeat(MOST_BYTES);
    for sample in samples() {
        assert_eq!(inscribe(&sample.path, sample.format, &long).unwrap(), Inscribed::Left(TOO_LONG));
    }
    // A segment of a JPEG takes less than the others.
    let jpeg = Sample::new(Format::Jpg, &picture(ImageFormat::Jpeg));
    assert_eq!(inscribe(&jpeg.path, Format::Jpg, &"x".repeat(70_000)).unwrap(), Inscribed::Left(TOO_LONG));
}

#[test]
fn a_packet_that_another_program_wrote_anew_is_read_too() {
    let anew = br#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description xmlns:ns1="urn:afterframe:made-with:1.0#" ns1:madeWith="{&quot;a&quot;:1}"/></rdf:RDF></x:xmpmeta>"#;
    assert_eq!(xmp::text(anew).as_deref(), Some(r#"{"a":1}"#));
    let padded = [xmp::packet(TEXT), vec![b' '; 2000], vec![0]].concat();
    assert_eq!(xmp::text(&padded).as_deref(), Some(TEXT));
}

#[test]
fn packets_that_grow_when_they_are_read_are_refused() {
    let bomb = br#"<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>
        <n:madeWith xmlns:n="urn:afterframe:made-with:1.0#">&c;</n:madeWith>"#;
    assert_eq!(xmp::text(bomb), None);
    let deep = ["<a>".repeat(50_000), "</a>".repeat(50_000)].concat();
    assert_eq!(xmp::text(deep.as_bytes()), None);
}
