//! Draws one frame of a scene: sky and light, hills from far to near, water, birds, grain.

#![expect(clippy::cast_precision_loss, clippy::cast_possible_wrap, reason = "places in a picture are small numbers")]

use std::thread;

use crate::{
    noise::{hash, layered, plane, split},
    scene::{Colour, Ridge, Scene},
};

/// Pixels of a frame.
#[derive(Clone, Copy)]
pub struct Size {
    pub width: usize,
    pub height: usize,
}

const WORKERS: usize = 2;
/// Film grain, in steps of 255 either way: enough that no gradient shows bands, little enough to stay small.
const GRAIN: f64 = 2.2;

/// The frame at `time` seconds as rows of red, green and blue.
pub fn frame(scene: &Scene, size: Size, time: f64) -> Vec<u8> {
    let crests: Vec<Vec<f64>> = scene
        .ridges
        .iter()
        .enumerate()
        .map(|(index, ridge)| crest_line(ridge, scene.seed + index as u64 * 977, size, time))
        .collect();
    let mut light = vec![Colour([0.0; 3]); size.width * size.height];
    let stars = stars(scene, size, time);
    let rows = size.height.div_ceil(WORKERS);
    thread::scope(|scope| {
        for (worker, part) in light.chunks_mut(rows * size.width).enumerate() {
            let (crests, stars) = (&crests, &stars);
            scope.spawn(move || {
                for (index, pixel) in part.iter_mut().enumerate() {
                    let (x, y) = (index % size.width, worker * rows + index / size.width);
                    *pixel = above(scene, crests, &stars[y], size, (x, y), time);
                }
            });
        }
    });
    mirror(scene, size, time, &mut light);
    birds(scene, size, time, &mut light);
    develop(&light, size, time)
}

fn crest_line(ridge: &Ridge, seed: u64, size: Size, time: f64) -> Vec<f64> {
    let height = size.height as f64;
    (0..size.width)
        .map(|x| {
            let along = x as f64 / height + ridge.drift * time + 40.0;
            let hills = layered(along * ridge.pace, 7, ridge.rough, seed);
            // Peaks a little sharper than saddles, as weather leaves them.
            let shaped = hills + 0.25 * hills * hills.abs();
            let trees = if ridge.trees > 0.0 { trees(along, ridge.trees, seed) } else { 0.0 };
            ridge.crest - ridge.relief * shaped - trees
        })
        .collect()
}

/// Firs along a crest: pointed, ragged, in stands with gaps.
fn trees(along: f64, tallest: f64, seed: u64) -> f64 {
    let spacing = tallest * 0.27;
    let (cell, _) = split(along / spacing);
    (cell - 2..=cell + 2)
        .map(|tree| {
            let stand = 0.5 + 0.5 * layered(tree as f64 * 0.07, 2, 0.5, seed + 5);
            let tall = tallest * (0.25 + 0.75 * hash(tree, seed + 1)) * stand.clamp(0.15, 1.0);
            let middle = (tree as f64 + 0.2 + 0.6 * hash(tree, seed + 2)) * spacing;
            let out = (along - middle).abs() / (tall * 0.30);
            let ragged = 1.0 - 0.14 * (split(out * 4.5).1);
            (tall * (1.0 - out) * ragged).max(0.0)
        })
        .fold(0.0, f64::max)
}

fn above(scene: &Scene, crests: &[Vec<f64>], stars: &[Star], size: Size, (x, y): (usize, usize), time: f64) -> Colour {
    let height = size.height as f64;
    let (u, v) = (x as f64 / height, (y as f64 + 0.5) / height);
    let mut colour = sky(scene, stars, u, v, time);
    for (index, ridge) in scene.ridges.iter().enumerate() {
        let cover = ((v - crests[index][x]) * height + 0.5).clamp(0.0, 1.0);
        if cover > 0.0 {
            colour = colour.towards(hillside(scene, ridge, index, (u, v), v - crests[index][x], time), cover);
        }
    }
    colour
}

/// A star as it shines in this frame.
struct Star {
    u: f64,
    v: f64,
    bright: f64,
}

/// The stars that touch each row, so that a pixel asks only those.
fn stars(scene: &Scene, size: Size, time: f64) -> Vec<Vec<Star>> {
    let mut rows: Vec<Vec<Star>> = (0..size.height).map(|_| Vec::new()).collect();
    for star in 0..scene.stars {
        let any = |salt: u64| hash(star, scene.seed + salt);
        let (u, v) = (any(1) * 1.8, any(2).powf(1.3) * scene.horizon * 0.85);
        let twinkle = 0.7 + 0.3 * (time * (1.0 + 2.0 * any(4)) + any(5) * 6.3).sin();
        let bright = (0.25 + 0.75 * any(3).powi(3)) * twinkle * (1.0 - v / scene.horizon);
        let (middle, _) = split(v * size.height as f64);
        for row in middle - 3..=middle + 3 {
            if let Some(row) = usize::try_from(row).ok().and_then(|row| rows.get_mut(row)) {
                row.push(Star { u, v, bright });
            }
        }
    }
    rows
}

fn sky(scene: &Scene, stars: &[Star], u: f64, v: f64, time: f64) -> Colour {
    let place = (v / scene.horizon).clamp(0.0, 1.0) * (scene.sky.len() - 1) as f64;
    let (cell, part) = split(place);
    let index = usize::try_from(cell).unwrap_or_default().min(scene.sky.len() - 1);
    let mut colour = scene.sky[index].towards(scene.sky[(index + 1).min(scene.sky.len() - 1)], part);
    for star in stars {
        let (dx, dy) = (u - star.u, v - star.v);
        if dx.abs() < 0.004 {
            colour = colour.lit(Colour([235.0, 240.0, 255.0]), star.bright * (-(dx * dx + dy * dy) / 1.1e-6).exp());
        }
    }
    let light = &scene.light;
    let (dx, dy) = (u - light.x, v - (light.y + light.rise * time));
    let far = (dx * dx + dy * dy).sqrt();
    let glow = 0.55 * (-far * far / 0.020).exp() + 0.40 * (-far * 3.1).exp();
    colour = colour.lit(light.glow, light.strength * glow);
    if scene.clouds > 0.0 {
        let veil = plane(u * 1.6 + time * 0.010, v * 13.0, scene.seed + 7) * 0.6
            + plane(u * 3.7 + time * 0.016, v * 29.0, scene.seed + 8) * 0.4;
        let band = (1.0 - ((v / scene.horizon - 0.55) / 0.45).powi(2)).max(0.0);
        let cloud = ((veil - 0.52) * 3.0).clamp(0.0, 1.0) * band * scene.clouds;
        colour = colour.towards(light.glow, cloud * (0.5 + 0.8 * (-far * 1.5).exp()).min(1.0));
    }
    let edge = 0.0012;
    let disc = ((light.radius - far) / edge + 0.5).clamp(0.0, 1.0);
    colour.towards(light.disc, disc)
}

/// A slope: its own colour at the crest, the mist of the valley further down, drifting, and a rim where the light comes from.
fn hillside(scene: &Scene, ridge: &Ridge, index: usize, (u, v): (f64, f64), below: f64, time: f64) -> Colour {
    let seed = scene.seed + 300 + index as u64;
    let drift = u + ridge.drift * time + 40.0;
    let wisps = plane(drift * 2.3 + time * 0.035, v * 7.0, seed) * 0.65
        + plane(drift * 5.9 + time * 0.05, v * 17.0, seed + 50) * 0.35;
    let sunk = (below / 0.19).clamp(0.0, 1.0);
    let mist = (sunk * sunk * (3.0 - 2.0 * sunk) * (0.72 + 0.56 * wisps)).clamp(0.0, 1.0);
    let gullies = (plane(drift * 26.0, below * 30.0, seed + 90) - 0.5) * 0.10;
    let rock = ridge.crest_colour.towards(Colour([0.0; 3]), (0.06 + gullies).clamp(0.0, 1.0));
    let colour = rock.towards(ridge.foot_colour, mist);
    let light = &scene.light;
    let across = (u - light.x).abs();
    let near_light = (-across * across / 0.16).exp() * (1.0 - index as f64 / scene.ridges.len() as f64);
    let rim = (-below / 0.006).exp() * 0.20 + (-below / 0.06).exp() * 0.14;
    colour.lit(light.glow, near_light * rim * light.strength)
}

/// A few gulls, far away: two short wings that beat now and then.
fn birds(scene: &Scene, size: Size, time: f64, light: &mut [Colour]) {
    let height = size.height as f64;
    for bird in 0..scene.birds {
        let any = |salt: u64| hash(bird, scene.seed + 600 + salt);
        let across = 0.30 + 0.42 * any(1) + time * (0.030 + 0.006 * any(2));
        let down = 0.17 + 0.13 * any(3) + 0.006 * (time * 0.9 + any(4) * 6.3).sin();
        let span = 0.010 + 0.007 * any(5);
        let beat =
            (time * (5.0 + 2.0 * any(6)) + any(7) * 6.3).sin() * (time * 0.8 + any(8) * 6.3).sin().max(0.3) + 0.25;
        let reach = (span * height).ceil();
        let (left, right) = ((across * height - reach).max(0.0), across * height + reach);
        let mut x = left.floor();
        while x <= right && x < size.width as f64 {
            let out = (x / height - across) / span;
            if out.abs() <= 1.0 {
                let wing = down - span * (0.55 * beat + 0.12) * out.abs().powf(1.4) + span * 0.20 * out * out;
                let thick = 0.0014 * (1.0 - out.abs()).sqrt() + 0.0005;
                for dy in -4_i32..=4 {
                    let v = wing + f64::from(dy) / height;
                    let (row, part) = split(v * height);
                    let ink = ((thick - (f64::from(dy) / height - part / height).abs()) * height + 0.5).clamp(0.0, 1.0)
                        * 0.75;
                    let (column, _) = split(x);
                    if let (Ok(row), Ok(column)) = (usize::try_from(row), usize::try_from(column))
                        && row < size.height
                    {
                        let pixel = &mut light[row * size.width + column];
                        *pixel = pixel.towards(scene.ridges[scene.ridges.len() - 1].crest_colour, ink);
                    }
                }
            }
            x += 1.0;
        }
    }
}

/// The lake: what is above it upside down, drawn out by small waves, darker towards the shore we stand on, and glittering under the sun.
fn mirror(scene: &Scene, size: Size, time: f64, light: &mut [Colour]) {
    let Some(water) = &scene.water else { return };
    let height = size.height as f64;
    let (first, _) = split(water.line * height);
    let first = usize::try_from(first).unwrap_or_default();
    let (over, under) = light.split_at_mut(first * size.width);
    for (index, pixel) in under.iter_mut().enumerate() {
        let (x, y) = (index % size.width, index / size.width);
        let (u, deep) = (x as f64 / height, (y as f64 + 0.5) / height);
        let part = deep / (1.0 - water.line);
        let wave =
            plane(u * 9.0 / (0.4 + part) + time * 0.05, deep * 130.0 / (0.35 + part) - time * 0.9, scene.seed + 801)
                - 0.5;
        let swell = plane(u * 3.0 - time * 0.04, deep * 42.0 - time * 0.35, scene.seed + 802) - 0.5;
        let shift = wave * (0.006 + 0.050 * part) + swell * 0.020 * part;
        let source = (water.line - deep * 1.06 + shift).clamp(0.0, water.line - 1.0 / height) * height;
        let (row, blend) = split(source);
        let row = usize::try_from(row).unwrap_or_default().min(first - 1);
        let pick = |row: usize| over[row.min(first - 1) * size.width + x];
        let mirrored = pick(row).towards(pick(row + 1), blend);
        let mut colour = mirrored.towards(water.tint, 0.16 + 0.34 * part);
        let path = (-((u - scene.light.x) / (0.07 + 0.10 * part)).powi(2)).exp();
        let sparkle = ((wave + swell * 0.6 - 0.12) * 4.0).clamp(0.0, 1.0) * path;
        colour = colour.lit(scene.light.disc, sparkle * 0.55);
        // A line of light where the water meets the shore.
        colour = colour.lit(scene.light.glow, 0.30 * (-deep / 0.0022).exp());
        *pixel = colour;
    }
}

/// Vignette and grain, then bytes.
fn develop(light: &[Colour], size: Size, time: f64) -> Vec<u8> {
    let (width, height) = (size.width as f64, size.height as f64);
    let (frame, _) = split(time * 24.0 + 0.5);
    let mut bytes = Vec::with_capacity(light.len() * 3);
    for (index, colour) in light.iter().enumerate() {
        let (x, y) = ((index % size.width) as f64 / width - 0.5, (index / size.width) as f64 / height - 0.5);
        let shade = 1.0 - 0.34 * (x * x + y * y);
        let grain = (hash(index as i64, 9_000 + frame.unsigned_abs() % 6) + hash(index as i64, 77) - 1.0) * GRAIN;
        bytes.extend(colour.0.map(|channel| byte(channel * shade + grain)));
    }
    bytes
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte first")]
fn byte(value: f64) -> u8 {
    (value + 0.5).clamp(0.0, 255.0) as u8
}
