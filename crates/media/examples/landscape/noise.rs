//! Repeatable noise: the same landscape every time it is drawn.

/// A number in 0..1 that belongs to `n` and `seed` for ever.
pub fn hash(n: i64, seed: u64) -> f64 {
    let mut bits = n.cast_unsigned().wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ seed.wrapping_mul(0xD1B5_4A32_D192_ED03);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    let top = u32::try_from((bits ^ (bits >> 31)) >> 40).unwrap_or_default();
    f64::from(top) / f64::from(1_u32 << 24)
}

/// Smooth noise along a line, -1..1.
pub fn line(x: f64, seed: u64) -> f64 {
    let (cell, inside) = split(x);
    let soft = inside * inside * inside * (inside * (inside * 6.0 - 15.0) + 10.0);
    let (a, b) = (hash(cell, seed), hash(cell + 1, seed));
    (a + (b - a) * soft) * 2.0 - 1.0
}

/// Several octaves of [`line`]; `rough` is how much of each octave the next one keeps.
pub fn layered(x: f64, octaves: u64, rough: f64, seed: u64) -> f64 {
    let (mut sum, mut weight, mut scale) = (0.0, 1.0, 1.0);
    for octave in 0..octaves {
        sum += weight * line(x * scale, seed + octave * 101);
        weight *= rough;
        scale *= 2.03;
    }
    sum
}

/// Smooth noise in the plane, 0..1.
pub fn plane(x: f64, y: f64, seed: u64) -> f64 {
    let ((cx, fx), (cy, fy)) = (split(x), split(y));
    let soft = |f: f64| f * f * (3.0 - 2.0 * f);
    let at = |dx: i64, dy: i64| hash((cx + dx).wrapping_mul(73_856_093) ^ (cy + dy).wrapping_mul(19_349_663), seed);
    let (u, v) = (soft(fx), soft(fy));
    let top = at(0, 0) + (at(1, 0) - at(0, 0)) * u;
    let bottom = at(0, 1) + (at(1, 1) - at(0, 1)) * u;
    top + (bottom - top) * v
}

#[expect(clippy::cast_possible_truncation, reason = "a place in a picture, far within i64")]
pub fn split(x: f64) -> (i64, f64) {
    (x.floor() as i64, x - x.floor())
}
