//! Reads WebM and Matroska: is the file whole, and what is in it.

use std::io::{BufReader, Read, Seek};

use matroska_demuxer::{MatroskaFile, TrackType};

use crate::{
    MediaFacts,
    facts::{audio_codec_name, tidy_rate, tidy_seconds, video_codec_name},
};

/// Why the file is not whole, from its beginning and its length: the one segment says how long it is. A live recording leaves that open.
pub(crate) fn what_is_missing(head: &[u8], file_length: u64) -> Option<String> {
    let (header, after_id) = (vint(head.get(4..)?)?, 4);
    let segment = after_id + header.width + usize::try_from(header.value?).ok()?;
    if head.get(segment..segment + 4)? != [0x18, 0x53, 0x80, 0x67] {
        return None;
    }
    let size = vint(head.get(segment + 4..)?)?;
    let end = (segment + 4 + size.width) as u64 + size.value?;
    (end > file_length).then(|| format!("the file ends at byte {file_length} of {end}"))
}

struct Vint {
    width: usize,
    /// `None`: the length is left open.
    value: Option<u64>,
}

/// A variable-length number: the zeros in front of the first one bit say how many bytes follow.
fn vint(bytes: &[u8]) -> Option<Vint> {
    let first = *bytes.first()?;
    let width = first.leading_zeros() as usize + 1;
    let rest = bytes.get(1..width)?;
    let marker = 0x80_u8.checked_shr(u32::try_from(width).ok()? - 1)?;
    let value = rest.iter().fold(u64::from(first & !marker), |sum, byte| (sum << 8) | u64::from(*byte));
    let open = (1_u64 << (7 * width)) - 1;
    Some(Vint { width, value: (value != open).then_some(value) })
}

/// Adds what the segment's description says to `facts`. Silent where it cannot be read.
pub(crate) fn describe(file: impl Read + Seek, facts: &mut MediaFacts) {
    let Ok(matroska) = MatroskaFile::open(BufReader::new(file)) else { return };
    let info = matroska.info();
    facts.duration_seconds =
        info.duration().and_then(|units| tidy_seconds(units * scale(info.timestamp_scale().get()) / 1e9));
    facts.has_sound = Some(matroska.tracks().iter().any(|track| track.track_type() == TrackType::Audio));
    for track in matroska.tracks() {
        match track.track_type() {
            TrackType::Video if facts.video_codec.is_none() => {
                facts.video_codec = Some(video_codec_name(track.codec_id()));
                if let Some(video) = track.video() {
                    facts.width = u32::try_from(video.pixel_width().get()).ok();
                    facts.height = u32::try_from(video.pixel_height().get()).ok();
                }
                facts.frame_rate = track.default_duration().and_then(|nanos| tidy_rate(1e9 / scale(nanos.get())));
            }
            TrackType::Audio if facts.audio_codec.is_none() => {
                facts.audio_codec = Some(audio_codec_name(track.codec_id()));
            }
            _ => {}
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "nanoseconds of a frame or a tick are far below 2^52")]
fn scale(nanos: u64) -> f64 {
    nanos as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn film(segment_size: &[u8], body: usize) -> Vec<u8> {
        let mut bytes = vec![0x1A, 0x45, 0xDF, 0xA3, 0x84, 1, 2, 3, 4, 0x18, 0x53, 0x80, 0x67];
        bytes.extend_from_slice(segment_size);
        bytes.resize(bytes.len() + body, 0);
        bytes
    }

    #[test]
    fn a_segment_that_is_cut_is_noticed_and_a_whole_or_open_one_is_not() {
        let cases: [(&[u8], usize, bool); 4] = [
            (&[0x8A], 10, false),
            (&[0x8A], 9, true),
            (&[0x40, 0x20], 31, true),
            (&[1, 255, 255, 255, 255, 255, 255, 255], 5, false),
        ];
        for (size, body, cut) in cases {
            let bytes = film(size, body);
            assert_eq!(what_is_missing(&bytes, bytes.len() as u64).is_some(), cut, "{size:?} {body}");
        }
    }

    #[test]
    fn every_short_beginning_is_read_without_harm() {
        let bytes = film(&[0x8A], 10);
        for end in 0..bytes.len() {
            what_is_missing(&bytes[..end], end as u64);
        }
    }
}
