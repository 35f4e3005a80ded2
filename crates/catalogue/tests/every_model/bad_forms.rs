//! Every field of every model broken in every way that its kind knows, and every rule: each is found beside its field.

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
