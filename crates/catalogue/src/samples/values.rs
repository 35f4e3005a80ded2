//! Values that a field takes, the likeliest first.

use afterframe_core::{
    catalogue::{Field, FieldKind, MediaLimits, NumberLimits, TextLimits},
    form::FieldValue,
    ids::MediaId,
    media::KnownMedia,
};

use super::files;

/// Texts of several shapes: a field with a pattern takes at least one of them, or a test says that one is missing here.
const TEXTS: [&str; 7] = [
    "Waves roll in at dawn",
    "Harbour2026",
    "12345678",
    "Word/(word)",
    "https://files.example/sample.bin",
    "a",
    "1,2,3",
];
const LORA: &str = "paper-cut-style.safetensors";
const LONG_ENOUGH: &str = "Waves roll in at dawn, and a boat comes home. ";

/// A value, and the files that it names.
pub(super) type Filled = (FieldValue, Vec<KnownMedia>);

/// Values to try for `field`, best first: its default, then what else it takes. Files: `full` means several where
/// several are taken.
pub(super) fn candidates(field: &Field, full: bool) -> Vec<Filled> {
    let plain = |values: Vec<FieldValue>| values.into_iter().map(|value| (value, Vec::new())).collect();
    match &field.kind {
        FieldKind::Text(limits) => {
            let some = texts(field, limits);
            match limits.many {
                None => plain(some.into_iter().map(FieldValue::Text).collect()),
                Some(most) => {
                    let count = if full && most > 1 { 2 } else { 1 };
                    plain(some.into_iter().map(|text| FieldValue::Texts(vec![text; count])).collect())
                }
            }
        }
        FieldKind::Choice { options, default, many } => {
            let values = default.iter().cloned().chain(options.iter().map(|option| option.value.clone()));
            match many {
                None => plain(values.map(FieldValue::Text).collect()),
                Some(most) => {
                    let some: Vec<String> = options.iter().map(|option| option.value.clone()).collect();
                    let count = if full && *most > 1 { 2.min(some.len()) } else { 1 };
                    plain(vec![FieldValue::Texts(some[..count].to_vec()), FieldValue::Texts(some[..1].to_vec())])
                }
            }
        }
        FieldKind::Number(limits) => plain(numbers(limits).into_iter().map(FieldValue::Number).collect()),
        FieldKind::Switch { default, .. } => {
            let first = if full { true } else { default.unwrap_or(true) };
            plain(vec![FieldValue::Switch(first), FieldValue::Switch(!first)])
        }
        FieldKind::Lora => plain(vec![FieldValue::Text(LORA.to_owned())]),
        FieldKind::Media(limits) => {
            let least = limits.many.map_or(1, |many| many.min.max(1)) as usize;
            let most = limits.many.map_or(1, |many| many.max) as usize;
            let some = if full { least.max(2).min(most) } else { least };
            let counts = if some == least { vec![least] } else { vec![some, least] };
            let shortest = limits.min_seconds.unwrap_or(0.5);
            counts
                .into_iter()
                .flat_map(|count| [media(field, limits, count, None), media(field, limits, count, Some(shortest))])
                .collect()
        }
    }
}

/// So many good files, each playing for `seconds` if that is said.
pub(super) fn media(field: &Field, limits: &MediaLimits, count: usize, seconds: Option<f64>) -> Filled {
    let made = (1..=count).map(|number| files::good(limits, &field.key, number));
    let made: Vec<KnownMedia> = made
        .map(|file| match seconds {
            Some(seconds) if file.facts.duration_ms.is_some() => files::playing(file, seconds),
            _ => file,
        })
        .collect();
    (named(limits, made.iter().map(|file| file.id.clone()).collect()), made)
}

/// The value that names these files.
pub(super) fn named(limits: &MediaLimits, mut files: Vec<MediaId>) -> FieldValue {
    match (limits.many, files.len()) {
        (None, 1) => FieldValue::Media { media: files.remove(0) },
        _ => FieldValue::Files { media: files },
    }
}

fn texts(field: &Field, limits: &TextLimits) -> Vec<String> {
    let suggested = limits.suggestions.iter().map(|known| known.value.clone());
    let first = limits.default.iter().cloned().chain(suggested);
    first
        .chain(TEXTS.iter().map(|text| fitted(text, limits)))
        .filter(|text| !text.is_empty() || !field.required)
        .collect()
}

/// As long as the limits want it.
fn fitted(text: &str, limits: &TextLimits) -> String {
    let least = limits.min_length.unwrap_or(0) as usize;
    let most = limits.max_length.unwrap_or(u32::MAX) as usize;
    let longer = LONG_ENOUGH.chars().cycle();
    let missing = least.saturating_sub(text.chars().count());
    let fitted: String = text.chars().chain(longer.take(missing)).take(most).collect();
    // A space at the end could be lost on the way.
    if fitted.ends_with(' ') { format!("{}e", &fitted[..fitted.len() - 1]) } else { fitted }
}

fn numbers(limits: &NumberLimits) -> Vec<f64> {
    let on_step = |wanted: f64| {
        let steps = ((wanted.clamp(limits.min, limits.max) - limits.min) / limits.step).floor();
        // Without the dust of binary fractions, as a person would type it.
        ((limits.min + steps * limits.step) * 1e6).round() / 1e6
    };
    let seed = if limits.seed { Some(on_step(20_260_501.0)) } else { None };
    let middle = on_step(f64::midpoint(limits.min.max(-1000.0), limits.max.min(1000.0)));
    limits.default.into_iter().chain(seed).chain([middle, on_step(1024.0), limits.min, on_step(limits.max)]).collect()
}
