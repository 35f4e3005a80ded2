//! Forms that nobody could send: found by filling in every model.

use afterframe_core::{
    catalogue::Catalogue,
    form::{FieldProblem, defaults},
};

use super::Findings;
use crate::samples::{broken, broken_rules, smallest};

pub(super) fn check(catalogue: &Catalogue, found: &mut Findings) {
    for model in catalogue.models() {
        let path = format!("families/{}.json", model.family);
        let mut say = |what: String| found.say(&path, format!("{}: {what}", model.endpoint));
        let mut sample = smallest(model);
        let told = |problems: Vec<FieldProblem>| {
            let told = problems.iter().map(|found| format!("{}: {:?}", found.key, found.problem));
            told.collect::<Vec<_>>().join(", ")
        };
        let problems = sample.problems(model);
        if !problems.is_empty() {
            say(format!("no valid form was found: {}", told(problems)));
            continue;
        }
        for (key, value) in defaults(model) {
            sample.values.entry(key).or_insert(value);
        }
        let problems = sample.problems(model);
        if !problems.is_empty() {
            say(format!("a fresh form in which only what is required was filled in is refused: {}", told(problems)));
        }
        if let Err(key) = broken(model) {
            say(format!("{key} is in no valid form"));
        }
        for (rule, form) in model.rules.iter().zip(broken_rules(model)) {
            if form.is_none() {
                say(format!("a rule refuses no form: {rule:?}"));
            }
        }
    }
}
