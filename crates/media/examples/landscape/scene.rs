//! What a landscape consists of. Lengths are parts of the picture's height, so that every size shows the same view.

/// A colour, red, green and blue in 0..255.
#[derive(Clone, Copy, Debug)]
pub struct Colour(pub [f64; 3]);

impl Colour {
    pub const fn hex(rgb: u32) -> Self {
        let [_, r, g, b] = rgb.to_be_bytes();
        Self([r as f64, g as f64, b as f64])
    }

    /// This colour with `part` (0..1) of `other` in it.
    pub fn towards(self, other: Self, part: f64) -> Self {
        Self(std::array::from_fn(|i| self.0[i] + (other.0[i] - self.0[i]) * part))
    }

    /// Light on top of this colour, as glow is.
    pub fn lit(self, light: Self, strength: f64) -> Self {
        Self(std::array::from_fn(|i| 255.0 - (255.0 - self.0[i]) * (1.0 - light.0[i] / 255.0 * strength)))
    }
}

/// One picture that moves.
pub struct Scene {
    /// From the top of the sky down to the horizon, evenly spaced.
    pub sky: Vec<Colour>,
    /// Where the sky's colours end and the mist begins.
    pub horizon: f64,
    pub light: Light,
    /// From far to near.
    pub ridges: Vec<Ridge>,
    pub water: Option<Water>,
    /// How many stars; 0 by day.
    pub stars: i64,
    /// How strong the thin clouds are.
    pub clouds: f64,
    /// How many birds glide through.
    pub birds: i64,
    pub seed: u64,
}

/// The sun or the moon.
pub struct Light {
    /// Across in heights of the picture, from the left.
    pub x: f64,
    pub y: f64,
    pub radius: f64,
    /// How far it goes in a second, in heights.
    pub rise: f64,
    pub disc: Colour,
    pub glow: Colour,
    pub strength: f64,
}

/// One line of hills.
pub struct Ridge {
    /// Mean height of its crest, from the top.
    pub crest: f64,
    /// How far peaks rise and saddles fall.
    pub relief: f64,
    /// Hills in a picture's height.
    pub pace: f64,
    pub rough: f64,
    /// Colour at the crest.
    pub crest_colour: Colour,
    /// Colour of the mist that it stands in.
    pub foot_colour: Colour,
    /// How fast it passes, in heights a second.
    pub drift: f64,
    /// Height of the trees on it, 0 for bare rock.
    pub trees: f64,
}

/// A lake that mirrors what is above it.
pub struct Water {
    pub line: f64,
    pub tint: Colour,
}
