//! What a site's quote stands for: found out from amounts, never from its sentences.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use afterframe_core::{
    form::{FieldValue, defaults},
    ids::{Endpoint, FieldKey},
    price::Price,
};
use afterframe_engine::Connection;
use runninghub::{ApiKey, BaseUrl};
use serde_json::{Value, json};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate, matchers::path_regex};

use crate::world::World;

/// How a site names its price: of the whole run, of a second, or as it likes.
#[derive(Clone, Copy)]
enum Names {
    Run,
    Second,
    Always(&'static str),
}

struct Answers(Names, Arc<AtomicUsize>);

impl Respond for Answers {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        self.1.fetch_add(1, Ordering::SeqCst);
        let body: Value = request.body_json().unwrap();
        let seconds: f64 = match &body["duration"] {
            Value::String(text) => text.parse().unwrap(),
            number => number.as_f64().unwrap_or(5.0),
        };
        let price = match self.0 {
            Names::Run => json!(0.5 * seconds),
            Names::Second => json!("0.50"),
            Names::Always(price) => json!(price),
        };
        // Its sentences say the opposite, whatever it names.
        let words =
            json!({"estimatedPrice": price, "currency": "USD", "priceText": "0.5/次", "priceTextEn": "0.5 per second"});
        ResponseTemplate::new(200).set_body_json(words)
    }
}

/// What a run of five seconds costs, asked twice, and how often the site was asked.
async fn asked(model: &str, names: Names) -> (Option<i64>, usize) {
    let (world, server, count) = (World::new().await, MockServer::start().await, Arc::new(AtomicUsize::new(0)));
    Mock::given(path_regex("/openapi/v2/price-preview/.*"))
        .respond_with(Answers(names, Arc::clone(&count)))
        .mount(&server)
        .await;
    let running = world.open().await;
    let key = ApiKey::new("0123456789abcdef0123456789abcdef").unwrap();
    running.connect(Connection { base: BaseUrl::parse(&server.uri()).unwrap(), key, practice: false });
    let endpoint = Endpoint::from(model);
    let mut values = defaults(running.engine.catalogue().model(&endpoint).unwrap());
    values.insert(FieldKey::from("prompt"), FieldValue::Text("A ridge at dusk.".to_owned()));
    if model.contains("edit") {
        let clip = running.engine.add_media(&world.clip()).await.unwrap();
        values.insert(FieldKey::from("videoUrl"), FieldValue::Media { media: clip.id });
    } else {
        values.insert(FieldKey::from("duration"), FieldValue::Text("5".to_owned()));
    }
    let mut last = None;
    for _ in 0..2 {
        last = match running.engine.price(&endpoint, &values).await.unwrap() {
            Price::Quote { amount } => Some(amount.micros),
            // The list's takes its place.
            Price::List { .. } => None,
            other => panic!("{other:?}"),
        };
    }
    (last, count.load(Ordering::SeqCst))
}

const BY_SECOND: &str = "alibaba/wan-2.7/text-to-video";
const BY_CALL: &str = "rhart-image-n-pro/text-to-image";

#[tokio::test(flavor = "multi_thread")]
async fn whether_a_quote_is_for_a_second_is_found_out_by_asking_about_another_length_once() {
    assert_eq!(asked(BY_SECOND, Names::Run).await, (Some(2_500_000), 3));
    assert_eq!(asked(BY_SECOND, Names::Second).await, (Some(2_500_000), 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_of_which_nothing_tells_what_it_is_for_is_not_shown() {
    // The length of the clip is billed, and the amount is neither the list's for it nor that for a second.
    assert_eq!(asked("rhart-video-g-official/edit-video", Names::Always("0.77")).await, (None, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_that_is_billed_by_the_run_is_quoted_for_the_run() {
    assert_eq!(asked(BY_CALL, Names::Always("0.27")).await, (Some(270_000), 2));
}
