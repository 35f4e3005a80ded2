//! Pictures for practice, without any program: a landscape of plain colours, and a given picture in other colours. No model runs here.

use std::{
    f32::consts::TAU,
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use image::{
    DynamicImage, Rgb, RgbImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
};
use tokio::task::spawn_blocking;

use crate::{Format, Kind, MakeError, Tools, inspect::inspect_with, poster::opened};

const QUALITY: u8 = 88;
/// Sky above, sky below, and the nearest hill; the number picks one row.
const PALETTES: [[[f32; 3]; 3]; 5] = [
    [[22.0, 50.0, 92.0], [240.0, 170.0, 110.0], [24.0, 34.0, 52.0]],
    [[70.0, 130.0, 160.0], [230.0, 225.0, 190.0], [20.0, 60.0, 54.0]],
    [[44.0, 30.0, 76.0], [226.0, 120.0, 120.0], [30.0, 22.0, 44.0]],
    [[120.0, 160.0, 190.0], [238.0, 236.0, 226.0], [60.0, 82.0, 98.0]],
    [[30.0, 26.0, 30.0], [206.0, 130.0, 76.0], [40.0, 28.0, 24.0]],
];

/// Paints a picture of this size (16 to 8192 a side) as JPEG, PNG or WebP. `chance` decides which.
pub async fn paint_picture(
    (width, height): (u32, u32),
    chance: u64,
    out: &Path,
    format: Format,
) -> Result<(), MakeError> {
    let (width, height) = (width.clamp(16, 8192), height.clamp(16, 8192));
    let out = out.to_owned();
    blocking(move || write(&painted(width, height, chance).into(), &out, format)).await
}

/// The picture at `input` with its colours turned, at most `max_edge` along its longer side. [`MakeError::NoPicture`] for one that only ffmpeg
/// could read.
pub async fn recolour_picture(
    input: &Path,
    max_edge: u32,
    chance: u64,
    out: &Path,
    format: Format,
) -> Result<(), MakeError> {
    let facts = inspect_with(&Tools::default(), input).await?;
    if facts.kind != Kind::Image {
        return Err(MakeError::WrongKind { expected: Kind::Image, found: facts.kind });
    }
    let degrees = [24, -24, 34, -16][usize::try_from(chance % 4).unwrap_or(0)];
    let (from, out): (PathBuf, PathBuf) = (input.to_owned(), out.to_owned());
    blocking(move || write(&opened(&from, facts.format, max_edge.max(16))?.huerotate(degrees), &out, format)).await
}

async fn blocking(work: impl FnOnce() -> Result<(), MakeError> + Send + 'static) -> Result<(), MakeError> {
    spawn_blocking(work).await.unwrap_or_else(|error| Err(MakeError::Failed { detail: error.to_string() }))
}

fn write(picture: &DynamicImage, to: &Path, format: Format) -> Result<(), MakeError> {
    let mut out = BufWriter::new(File::create(to).map_err(MakeError::Write)?);
    let picture = picture.to_rgb8();
    match format {
        Format::Png => picture.write_with_encoder(PngEncoder::new(&mut out)),
        Format::Webp => picture.write_with_encoder(WebPEncoder::new_lossless(&mut out)),
        _ => picture.write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY)),
    }
    .map_err(MakeError::Picture)?;
    out.flush().map_err(MakeError::Write)
}

/// A sky with a sun, and three rows of hills, the nearer the darker.
fn painted(width: u32, height: u32, chance: u64) -> RgbImage {
    let [above, below, near] = PALETTES[usize::try_from(chance % 5).unwrap_or(0)];
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let turn = (chance % 997) as f32 / 997.0;
    #[expect(clippy::cast_precision_loss, reason = "pictures are far smaller than 2^23 pixels a side")]
    let (wide, high) = (width as f32, height as f32);
    let sun = (wide * (0.2 + 0.6 * turn), high * 0.42, wide.min(high) * 0.09);
    // The line of each row of hills, worked out once for each column.
    let hills: Vec<[f32; 3]> =
        (0_u16..).take(width as usize).map(|x| ridges(f32::from(x) / wide, turn, high)).collect();
    RgbImage::from_fn(width, height, |x, y| {
        #[expect(clippy::cast_precision_loss, reason = "pictures are far smaller than 2^23 pixels a side")]
        let (across, down) = (x as f32, y as f32);
        let lines = hills.get(x as usize).copied().unwrap_or_default();
        let row = lines.iter().rposition(|line| down > *line);
        let colour = match row {
            Some(row) => mixed(below, near, [0.45, 0.7, 1.0][row]),
            None if (across - sun.0).hypot(down - sun.1) < sun.2 => mixed(below, [255.0; 3], 0.6),
            None => mixed(above, below, (down / high * 1.5).min(1.0)),
        };
        Rgb(colour.map(level))
    })
}

/// How far down each row of hills begins at this place across.
fn ridges(across: f32, turn: f32, high: f32) -> [f32; 3] {
    let wave = |count: f32, shift: f32| (TAU * (across * count + turn * shift)).sin();
    [
        high * (0.56 + 0.05 * wave(1.7, 3.0) + 0.02 * wave(5.1, 7.0)),
        high * (0.69 + 0.06 * wave(1.1, 5.0) + 0.015 * wave(4.3, 2.0)),
        high * (0.84 + 0.05 * wave(0.8, 9.0) + 0.01 * wave(6.7, 4.0)),
    ]
}

fn mixed(one: [f32; 3], other: [f32; 3], share: f32) -> [f32; 3] {
    [0, 1, 2].map(|part| one[part] + (other[part] - one[part]) * share)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte first")]
fn level(value: f32) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}
