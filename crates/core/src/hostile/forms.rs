//! Forms: a line with the number of a model, and then either the values as the window sends them, in JSON, or a byte or
//! more for each field in turn.

use crate::{
    catalogue::{Catalogue, Field, FieldKind, MediaLimits, Model, NumberLimits, TextLimits},
    form::{FieldValue, FormValues, Severity, Spelling, body, check, defaults, fits},
    hostile::spelled::assert_spelled,
    ids::MediaId,
    media::{KnownMedia, MediaFacts, MediaKind},
    price::list_price,
};

/// A form is refused with its reasons, or its body is exactly what is documented, in every spelling.
pub fn form(bytes: &[u8]) {
    let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else { return };
    let number =
        bytes[..end].iter().fold(0, |sum: usize, byte| sum.wrapping_mul(10).wrapping_add(usize::from(byte & 15)));
    let catalogue = Catalogue::built_in();
    let model = &catalogue.models()[number % catalogue.models().len()];
    let rest = &bytes[end + 1..];
    let values = match serde_json::from_slice::<FormValues>(rest) {
        Ok(values) => values,
        Err(_) => filled(model, &mut Bytes(rest)),
    };
    let found = check(model, &values, known);
    for problem in &found {
        let owned = model.field(&problem.key).is_some() || values.contains_key(&problem.key);
        assert!(owned, "a finding about {}, which is nowhere", problem.key);
        assert!(serde_json::to_string(problem).is_ok(), "{problem:?} cannot be said to the window");
    }
    list_price(model, &values, known);
    for media in values.values().flat_map(FieldValue::files).filter_map(known) {
        fits(model, &media);
    }
    let refused = found.iter().any(|problem| problem.severity == Severity::Blocks);
    for spelling in Spelling::of(model) {
        let made = body(model, &values, *spelling, |id| known(id).map(|_| address(id)));
        if !refused {
            assert_spelled(model, &values, *spelling, &made.expect("all files of a good form have addresses"));
        }
    }
}

/// Where a file was uploaded to.
pub(super) fn address(id: &MediaId) -> String {
    format!("https://files.example/{id}")
}

/// A file's id says what is known of it: `video mp4 900000 4000 1280 720`, the length and then the sides.
fn known(id: &MediaId) -> Option<KnownMedia> {
    let mut words = id.as_str().split(' ');
    let kind = match words.next()? {
        "video" => MediaKind::Video,
        "image" => MediaKind::Image,
        "audio" => MediaKind::Audio,
        "model" => MediaKind::Model3d,
        _ => return None,
    };
    let format = words.next()?.to_owned();
    let size_bytes = words.next()?.parse().ok()?;
    let duration_ms = words.next().and_then(|word| word.parse().ok());
    let mut side = || words.next().and_then(|word| word.parse().ok());
    let (width, height) = (side(), side());
    let facts = MediaFacts {
        kind,
        format,
        size_bytes,
        duration_ms,
        width,
        height,
        frame_rate: None,
        video_codec: None,
        has_sound: None,
    };
    Some(KnownMedia { id: id.clone(), facts, made_by_family: None })
}

/// What is left of the bytes.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn one(&mut self) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first)
    }

    fn number(&mut self) -> f64 {
        let Some((bits, rest)) = self.0.split_first_chunk() else { return 0.0 };
        self.0 = rest;
        f64::from_le_bytes(*bits)
    }

    fn text(&mut self) -> String {
        let length = self.one().min(self.0.len());
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        String::from_utf8_lossy(text).into_owned()
    }
}

/// Begins with what a fresh form holds; most values are such that a form can become good.
fn filled(model: &Model, bytes: &mut Bytes<'_>) -> FormValues {
    let mut values = defaults(model);
    for field in &model.fields {
        let value = match bytes.one() % 16 {
            0 => continue,
            1 => {
                values.remove(&field.key);
                continue;
            }
            2 => FieldValue::Switch(bytes.one() % 2 == 1),
            3 => FieldValue::Number(bytes.number()),
            4 => FieldValue::Text(bytes.text()),
            5 => FieldValue::Texts((0..bytes.one() % 12).map(|_| bytes.text()).collect()),
            6 => FieldValue::Media { media: MediaId::new(bytes.text()) },
            7 => FieldValue::Files { media: (0..bytes.one() % 12).map(|_| MediaId::new(bytes.text())).collect() },
            _ => plausible(field, bytes),
        };
        values.insert(field.key.clone(), value);
    }
    if bytes.one() % 8 == 7 {
        values.insert(bytes.text().as_str().into(), FieldValue::Text(bytes.text()));
    }
    values
}

/// A value of the right type, mostly within the limits.
fn plausible(field: &Field, bytes: &mut Bytes<'_>) -> FieldValue {
    match &field.kind {
        FieldKind::Text(limits @ TextLimits { many: None, .. }) => FieldValue::Text(text(limits, bytes)),
        FieldKind::Text(limits) => FieldValue::Texts((0..bytes.one() % 4).map(|_| text(limits, bytes)).collect()),
        FieldKind::Choice { options, many, .. } => {
            let mut one = || options[bytes.one() % options.len()].value.clone();
            match many {
                None => FieldValue::Text(one()),
                Some(_) => FieldValue::Texts(vec![one(), one()]),
            }
        }
        FieldKind::Number(limits) => FieldValue::Number(number(limits, bytes)),
        FieldKind::Switch { .. } => FieldValue::Switch(bytes.one() % 2 == 1),
        FieldKind::Media(limits) => {
            let count = limits.many.map_or(1, |many| many.min.max(1) as usize + bytes.one() % 3);
            let mut files = (0..count).map(|_| file(limits, bytes));
            match limits.many {
                None => FieldValue::Media { media: files.next().expect("one file") },
                Some(_) => FieldValue::Files { media: files.collect() },
            }
        }
        FieldKind::Lora => FieldValue::Text("paper-cut-style.safetensors".to_owned()),
    }
}

fn text(limits: &TextLimits, bytes: &mut Bytes<'_>) -> String {
    let suggested = limits.suggestions.get(bytes.one()).map(|known| known.value.clone());
    let least = limits.min_length.unwrap_or(1) as usize;
    suggested.unwrap_or_else(|| format!("{}{}", "a".repeat(least.saturating_sub(1)), bytes.text()))
}

fn number(limits: &NumberLimits, bytes: &mut Bytes<'_>) -> f64 {
    let steps = ((limits.max - limits.min) / limits.step).floor();
    let step = u32::try_from(bytes.one() << 8 | bytes.one()).unwrap_or(0);
    match bytes.one() % 4 {
        0 => limits.max,
        1 => limits.min,
        _ => limits.min + f64::from(step).min(steps) * limits.step,
    }
}

fn file(limits: &MediaLimits, bytes: &mut Bytes<'_>) -> MediaId {
    let kind = match limits.media {
        MediaKind::Video => "video",
        MediaKind::Image => "image",
        MediaKind::Audio => "audio",
        MediaKind::Model3d | MediaKind::Text => "model",
    };
    let format = limits.formats.first().map_or("bin", String::as_str);
    let seconds = limits.min_seconds.unwrap_or(0.5).ceil().max(1.0);
    let side = limits.min_side.unwrap_or(512).max(512);
    MediaId::new(format!("{kind} {format} 4096 {}000 {side} {}", seconds, side + u32::from(bytes.one() % 2 == 1)))
}
