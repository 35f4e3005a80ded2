//! Findings about files that never were: as a field wants them, or spoiled in one way.

use afterframe_core::{
    catalogue::MediaLimits,
    ids::{FieldKey, MediaId},
    media::{KnownMedia, MediaFacts, MediaKind},
};

const USUAL_SECONDS: f64 = 5.0;
const USUAL_SIDE: u32 = 720;

/// A file that a field with these limits takes.
pub(super) fn good(limits: &MediaLimits, key: &FieldKey, number: usize) -> KnownMedia {
    let least = limits.min_seconds.unwrap_or(0.5);
    let seconds = USUAL_SECONDS.min(limits.max_seconds.unwrap_or(USUAL_SECONDS)).max(least);
    let (width, height) = size(limits);
    let plays = limits.media != MediaKind::Image;
    let seen = limits.media != MediaKind::Audio;
    let facts = MediaFacts {
        kind: limits.media,
        format: limits.formats.first().cloned().unwrap_or_default(),
        size_bytes: limits.max_bytes.min(1_000_000),
        duration_ms: plays.then(|| milliseconds(seconds)),
        width: seen.then_some(width),
        height: seen.then_some(height),
        frame_rate: (plays && seen).then_some(24.0),
        video_codec: (plays && seen).then(|| "H.264".to_owned()),
        has_sound: plays.then_some(true),
    };
    KnownMedia { id: MediaId::new(format!("{key}-{number}")), facts, made_by_family: limits.made_by_family.clone() }
}

/// 16:9 if that may be.
fn size(limits: &MediaLimits) -> (u32, u32) {
    let shorter = USUAL_SIDE.max(limits.min_side.unwrap_or(0)).min(limits.max_side.unwrap_or(u32::MAX));
    let wide = (shorter * 16 / 9).min(limits.max_side.unwrap_or(u32::MAX));
    let widest = f64::from(shorter) * limits.max_ratio.unwrap_or(f64::INFINITY);
    if f64::from(wide) <= widest { (wide, shorter) } else { (shorter, shorter) }
}

/// The same file, playing for that long.
pub(super) fn playing(mut file: KnownMedia, seconds: f64) -> KnownMedia {
    file.facts.duration_ms = Some(milliseconds(seconds));
    file
}

/// The same file, of that size in pixels.
pub(super) fn sized(mut file: KnownMedia, width: u32, height: u32) -> KnownMedia {
    (file.facts.width, file.facts.height) = (Some(width), Some(height));
    file
}

fn milliseconds(seconds: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "limits of fields are small and positive"
    )]
    let whole = (seconds * 1000.0).max(0.0).round() as u64;
    whole
}
