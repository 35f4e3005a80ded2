//! Forms that break one rule between fields each.

use afterframe_core::{
    catalogue::{Field, FieldKind, Model, Rule, When},
    form::{FieldValue, Problem, is_shown, sent},
    ids::FieldKey,
    media::KnownMedia,
};

use super::{
    Broken, Sample, files,
    fill::{fullest, settle, shown, smallest, with},
    values::{candidates, media, named},
};

/// For each rule, in its order, a form that breaks it, or `None` where there is none: such a rule says nothing.
pub fn broken_rules(model: &Model) -> Vec<Option<Broken>> {
    let starts = [smallest(model), fullest(model)];
    let rules = model.rules.iter();
    rules.map(|rule| starts.iter().find_map(|start| Breaking { model, start }.rule(rule))).collect()
}

struct Breaking<'a> {
    model: &'a Model,
    start: &'a Sample,
}

impl Breaking<'_> {
    fn rule(&self, rule: &Rule) -> Option<Broken> {
        match rule {
            Rule::Only { when, field, values } => self.only(when, field, values),
            Rule::OneOf { fields } => {
                let sample = without(self.start.clone(), fields);
                let first = fields.iter().find(|key| self.is_shown(&sample, key))?;
                self.accept(sample, first, |problem| *problem == Problem::OneNeeded { fields: fields.clone() })
            }
            Rule::NotBoth { fields } => self.not_both(fields),
            Rule::Needs { field, other } => {
                let sample = without(self.set(self.start.clone(), field)?, std::slice::from_ref(other));
                self.accept(sample, other, |problem| *problem == Problem::NeededBy { field: field.clone() })
            }
            Rule::NeedsOne { field, others } => {
                let sample = without(self.set(self.start.clone(), field)?, others);
                let wanted = Problem::OneNeededBy { field: field.clone(), fields: others.clone() };
                self.accept(sample, others.first()?, |problem| *problem == wanted)
            }
            Rule::RequiredWhen { when, field } => {
                let sample = shown(self.model, self.meeting(when)?, self.model.field(field)?)?;
                self.accept(without(sample, std::slice::from_ref(field)), field, |problem| *problem == Problem::Missing)
            }
            Rule::AtMost { fields, count } => self.at_most(fields, *count),
            Rule::SecondsAtMost { when, field, seconds } => {
                let sample = self.long(self.meeting(when)?, field, f64::from(*seconds) + 1.0)?;
                let max = f64::from(*seconds);
                self.accept(sample, field, |problem| {
                    matches!(problem, Problem::PlaysTooLong { max_seconds, .. } if max_seconds.to_bits() == max.to_bits())
                })
            }
            Rule::SecondsTogether { fields, seconds } => fields.iter().find_map(|field| {
                let sample = self.long(self.start.clone(), field, f64::from(*seconds) + 1.0)?;
                let last = fields.iter().rev().find(|key| sent(self.model, &sample.values, key).is_some())?;
                self.accept(sample.clone(), last, |problem| matches!(problem, Problem::TooLongTogether { .. }))
            }),
            Rule::Pixels { width, height, .. } => self.pixels(width, height),
        }
    }

    /// The form, if it has this problem in this place.
    fn accept(&self, sample: Sample, key: &FieldKey, is_it: impl Fn(&Problem) -> bool) -> Option<Broken> {
        let found = sample.problems(self.model).into_iter().find(|found| found.key == *key && is_it(&found.problem))?;
        Some(Broken { sample, key: key.clone(), problem: found.problem })
    }

    fn only(&self, when: &When, key: &FieldKey, values: &[String]) -> Option<Broken> {
        let field = self.model.field(key)?;
        let sample = shown(self.model, self.meeting(when)?, field)?;
        let others = candidates(field, false).into_iter();
        let mut others = others.filter(|(value, _)| value.spelled().is_some_and(|is| !values.contains(&is)));
        others.find_map(|filled| {
            self.accept(
                with(&sample, field, filled),
                key,
                |problem| matches!(problem, Problem::NotTogether { allowed, .. } if allowed == values),
            )
        })
    }

    fn not_both(&self, fields: &[FieldKey]) -> Option<Broken> {
        let start = without(self.start.clone(), fields);
        fields.iter().enumerate().find_map(|(index, first)| {
            let one = self.set(start.clone(), first)?;
            fields[index + 1..].iter().find_map(|second| {
                let both = self.set(one.clone(), second)?;
                self.accept(both, second, |problem| *problem == Problem::OnlyOne { fields: fields.to_vec() })
            })
        })
    }

    fn at_most(&self, fields: &[FieldKey], count: u32) -> Option<Broken> {
        let mut sample = without(self.start.clone(), fields);
        let mut missing = count + 1;
        for key in fields.iter().filter(|_| count > 0) {
            let field = self.model.field(key)?;
            let Some(limits) = field.media().filter(|_| missing > 0) else { continue };
            let Some(next) = shown(self.model, sample.clone(), field) else { continue };
            let some = limits.many.map_or(1, |many| many.max).min(missing);
            sample = with(&next, field, media(field, limits, some as usize, None));
            missing -= some;
        }
        let last = fields.iter().rev().find(|key| sent(self.model, &sample.values, key).is_some())?.clone();
        self.accept(sample, &last, |problem| matches!(problem, Problem::TooManyTogether { max, .. } if *max == count))
    }

    fn pixels(&self, width: &FieldKey, height: &FieldKey) -> Option<Broken> {
        let (wide, high) = (self.model.field(width)?, self.model.field(height)?);
        let start = shown(self.model, shown(self.model, self.start.clone(), wide)?, high)?;
        candidates(wide, false).into_iter().find_map(|one| {
            candidates(high, false).into_iter().find_map(|other| {
                let sample = with(&with(&start, wide, one.clone()), high, other);
                let is_it =
                    |problem: &Problem| matches!(problem, Problem::PixelsOutOfRange { .. } | Problem::TooNarrow { .. });
                self.accept(sample, width, is_it)
            })
        })
    }

    /// `sample` with a value in this field, and in those that show it.
    fn set(&self, sample: Sample, key: &FieldKey) -> Option<Sample> {
        let field = self.model.field(key)?;
        let sample = shown(self.model, sample, field)?;
        if sent(self.model, &sample.values, key).is_some() {
            return Some(sample);
        }
        Some(with(&sample, field, candidates(field, false).into_iter().next()?))
    }

    /// `sample` with one file in this field that plays for so long, and as many more as it needs.
    fn long(&self, sample: Sample, key: &FieldKey, seconds: f64) -> Option<Sample> {
        let field = self.model.field(key)?;
        let limits = field.media()?;
        let sample = shown(self.model, sample, field)?;
        let least = limits.many.map_or(1, |many| many.min.max(1)) as usize;
        let made: Vec<KnownMedia> =
            (1..=least).map(|number| files::playing(files::good(limits, key, number), seconds)).collect();
        let value = named(limits, made.iter().map(|file| file.id.clone()).collect());
        Some(with(&sample, field, (value, made)))
    }

    /// A form in which these conditions hold.
    fn meeting(&self, when: &When) -> Option<Sample> {
        let mut sample = self.start.clone();
        for (key, values) in when {
            let field = self.model.field(key)?;
            sample = shown(self.model, sample, field)?;
            let value = values.iter().find_map(|text| typed(field, text))?;
            sample = with(&sample, field, (value, Vec::new()));
        }
        // What the conditions bring with them may be needed; where that cannot be had, the rest is still as it was.
        Some(settle(self.model, sample.clone()).unwrap_or(sample))
    }

    fn is_shown(&self, sample: &Sample, key: &FieldKey) -> bool {
        self.model.field(key).is_some_and(|field| is_shown(self.model, field, &sample.values))
    }
}

fn without(mut sample: Sample, keys: &[FieldKey]) -> Sample {
    for key in keys {
        sample.values.remove(key);
    }
    sample
}

/// A value as conditions spell it, as this field holds it.
fn typed(field: &Field, text: &str) -> Option<FieldValue> {
    Some(match &field.kind {
        FieldKind::Switch { .. } => FieldValue::Switch(text == "true"),
        FieldKind::Number(_) => FieldValue::Number(text.parse().ok()?),
        FieldKind::Choice { many: Some(_), .. } => FieldValue::Texts(vec![text.to_owned()]),
        FieldKind::Text(_) | FieldKind::Choice { .. } => FieldValue::Text(text.to_owned()),
        FieldKind::Lora | FieldKind::Media(_) => return None,
    })
}
