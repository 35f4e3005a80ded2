//! Makes posters: one good frame of a clip, a small copy of a picture, or the shape of a sound, as JPEG.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
    time::Duration,
};

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageReader, Limits,
    codecs::jpeg::JpegEncoder,
    error::{LimitError, LimitErrorKind},
};
use tokio::task::spawn_blocking;

use crate::{
    Format, Kind, MakeError, MediaFacts, Tools,
    encode::run_ffmpeg,
    inspect::inspect_with,
    process::{file_address, words},
    tools::available,
    wave,
};

const LIMIT: Duration = Duration::from_secs(30);
const QUALITY: u8 = 86;
/// What decoding one picture may take: 100 megapixels, four bytes each.
const MAX_PICTURE_MEMORY: u64 = 400 * 1024 * 1024;

/// Writes a JPEG of at most `max_edge` pixels along its longer side to `out_jpg`, replacing what is there.
/// Pictures need no ffmpeg; clips and sounds do ([`MakeError::FfmpegMissing`]).
pub async fn poster(path: &Path, out_jpg: &Path, max_edge: u32) -> Result<(), MakeError> {
    poster_with(&available(), path, out_jpg, max_edge).await
}

/// As [`poster`], with the given tools.
pub async fn poster_with(tools: &Tools, path: &Path, out_jpg: &Path, max_edge: u32) -> Result<(), MakeError> {
    if !(16..=4096).contains(&max_edge) {
        return Err(MakeError::OutOfRange { what: "max_edge" });
    }
    let facts = inspect_with(tools, path).await?;
    match (facts.kind, decoder_of(facts.format)) {
        (Kind::Model3d | Kind::Text, _) => Err(MakeError::NoPicture),
        (Kind::Audio, _) => wave::draw(tools, path, &facts, out_jpg, max_edge).await,
        (Kind::Image, Some(format)) => {
            let (from, to) = (path.to_owned(), out_jpg.to_owned());
            spawn_blocking(move || shrink(&from, format, &to, max_edge))
                .await
                .unwrap_or_else(|error| Err(MakeError::Failed { detail: error.to_string() }))
        }
        (Kind::Image | Kind::Video, _) => frame(tools, path, &facts, out_jpg, max_edge).await,
    }
}

const fn decoder_of(format: Format) -> Option<image::ImageFormat> {
    match format {
        Format::Jpg => Some(image::ImageFormat::Jpeg),
        Format::Png => Some(image::ImageFormat::Png),
        Format::Webp => Some(image::ImageFormat::WebP),
        _ => None,
    }
}

/// The picture, upright and at most `max_edge` along its longer side. [`MakeError::NoPicture`] where no decoder is built in.
pub(crate) fn opened(from: &Path, format: Format, max_edge: u32) -> Result<DynamicImage, MakeError> {
    decoded(from, decoder_of(format).ok_or(MakeError::NoPicture)?, max_edge)
}

fn decoded(from: &Path, format: image::ImageFormat, max_edge: u32) -> Result<DynamicImage, MakeError> {
    let mut reader = ImageReader::open(from).map_err(MakeError::Write)?;
    reader.set_format(format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_PICTURE_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(MakeError::Picture)?;
    // A few bytes can claim to be gigapixels; the decoders' own limits do not cover the whole picture.
    if decoder.total_bytes() > MAX_PICTURE_MEMORY {
        let too_large = LimitError::from_kind(LimitErrorKind::InsufficientMemory);
        return Err(MakeError::Picture(ImageError::Limits(too_large)));
    }
    let orientation = decoder.orientation().map_err(MakeError::Picture)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(MakeError::Picture)?;
    if picture.width().max(picture.height()) > max_edge {
        picture = picture.thumbnail(max_edge, max_edge);
    }
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn shrink(from: &Path, format: image::ImageFormat, to: &Path, max_edge: u32) -> Result<(), MakeError> {
    let picture = decoded(from, format, max_edge)?;
    let file = File::create(to).map_err(MakeError::Write)?;
    let mut out = BufWriter::new(file);
    // JPEG knows no transparency; what is clear becomes black, as the window's background nearly is.
    picture
        .to_rgb8()
        .write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))
        .map_err(MakeError::Picture)?;
    out.flush().map_err(MakeError::Write)
}

async fn frame(tools: &Tools, path: &Path, facts: &MediaFacts, out_jpg: &Path, max_edge: u32) -> Result<(), MakeError> {
    let ffmpeg = tools.ffmpeg.as_deref().ok_or(MakeError::FfmpegMissing)?;
    // Films fade in from black: a tenth of the way, at most a second in. A clip that is shorter than it says gets its first frame.
    let at = facts.duration_seconds.map_or(0.0, |seconds| (seconds / 10.0).min(1.0));
    let first = run_ffmpeg(ffmpeg, frame_arguments(path, facts, at, max_edge), out_jpg, LIMIT).await;
    if first.is_ok() && wrote_something(out_jpg) {
        return Ok(());
    }
    run_ffmpeg(ffmpeg, frame_arguments(path, facts, 0.0, max_edge), out_jpg, LIMIT).await?;
    if wrote_something(out_jpg) {
        Ok(())
    } else {
        Err(MakeError::Failed { detail: "no frame could be decoded".to_owned() })
    }
}

fn wrote_something(path: &Path) -> bool {
    path.metadata().is_ok_and(|meta| meta.len() > 0)
}

fn frame_arguments(path: &Path, facts: &MediaFacts, at: f64, max_edge: u32) -> Vec<std::ffi::OsString> {
    let mut arguments: Vec<_> =
        words(["-protocol_whitelist", "file", "-format_whitelist", facts.format.demuxer()]).collect();
    arguments.extend(words(["-ss", &format!("{at:.3}"), "-i"]));
    arguments.push(file_address(path));
    // Squares first: a clip whose pixels are not square would make a squeezed poster.
    let scale = format!(
        "scale=w='trunc(iw*sar)':h=ih,scale=w='min({max_edge},iw)':h='min({max_edge},ih)':force_original_aspect_ratio=decrease,setsar=1"
    );
    arguments.extend(words([
        "-map",
        "0:v:0",
        "-frames:v",
        "1",
        "-vf",
        &scale,
        "-q:v",
        "4",
        "-c:v",
        "mjpeg",
        "-f",
        "image2",
        "-update",
        "1",
    ]));
    arguments
}
