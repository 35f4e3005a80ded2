//! Checks files against what a field takes, by what is known of them. What is not known is not held
//! against a file.

use super::problem::Problem;
use crate::{
    catalogue::MediaLimits,
    ids::MediaId,
    media::{KnownMedia, MediaFacts},
};

/// Everything that is wrong with the files of one field.
pub(super) fn check_files(
    limits: &MediaLimits,
    files: &[MediaId],
    find: &impl Fn(&MediaId) -> Option<KnownMedia>,
) -> Vec<Problem> {
    let mut found = Vec::new();
    let is = u32::try_from(files.len()).unwrap_or(u32::MAX);
    let max = limits.many.map_or(1, |many| many.max);
    if is > max {
        found.push(Problem::TooMany { max, is });
    }
    if let Some(many) = limits.many
        && is < many.min
    {
        found.push(Problem::TooFew { min: many.min, is });
    }
    for file in files {
        match find(file) {
            None => found.push(Problem::FileGone),
            Some(known) => found.extend(check_file(limits, &known)),
        }
    }
    found
}

fn check_file(limits: &MediaLimits, known: &KnownMedia) -> Vec<Problem> {
    let facts = &known.facts;
    if facts.kind != limits.media {
        return vec![Problem::WrongMedia { needs: limits.media, is: facts.kind }];
    }
    let mut found = Vec::new();
    if !limits.formats.contains(&facts.format) {
        found.push(Problem::WrongFormat { accepts: limits.formats.clone(), is: facts.format.clone() });
    }
    if facts.size_bytes > limits.max_bytes {
        found.push(Problem::TooLarge { max_bytes: limits.max_bytes, is_bytes: facts.size_bytes });
    }
    found.extend(plays(limits, facts));
    found.extend(sides(limits, facts));
    if let Some(family) = &limits.made_by_family
        && known.made_by_family.as_ref() != Some(family)
    {
        found.push(Problem::MadeElsewhere { family: family.clone() });
    }
    found
}

/// How long a file plays, in seconds.
pub(super) fn seconds(facts: &MediaFacts) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of any real clip lie far below 2^52")]
    facts.duration_ms.map(|duration| duration as f64 / 1000.0)
}

/// A little more than documented is let through: containers round their length, and so do services.
pub(super) const TOLERANCE_SECONDS: f64 = 0.1;

fn plays(limits: &MediaLimits, facts: &MediaFacts) -> Option<Problem> {
    let is_seconds = seconds(facts)?;
    let too_short = limits.min_seconds.filter(|min| is_seconds + TOLERANCE_SECONDS < *min);
    let too_long = limits.max_seconds.filter(|max| is_seconds > max + TOLERANCE_SECONDS);
    too_short
        .map(|min_seconds| Problem::PlaysTooShort { min_seconds, is_seconds })
        .or(too_long.map(|max_seconds| Problem::PlaysTooLong { max_seconds, is_seconds }))
}

fn sides(limits: &MediaLimits, facts: &MediaFacts) -> Vec<Problem> {
    let (Some(width), Some(height)) = (facts.width, facts.height) else { return Vec::new() };
    let (shorter, longer) = (width.min(height), width.max(height));
    let mut found = Vec::new();
    if let Some(min_side) = limits.min_side
        && shorter < min_side
    {
        found.push(Problem::TooSmall { min_side, is: shorter });
    }
    if let Some(max_side) = limits.max_side
        && longer > max_side
    {
        found.push(Problem::TooWide { max_side, is: longer });
    }
    if let Some(max_ratio) = limits.max_ratio
        && f64::from(longer) > f64::from(shorter) * max_ratio
    {
        found.push(Problem::TooNarrow { max_ratio });
    }
    found
}
