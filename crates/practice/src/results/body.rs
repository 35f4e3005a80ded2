//! A body that can be turned: a vase, turned from a profile as on a wheel, written as a GLB of a few kilobytes.

use std::f32::consts::TAU;

use serde_json::json;

/// Radius and height of the profile, from the foot to the lip.
const PROFILE: [(f32, f32); 9] = [
    (0.0, -0.6),
    (0.26, -0.6),
    (0.24, -0.5),
    (0.42, -0.2),
    (0.46, 0.05),
    (0.32, 0.32),
    (0.17, 0.46),
    (0.2, 0.58),
    (0.27, 0.62),
];
const AROUND: u16 = 12;

/// The bytes of the file. `chance` decides the glaze.
pub(super) fn glb(chance: u64) -> Vec<u8> {
    let (mut places, mut normals, mut indices) = (Vec::new(), Vec::new(), Vec::new());
    for (at, &(radius, height)) in PROFILE.iter().enumerate() {
        let below = PROFILE[at.saturating_sub(1)];
        let above = PROFILE[(at + 1).min(PROFILE.len() - 1)];
        // Across the slope of the profile, which points outwards.
        let (along_radius, along_height) = (above.0 - below.0, above.1 - below.1);
        let length = along_radius.hypot(along_height).max(1e-6);
        let (out, up) = (along_height / length, -along_radius / length);
        for step in 0..AROUND {
            let (sin, cos) = (TAU * f32::from(step) / f32::from(AROUND)).sin_cos();
            places.extend([radius * cos, height, radius * sin]);
            normals.extend([out * cos, up, out * sin]);
        }
    }
    let rings = u16::try_from(PROFILE.len()).unwrap_or(2);
    for ring in 0..rings - 1 {
        for step in 0..AROUND {
            let next = (step + 1) % AROUND;
            let (low, high) = (ring * AROUND, (ring + 1) * AROUND);
            indices.extend([low + step, high + step, high + next, low + step, high + next, low + next]);
        }
    }
    written(&places, &normals, &indices, chance)
}

fn written(places: &[f32], normals: &[f32], indices: &[u16], chance: u64) -> Vec<u8> {
    let floats = |values: &[f32]| values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<_>>();
    let (places_bytes, normals_bytes) = (floats(places), floats(normals));
    let indices_bytes: Vec<u8> = indices.iter().flat_map(|index| index.to_le_bytes()).collect();
    let parts = [places_bytes, normals_bytes, indices_bytes];
    let starts = [0, parts[0].len(), parts[0].len() + parts[1].len()];
    let mut bytes: Vec<u8> = parts.concat();
    let length = bytes.len();
    bytes.resize(length.next_multiple_of(4), 0);
    let glazes = [[0.16, 0.42, 0.52], [0.66, 0.36, 0.2], [0.32, 0.46, 0.26], [0.5, 0.26, 0.4]];
    let glaze: [f64; 3] = glazes[usize::try_from(chance % 4).unwrap_or(0)];
    let corners = places.len() / 3;
    let scene = json!({
        "asset": {"version": "2.0", "generator": "Afterframe practice"},
        "scene": 0, "scenes": [{"nodes": [0]}], "nodes": [{"mesh": 0, "name": "Practice vase"}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0, "NORMAL": 1}, "indices": 2, "material": 0}]}],
        "materials": [{"doubleSided": true, "pbrMetallicRoughness":
            {"baseColorFactor": [glaze[0], glaze[1], glaze[2], 1.0], "metallicFactor": 0.0, "roughnessFactor": 0.45}}],
        "buffers": [{"byteLength": length}],
        "bufferViews": [
            {"buffer": 0, "byteOffset": starts[0], "byteLength": parts[0].len(), "target": 34962},
            {"buffer": 0, "byteOffset": starts[1], "byteLength": parts[1].len(), "target": 34962},
            {"buffer": 0, "byteOffset": starts[2], "byteLength": parts[2].len(), "target": 34963}
        ],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": corners, "type": "VEC3",
             "min": edges(places, f32::min), "max": edges(places, f32::max)},
            {"bufferView": 1, "componentType": 5126, "count": corners, "type": "VEC3"},
            {"bufferView": 2, "componentType": 5123, "count": indices.len(), "type": "SCALAR"}
        ]
    });
    let mut text = scene.to_string().into_bytes();
    text.resize(text.len().next_multiple_of(4), b' ');
    let whole = 12 + 8 + text.len() + 8 + bytes.len();
    let mut file = Vec::with_capacity(whole);
    file.extend_from_slice(b"glTF");
    for number in [2, whole] {
        file.extend(counted(number));
    }
    for (chunk, kind) in [(&text, b"JSON"), (&bytes, b"BIN\0")] {
        file.extend(counted(chunk.len()));
        file.extend_from_slice(kind);
        file.extend_from_slice(chunk);
    }
    file
}

fn counted(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}

/// The corner of the box around all places.
fn edges(places: &[f32], pick: fn(f32, f32) -> f32) -> [f32; 3] {
    let mut corner = [places[0], places[1], places[2]];
    for place in places.chunks_exact(3) {
        for (edge, value) in corner.iter_mut().zip(place) {
            *edge = pick(*edge, *value);
        }
    }
    corner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_is_small_and_says_its_own_length() {
        let file = glb(7);
        assert!(file.len() <= 5 * 1024, "{} bytes", file.len());
        assert_eq!(&file[..4], b"glTF");
        assert_eq!(u32::from_le_bytes(file[8..12].try_into().unwrap()) as usize, file.len());
        let text = u32::from_le_bytes(file[12..16].try_into().unwrap()) as usize;
        let scene: serde_json::Value = serde_json::from_slice(&file[20..20 + text]).unwrap();
        assert_eq!(scene["accessors"][0]["max"][1], 0.62_f32);
        assert_ne!(glb(7), glb(8), "the glaze differs");
    }
}
