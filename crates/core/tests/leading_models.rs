//! The five leading models: that the catalogue holds them, that their bodies are spelled as the
//! documentation spells them, and that their checks and prices follow the documented rules.

use afterframe_core::{
    catalogue::{Catalogue, Model},
    form::{FieldValue, FormValues, MissingUpload, Problem, Severity, Spelling, body, check, defaults, fits},
    ids::{Endpoint, FieldKey, MediaId},
    media::{KnownMedia, MediaFacts, MediaKind},
    money::{Currency, Money},
    price::{Price, list_price},
};
use serde_json::{Value, json};

const GROK: &str = "rhart-video-g-official/video-extend";
const GROK_PICTURE: &str = "rhart-video-g-official/image-to-video";
const WAN: &str = "alibaba/wan-2.7/video-extend";
const SKYREELS: &str = "skyreels-v3/single-shot-video-extension";
const VEO: &str = "rhart-video-v3.1-fast-official/video-extend";

fn model(endpoint: &str) -> Model {
    Catalogue::built_in().model(&Endpoint::from(endpoint)).expect("the model is in the catalogue").clone()
}

fn media(format: &str, megabytes: u64) -> KnownMedia {
    let kind = match format {
        "mp4" | "mov" | "webm" => MediaKind::Video,
        "mp3" | "wav" => MediaKind::Audio,
        _ => MediaKind::Image,
    };
    let facts = MediaFacts {
        kind,
        format: format.to_owned(),
        size_bytes: megabytes * 1024 * 1024,
        duration_ms: Some(8_000),
        width: Some(1280),
        height: Some(720),
        frame_rate: Some(24.0),
        video_codec: Some("H.264".to_owned()),
        has_sound: Some(true),
    };
    KnownMedia { id: MediaId::from("m1"), facts, made_by_family: None }
}

fn with(model: &Model, pairs: &[(&str, FieldValue)]) -> FormValues {
    let mut values = defaults(model);
    values.extend(pairs.iter().map(|(key, value)| (FieldKey::from(*key), value.clone())));
    values
}

fn text(text: &str) -> FieldValue {
    FieldValue::Text(text.to_owned())
}

fn file() -> FieldValue {
    FieldValue::Media { media: MediaId::from("m1") }
}

fn problems(model: &Model, values: &FormValues, known: &KnownMedia) -> Vec<(String, Problem)> {
    check(model, values, |_| Some(known.clone()))
        .into_iter()
        .map(|found| (found.key.as_str().to_owned(), found.problem))
        .collect()
}

/// A model, what its form holds, and the body that is documented for it.
type Case = (&'static str, Vec<(&'static str, FieldValue)>, Value);

#[test]
fn every_form_sends_the_body_that_the_documentation_shows() {
    let url = "https://files.example/clip.mp4";
    let cases: [Case; 5] = [
        (
            GROK,
            vec![("videoUrl", file()), ("prompt", text("on it goes"))],
            json!({"videoUrl": url, "prompt": "on it goes", "duration": "6"}),
        ),
        (
            WAN,
            vec![("videoUrl", file()), ("prompt", text("on it goes")), ("negativePrompt", text("blur"))],
            json!({"prompt": "on it goes", "videoUrl": url, "negativePrompt": "blur", "resolution": "1080P",
                   "duration": "5", "promptExtend": true}),
        ),
        (
            SKYREELS,
            vec![("videoUrl", file()), ("prompt", text("on it goes"))],
            json!({"prompt": "on it goes", "videoUrl": url, "duration": 5}),
        ),
        (VEO, vec![("video", file())], json!({"video": url, "resolution": "720p"})),
        (
            GROK_PICTURE,
            vec![("imageUrl", file()), ("prompt", text("it moves"))],
            json!({"prompt": "it moves", "imageUrl": url, "resolution": "720p", "duration": "6"}),
        ),
    ];
    for (endpoint, pairs, expected) in cases {
        let model = model(endpoint);
        let made = body(&model, &with(&model, &pairs), Spelling::Plain, |_| Some(url.to_owned()))
            .expect("the file has an address");
        assert_eq!(Value::Object(made), expected, "{endpoint}");
    }
}

#[test]
fn empty_optional_fields_are_left_out() {
    let wan = model(WAN);
    let values = with(&wan, &[("videoUrl", file()), ("negativePrompt", text("  ")), ("prompt", text(""))]);
    let made = body(&wan, &values, Spelling::Plain, |_| Some("https://files.example/a".to_owned()))
        .expect("the file has an address");
    assert!(!made.contains_key("negativePrompt") && !made.contains_key("prompt") && !made.contains_key("seed"));
}

#[test]
fn a_body_with_a_file_that_is_not_uploaded_is_not_made() {
    let grok = model(GROK);
    let made = body(&grok, &with(&grok, &[("videoUrl", file())]), Spelling::Plain, |_| None);
    assert_eq!(made, Err(MissingUpload(MediaId::from("m1"))));
}

#[test]
fn a_form_filled_as_documented_has_no_problems() {
    for (endpoint, format, pairs) in [
        (GROK, "mov", vec![("videoUrl", file()), ("prompt", text("go on"))]),
        (WAN, "mp4", vec![("videoUrl", file()), ("seed", FieldValue::Number(2_147_483_647.0))]),
        (
            SKYREELS,
            "mp4",
            vec![("videoUrl", file()), ("prompt", text("go on")), ("duration", FieldValue::Number(30.0))],
        ),
        (GROK_PICTURE, "png", vec![("imageUrl", file()), ("prompt", text("go on"))]),
    ] {
        let model = model(endpoint);
        assert_eq!(problems(&model, &with(&model, &pairs), &media(format, 9)), [], "{endpoint}");
    }
}

fn good(extra: &[(&'static str, FieldValue)]) -> Vec<(&'static str, FieldValue)> {
    let mut pairs = vec![("videoUrl", file()), ("prompt", text("go on"))];
    pairs.extend_from_slice(extra);
    pairs
}

#[test]
fn each_broken_field_is_named_with_what_is_wrong() {
    let (grok, wan, skyreels) = (model(GROK), model(WAN), model(SKYREELS));
    let clip = media("mp4", 5);
    let cases = [
        (&grok, vec![("videoUrl", file())], "prompt", Problem::Missing),
        (&grok, vec![("prompt", text("go on"))], "videoUrl", Problem::Missing),
        (&grok, good(&[("prompt", text(&"长".repeat(2049)))]), "prompt", Problem::TooLong { max: 2048, is: 2049 }),
        (&grok, good(&[("duration", text("7"))]), "duration", Problem::NotAnOption),
        (&grok, good(&[("duration", FieldValue::Number(6.0))]), "duration", Problem::WrongType),
        (&grok, good(&[("seed", FieldValue::Number(1.0))]), "seed", Problem::NoSuchField),
        (
            &wan,
            good(&[("seed", FieldValue::Number(-1.0))]),
            "seed",
            Problem::OutOfRange { min: 0.0, max: 2_147_483_647.0 },
        ),
        (&wan, good(&[("seed", FieldValue::Number(1.5))]), "seed", Problem::OffStep { step: 1.0 }),
        (
            &skyreels,
            good(&[("duration", FieldValue::Number(f64::NAN))]),
            "duration",
            Problem::OutOfRange { min: 5.0, max: 30.0 },
        ),
    ];
    for (model, pairs, key, problem) in cases {
        let found = problems(model, &with(model, &pairs), &clip);
        assert_eq!(found, [(key.to_owned(), problem)], "{}", model.endpoint);
    }
}

#[test]
fn a_file_that_the_model_does_not_take_is_refused_in_numbers() {
    let veo = model(VEO);
    let found = fits(&veo, &media("mp4", 40));
    let too_large = Problem::TooLarge { max_bytes: 10 * 1024 * 1024, is_bytes: 40 * 1024 * 1024 };
    assert_eq!(found[0].problem, too_large);
    assert_eq!(found[0].severity, Severity::Blocks);

    let wrong = Problem::WrongFormat { accepts: vec!["mp4".to_owned()], is: "webm".to_owned() };
    assert_eq!(fits(&model(SKYREELS), &media("webm", 1))[0].problem, wrong);
    let picture = Problem::WrongMedia { needs: MediaKind::Video, is: MediaKind::Image };
    assert_eq!(fits(&model(GROK), &media("jpg", 1))[0].problem, picture);
}

#[test]
fn a_clip_of_another_family_is_a_warning_and_its_own_is_none() {
    let veo = model(VEO);
    let mut clip = media("mp4", 5);
    let found = fits(&veo, &clip);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].severity, Severity::Warns);
    clip.made_by_family = Some("veo-3.1".to_owned());
    assert_eq!(fits(&veo, &clip), []);
}

#[test]
fn a_file_that_is_no_longer_known_is_said_to_be_gone() {
    let grok = model(GROK);
    let values = with(&grok, &[("videoUrl", file()), ("prompt", text("go on"))]);
    let found = check(&grok, &values, |_| None);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].problem, Problem::FileGone);
}

#[test]
fn prices_follow_the_published_list_and_unknown_is_never_free() {
    let cny = |micros| Price::List {
        amount: Money::new(micros, Currency::Cny),
        as_of: "2026-04-29".to_owned(),
        at_least: false,
    };
    let cases = [
        (GROK, vec![], cny(1_890_000)),
        (GROK, vec![("duration", text("10"))], cny(3_150_000)),
        (GROK_PICTURE, vec![("resolution", text("480p"))], cny(1_890_000)),
        (WAN, vec![], cny(4_250_000)),
        (WAN, vec![("resolution", text("720P")), ("duration", text("15"))], cny(7_650_000)),
        (VEO, vec![], cny(6_560_000)),
        (SKYREELS, vec![], Price::Unknown),
        (GROK, vec![("duration", text("7"))], Price::Unknown),
    ];
    for (endpoint, pairs, expected) in cases {
        let model = model(endpoint);
        assert_eq!(list_price(&model, &with(&model, &pairs), |_| None), expected, "{endpoint}");
    }
}
