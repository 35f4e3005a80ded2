//! Forms with one field broken, in every way in which its kind can be.

use afterframe_core::{
    catalogue::{Field, FieldKind, MediaLimits, Model, NumberLimits, TextLimits},
    form::{FieldValue, Problem},
    ids::{FieldKey, MediaId},
    media::{KnownMedia, MediaKind},
};
use regex_lite::Regex;

use super::{
    Sample, files,
    fill::{fullest, holding, with},
    values::{Filled, candidates, media, named},
};

/// Texts of which a pattern refuses at least one.
const SHAPELESS: [&str; 3] = ["?", "1", "Waves roll in. Then a boat comes home"];

/// A form with one thing wrong, and what the program should find.
#[derive(Debug, Clone)]
pub struct Broken {
    pub sample: Sample,
    pub key: FieldKey,
    pub problem: Problem,
}

/// Each field that people fill in, broken in each way. The error names a field that no valid form holds.
pub fn broken(model: &Model) -> Result<Vec<Broken>, FieldKey> {
    let full = fullest(model);
    let mut found = Vec::new();
    for field in model.fields.iter().filter(|field| !field.hidden) {
        let base = holding(model, &full, field).ok_or_else(|| field.key.clone())?;
        let mut say = |sample: Sample, problem| found.push(Broken { sample, key: field.key.clone(), problem });
        for (filled, problem) in spoiled(field) {
            say(with(&base, field, filled), problem);
        }
        if field.required {
            let mut without = base.clone();
            without.values.remove(&field.key);
            say(without, Problem::Missing);
            if matches!(field.kind, FieldKind::Text(_) | FieldKind::Choice { .. } | FieldKind::Lora) {
                say(with(&base, field, (FieldValue::Text("  ".to_owned()), Vec::new())), Problem::Missing);
            }
        }
        if let FieldKind::Media(limits) = &field.kind {
            let mut without_file = base.clone();
            without_file.values.insert(field.key.clone(), named(limits, enough(limits, MediaId::from("no-such-file"))));
            say(without_file, Problem::FileGone);
        }
    }
    let key = FieldKey::from("noSuchField");
    let sample = with_key(&full, &key, FieldValue::Text("a".to_owned()));
    found.push(Broken { sample, key, problem: Problem::NoSuchField });
    Ok(found)
}

fn with_key(sample: &Sample, key: &FieldKey, value: FieldValue) -> Sample {
    let mut sample = sample.clone();
    sample.values.insert(key.clone(), value);
    sample
}

/// Values that the field refuses, and why.
fn spoiled(field: &Field) -> Vec<(Filled, Problem)> {
    let plain = |value| (value, Vec::new());
    let text = |text: &str| plain(FieldValue::Text(text.to_owned()));
    let number = || plain(FieldValue::Number(5.0));
    match &field.kind {
        FieldKind::Text(limits) => {
            let mut found = spoiled_texts(field, limits);
            found.push((number(), Problem::WrongType));
            found
        }
        FieldKind::Choice { options, many, .. } => {
            let mut found = vec![(text("no such option"), Problem::NotAnOption), (number(), Problem::WrongType)];
            if let Some(max) = *many {
                let some = options.iter().map(|option| option.value.clone()).cycle();
                let too_many = FieldValue::Texts(some.take(max as usize + 1).collect());
                found.push((plain(too_many), Problem::TooMany { max, is: max + 1 }));
            }
            found
        }
        FieldKind::Number(limits) => {
            let mut found: Vec<_> = spoiled_numbers(limits)
                .into_iter()
                .map(|(value, why)| (plain(FieldValue::Number(value)), why))
                .collect();
            found.push((text("5"), Problem::WrongType));
            found
        }
        FieldKind::Switch { .. } => vec![(text("true"), Problem::WrongType), (number(), Problem::WrongType)],
        FieldKind::Lora => vec![(number(), Problem::WrongType)],
        FieldKind::Media(limits) => {
            let mut found = spoiled_files(field, limits);
            found.push((text("https://files.example/a.mp4"), Problem::WrongType));
            found
        }
    }
}

fn spoiled_texts(field: &Field, limits: &TextLimits) -> Vec<(Filled, Problem)> {
    let value = |text: String| match limits.many {
        Some(_) => (FieldValue::Texts(vec![text]), Vec::new()),
        None => (FieldValue::Text(text), Vec::new()),
    };
    let mut found = Vec::new();
    if let Some(max) = limits.max_length {
        // A letter of two bytes: lengths count letters.
        found.push((value("é".repeat(max as usize + 1)), Problem::TooLong { max, is: max + 1 }));
    }
    if let Some(min) = limits.min_length.filter(|min| *min > 1) {
        found.push((value("é".repeat(min as usize - 1)), Problem::TooShort { min, is: min - 1 }));
    }
    let pattern = limits.pattern.as_ref().and_then(|pattern| Regex::new(pattern).ok());
    if let Some(pattern) = pattern {
        let fits = |text: &&str| {
            let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
            limits.min_length.is_none_or(|min| length >= min) && limits.max_length.is_none_or(|max| length <= max)
        };
        let shapeless = SHAPELESS.iter().copied().filter(fits).find(|text| !pattern.is_match(text));
        let padded = "?".repeat(limits.min_length.unwrap_or(1).max(1) as usize);
        let shapeless = shapeless.map(str::to_owned).or_else(|| (!pattern.is_match(&padded)).then_some(padded));
        found.extend(shapeless.map(|text| (value(text), Problem::WrongShape)));
    }
    if let Some(max) = limits.many
        && let Some((FieldValue::Texts(texts), _)) = candidates(field, false).into_iter().next()
    {
        let too_many = texts.into_iter().cycle().take(max as usize + 1).collect();
        found.push(((FieldValue::Texts(too_many), Vec::new()), Problem::TooMany { max, is: max + 1 }));
    }
    found
}

fn spoiled_numbers(limits: &NumberLimits) -> Vec<(f64, Problem)> {
    let &NumberLimits { min, max, step, .. } = limits;
    let out = || Problem::OutOfRange { min, max };
    let mut found = vec![(min - step, out()), (max + step, out()), (f64::NAN, out())];
    if min + step / 2.0 <= max {
        found.push((min + step / 2.0, Problem::OffStep { step }));
    }
    found
}

/// As many times the same file as the field needs at least.
fn enough<T: Clone>(limits: &MediaLimits, file: T) -> Vec<T> {
    vec![file; limits.many.map_or(1, |many| many.min.max(1)) as usize]
}

fn spoiled_files(field: &Field, limits: &MediaLimits) -> Vec<(Filled, Problem)> {
    let good = files::good(limits, &field.key, 99);
    let mut found = Vec::new();
    let mut say = |file: KnownMedia, problem| {
        found.push(((named(limits, enough(limits, file.id.clone())), vec![file]), problem));
    };
    let other = if limits.media == MediaKind::Image { MediaKind::Video } else { MediaKind::Image };
    let mut wrong = good.clone();
    wrong.facts.kind = other;
    say(wrong, Problem::WrongMedia { needs: limits.media, is: other });
    let mut wrong = good.clone();
    "xyz".clone_into(&mut wrong.facts.format);
    say(wrong, Problem::WrongFormat { accepts: limits.formats.clone(), is: "xyz".to_owned() });
    let mut large = good.clone();
    large.facts.size_bytes = limits.max_bytes + 1;
    say(large, Problem::TooLarge { max_bytes: limits.max_bytes, is_bytes: limits.max_bytes + 1 });
    if let Some(min_seconds) = limits.min_seconds.filter(|min| *min > 0.5) {
        let is_seconds = min_seconds - 0.5;
        say(files::playing(good.clone(), is_seconds), Problem::PlaysTooShort { min_seconds, is_seconds });
    }
    if let Some(max_seconds) = limits.max_seconds {
        let is_seconds = max_seconds + 0.5;
        say(files::playing(good.clone(), is_seconds), Problem::PlaysTooLong { max_seconds, is_seconds });
    }
    if let Some(min_side) = limits.min_side {
        say(files::sized(good.clone(), min_side - 1, min_side - 1), Problem::TooSmall { min_side, is: min_side - 1 });
    }
    if let Some(max_side) = limits.max_side {
        say(files::sized(good.clone(), max_side + 1, max_side + 1), Problem::TooWide { max_side, is: max_side + 1 });
    }
    if let Some(max_ratio) = limits.max_ratio {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a ratio is small and positive")]
        let wide = (1000.0 * max_ratio) as u32 + 10;
        say(files::sized(good.clone(), wide, 1000), Problem::TooNarrow { max_ratio });
    }
    if let Some(family) = &limits.made_by_family {
        let elsewhere = KnownMedia { made_by_family: None, ..good };
        say(elsewhere, Problem::MadeElsewhere { family: family.clone() });
    }
    let max = limits.many.map_or(1, |many| many.max);
    let is = max + 1;
    found.push((media(field, limits, is as usize, None), Problem::TooMany { max, is }));
    if let Some(min) = limits.many.map(|many| many.min).filter(|min| *min > 1) {
        found.push((media(field, limits, min as usize - 1, None), Problem::TooFew { min, is: min - 1 }));
    }
    found
}
