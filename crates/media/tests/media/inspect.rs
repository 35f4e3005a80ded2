//! `inspect` over real files: every kind of clip, every way in which a file is not one, names that shells and options trip over.

use std::{
    fs,
    io::{Seek, SeekFrom, Write},
    path::Path,
};

use crate::common::{Folder, nothing_installed, picture, tone};
use afterframe_media::{Format, InspectError, Kind, MediaFacts, inspect, inspect_with};

async fn good(path: &Path) -> MediaFacts {
    inspect(path).await.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

async fn bare(path: &Path) -> MediaFacts {
    inspect_with(&nothing_installed(), path).await.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

async fn bad(path: &Path) -> InspectError {
    let with = inspect(path).await.expect_err("should be refused");
    let without = inspect_with(&nothing_installed(), path).await.expect_err("should be refused without ffprobe too");
    assert_eq!(std::mem::discriminant(&with), std::mem::discriminant(&without), "{with} / {without}");
    with
}

#[tokio::test]
async fn an_mp4_tells_everything() {
    let folder = Folder::new();
    let path = folder.clip("clip.mp4", "320x180", 2.0);
    let facts = good(&path).await;
    assert_eq!(facts.kind, Kind::Video);
    assert_eq!(facts.format, Format::Mp4);
    assert_eq!(facts.size_bytes, fs::metadata(&path).unwrap().len());
    assert!((facts.duration_seconds.unwrap() - 2.0).abs() < 0.1, "{facts:?}");
    assert_eq!((facts.width, facts.height), (Some(320), Some(180)));
    assert_eq!(facts.frame_rate, Some(24.0));
    assert_eq!(facts.video_codec.as_deref(), Some("H.264"));
    assert_eq!(facts.has_sound, Some(true));
    assert_eq!(facts.audio_codec.as_deref(), Some("AAC"));
}

#[tokio::test]
async fn the_built_in_readers_agree_with_ffprobe() {
    let folder = Folder::new();
    let video = picture("320x180", 25, 2.0);
    let files = [
        folder.clip("a.mp4", "320x180", 2.0),
        folder.make("b.mov", &format!("{video} -c:v mpeg4")),
        folder.make("c.mp4", &format!("{video} -c:v libx264 -preset ultrafast -movflags +faststart")),
        folder.make("d.webm", &format!("{video} {} -c:v libvpx -deadline realtime -c:a libopus", tone(2.0))),
        folder.make("e.mkv", &format!("{video} -c:v libx264 -preset ultrafast")),
        folder.make("f.wav", &tone(1.5)),
        folder.make("g.m4a", &format!("{} -c:a aac", tone(1.5))),
    ];
    for path in files {
        let (with, without) = (good(&path).await, bare(&path).await);
        assert_eq!(with.kind, without.kind, "{}", path.display());
        assert_eq!(with.format, without.format, "{}", path.display());
        assert_eq!((with.width, with.height), (without.width, without.height), "{}", path.display());
        assert_eq!(with.video_codec, without.video_codec, "{}", path.display());
        assert_eq!(with.audio_codec, without.audio_codec, "{}", path.display());
        assert_eq!(with.has_sound, without.has_sound, "{}", path.display());
        let (a, b) = (with.duration_seconds.unwrap(), without.duration_seconds.unwrap());
        assert!((a - b).abs() < 0.1, "{}: {a} / {b}", path.display());
        if let (Some(a), Some(b)) = (with.frame_rate, without.frame_rate) {
            assert!((a - b).abs() < 0.1, "{}: {a} / {b}", path.display());
        }
    }
}

#[tokio::test]
async fn every_container_and_codec_gets_its_name() {
    let folder = Folder::new();
    let video = picture("160x96", 10, 1.0);
    let fast = "-preset ultrafast";
    for (name, arguments, format, codec) in [
        ("1", format!("{video} -c:v libx264 {fast} -f mp4"), Format::Mp4, "H.264"),
        ("2", format!("{video} -c:v libx265 {fast} -x265-params log-level=none -f mp4"), Format::Mp4, "HEVC"),
        ("3", format!("{video} -c:v libx264 {fast} -f mov"), Format::Mov, "H.264"),
        ("4", format!("{video} -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -f webm"), Format::Webm, "VP9"),
        ("5", format!("{video} -c:v libaom-av1 -cpu-used 8 -usage realtime -f matroska"), Format::Mkv, "AV1"),
        ("6", format!("{video} -c:v mpeg4 -f avi"), Format::Avi, "MPEG-4"),
        ("7", format!("{video} -c:v prores_ks -f mov"), Format::Mov, "ProRes"),
    ] {
        let facts = good(&folder.make(name, &arguments)).await;
        assert_eq!((facts.format, facts.video_codec.as_deref()), (format, Some(codec)), "{arguments}");
        assert_eq!(facts.kind, Kind::Video);
        assert_eq!(facts.has_sound, Some(false));
    }
    for (name, arguments, format, codec) in [
        ("a", "-f mp3", Format::Mp3, "MP3"),
        ("b", "-f wav", Format::Wav, "PCM"),
        ("c", "-f flac", Format::Flac, "FLAC"),
        ("d", "-c:a libopus -f ogg", Format::Ogg, "Opus"),
    ] {
        let facts = good(&folder.make(name, &format!("{} {arguments}", tone(1.0)))).await;
        assert_eq!((facts.kind, facts.format, facts.audio_codec.as_deref()), (Kind::Audio, format, Some(codec)));
    }
}

#[tokio::test]
async fn pictures_tell_their_size_without_any_tool() {
    let folder = Folder::new();
    let video = picture("300x200", 1, 1.0);
    for (name, format) in
        [("a.jpg", Format::Jpg), ("a.png", Format::Png), ("a.webp", Format::Webp), ("a.gif", Format::Gif)]
    {
        let facts = bare(&folder.make(name, &format!("{video} -frames:v 1"))).await;
        assert_eq!((facts.kind, facts.format), (Kind::Image, format));
        assert_eq!((facts.width, facts.height), (Some(300), Some(200)));
        assert_eq!((facts.duration_seconds, facts.has_sound), (None, Some(false)));
    }
}

#[tokio::test]
async fn the_content_decides_and_not_the_name() {
    let folder = Folder::new();
    let png = folder.make("real.png", &format!("{} -frames:v 1", picture("64x64", 1, 1.0)));
    let renamed = folder.path("holiday.mp4");
    fs::copy(png, &renamed).unwrap();
    assert_eq!(good(&renamed).await.format, Format::Png);
    let clip = folder.clip("clip.mp4", "160x96", 1.0);
    let nameless = folder.path("song.mp3");
    fs::copy(clip, &nameless).unwrap();
    assert_eq!(good(&nameless).await.kind, Kind::Video);
}

#[tokio::test]
async fn a_clip_that_lies_on_its_side_is_told_as_it_is_seen() {
    let folder = Folder::new();
    let flat = folder.clip("flat.mp4", "320x180", 1.0);
    let turned = folder.path("turned.mp4");
    let bytes = with_quarter_turn(fs::read(flat).unwrap());
    fs::write(&turned, bytes).unwrap();
    assert_eq!((good(&turned).await.width, good(&turned).await.height), (Some(180), Some(320)));
    assert_eq!((bare(&turned).await.width, bare(&turned).await.height), (Some(180), Some(320)));
}

/// Writes the matrix of a phone held upright into the first track header.
fn with_quarter_turn(mut bytes: Vec<u8>) -> Vec<u8> {
    let header = bytes.windows(4).position(|window| window == b"tkhd").expect("a track header") + 4;
    let one = 0x0001_0000_i32;
    for (index, value) in [0, one, 0, -one, 0, 0].into_iter().enumerate() {
        let at = header + 40 + index * 4;
        bytes[at..at + 4].copy_from_slice(&value.to_be_bytes());
    }
    bytes
}

#[tokio::test]
async fn names_that_trip_shells_and_options_are_only_names() {
    let folder = Folder::new();
    let clip = folder.clip("plain.mp4", "160x96", 1.0);
    for name in [
        "two words.mp4",
        "-i evil.mp4",
        "it's \"quoted\".mp4",
        "🌄 dusk.mp4",
        "a:b%20c#d?e.mp4",
        "file:x.mp4",
        "%03d.mp4",
        "$(touch x).mp4",
    ] {
        let path = folder.path(name);
        fs::copy(&clip, &path).unwrap();
        assert_eq!(good(&path).await.video_codec.as_deref(), Some("H.264"), "{name}");
    }
}

#[tokio::test]
async fn what_is_no_file_is_named() {
    let folder = Folder::new();
    assert!(matches!(bad(&folder.path("nowhere.mp4")).await, InspectError::NotFound));
    fs::create_dir(folder.path("folder.mp4")).unwrap();
    assert!(matches!(bad(&folder.path("folder.mp4")).await, InspectError::IsFolder));
    assert!(matches!(bad(&folder.write("empty.mp4", b"")).await, InspectError::Empty));
    assert!(matches!(bad(&folder.write("file.mp4", b"x").join("inside.mp4")).await, InspectError::NotFound));
}

#[cfg(unix)]
#[tokio::test]
async fn a_device_is_not_waited_for() {
    assert!(matches!(bad(Path::new("/dev/zero")).await, InspectError::NotRegular));
}

#[tokio::test]
async fn what_is_no_media_is_named_where_it_can_be() {
    let folder = Folder::new();
    for (name, bytes, expected) in [
        ("a.mp4", b"%PDF-1.4\n%rest".as_slice(), Some("pdf")),
        ("b.mp4", b"PK\x03\x04 and so on", Some("zip")),
        ("c.mp4", b"Just a note about a clip.", Some("text")),
        ("d.mp4", &[0x8F, 0x03, 0x00, 0x9A, 0xC1, 0x5E, 0x00, 0xFF, 0x77, 0x12, 0x00, 0x01], None),
    ] {
        let InspectError::NotMedia { looks_like } = bad(&folder.write(name, bytes)).await else { panic!("{name}") };
        assert_eq!(looks_like.as_deref(), expected, "{name}");
    }
}

#[tokio::test]
async fn half_written_files_are_damaged() {
    let folder = Folder::new();
    let video = picture("320x180", 24, 2.0);
    let still = format!("{} -frames:v 1", picture("300x200", 1, 1.0));
    let files = [
        folder.clip("end.mp4", "320x180", 2.0),
        folder.make("front.mp4", &format!("{video} -c:v libx264 -movflags +faststart")),
        folder.make("a.mov", &format!("{video} -c:v mpeg4")),
        folder.make("a.webm", &format!("{video} -c:v libvpx -deadline realtime")),
        folder.make("a.mkv", &format!("{video} -c:v libx264")),
        folder.make("a.avi", &format!("{video} -c:v mpeg4")),
        folder.make("a.jpg", &still),
        folder.make("a.png", &still),
        folder.make("a.webp", &still),
    ];
    for path in files {
        let whole = fs::metadata(&path).unwrap().len();
        for part in [whole / 2, whole - whole / 20 - 3] {
            let cut = folder.path("cut");
            fs::copy(&path, &cut).unwrap();
            fs::OpenOptions::new().write(true).open(&cut).unwrap().set_len(part).unwrap();
            let error = bad(&cut).await;
            assert!(
                matches!(error, InspectError::Damaged { .. }),
                "{} cut to {part} of {whole}: {error}",
                path.display()
            );
        }
    }
}

#[tokio::test]
async fn bytes_that_were_overwritten_never_take_the_reader_down() {
    let folder = Folder::new();
    let whole = folder.clip("clip.mp4", "160x96", 1.0);
    let length = fs::metadata(&whole).unwrap().len();
    for step in 0..40 {
        let path = folder.path("broken.mp4");
        fs::copy(&whole, &path).unwrap();
        let mut file = fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.seek(SeekFrom::Start(length * step / 40)).unwrap();
        file.write_all(&[0xFF; 48]).unwrap();
        drop(file);
        // Good or damaged, but an answer.
        let _ = inspect_with(&nothing_installed(), &path).await;
    }
}

#[tokio::test]
async fn an_ffprobe_that_cannot_run_leaves_the_built_in_readers() {
    let folder = Folder::new();
    let path = folder.clip("clip.mp4", "160x96", 1.0);
    let mut tools = nothing_installed();
    tools.ffprobe = Some(folder.path("no-such-program"));
    assert_eq!(inspect_with(&tools, &path).await.unwrap().width, Some(160));
}
