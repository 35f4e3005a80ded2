//! What `./dev catalogue check` checks, held by the tests; and that it would find what is wrong.

use std::path::Path;

use afterframe_catalogue::{check::check, folder::Folder, layout, list::rows, places::left_out};
use afterframe_core::catalogue::{Catalogue, CatalogueFile, Standing, Upstream};

/// The catalogue of this repository.
pub fn folder() -> Folder {
    Folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue")).expect("the catalogue is there")
}

#[test]
fn nothing_is_wrong_with_the_catalogue() {
    let folder = folder();
    let found: Vec<String> =
        check(&folder.files(), &left_out(folder.notes())).iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn the_facts_look_as_the_import_writes_them() {
    let folder = folder();
    let (_, text) = folder.files().into_iter().find(|(path, _)| *path == "upstream.json").expect("the facts are there");
    let upstream: Upstream = serde_json::from_str(text).expect("the facts can be read");
    assert!(
        layout::pretty(&upstream).unwrap() == text,
        "upstream.json was edited by hand: ./dev catalogue import writes it"
    );
}

#[test]
fn every_known_endpoint_has_a_row_with_all_its_words() {
    let folder = folder();
    let catalogue = Catalogue::from_files(&folder.files()).expect("a catalogue without mistakes");
    let rows = rows(&catalogue);
    assert_eq!(rows.len(), catalogue.models().len());
    let documented: Vec<_> = rows.iter().filter(|row| row.standing == Standing::Documented).collect();
    assert_eq!(documented.len(), 259, "the public documentation has so many endpoints");
    for row in documented {
        assert!(!row.names.is_empty(), "{} is documented under some name", row.endpoint);
        assert!(!row.fields.is_empty(), "{} has a form", row.endpoint);
    }
}

const UPSTREAM: &str = r#"{"models": {
    "maker/one": {"standing": "documented", "source": "a list", "output": "video", "fields": [
        {"key": "endFrame", "type": "list", "required": true, "options": ["soft", "hard"], "default": "soft"}]},
    "maker/two": {"standing": "listed", "source": "a list", "output": "video", "fields": [{"key": "prompt", "type": "text"}]}}}"#;
const FAMILY: &str = r#"{"order": 1, "name": "One", "maker": "Maker", "goodAt": {"en": "Good.", "zh": "很好。"}, "models": [
    {"endpoint": "maker/one", "task": "text-to-video", "fields": {"endFrame": {"advanced": true}}},
    {"endpoint": "maker/two", "task": "image-to-video"}]}"#;
const FIELDS: &str = r#"{"endFrame": {"label": {"en": "End", "zh": "结尾"}, "help": {"en": "How it ends.", "zh": "怎样结尾。"}},
    "prompt": {"label": {"en": "Prompt", "zh": "提示词"}}}"#;
const OPTIONS: &str = r#"{"endFrame": {"soft": {"en": "Soft", "zh": "柔和"}, "hard": {"en": "Hard", "zh": "生硬"}}}"#;

fn findings(changed: &str, from: &str, to: &str) -> Vec<String> {
    let files = [
        ("upstream.json", UPSTREAM),
        ("families/one.json", FAMILY),
        ("words/fields.json", FIELDS),
        ("words/options.json", OPTIONS),
    ];
    let files = files.map(|(path, text)| {
        let new = if path == changed { text.replacen(from, to, 1) } else { text.to_owned() };
        assert!(path != changed || new != text, "{path} has {from}");
        (path, new)
    });
    let files: Vec<CatalogueFile<'_>> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    check(&files, &left_out("")).iter().map(ToString::to_string).collect()
}

#[test]
fn whatever_is_wrong_is_found_and_said_with_its_file() {
    assert_eq!(findings("words/fields.json", "How it ends", "How it stops"), [""; 0]);
    for (file, from, to, says) in [
        ("families/one.json", r#""name": "One""#, r#""name": "rhart-one""#, "rhart-one"),
        (
            "families/one.json",
            r#"{"endpoint": "maker/two", "task": "image-to-video"}"#,
            r#"{"endpoint": "maker/one", "task": "music"}"#,
            "maker/two",
        ),
        ("families/one.json", "image-to-video", "text-to-video", "same task"),
        ("families/one.json", "image-to-video", "image-to-cake", "image-to-cake"),
        ("families/one.json", "{\"endFrame\": {\"advanced\"", "{\"startFrame\": {\"advanced\"", "startFrame"),
        ("families/one.json", "\"advanced\": true", "\"options\": {\"warm\": null}", "warm"),
        ("families/one.json", "很好。", "Good for films and clips.", "not Chinese"),
        ("families/one.json", "\"order\": 1", "\"order\": 1, \"order\": 2", "twice"),
        (
            "families/one.json",
            "\"advanced\": true}}",
            "\"advanced\": true}}, \"rules\": [{\"type\": \"only\", \"when\": {\"endFrame\": [\"soft\"]}, \"field\": \"endFrame\", \"values\": [\"mild\"]}]",
            "mild",
        ),
        (
            "families/one.json",
            "\"advanced\": true}}",
            "\"advanced\": true}}, \"rules\": [{\"type\": \"one-of\", \"fields\": [\"endFrame\", \"endFrame\"]}]",
            "refuses no form",
        ),
        (
            "families/one.json",
            "\"image-to-video\"}",
            "\"image-to-video\", \"fields\": {\"prompt\": {\"set\": {\"default\": \"abc\", \"maxLength\": 2}}}}",
            "fresh form",
        ),
        (
            "families/one.json",
            "\"advanced\": true}}",
            "\"shownWhen\": {\"field\": \"endFrame\", \"is\": [\"soft\"]}}}",
            "in no valid form",
        ),
        ("words/fields.json", r#""en": "End""#, r#""en": "endFrame""#, "raw key"),
        ("words/fields.json", "How it ends.", "How it ends!", "exclamation"),
        ("words/fields.json", "How it ends.", "How it 结束.", "Chinese"),
        ("words/fields.json", r#", "help": {"en": "How it ends.", "zh": "怎样结尾。"}"#, "", "without help"),
        (
            "words/fields.json",
            r#""prompt": {"#,
            r#""speech": {"label": {"en": "Speech", "zh": "语音"}}, "prompt": {"#,
            "speech",
        ),
        ("words/options.json", r#""Hard""#, r#""Soft""#, "same words"),
        ("words/options.json", r#""hard""#, r#""cold""#, "hard"),
        ("upstream.json", r#""options": ["soft", "hard"]"#, r#""options": ["soft"]"#, "hard"),
        ("upstream.json", r#", "default": "soft""#, r#", "many": 2"#, "without a default"),
    ] {
        let found = findings(file, from, to);
        assert!(found.iter().any(|finding| finding.contains(says)), "{file}: {to}: {found:#?}");
    }
}
