//! The exact requests: of every model the smallest and the fullest body that is valid. They are kept in `snapshots/`, one
//! file a family; after a change of the catalogue `INSTA_UPDATE=always` writes them anew, and a person reads the difference.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use afterframe_catalogue::samples::{Sample, fullest, smallest};
use afterframe_core::{
    catalogue::{Catalogue, FieldKind, Model},
    form::{Spelling, defaults, sent},
};
use serde_json::{Map, Value};

fn body(model: &Model, sample: &Sample, spelling: Spelling) -> Map<String, Value> {
    sample.body(model, spelling).expect("every file of a sample has an address")
}

/// By key, so that it reads the same whatever else the program is built with.
fn line(body: Map<String, Value>) -> String {
    let ordered: BTreeMap<String, Value> = body.into_iter().collect();
    serde_json::to_string(&ordered).expect("a body is JSON")
}

#[test]
fn every_model_sends_exactly_these_bodies() {
    let catalogue = Catalogue::built_in();
    let mut families: BTreeMap<&str, String> = BTreeMap::new();
    for model in catalogue.models() {
        let out = families.entry(&model.family).or_default();
        let (small, full) = (smallest(model), fullest(model));
        writeln!(out, "{}", model.endpoint).unwrap();
        writeln!(out, "  smallest {}", line(body(model, &small, Spelling::Plain))).unwrap();
        writeln!(out, "  fullest  {}", line(body(model, &full, Spelling::Plain))).unwrap();
        for spelling in Spelling::of(model).iter().skip(1) {
            let name = if *spelling == Spelling::Codes { "codes" } else { "nodes" };
            writeln!(out, "  {name:8} {}", line(body(model, &full, *spelling))).unwrap();
        }
    }
    insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
        for (family, text) in &families {
            insta::assert_snapshot!(*family, text);
        }
    });
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/every_model/snapshots");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let family = name.trim_end_matches(".new").trim_end_matches(".snap");
        assert!(families.contains_key(family), "{name} belongs to no family: delete it");
    }
}

#[test]
fn nothing_is_wrong_with_the_smallest_the_fresh_and_the_fullest_form() {
    let mut wrong = Vec::new();
    for model in Catalogue::built_in().models() {
        let small = smallest(model);
        // As the window sends it: what a fresh form holds, and what had to be added.
        let mut fresh = small.clone();
        for (key, value) in defaults(model) {
            fresh.values.entry(key).or_insert(value);
        }
        for (what, sample) in [("smallest", &small), ("fresh", &fresh), ("fullest", &fullest(model))] {
            let found = sample.problems(model);
            if !found.is_empty() {
                wrong.push(format!("{} {what}: {found:?}", model.endpoint));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_field_is_sent_as_its_own_json_type_and_hidden_or_empty_ones_are_not_sent() {
    for model in Catalogue::built_in().models() {
        for sample in [smallest(model), fullest(model)] {
            let body = body(model, &sample, Spelling::Plain);
            for field in &model.fields {
                let Some(value) = body.get(field.key.as_str()) else {
                    let is_sent = sent(model, &sample.values, &field.key).is_some();
                    assert!(!is_sent, "{} {}: set, and not in the body", model.endpoint, field.key);
                    continue;
                };
                assert!(sent(model, &sample.values, &field.key).is_some(), "{} {}", model.endpoint, field.key);
                let whole = |step: f64, min: f64| step.fract() == 0.0 && min.fract() == 0.0;
                let is_right = match &field.kind {
                    FieldKind::Text(limits) if limits.many.is_some() => value.is_array(),
                    FieldKind::Choice { many: Some(_), .. } => value.is_array(),
                    FieldKind::Media(limits) if limits.many.is_some() => value.is_array(),
                    FieldKind::Number(limits) if whole(limits.step, limits.min) => value.is_i64() || value.is_u64(),
                    FieldKind::Number(_) => value.is_number(),
                    FieldKind::Switch { as_text: false, .. } => value.is_boolean(),
                    FieldKind::Text(_)
                    | FieldKind::Choice { .. }
                    | FieldKind::Switch { .. }
                    | FieldKind::Media(_)
                    | FieldKind::Lora => value.is_string(),
                };
                assert!(is_right, "{} {}: {value}", model.endpoint, field.key);
                let is_empty = value.as_str() == Some("") || value.as_array().is_some_and(Vec::is_empty);
                assert!(!is_empty, "{} {}: empty", model.endpoint, field.key);
            }
            assert!(
                body.keys().all(|key| model.fields.iter().any(|field| field.key.as_str() == key)),
                "{}",
                model.endpoint
            );
        }
    }
}

#[test]
fn self_hosted_models_have_three_spellings_of_the_same_form() {
    let catalogue = Catalogue::built_in();
    let several = catalogue.models().iter().filter(|model| Spelling::of(model).len() == 3);
    let mut count = 0;
    for model in several {
        count += 1;
        let full = fullest(model);
        let [plain, codes, nodes] =
            [Spelling::Plain, Spelling::Codes, Spelling::Nodes].map(|spelling| body(model, &full, spelling));
        assert_eq!((plain.len(), codes.len()), (nodes.len(), nodes.len()), "{}", model.endpoint);
        for field in &model.fields {
            let key = field.key.as_str();
            assert_eq!(plain.contains_key(key), codes.contains_key(key), "{} {key}", model.endpoint);
            let Some(alternative) = &field.alternative else { continue };
            assert_eq!(codes.get(key), nodes.get(alternative.key.as_str()), "{} {key}", model.endpoint);
            let code = plain.get(key).and_then(Value::as_str).and_then(|value| alternative.codes.get(value));
            if let Some(code) = code {
                assert_eq!(codes[key], Value::from(code.as_str()), "{} {key}", model.endpoint);
            }
        }
    }
    assert_eq!(count, 32, "so many models run on RunningHub's own machines");
}
