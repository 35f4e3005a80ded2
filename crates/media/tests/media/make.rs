//! Posters, continued clips and animated pictures, made by the real ffmpeg and looked at afterwards.

use std::{fs, time::Instant};

use crate::common::{Folder, difference, grey_frame, nothing_installed, picture, probe, tone};
use afterframe_media::{
    Format, Kind, MakeError, animate_picture, animate_picture_with, continue_clip, continue_clip_with, inspect, poster,
    poster_with,
};

#[tokio::test]
async fn a_poster_is_not_the_black_beginning_and_fits_its_edge() {
    let folder = Folder::new();
    let clip = folder.make(
        "clip.mp4",
        "-f lavfi -i testsrc2=s=640x360:r=24:d=4 -vf fade=in:0:12 -c:v libx264 -preset ultrafast -pix_fmt yuv420p",
    );
    let out = folder.path("poster.jpg");
    poster(&clip, &out, 320).await.unwrap();
    let facts = inspect(&out).await.unwrap();
    assert_eq!((facts.format, facts.width, facts.height), (Format::Jpg, Some(320), Some(180)));
    let frame = grey_frame(&out, 0.0);
    let mean = frame.iter().map(|value| f64::from(*value)).sum::<f64>() / 2304.0;
    assert!(mean > 40.0, "mean brightness {mean}");
}

#[tokio::test]
async fn a_poster_of_a_picture_needs_no_ffmpeg_and_never_enlarges() {
    let folder = Folder::new();
    for name in ["a.jpg", "a.png", "a.webp"] {
        let still = folder.make(name, &format!("{} -frames:v 1", picture("300x600", 1, 1.0)));
        let out = folder.path("poster.jpg");
        poster_with(&nothing_installed(), &still, &out, 200).await.unwrap();
        let facts = inspect(&out).await.unwrap();
        assert_eq!((facts.format, facts.width, facts.height), (Format::Jpg, Some(100), Some(200)), "{name}");
        poster_with(&nothing_installed(), &still, &out, 2000).await.unwrap();
        assert_eq!(inspect(&out).await.unwrap().height, Some(600));
    }
}

#[tokio::test]
async fn what_cannot_be_made_says_why_and_leaves_nothing_behind() {
    let folder = Folder::new();
    let clip = folder.clip("clip.mp4", "160x96", 1.0);
    let song = folder.make("song.wav", &tone(1.0));
    let still = folder.make("still.png", &format!("{} -frames:v 1", picture("64x64", 1, 1.0)));
    let out = folder.path("out");
    let none = nothing_installed();
    assert!(matches!(poster_with(&none, &clip, &out, 100).await, Err(MakeError::FfmpegMissing)));
    assert!(matches!(continue_clip_with(&none, &clip, 1.0, &out).await, Err(MakeError::FfmpegMissing)));
    assert!(matches!(animate_picture_with(&none, &still, 1.0, &out, 480).await, Err(MakeError::FfmpegMissing)));
    assert!(matches!(poster_with(&none, &song, &out, 100).await, Err(MakeError::FfmpegMissing)));
    assert!(matches!(poster(&clip, &out, 1).await, Err(MakeError::OutOfRange { what: "max_edge" })));
    assert!(matches!(
        continue_clip(&still, 1.0, &out).await,
        Err(MakeError::WrongKind { expected: Kind::Video, found: Kind::Image })
    ));
    assert!(matches!(
        animate_picture(&clip, 1.0, &out, 480).await,
        Err(MakeError::WrongKind { expected: Kind::Image, found: Kind::Video })
    ));
    assert!(matches!(continue_clip(&clip, f64::NAN, &out).await, Err(MakeError::OutOfRange { what: "seconds" })));
    assert!(matches!(animate_picture(&still, 1.0, &out, 9).await, Err(MakeError::OutOfRange { what: "height" })));
    assert!(matches!(continue_clip(&folder.path("no.mp4"), 1.0, &out).await, Err(MakeError::Input(_))));
    let nowhere = folder.path("no such folder").join("out.mp4");
    assert!(matches!(animate_picture(&still, 1.0, &nowhere, 480).await, Err(MakeError::Failed { .. })));
    let left: Vec<_> = fs::read_dir(folder.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[tokio::test]
async fn a_continued_clip_begins_with_itself_and_goes_on_moving() {
    let folder = Folder::new();
    let input = folder.clip("-it's a 🌄 clip.mp4", "640x360", 3.0);
    let out = folder.path("longer.mp4");
    continue_clip(&input, 4.0, &out).await.unwrap();
    let facts = inspect(&out).await.unwrap();
    assert_eq!(
        (facts.format, facts.width, facts.height, facts.frame_rate),
        (Format::Mp4, Some(640), Some(360), Some(24.0))
    );
    assert_eq!((facts.video_codec.as_deref(), facts.audio_codec.as_deref()), (Some("H.264"), Some("AAC")));
    assert!((facts.duration_seconds.unwrap() - 7.0).abs() < 0.15, "{facts:?}");
    assert_eq!(probe(&out, "stream=pix_fmt"), "yuv420p");
    for second in [0.5, 1.5, 2.5] {
        let apart = difference(&grey_frame(&input, second), &grey_frame(&out, second));
        assert!(apart < 4.0, "the clip's own footage differs by {apart} at {second} s");
    }
    for second in [3.3, 4.3, 5.3, 6.3] {
        let apart = difference(&grey_frame(&out, second), &grey_frame(&out, second + 0.5));
        assert!(apart > 0.5, "nothing moves at {second} s: {apart}");
    }
    let bytes = fs::read(&out).unwrap();
    let place = |name: &[u8; 4]| bytes.windows(4).position(|window| window == name).unwrap();
    assert!(place(b"moov") < place(b"mdat"), "a player cannot begin at once");
}

#[tokio::test]
async fn clips_of_every_make_can_be_continued() {
    let folder = Folder::new();
    for (name, arguments, size, rate) in [
        ("silent.mp4", "-f lavfi -i testsrc2=s=320x240:r=30:d=1 -c:v libx264 -preset ultrafast", (320, 240), 30.0),
        (
            "odd.mkv",
            "-f lavfi -i testsrc2=s=320x240:r=25:d=1 -vf format=yuv444p,scale=321:241 -c:v ffv1",
            (322, 242),
            25.0,
        ),
        (
            "film.mov",
            "-f lavfi -i testsrc2=s=320x180:r=24000/1001:d=1 -c:v libx264 -preset ultrafast",
            (320, 180),
            23.976,
        ),
        ("web.webm", "-f lavfi -i testsrc2=s=320x180:r=15:d=2 -c:v libvpx -deadline realtime", (320, 180), 15.0),
        ("upright.mp4", "-f lavfi -i testsrc2=s=180x320:r=60:d=1 -c:v libx264 -preset ultrafast", (180, 320), 60.0),
        ("blink.mp4", "-f lavfi -i testsrc2=s=320x180:r=24:d=0.2 -c:v libx264 -preset ultrafast", (320, 180), 24.0),
        ("large.mp4", "-f lavfi -i testsrc2=s=2560x1440:r=10:d=0.5 -c:v libx264 -preset ultrafast", (1920, 1080), 10.0),
    ] {
        let input = folder.make(name, arguments);
        let out = folder.path("out.mp4");
        continue_clip(&input, 2.0, &out).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        let (before, after) = (inspect(&input).await.unwrap(), inspect(&out).await.unwrap());
        assert_eq!((after.width, after.height), (Some(size.0), Some(size.1)), "{name}");
        assert!((after.frame_rate.unwrap() - rate).abs() < 0.02, "{name}: {:?}", after.frame_rate);
        let added = after.duration_seconds.unwrap() - before.duration_seconds.unwrap();
        assert!((added - 2.0).abs() < 0.2, "{name}: {added} s were added");
        assert_eq!(after.has_sound, Some(true), "{name}");
    }
}

#[tokio::test]
async fn a_picture_begins_to_move() {
    let folder = Folder::new();
    for (name, size, expected) in [
        ("across.jpg", "800x450", (854, 480)),
        ("upright.png", "450x800", (480, 854)),
        ("square.webp", "500x500", (480, 480)),
    ] {
        let still = folder.make(name, &format!("{} -frames:v 1", picture(size, 1, 1.0)));
        let out = folder.path("moving.mp4");
        animate_picture(&still, 3.0, &out, 480).await.unwrap();
        let facts = inspect(&out).await.unwrap();
        assert_eq!((facts.width, facts.height), (Some(expected.0), Some(expected.1)), "{name}");
        assert_eq!((facts.frame_rate, facts.has_sound), (Some(24.0), Some(true)));
        assert!((facts.duration_seconds.unwrap() - 3.0).abs() < 0.1, "{facts:?}");
        assert!(difference(&grey_frame(&out, 0.2), &grey_frame(&out, 2.8)) > 2.0, "{name} stands still");
    }
}

#[tokio::test]
async fn a_result_that_was_there_is_replaced_whole() {
    let folder = Folder::new();
    let still = folder.make("still.png", &format!("{} -frames:v 1", picture("128x128", 1, 1.0)));
    let out = folder.write("out.mp4", b"older");
    let begun = Instant::now();
    animate_picture(&still, 1.0, &out, 128).await.unwrap();
    assert!(begun.elapsed().as_secs() < 60);
    assert_eq!(inspect(&out).await.unwrap().kind, Kind::Video);
}

#[tokio::test]
async fn a_picture_that_claims_gigapixels_is_refused_before_memory_is_taken() {
    let folder = Folder::new();
    // A small JPEG whose frame header says 65,000 by 65,000 pixels.
    let still = folder.make("still.jpg", &format!("{} -frames:v 1", picture("64x64", 1, 1.0)));
    let mut bytes = fs::read(still).unwrap();
    let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a frame header");
    bytes[frame + 5..frame + 9].copy_from_slice(&[0xFD, 0xE8, 0xFD, 0xE8]);
    let vast = folder.write("vast.jpg", &bytes);
    assert_eq!(inspect(&vast).await.unwrap().width, Some(65_000));
    let refused = poster(&vast, &folder.path("out.jpg"), 200).await;
    assert!(matches!(refused, Err(MakeError::Picture(_))), "{refused:?}");
}
