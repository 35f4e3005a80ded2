//! Every model of the catalogue: its smallest and its fullest body are taken and priced, each runs to a result of its kind, and each field,
//! broken, is named.

use std::collections::{BTreeMap, BTreeSet};

use afterframe_catalogue::samples::{Sample, broken, broken_rules, fullest, smallest};
use afterframe_core::{
    catalogue::{Catalogue, Field, FieldKind, Model, Role, Standing, Task},
    form::{FieldValue, Problem, Spelling, body, sent},
    media::MediaKind,
};
use afterframe_media::{Format, Kind, Tools, inspect_result_with, paint_picture};
use afterframe_practice::Options;
use serde_json::{Map, Value, json};

use crate::client::{CLIP, Caller, quick};

/// How many models share a server: its ledger is written at every change, and grows with each task.
const TOGETHER: usize = 36;

/// A server with money and room for everything, and small pictures.
async fn rich() -> Caller {
    Caller::with(Options {
        balance_micros: 1_000_000_000_000,
        queue_limit: 10_000,
        concurrent_limit: 4,
        picture_side: 48,
        ..quick()
    })
    .await
}

/// Bytes of a file of this format; of those that nobody opens here only the name counts.
async fn bytes_of(format: &str) -> &'static [u8] {
    match format {
        "mp4" | "mov" | "avi" | "mkv" => CLIP,
        "jpg" | "png" | "webp" => {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("picture");
            paint_picture((64, 48), 1, &path, Format::named(format).unwrap()).await.unwrap();
            std::fs::read(path).unwrap().leak()
        }
        _ => b"a sound that nobody listens to",
    }
}

/// The addresses of uploads by format, each uploaded once.
struct Uploads(BTreeMap<String, String>);

impl Uploads {
    async fn body(
        &mut self,
        caller: &Caller,
        model: &Model,
        sample: &Sample,
        spelling: Spelling,
    ) -> Map<String, Value> {
        for file in sample.files.values() {
            let format = &file.facts.format;
            if !self.0.contains_key(format) {
                // A format that the documentation of the upload does not list is sent from elsewhere.
                let answer = caller.upload(&format!("file.{format}"), bytes_of(format).await).await;
                let elsewhere = format!("https://files.example/file.{format}");
                let link = answer["data"]["download_url"].as_str().map_or(elsewhere, str::to_owned);
                self.0.insert(format.clone(), link);
            }
        }
        let address = |id: &_| self.0.get(&sample.files.get(id)?.facts.format).cloned();
        body(model, &sample.values, spelling, address).expect("every file was uploaded")
    }
}

fn is_price(answer: &Value) -> bool {
    answer["estimatedPrice"].as_f64().is_some_and(|price| price > 0.0) || answer["errorCode"] == "1501"
}

async fn accepted(caller: &Caller, model: &Model, body: Map<String, Value>) -> String {
    let (endpoint, body) = (&model.endpoint, Value::Object(body));
    let quote = caller.ask(&format!("/openapi/v2/price-preview/{endpoint}"), &body).await;
    assert!(is_price(&quote), "{endpoint} {body}: {quote}");
    let listed = model.price.is_some();
    assert!(listed || quote["errorCode"] == "1501", "{endpoint} has no price in the list: {quote}");
    let answer = caller.submit(endpoint.as_str(), &body).await;
    assert_eq!(answer["errorCode"], "", "{endpoint} {body}: {answer}");
    answer["taskId"].as_str().unwrap().to_owned()
}

/// What should come of it: the kind, and how many.
fn promised(model: &Model, sample: &Sample) -> (MediaKind, usize) {
    let kind = if model.task == Task::World { MediaKind::Image } else { model.output };
    let asked = model.role(Role::Count).and_then(|field| sent(model, &sample.values, &field.key));
    let count = match asked {
        Some(FieldValue::Number(number)) => *number,
        Some(FieldValue::Text(text)) => text.parse().unwrap_or(1.0),
        _ => 1.0,
    };
    let most = if kind == MediaKind::Image { 15 } else { 1 };
    let fits = |number: &u32| f64::from(*number) <= count;
    (kind, (1..=most).rev().find(fits).map_or(1, |number| number as usize))
}

async fn check_result(caller: &Caller, model: &Model, sample: &Sample, id: &str) {
    let endpoint = &model.endpoint;
    let answer = caller.finished(id).await;
    assert_eq!(answer["status"], "SUCCESS", "{endpoint}: {answer}");
    let (kind, count) = promised(model, sample);
    let results = answer["results"].as_array().unwrap();
    assert_eq!(results.len(), count, "{endpoint}: {answer}");
    for result in results {
        if kind == MediaKind::Text {
            assert!(result["url"].is_null() && !result["text"].as_str().unwrap().is_empty(), "{endpoint}: {answer}");
            continue;
        }
        let response = caller.get(result["url"].as_str().unwrap(), &[]).await;
        let said = response.headers()["content-type"].to_str().unwrap().to_owned();
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), response.bytes().await.unwrap()).unwrap();
        let facts = inspect_result_with(&Tools::default(), file.path()).await.unwrap();
        let wanted = match kind {
            MediaKind::Video => Kind::Video,
            MediaKind::Image => Kind::Image,
            MediaKind::Audio => Kind::Audio,
            MediaKind::Model3d => Kind::Model3d,
            MediaKind::Text => Kind::Text,
        };
        assert_eq!((facts.kind, facts.format.mime()), (wanted, said.as_str()), "{endpoint}");
        assert_eq!(result["outputType"], facts.format.extension(), "{endpoint}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_model_takes_its_smallest_and_fullest_body_and_makes_a_result_of_its_kind() {
    let catalogue = Catalogue::built_in();
    assert!(catalogue.models().len() >= 426, "{}", catalogue.models().len());
    for models in catalogue.models().chunks(TOGETHER) {
        let (caller, mut uploads) = (rich().await, Uploads(BTreeMap::new()));
        let mut tasks = Vec::new();
        for model in models {
            for sample in [smallest(model), fullest(model)] {
                let body = uploads.body(&caller, model, &sample, Spelling::Plain).await;
                let id = accepted(&caller, model, body).await;
                tasks.push((model, sample, id));
            }
        }
        for (model, sample, id) in tasks {
            check_result(&caller, model, &sample, &id).await;
        }
    }
}

#[test]
fn every_name_of_the_documentation_leads_to_a_model() {
    let catalogue = Catalogue::built_in();
    let documented: Vec<_> = catalogue.models().iter().filter(|model| model.standing == Standing::Documented).collect();
    assert_eq!(documented.len(), 259);
    for model in documented {
        assert!(!model.listed_as.is_empty(), "{} is documented without a name", model.endpoint);
    }
}

#[tokio::test]
async fn a_model_with_several_spellings_takes_the_one_that_the_server_speaks() {
    let all = [Spelling::Plain, Spelling::Codes, Spelling::Nodes];
    let catalogue = Catalogue::built_in();
    let several: Vec<&Model> = catalogue.models().iter().filter(|model| Spelling::of(model).len() > 1).collect();
    assert!(several.len() > 20);
    for spoken in all {
        let caller = Caller::with(Options { spelling: spoken, ..quick() }).await;
        let mut uploads = Uploads(BTreeMap::new());
        for model in &several {
            let sample = fullest(model);
            let mut right = None;
            for spelling in all {
                let body = Value::Object(uploads.body(&caller, model, &sample, spelling).await);
                if spelling == spoken {
                    right = Some(body.clone());
                }
                let path = format!("/openapi/v2/price-preview/{}", model.endpoint);
                let answer = caller.ask(&path, &body).await;
                if right.as_ref() == Some(&body) || spelling == spoken {
                    assert!(is_price(&answer), "{} {spelling:?} to {spoken:?}: {answer}", model.endpoint);
                } else {
                    assert_eq!(answer["errorCode"], "1007", "{} {spelling:?} to {spoken:?}: {body}", model.endpoint);
                }
            }
        }
    }
}

async fn refused(caller: &Caller, model: &Model, key: &str, body: &Value) {
    let path = format!("/openapi/v2/price-preview/{}", model.endpoint);
    let answer = caller.ask(&path, body).await;
    assert_eq!(answer["errorCode"], "1007", "{} {key} in {body}: {answer}", model.endpoint);
    let named = answer["errorMessage"].as_str().unwrap().contains(key);
    assert!(named, "{} {key} in {body}: {answer}", model.endpoint);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_field_of_a_wrong_type_or_value_is_refused_by_name() {
    let (caller, mut uploads) = (rich().await, Uploads(BTreeMap::new()));
    let zip = caller.link("archive.zip", b"PK").await;
    for model in Catalogue::built_in().models() {
        let good = uploads.body(&caller, model, &fullest(model), Spelling::Plain).await;
        for field in model.fields.iter().filter(|field| good.contains_key(field.key.as_str())) {
            for value in wrong_values(field, &zip) {
                let mut body = good.clone();
                body.insert(field.key.to_string(), value);
                refused(&caller, model, field.key.as_str(), &Value::Object(body)).await;
            }
            if field.required {
                let mut body = good.clone();
                body.remove(field.key.as_str());
                refused(&caller, model, field.key.as_str(), &Value::Object(body)).await;
            }
        }
    }
}

/// JSON that the field's kind refuses whatever else is sent.
fn wrong_values(field: &Field, zip: &str) -> Vec<Value> {
    match &field.kind {
        FieldKind::Text(limits) if limits.many.is_some() => vec![json!("one"), json!([5])],
        FieldKind::Text(_) | FieldKind::Lora => vec![json!(5)],
        FieldKind::Choice { many: Some(_), .. } => vec![json!("one"), json!(["no such option"])],
        FieldKind::Choice { .. } => vec![json!("no such option"), json!(6)],
        FieldKind::Number(limits) if limits.is_whole() => {
            vec![json!("5"), json!(limits.min + 0.5), json!(limits.max + limits.step), json!(limits.max)]
        }
        FieldKind::Number(limits) => vec![json!("5"), json!(limits.max + limits.step)],
        FieldKind::Switch { as_text: true, .. } => vec![json!(true), json!("yes")],
        FieldKind::Switch { .. } => vec![json!("true")],
        FieldKind::Media(limits) if limits.many.is_some() => {
            vec![json!(["not an address"]), json!("https://files.example/one"), json!([zip])]
        }
        FieldKind::Media(_) => vec![json!("not an address"), json!(["https://files.example/one"]), json!(zip)],
    }
}

/// What the server does not look at, and what no body can say.
fn is_beyond_the_server(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::WrongType
            | Problem::NoSuchField
            | Problem::FileGone
            | Problem::OffStep { .. }
            | Problem::WrongMedia { .. }
            | Problem::WrongFormat { .. }
            | Problem::TooLarge { .. }
            | Problem::PlaysTooShort { .. }
            | Problem::PlaysTooLong { .. }
            | Problem::TooSmall { .. }
            | Problem::TooWide { .. }
            | Problem::TooNarrow { .. }
            | Problem::MadeElsewhere { .. }
            | Problem::TooLongTogether { .. }
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_limit_or_a_rule_between_fields_that_is_broken_is_refused_by_name() {
    let (caller, mut uploads) = (rich().await, Uploads(BTreeMap::new()));
    let mut kinds = BTreeSet::new();
    for model in Catalogue::built_in().models() {
        let fields = broken(model).unwrap_or_else(|key| panic!("{} {key}", model.endpoint));
        let rules = broken_rules(model).into_iter().flatten();
        for broken in fields.into_iter().chain(rules).filter(|broken| !is_beyond_the_server(&broken.problem)) {
            let is_nan = |value: &FieldValue| matches!(value, FieldValue::Number(number) if number.is_nan());
            if broken.sample.values.get(&broken.key).is_some_and(is_nan) {
                continue;
            }
            kinds.insert(serde_json::to_value(&broken.problem).unwrap()["type"].as_str().unwrap().to_owned());
            let body = uploads.body(&caller, model, &broken.sample, Spelling::Plain).await;
            refused(&caller, model, broken.key.as_str(), &Value::Object(body)).await;
        }
    }
    for kind in ["missing", "too-long", "wrong-shape", "not-an-option", "out-of-range", "too-many", "too-short"] {
        assert!(kinds.contains(kind), "{kind} was never tried: {kinds:?}");
    }
    for kind in ["not-together", "one-needed", "only-one", "pixels-out-of-range", "one-needed-by", "too-many-together"]
    {
        assert!(kinds.contains(kind), "{kind} was never tried: {kinds:?}");
    }
}
