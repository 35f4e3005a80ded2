//! What practice makes without a model: other colours, drifting colours, painted pictures.

use afterframe_media::{
    Format, Kind, MakeError, drifting_colours_with, inspect, paint_picture, recolour_clip_with, recolour_picture,
};

use crate::common::{Folder, difference, grey_frame, nothing_installed, picture, tone};

#[tokio::test]
async fn a_clip_in_other_colours_is_as_long_and_looks_different() {
    let folder = Folder::new();
    let clip = folder.clip("clip.mp4", "320x180", 1.0);
    let silent = folder.make("silent.mp4", &format!("{} -c:v libx264", picture("180x320", 30, 1.0)));
    let tools = afterframe_media::available();
    for (input, size) in [(&clip, (320, 180)), (&silent, (180, 320))] {
        let out = folder.path("out.mp4");
        recolour_clip_with(&tools, input, 2, &out).await.unwrap();
        let facts = inspect(&out).await.unwrap();
        assert_eq!((facts.width, facts.height, facts.has_sound), (Some(size.0), Some(size.1), Some(true)));
        assert!((facts.duration_seconds.unwrap() - 1.0).abs() < 0.15, "{facts:?}");
        assert_ne!(grey_frame(input, 0.5), grey_frame(&out, 0.5));
    }
    let song = folder.make("song.wav", &tone(0.5));
    let out = folder.path("never.mp4");
    assert!(matches!(
        recolour_clip_with(&tools, &song, 0, &out).await,
        Err(MakeError::WrongKind { expected: Kind::Video, found: Kind::Audio })
    ));
    assert!(matches!(recolour_clip_with(&nothing_installed(), &clip, 0, &out).await, Err(MakeError::FfmpegMissing)));
}

#[tokio::test]
async fn colours_drift_for_as_long_as_asked() {
    let folder = Folder::new();
    let out = folder.path("out.mp4");
    let tools = afterframe_media::available();
    drifting_colours_with(&tools, (180, 320), 2.0, 3, &out).await.unwrap();
    let facts = inspect(&out).await.unwrap();
    assert_eq!((facts.width, facts.height, facts.frame_rate), (Some(180), Some(320), Some(24.0)));
    assert!((facts.duration_seconds.unwrap() - 2.0).abs() < 0.1, "{facts:?}");
    assert!(difference(&grey_frame(&out, 0.2), &grey_frame(&out, 1.7)) > 0.2, "nothing moves");
    let none = nothing_installed();
    assert!(matches!(drifting_colours_with(&none, (64, 64), 1.0, 0, &out).await, Err(MakeError::FfmpegMissing)));
    let long = drifting_colours_with(&tools, (64, 64), 61.0, 0, &out).await;
    assert!(matches!(long, Err(MakeError::OutOfRange { what: "seconds" })));
}

#[tokio::test]
async fn pictures_are_painted_and_recoloured_without_any_program() {
    let folder = Folder::new();
    for format in [Format::Jpg, Format::Png, Format::Webp] {
        let painted = folder.path("painted");
        paint_picture((200, 120), 5, &painted, format).await.unwrap();
        let facts = inspect(&painted).await.unwrap();
        assert_eq!((facts.format, facts.width, facts.height), (format, Some(200), Some(120)));
        let turned = folder.path("turned");
        recolour_picture(&painted, 100, 1, &turned, format).await.unwrap();
        let facts = inspect(&turned).await.unwrap();
        assert_eq!((facts.format, facts.width, facts.height), (format, Some(100), Some(60)));
        let other = folder.path("other");
        paint_picture((200, 120), 6, &other, format).await.unwrap();
        assert_ne!(std::fs::read(&painted).unwrap(), std::fs::read(&other).unwrap(), "two takes look different");
    }
    let still = folder.make("still.gif", &format!("{} -frames:v 1", picture("64x64", 1, 1.0)));
    let out = folder.path("never");
    assert!(matches!(recolour_picture(&still, 64, 0, &out, Format::Jpg).await, Err(MakeError::NoPicture)));
    let broken = folder.write("broken.png", b"\x89PNG\r\n\x1a\n");
    assert!(matches!(recolour_picture(&broken, 64, 0, &out, Format::Png).await, Err(MakeError::Input(_))));
}
