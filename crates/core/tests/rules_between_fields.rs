//! Rules between fields, and counts of files, on a model made for it: also those that no known model needs at present.

use afterframe_core::{
    catalogue::{Catalogue, CatalogueFile, Model},
    form::{FieldValue, FormValues, Problem, check},
    ids::{FieldKey, MediaId},
    media::{KnownMedia, MediaFacts, MediaKind},
};

const UPSTREAM: &str = r#"{"models": {"maker/one": {"standing": "listed", "source": "a list", "output": "video", "fields": [
    {"key": "first", "type": "image"},
    {"key": "last", "type": "image"},
    {"key": "views", "type": "image", "many": 4},
    {"key": "clips", "type": "video", "many": 3},
    {"key": "shots", "type": "switch"},
    {"key": "cut", "type": "list", "options": ["soft", "hard"]},
    {"key": "width", "type": "integer", "min": 1, "max": 9999},
    {"key": "height", "type": "integer", "min": 1, "max": 9999}]}}}"#;
const FIELDS: &str = r#"{
    "first": {"label": {"en": "First", "zh": "首"}}, "last": {"label": {"en": "Last", "zh": "尾"}},
    "views": {"label": {"en": "Views", "zh": "视图"}, "set": {"minItems": 2}}, "clips": {"label": {"en": "Clips", "zh": "片段"}},
    "shots": {"label": {"en": "Shots", "zh": "镜头"}},
    "cut": {"label": {"en": "Cut", "zh": "切"}, "shownWhen": {"field": "shots", "is": ["true"]}},
    "width": {"label": {"en": "Width", "zh": "宽"}}, "height": {"label": {"en": "Height", "zh": "高"}}}"#;
const OPTIONS: &str = r#"{"cut": {"soft": {"en": "Soft", "zh": "柔"}, "hard": {"en": "Hard", "zh": "硬"}}}"#;

fn model(rule: &str) -> Model {
    let family = format!(
        r#"{{"order": 1, "name": "One", "maker": "Maker", "goodAt": {{"en": "Good.", "zh": "好。"}},
            "models": [{{"endpoint": "maker/one", "task": "image-to-video", "rules": [{rule}]}}]}}"#
    );
    let files: [CatalogueFile<'_>; 4] = [
        ("upstream.json", UPSTREAM),
        ("families/one.json", &family),
        ("words/fields.json", FIELDS),
        ("words/options.json", OPTIONS),
    ];
    Catalogue::from_files(&files).expect("a good catalogue").models()[0].clone()
}

/// Pictures; a clip plays for as many seconds as its id ends in.
#[expect(clippy::unnecessary_wraps, reason = "the checks ask for files that may not be known")]
fn known(id: &MediaId) -> Option<KnownMedia> {
    let seconds: Option<u64> = id.as_str().strip_prefix("clip").and_then(|rest| rest.parse().ok());
    let facts = MediaFacts {
        kind: if seconds.is_some() { MediaKind::Video } else { MediaKind::Image },
        format: if seconds.is_some() { "mp4" } else { "jpg" }.to_owned(),
        size_bytes: 1000,
        duration_ms: seconds.map(|seconds| seconds * 1000),
        width: Some(800),
        height: Some(600),
        frame_rate: None,
        video_codec: None,
        has_sound: None,
    };
    Some(KnownMedia { id: id.clone(), facts, made_by_family: None })
}

fn one(id: &str) -> FieldValue {
    FieldValue::Media { media: MediaId::from(id) }
}

fn several(ids: &[&str]) -> FieldValue {
    FieldValue::Files { media: ids.iter().map(|id| MediaId::from(*id)).collect() }
}

fn found(rule: &str, values: &[(&str, FieldValue)]) -> Vec<(String, Problem)> {
    let values: FormValues = values.iter().map(|(key, value)| (FieldKey::from(*key), value.clone())).collect();
    let problems = check(&model(rule), &values, known);
    problems.into_iter().map(|found| (found.key.as_str().to_owned(), found.problem)).collect()
}

fn keys(names: &[&str]) -> Vec<FieldKey> {
    names.iter().map(|name| FieldKey::from(*name)).collect()
}

#[test]
fn a_field_can_need_another() {
    let rule = r#"{"type": "needs", "field": "last", "other": "first"}"#;
    assert_eq!(found(rule, &[]), []);
    assert_eq!(found(rule, &[("first", one("a"))]), []);
    assert_eq!(found(rule, &[("first", one("a")), ("last", one("b"))]), []);
    let needed = Problem::NeededBy { field: FieldKey::from("last") };
    assert_eq!(found(rule, &[("last", one("b"))]), [("first".to_owned(), needed)]);
}

#[test]
fn a_field_can_need_one_of_others() {
    let rule = r#"{"type": "needs-one", "field": "cut", "others": ["first", "clips"]}"#;
    let cut = ("cut", FieldValue::Text("soft".to_owned()));
    let shots = ("shots", FieldValue::Switch(true));
    assert_eq!(found(rule, std::slice::from_ref(&cut)), [], "a field that is not shown needs nothing");
    let needed = Problem::OneNeededBy { field: FieldKey::from("cut"), fields: keys(&["first", "clips"]) };
    assert_eq!(found(rule, &[cut.clone(), shots.clone()]), [("first".to_owned(), needed)]);
    assert_eq!(found(rule, &[cut, shots, ("clips", several(&["clip3"]))]), []);
}

#[test]
fn some_fields_exclude_each_other_and_one_can_be_needed() {
    let rule = r#"{"type": "not-both", "fields": ["first", "views"]}"#;
    assert_eq!(found(rule, &[("views", several(&["a", "b"]))]), []);
    let only = Problem::OnlyOne { fields: keys(&["first", "views"]) };
    assert_eq!(found(rule, &[("first", one("a")), ("views", several(&["a", "b"]))]), [("views".to_owned(), only)]);
    let rule = r#"{"type": "one-of", "fields": ["first", "last"]}"#;
    let needed = Problem::OneNeeded { fields: keys(&["first", "last"]) };
    assert_eq!(found(rule, &[]), [("first".to_owned(), needed)]);
    assert_eq!(found(rule, &[("last", one("a"))]), []);
}

#[test]
fn a_field_can_be_needed_under_a_condition_and_limited_by_one() {
    let rule = r#"{"type": "required-when", "when": {"shots": ["true"]}, "field": "cut"}"#;
    assert_eq!(found(rule, &[("shots", FieldValue::Switch(false))]), []);
    assert_eq!(found(rule, &[("shots", FieldValue::Switch(true))]), [("cut".to_owned(), Problem::Missing)]);
    let rule = r#"{"type": "only", "when": {"shots": ["true"]}, "field": "width", "values": ["640"]}"#;
    let form = |width: f64| [("shots", FieldValue::Switch(true)), ("width", FieldValue::Number(width))];
    assert_eq!(found(rule, &form(640.0)), []);
    let allowed = vec!["640".to_owned()];
    let together = Problem::NotTogether { other: FieldKey::from("shots"), value: "true".to_owned(), allowed };
    assert_eq!(found(rule, &form(641.0)), [("width".to_owned(), together)]);
}

#[test]
fn files_are_counted_alone_and_together() {
    let few = Problem::TooFew { min: 2, is: 1 };
    assert_eq!(found("", &[("views", several(&["a"]))]), [("views".to_owned(), few)]);
    assert_eq!(found("", &[("views", several(&[]))]), [], "none is not too few where none are needed");
    let many = Problem::TooMany { max: 4, is: 5 };
    assert_eq!(found("", &[("views", several(&["a", "b", "c", "d", "e"]))]), [("views".to_owned(), many)]);
    let rule = r#"{"type": "at-most", "fields": ["views", "clips"], "count": 3}"#;
    let views = ("views", several(&["a", "b"]));
    assert_eq!(found(rule, &[views.clone(), ("clips", several(&["clip1"]))]), []);
    let together = Problem::TooManyTogether { fields: keys(&["views", "clips"]), max: 3, is: 4 };
    assert_eq!(found(rule, &[views, ("clips", several(&["clip1", "clip2"]))]), [("clips".to_owned(), together)]);
}

#[test]
fn clips_are_timed_alone_and_together() {
    let rule = r#"{"type": "seconds-at-most", "when": {}, "field": "clips", "seconds": 10}"#;
    assert_eq!(found(rule, &[("clips", several(&["clip9", "clip10"]))]), []);
    let long = Problem::PlaysTooLong { max_seconds: 10.0, is_seconds: 11.0 };
    assert_eq!(found(rule, &[("clips", several(&["clip9", "clip11"]))]), [("clips".to_owned(), long)]);
    let rule = r#"{"type": "seconds-together", "fields": ["clips"], "seconds": 15}"#;
    assert_eq!(found(rule, &[("clips", several(&["clip9", "clip6"]))]), []);
    let long = Problem::TooLongTogether { fields: keys(&["clips"]), max_seconds: 15.0, is_seconds: 16.0 };
    assert_eq!(found(rule, &[("clips", several(&["clip9", "clip7"]))]), [("clips".to_owned(), long)]);
}

#[test]
fn a_size_has_an_area_and_a_ratio() {
    let rule =
        r#"{"type": "pixels", "width": "width", "height": "height", "min": 10000, "max": 1000000, "maxRatio": 8.0}"#;
    let size = |width: f64, height: f64| {
        found(rule, &[("width", FieldValue::Number(width)), ("height", FieldValue::Number(height))])
    };
    assert_eq!(size(1000.0, 1000.0), []);
    assert_eq!(size(800.0, 100.0), []);
    let out = |is| ("width".to_owned(), Problem::PixelsOutOfRange { min: 10_000, max: 1_000_000, is });
    assert_eq!(size(1001.0, 1000.0), [out(1_001_000)]);
    assert_eq!(size(99.0, 100.0), [out(9_900)]);
    assert_eq!(size(808.0, 100.0), [("width".to_owned(), Problem::TooNarrow { max_ratio: 8.0 })]);
    assert_eq!(found(rule, &[("width", FieldValue::Number(9.0))]), [], "half a size is not a size");
}
