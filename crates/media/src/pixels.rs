//! Pixels that come without a file, as from a clipboard.

use std::io::Cursor;

use image::{ImageFormat, RgbaImage};

/// A PNG of these pixels: red, green, blue and opacity, row by row from the top. `None` unless there are as many as it takes.
pub fn png_of_pixels(width: u32, height: u32, pixels: Vec<u8>) -> Option<Vec<u8>> {
    let picture = RgbaImage::from_raw(width, height, pixels).filter(|picture| !picture.is_empty())?;
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).ok()?;
    Some(png.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_become_a_picture_of_their_size_or_none() {
        let png = png_of_pixels(2, 1, vec![255, 0, 0, 255, 0, 0, 255, 128]).expect("there are enough");
        let read = image::load_from_memory(&png).expect("it is a picture").to_rgba8();
        assert_eq!((read.width(), read.get_pixel(1, 0).0), (2, [0, 0, 255, 128]));
        assert_eq!(png_of_pixels(2, 2, vec![0; 15]), None);
        assert_eq!(png_of_pixels(0, 0, Vec::new()), None);
    }
}
