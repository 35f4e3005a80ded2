//! The landscapes themselves: their colours and shapes.

use crate::scene::{Colour, Light, Ridge, Scene, Water};

const fn hex(rgb: u32) -> Colour {
    Colour::hex(rgb)
}

/// Lines of hills between a far and a near crest, colours going from `far` to `near` and their feet lost in `mist`.
fn ridges(count: u32, crests: (f64, f64), far: Colour, near: Colour, mist: Colour) -> Vec<Ridge> {
    (0..count)
        .map(|index| {
            let depth = f64::from(index) / f64::from(count - 1);
            let crest_colour = far.towards(near, depth.powf(0.85));
            Ridge {
                crest: crests.0 + (crests.1 - crests.0) * depth.powf(1.15),
                relief: 0.05 + 0.05 * depth,
                pace: 2.4 - 0.9 * depth,
                rough: 0.47 + 0.03 * depth,
                crest_colour,
                foot_colour: crest_colour.towards(mist, 0.62 * (1.0 - depth) + 0.10),
                drift: 0.004 + 0.045 * depth * depth,
                trees: if depth > 0.95 { 0.032 } else { 0.0 },
            }
        })
        .collect()
}

pub fn ridge_at_dusk() -> Scene {
    Scene {
        sky: vec![
            hex(0x0034_2B4C),
            hex(0x0053_3656),
            hex(0x0085_4658),
            hex(0x00BF_5A55),
            hex(0x00EB_8A62),
            hex(0x00F8_B67F),
        ],
        horizon: 0.60,
        light: Light {
            x: 1.22,
            y: 0.335,
            radius: 0.068,
            rise: 0.0085,
            disc: hex(0x00FF_EDC0),
            glow: hex(0x00FF_C48A),
            strength: 0.85,
        },
        ridges: ridges(6, (0.43, 0.93), hex(0x00A8_5560), hex(0x0014_1120), hex(0x00E0_8468)),
        water: None,
        stars: 0,
        clouds: 0.16,
        birds: 0,
        seed: 11,
    }
}

pub fn low_tide() -> Scene {
    let far = hex(0x00D3_7264);
    let near = hex(0x006E_2F42);
    let mut hills = ridges(3, (0.50, 0.575), far, near, hex(0x00F2_A27C));
    for (index, hill) in hills.iter_mut().enumerate() {
        hill.relief = [0.085, 0.075, 0.050][index];
        hill.pace = [1.5, 2.0, 2.6][index];
        hill.drift = [0.004, 0.009, 0.017][index];
        hill.trees = [0.0, 0.0, 0.010][index];
    }
    Scene {
        sky: vec![hex(0x00F3_B58C), hex(0x00F9_C394), hex(0x00FB_B98A), hex(0x00F9_A479), hex(0x00F3_8E6B)],
        horizon: 0.60,
        light: Light {
            x: 0.92,
            y: 0.395,
            radius: 0.058,
            rise: 0.006,
            disc: hex(0x00FF_F4D6),
            glow: hex(0x00FF_E3B0),
            strength: 0.80,
        },
        ridges: hills,
        water: Some(Water { line: 0.605, tint: hex(0x0086_4250) }),
        stars: 0,
        clouds: 0.12,
        birds: 7,
        seed: 29,
    }
}

pub fn moonrise() -> Scene {
    Scene {
        sky: vec![
            hex(0x0008_0C22),
            hex(0x000E_1636),
            hex(0x0018_2650),
            hex(0x0026_3A70),
            hex(0x0038_5290),
            hex(0x004C_69A6),
        ],
        horizon: 0.62,
        light: Light {
            x: 0.58,
            y: 0.34,
            radius: 0.046,
            rise: -0.011,
            disc: hex(0x00F6_F4EA),
            glow: hex(0x00A9_BEF0),
            strength: 0.62,
        },
        ridges: ridges(6, (0.49, 0.94), hex(0x0035_4C86), hex(0x0005_0816), hex(0x0054_70AC)),
        water: None,
        stars: 190,
        clouds: 0.10,
        birds: 0,
        seed: 43,
    }
}

pub fn valley_morning() -> Scene {
    Scene {
        sky: vec![hex(0x006B_A4DA), hex(0x0090_BDE4), hex(0x00B9_D5EA), hex(0x00E3_E9E6), hex(0x00F8_EFD8)],
        horizon: 0.58,
        light: Light {
            x: 1.34,
            y: 0.25,
            radius: 0.044,
            rise: -0.004,
            disc: hex(0x00FF_FCEC),
            glow: hex(0x00FF_F3C8),
            strength: 0.75,
        },
        ridges: ridges(6, (0.45, 0.93), hex(0x009A_BDB4), hex(0x0018_331F), hex(0x00EA_EEDB)),
        water: None,
        stars: 0,
        clouds: 0.30,
        birds: 5,
        seed: 71,
    }
}

pub fn fog() -> Scene {
    Scene {
        sky: vec![hex(0x009F_D2D6), hex(0x00AF_DBDC), hex(0x00BF_E3E1), hex(0x00CF_EAE5), hex(0x00DB_F0EA)],
        horizon: 0.60,
        light: Light {
            x: 0.40,
            y: 0.22,
            radius: 0.0,
            rise: 0.0,
            disc: hex(0x00FF_FFFF),
            glow: hex(0x00F4_FFF8),
            strength: 0.45,
        },
        ridges: ridges(6, (0.40, 0.92), hex(0x0091_C6BE), hex(0x000B_302F), hex(0x00DA_F0EA)),
        water: None,
        stars: 0,
        clouds: 0.0,
        birds: 6,
        seed: 97,
    }
}
