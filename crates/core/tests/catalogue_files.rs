//! How the files of a catalogue are read: facts, families and words become models, and what contradicts itself is refused.

use afterframe_core::catalogue::{Catalogue, CatalogueFile, FieldKind};

const UPSTREAM: &str = r#"{"models": {"maker/one": {
    "standing": "documented", "source": "a list", "names": ["one"], "output": "text",
    "price": {"currency": "CNY", "asOf": "2026-04-29", "per": "call",
        "rules": [{"when": {"duration": "6"}, "amount": "1.89"}]},
    "fields": [
        {"key": "duration", "type": "list", "required": true, "options": ["6", "10"], "default": "6"},
        {"key": "sound", "type": "list", "options": ["true", "false"], "default": "false"},
        {"key": "clip", "type": "video", "required": true, "maxMb": 10, "formats": ["mp4"]}
    ]}}}"#;
const FAMILY: &str = r#"{"order": 1, "name": "One", "maker": "Maker", "goodAt": {"en": "Good.", "zh": "好。"},
    "models": [{"endpoint": "maker/one", "task": "video-extend", "tier": "pro",
        "fields": {"clip": {"label": {"en": "Film", "zh": "影片"}, "set": {"maxSeconds": 30}}}}]}"#;
const FIELDS: &str = r#"{
    "duration": {"label": {"en": "Length", "zh": "时长"}, "role": "duration"},
    "sound:switch": {"label": {"en": "With sound", "zh": "带声音"}},
    "clip": {"label": {"en": "Clip", "zh": "片段"}, "help": {"en": "A clip.", "zh": "一个片段。"}}}"#;
const TIERS: &str = r#"{"pro": {"en": "Pro", "zh": "专业"}}"#;

fn files<'a>(upstream: &'a str, family: &'a str, fields: &'a str) -> [CatalogueFile<'a>; 4] {
    [
        ("upstream.json", upstream),
        ("families/one.json", family),
        ("words/fields.json", fields),
        ("words/tiers.json", TIERS),
    ]
}

#[test]
fn facts_places_and_words_become_a_model() {
    let catalogue = Catalogue::from_files(&files(UPSTREAM, FAMILY, FIELDS)).expect("a good catalogue");
    let [model] = catalogue.models() else { panic!("one model") };
    assert_eq!((model.name.as_str(), model.family.as_str()), ("One Pro", "one"));
    let keys: Vec<_> = model.fields.iter().map(|field| field.key.as_str()).collect();
    assert_eq!(keys, ["clip", "duration", "sound"], "what goes in comes first");
    let clip = &model.fields[0];
    assert_eq!(clip.label.en, "Film", "a model's own words win");
    assert_eq!(clip.help.as_ref().map(|help| help.en.as_str()), Some("A clip."), "and the shared ones stay");
    assert_eq!(clip.media().and_then(|limits| limits.max_seconds), Some(30.0));
    let FieldKind::Choice { options, .. } = &model.fields[1].kind else { panic!("a choice") };
    assert_eq!(options[1].label.en, "10 seconds");
    assert_eq!(model.fields[2].kind, FieldKind::Switch { default: Some(false), as_text: true });
}

#[test]
fn a_catalogue_that_contradicts_itself_does_not_load() {
    for (from, to) in [
        (r#""required": true, "options""#, r#""requird": true, "options""#),
        (r#"["6", "10"]"#, r#"["6", "ten"]"#),
        (r#""key": "sound""#, r#""key": "clip""#),
    ] {
        let broken = UPSTREAM.replace(from, to);
        assert_ne!(broken, UPSTREAM, "the sample has {from}");
        assert!(Catalogue::from_files(&files(&broken, FAMILY, FIELDS)).is_err(), "{to}");
    }
    for (from, to) in [
        (r#""tier": "pro""#, r#""tier": "grand""#),
        (r#""maker/one""#, r#""maker/two""#),
        (r#""maxSeconds": 30"#, r#""maxSecond": 30"#),
        (r#""tier": "pro","#, r#""tier": "pro", "rules": [{"type": "one-of", "fields": ["nothing"]}],"#),
    ] {
        let broken = FAMILY.replace(from, to);
        assert_ne!(broken, FAMILY, "the sample has {from}");
        assert!(Catalogue::from_files(&files(UPSTREAM, &broken, FIELDS)).is_err(), "{to}");
    }
    let without = FIELDS.replace(r#""label": {"en": "Length", "zh": "时长"}, "#, "");
    assert!(Catalogue::from_files(&files(UPSTREAM, FAMILY, &without)).is_err(), "a field without a name");
    let twice = [("families/two.json", FAMILY)];
    let files: Vec<_> = files(UPSTREAM, FAMILY, FIELDS).into_iter().chain(twice).collect();
    assert!(Catalogue::from_files(&files).is_err(), "one endpoint in two families");
}
