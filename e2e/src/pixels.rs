//! What an element really shows on the display, pixel by pixel. A page may hold a picture that nobody sees.

use std::collections::BTreeSet;
use std::process::Stdio;
use std::time::Duration;

use crate::wait::poll_until;
use crate::window::Window;

/// How long decoding and painting may take on a machine without a graphics card.
const PATIENCE: Duration = Duration::from_secs(30);

/// Fewer colours than this has a bare ground, its rounded corners and shading included.
const COLOURS_OF_A_PICTURE: usize = 10;

/// A part of the display at one moment.
#[derive(Clone, Debug)]
pub struct Pixels {
    rgb: Vec<u8>,
}

impl Pixels {
    /// What stands where the first element that fits `selector` is, without the pointer.
    pub fn of(window: &Window<'_>, selector: &str) -> Self {
        let place = window.place_of(selector);
        let mut command = window.desk().command("ffmpeg");
        command.args(["-nostdin", "-loglevel", "error", "-f", "x11grab", "-draw_mouse", "0", "-video_size"]);
        command.arg(format!("{}x{}", place.width, place.height));
        command.args(["-grab_x", &place.x.to_string(), "-grab_y", &place.y.to_string(), "-i"]);
        command.arg(window.desk().display()).args(["-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]);
        let output = command.stdin(Stdio::null()).output();
        let output = output.unwrap_or_else(|error| panic!("ffmpeg could not be started: {error}. Is it installed?"));
        assert!(output.status.success(), "no picture of {selector}: {}", String::from_utf8_lossy(&output.stderr));
        Self { rgb: output.stdout }
    }

    /// How many colours there are, near ones counted as one.
    pub fn colours(&self) -> usize {
        let rough = |channel: &u8| channel >> 4;
        self.rgb.chunks_exact(3).map(|pixel| pixel.iter().map(rough).collect::<Vec<_>>()).collect::<BTreeSet<_>>().len()
    }

    /// The share of pixels that are clearly different in `other`, from 0 to 1.
    pub fn share_unlike(&self, other: &Self) -> f64 {
        let far = |(one, two): (&[u8], &[u8])| one.iter().zip(two).any(|(a, b)| a.abs_diff(*b) > 24);
        let unlike = self.rgb.chunks_exact(3).zip(other.rgb.chunks_exact(3)).filter(|pair| far(*pair)).count();
        #[expect(clippy::cast_precision_loss, reason = "a display has far fewer pixels than a float can count")]
        let share = unlike as f64 / (self.rgb.len() / 3).max(1) as f64;
        share
    }
}

/// Waits until the element shows more than a bare ground, and returns what it shows.
pub fn wait_until_painted(window: &Window<'_>, selector: &str) -> Pixels {
    window.wait_for_selector(selector);
    poll_until(&format!("{selector} shows a picture"), PATIENCE, || {
        let seen = Pixels::of(window, selector);
        (seen.colours() >= COLOURS_OF_A_PICTURE).then_some(seen)
    })
}

/// Waits until the element shows something clearly different from `before`.
pub fn wait_until_unlike(window: &Window<'_>, selector: &str, before: &Pixels) -> Pixels {
    poll_until(&format!("{selector} shows something else"), PATIENCE, || {
        let seen = Pixels::of(window, selector);
        (seen.share_unlike(before) > 0.01).then_some(seen)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_ground_is_told_from_a_picture() {
        let ground = Pixels { rgb: [13, 14, 17].repeat(100) };
        let picture = Pixels { rgb: (0..100_u8).flat_map(|at| [at * 2, 255 - at, at]).collect() };
        assert_eq!(ground.colours(), 1);
        assert!(picture.colours() >= COLOURS_OF_A_PICTURE);
    }

    #[test]
    fn what_has_moved_is_told_from_what_stands_still() {
        let one = Pixels { rgb: [[0, 0, 0], [200, 0, 0]].concat().repeat(10) };
        let other = Pixels { rgb: [[0, 0, 0], [0, 0, 0]].concat().repeat(10) };
        assert!(one.share_unlike(&one) < f64::EPSILON);
        assert!((one.share_unlike(&other) - 0.5).abs() < f64::EPSILON);
    }
}
