//! Sounds: a few chords, or a voice that hums in syllables, as a WAV. Nobody takes either for the real thing.

use std::f64::consts::TAU;

const RATE: u32 = 22_050;
/// Steps above the ground note, in half tones: four chords that lead back to the first.
const CHORDS: [[f64; 3]; 4] = [[0.0, 4.0, 7.0], [-3.0, 0.0, 4.0], [-7.0, -3.0, 0.0], [-5.0, -1.0, 2.0]];
const CHORD_SECONDS: f64 = 1.5;
const SYLLABLE_SECONDS: f64 = 0.22;

/// The bytes of a file of so many seconds. `chance` decides the ground note.
pub(super) fn wav(seconds: f64, speech: bool, chance: u64) -> Vec<u8> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a minute of samples")]
    let count = (seconds.clamp(0.1, 60.0) * f64::from(RATE)) as u32;
    let step = f64::from(u32::try_from(chance % 8).unwrap_or(0));
    let ground = if speech { 130.0 } else { 220.0 } * half_tones(step);
    let samples = (0..count).flat_map(|number| {
        let at = f64::from(number) / f64::from(RATE);
        let heard = if speech { hum(at, ground) } else { chords(at, ground) };
        // Neither the beginning nor the end clicks.
        let edge = (at / 0.05).min((seconds - at) / 0.25).clamp(0.0, 1.0);
        #[expect(clippy::cast_possible_truncation, reason = "clamped to what a sample holds")]
        let sample = (heard * edge * 11_000.0).clamp(-32_000.0, 32_000.0) as i16;
        sample.to_le_bytes()
    });
    let samples: Vec<u8> = samples.collect();
    [header(count * 2).as_slice(), &samples].concat()
}

fn half_tones(steps: f64) -> f64 {
    (steps / 12.0).exp2()
}

fn chords(at: f64, ground: f64) -> f64 {
    let place = at / CHORD_SECONDS;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number of chords")]
    let chord = CHORDS[place as usize % CHORDS.len()];
    let fading = (-2.2 * place.fract()).exp() * (place.fract() * 40.0).min(1.0);
    let strings = chord.iter().map(|steps| {
        let tone = TAU * ground * half_tones(*steps) * at;
        tone.sin() + 0.3 * (2.0 * tone).sin()
    });
    strings.sum::<f64>() * 0.45 * fading
}

fn hum(at: f64, ground: f64) -> f64 {
    let syllable = at / SYLLABLE_SECONDS;
    let open = (std::f64::consts::PI * syllable.fract()).sin();
    // Every seventh is left out: a breath.
    let breath = if syllable.floor() % 7.0 > 5.5 { 0.0 } else { 1.0 };
    let tone = TAU * ground * at;
    (tone.sin() + 0.5 * (2.0 * tone).sin() + 0.35 * (5.0 * tone).sin()) * open * breath * 0.6
}

/// One channel, sixteen bits.
fn header(length: u32) -> Vec<u8> {
    let mut head = b"RIFF".to_vec();
    head.extend((length + 36).to_le_bytes());
    head.extend(b"WAVEfmt ");
    head.extend(16_u32.to_le_bytes());
    head.extend([1, 0, 1, 0]);
    head.extend(RATE.to_le_bytes());
    head.extend((RATE * 2).to_le_bytes());
    head.extend([2, 0, 16, 0]);
    head.extend(b"data");
    head.extend(length.to_le_bytes());
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_is_as_long_as_asked_and_is_heard() {
        for speech in [true, false] {
            let file = wav(2.0, speech, 3);
            assert_eq!(file.len(), 44 + 2 * 2 * RATE as usize);
            let loudest = file[44..].chunks(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]]).unsigned_abs()).max();
            assert!((4_000..=32_000).contains(&loudest.unwrap()), "{loudest:?}");
        }
    }
}
