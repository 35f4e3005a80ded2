//! Checks the rules between fields.

use super::{
    files::{TOLERANCE_SECONDS, seconds},
    problem::Problem,
    values::{FieldValue, FormValues, is_shown, sent},
};
use crate::{
    catalogue::{Model, Rule, When},
    ids::{FieldKey, MediaId},
    media::KnownMedia,
};

/// Every rule of `model` that `values` break, each beside the field where it is best mended.
pub(super) fn check_rules(
    model: &Model,
    values: &FormValues,
    find: &impl Fn(&MediaId) -> Option<KnownMedia>,
) -> Vec<(FieldKey, Problem)> {
    let form = Form { model, values };
    model.rules.iter().filter_map(|rule| form.check(rule, find)).collect()
}

struct Form<'a> {
    model: &'a Model,
    values: &'a FormValues,
}

impl Form<'_> {
    fn check(&self, rule: &Rule, find: &impl Fn(&MediaId) -> Option<KnownMedia>) -> Option<(FieldKey, Problem)> {
        match rule {
            Rule::Only { when, field, values } => {
                let is = self.spelled(field)?;
                if !self.holds(when) || values.contains(&is) {
                    return None;
                }
                let (other, value) = when.keys().find_map(|key| Some((key.clone(), self.spelled(key)?)))?;
                Some((field.clone(), Problem::NotTogether { other, value, allowed: values.clone() }))
            }
            Rule::OneOf { fields } => {
                let shown: Vec<_> = fields.iter().filter(|key| self.is_shown(key)).collect();
                let first = (*shown.first()?).clone();
                let none = shown.iter().all(|key| self.sent(key).is_none());
                none.then(|| (first, Problem::OneNeeded { fields: fields.clone() }))
            }
            Rule::NotBoth { fields } => {
                let second = fields.iter().filter(|key| self.sent(key).is_some()).nth(1)?;
                Some((second.clone(), Problem::OnlyOne { fields: fields.clone() }))
            }
            Rule::Needs { field, other } => {
                let lacks = self.sent(field).is_some() && self.sent(other).is_none();
                lacks.then(|| (other.clone(), Problem::NeededBy { field: field.clone() }))
            }
            Rule::NeedsOne { field, others } => {
                let lacks = self.sent(field).is_some() && others.iter().all(|other| self.sent(other).is_none());
                let first = others.first().filter(|_| lacks)?;
                Some((first.clone(), Problem::OneNeededBy { field: field.clone(), fields: others.clone() }))
            }
            Rule::RequiredWhen { when, field } => {
                let lacks = self.holds(when) && self.is_shown(field) && self.sent(field).is_none();
                lacks.then(|| (field.clone(), Problem::Missing))
            }
            Rule::AtMost { fields, count } => {
                let is = u32::try_from(self.files(fields).len()).unwrap_or(u32::MAX);
                let last = fields.iter().rev().find(|key| self.sent(key).is_some())?;
                (is > *count)
                    .then(|| (last.clone(), Problem::TooManyTogether { fields: fields.clone(), max: *count, is }))
            }
            Rule::SecondsAtMost { when, field, seconds: most } => {
                let longest = self.longest(field, find)?;
                let max_seconds = f64::from(*most);
                (self.holds(when) && longest > max_seconds + TOLERANCE_SECONDS)
                    .then(|| (field.clone(), Problem::PlaysTooLong { max_seconds, is_seconds: longest }))
            }
            Rule::SecondsTogether { fields, seconds: most } => {
                let files = self.files(fields);
                let is_seconds: f64 = files.iter().filter_map(|id| seconds(&find(id)?.facts)).sum();
                let last = fields.iter().rev().find(|key| self.sent(key).is_some())?;
                let max_seconds = f64::from(*most);
                (is_seconds > max_seconds + TOLERANCE_SECONDS).then(|| {
                    (last.clone(), Problem::TooLongTogether { fields: fields.clone(), max_seconds, is_seconds })
                })
            }
            Rule::Pixels { width, height, min, max, max_ratio } => {
                let (wide, high) = (self.number(width)?, self.number(height)?);
                pixels((wide, high), (*min, *max), *max_ratio).map(|problem| (width.clone(), problem))
            }
        }
    }

    fn holds(&self, when: &When) -> bool {
        when.iter().all(|(key, values)| self.spelled(key).is_some_and(|is| values.contains(&is)))
    }

    fn is_shown(&self, key: &FieldKey) -> bool {
        self.model.field(key).is_some_and(|field| is_shown(self.model, field, self.values))
    }

    fn sent(&self, key: &FieldKey) -> Option<&FieldValue> {
        sent(self.model, self.values, key)
    }

    fn spelled(&self, key: &FieldKey) -> Option<String> {
        self.sent(key)?.spelled()
    }

    fn number(&self, key: &FieldKey) -> Option<f64> {
        match self.sent(key)? {
            FieldValue::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn files(&self, keys: &[FieldKey]) -> Vec<MediaId> {
        keys.iter().filter_map(|key| self.sent(key)).flat_map(|value| value.files().to_vec()).collect()
    }

    fn longest(&self, key: &FieldKey, find: &impl Fn(&MediaId) -> Option<KnownMedia>) -> Option<f64> {
        let files = self.sent(key)?.files();
        files.iter().filter_map(|id| seconds(&find(id)?.facts)).reduce(f64::max)
    }
}

fn pixels((wide, high): (f64, f64), (min, max): (u32, u32), max_ratio: Option<f64>) -> Option<Problem> {
    let area = wide * high;
    if area < f64::from(min) || area > f64::from(max) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "both sides are positive and small"
        )]
        let is = area.max(0.0) as u64;
        return Some(Problem::PixelsOutOfRange { min: min.into(), max: max.into(), is });
    }
    let ratio = wide.max(high) / wide.min(high).max(1.0);
    max_ratio.filter(|most| ratio > most + 1e-9).map(|max_ratio| Problem::TooNarrow { max_ratio })
}
