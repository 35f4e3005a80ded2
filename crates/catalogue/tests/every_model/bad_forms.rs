//! Every field of every model broken in every way that its kind knows, and every rule: each is found beside its field.

use std::collections::BTreeMap;

use afterframe_catalogue::samples::{Broken, broken, broken_rules};
use afterframe_core::{
    catalogue::{Catalogue, Model},
    form::{FieldProblem, Problem, Severity},
};

fn expect(model: &Model, broken: &Broken) {
    let found = broken.sample.problems(model);
    let is_it = |other: &FieldProblem| {
        let severity =
            if matches!(broken.problem, Problem::MadeElsewhere { .. }) { Severity::Warns } else { Severity::Blocks };
        other.key == broken.key && other.problem == broken.problem && other.severity == severity
    };
    assert!(
        found.iter().any(is_it),
        "{} {}: {:?} was wanted, and this was found: {found:?}",
        model.endpoint,
        broken.key,
        broken.problem
    );
}

#[test]
fn every_field_refuses_what_it_does_not_take() {
    let mut count = 0;
    for model in Catalogue::built_in().models() {
        match broken(model) {
            Ok(forms) => {
                count += forms.len();
                for form in &forms {
                    expect(model, form);
                }
            }
            Err(key) => panic!("{}: no valid form holds {key}", model.endpoint),
        }
    }
    assert!(count > 8_000, "only {count} broken forms were made");
}

#[test]
fn every_rule_refuses_some_form() {
    let mut idle = Vec::new();
    for model in Catalogue::built_in().models() {
        for (rule, form) in model.rules.iter().zip(broken_rules(model)) {
            match form {
                Some(form) => expect(model, &form),
                None => idle.push(format!("{}: {rule:?}", model.endpoint)),
            }
        }
    }
    assert!(idle.is_empty(), "rules that refuse nothing:\n{}\n", idle.join("\n"));
}

/// The problems that forms of the known models can have, as the bridge spells them. No model needs several files of a kind
/// or one field for another; the core tests those with models of its own.
const ALL: [&str; 27] = [
    "missing",
    "too-short",
    "too-long",
    "wrong-shape",
    "not-an-option",
    "out-of-range",
    "off-step",
    "wrong-type",
    "no-such-field",
    "file-gone",
    "wrong-media",
    "wrong-format",
    "too-large",
    "too-many",
    "plays-too-short",
    "plays-too-long",
    "too-small",
    "too-wide",
    "too-narrow",
    "made-elsewhere",
    "not-together",
    "one-needed",
    "only-one",
    "one-needed-by",
    "too-many-together",
    "too-long-together",
    "pixels-out-of-range",
];

#[test]
fn every_kind_of_problem_is_met_by_some_model() {
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for model in Catalogue::built_in().models() {
        let forms = broken(model).unwrap_or_default().into_iter().chain(broken_rules(model).into_iter().flatten());
        for form in forms {
            let problem = serde_json::to_value(&form.problem).unwrap();
            *met.entry(problem["type"].as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    let lacking: Vec<_> = ALL.iter().filter(|problem| !met.contains_key(**problem)).collect();
    assert!(lacking.is_empty(), "{lacking:?} are never met: {met:?}");
}
