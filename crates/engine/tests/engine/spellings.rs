//! Models that can be spelled in several ways: which one a site takes is found out for nothing, remembered for it, and sent.

use std::sync::{Arc, Mutex};

use afterframe_core::{
    form::{FieldValue, FormValues, defaults},
    ids::{Endpoint, FieldKey},
    job::{Charged, FailureKind, Job, JobState},
    price::Price,
};
use afterframe_engine::{Connection, JobEntry};
use runninghub::{ApiKey, BaseUrl};
use serde_json::{Value, json};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate, matchers::any};

use crate::world::{Running, World};

const MODEL: &str = "rhart-image/f-dev";
const PLAIN: [&str; 2] = ["prompt", "16:9"];
const CODES: [&str; 2] = ["prompt", "5"];
const NODES: [&str; 2] = ["23##text", "5"];

/// A RunningHub that takes one spelling alone, and notes what it was sent.
#[derive(Clone)]
struct OneSpelling {
    server: Arc<MockServer>,
    heard: Arc<Mutex<Heard>>,
}

#[derive(Default)]
struct Heard {
    takes: Option<[&'static str; 2]>,
    price_is_down: bool,
    /// The free question is answered well, whatever it says.
    any_is_priced: bool,
    /// How many submits in codes find no place, before one is looked at.
    busy: u32,
    answers_are_lost: bool,
    questions: Vec<[String; 2]>,
    submits: Vec<[String; 2]>,
}

/// The name of the prompt and the value of the aspect ratio, by which spellings differ.
fn spelled(body: &Value) -> [String; 2] {
    let fields = body.as_object().unwrap();
    let prompt = fields.keys().find(|key| *key == "prompt" || key.ends_with("##text")).unwrap();
    let ratio = fields.iter().find(|(key, _)| *key == "aspectRatio" || key.ends_with("##select")).unwrap();
    [prompt.clone(), ratio.1.as_str().unwrap().to_owned()]
}

struct Answers(Arc<Mutex<Heard>>);

impl Respond for Answers {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut heard = self.0.lock().unwrap();
        let path = request.url.path();
        let said = ResponseTemplate::new(200);
        let is_price = path.starts_with("/openapi/v2/price-preview/");
        if !is_price && !path.ends_with(MODEL) {
            return if path.ends_with("/query") {
                said.set_body_json(json!({"taskId": "1980231145512345601", "status": "RUNNING"}))
            } else {
                ResponseTemplate::new(404)
            };
        }
        let way = spelled(&request.body_json().unwrap());
        let taken = heard.takes.is_some_and(|takes| takes == [way[0].as_str(), way[1].as_str()]);
        let refused = json!({"errorCode": "1007", "errorMessage": format!("Invalid parameter: {}", way[0])});
        if is_price {
            heard.questions.push(way);
            if heard.price_is_down {
                return ResponseTemplate::new(503);
            }
            let price = json!({"estimatedPrice": 0.02, "currency": "CNY"});
            return said.set_body_json(if taken || heard.any_is_priced { price } else { refused });
        }
        let is_codes = way == CODES;
        heard.submits.push(way);
        if heard.busy > 0 && is_codes {
            heard.busy -= 1;
            return said.set_body_json(json!({"errorCode": "1003", "errorMessage": "Rate limit"}));
        }
        if heard.answers_are_lost {
            return ResponseTemplate::new(502);
        }
        let accepted = json!({"taskId": "1980231145512345601", "status": "RUNNING", "errorCode": ""});
        said.set_body_json(if taken { accepted } else { refused })
    }
}

impl OneSpelling {
    async fn taking(takes: Option<[&'static str; 2]>) -> Self {
        let heard = Arc::new(Mutex::new(Heard { takes, ..Heard::default() }));
        let server = Arc::new(MockServer::start().await);
        Mock::given(any()).respond_with(Answers(Arc::clone(&heard))).mount(&server).await;
        Self { server, heard }
    }

    fn now(&self, change: impl FnOnce(&mut Heard)) {
        change(&mut self.heard.lock().unwrap());
    }

    /// The spellings in which it was asked for a price since the last look.
    fn questions(&self) -> Vec<[String; 2]> {
        std::mem::take(&mut self.heard.lock().unwrap().questions)
    }

    fn submits(&self) -> Vec<[String; 2]> {
        std::mem::take(&mut self.heard.lock().unwrap().submits)
    }

    fn connect(&self, running: &Running) {
        let base = BaseUrl::parse(&self.server.uri()).unwrap();
        let key = ApiKey::new("0123456789abcdef0123456789abcdef").unwrap();
        running.engine.choose_site(base.as_str());
        running.connect(Connection { base, key, practice: false });
    }
}

fn form(running: &Running) -> FormValues {
    let model = running.engine.catalogue().model(&Endpoint::from(MODEL)).unwrap();
    let mut values = defaults(model);
    values.insert(FieldKey::from("prompt"), FieldValue::Text("A ridge at dusk.".to_owned()));
    values.insert(FieldKey::from("aspectRatio"), FieldValue::Text("16:9".to_owned()));
    values
}

async fn price(running: &Running) -> Price {
    running.engine.price(&Endpoint::from(MODEL), &form(running)).await.unwrap()
}

async fn make(running: &Running) -> JobEntry {
    running.engine.create(&Endpoint::from(MODEL), form(running)).await.unwrap()
}

async fn until_sent(running: &Running, made: &JobEntry) -> Job {
    let sent = |job: &Job| job.task_id.is_some() || job.state.is_at_rest();
    running.until(&made.job.id, "sent", sent).await.job
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_site_takes_is_asked_once_and_remembered_for_that_site_alone_also_over_a_restart() {
    let world = World::new().await;
    let one = OneSpelling::taking(Some(NODES)).await;
    let other = OneSpelling::taking(Some(CODES)).await;
    let running = world.open().await;
    one.connect(&running);
    assert!(matches!(price(&running).await, Price::Quote { .. }));
    assert_eq!(one.questions(), [PLAIN, CODES, NODES]);
    assert!(matches!(price(&running).await, Price::Quote { .. }));
    assert_eq!(one.questions(), [NODES]);

    running.engine.shutdown().await;
    drop(running);
    let running = world.open().await;
    one.connect(&running);
    assert!(matches!(price(&running).await, Price::Quote { .. }));
    assert_eq!(one.questions(), [NODES]);
    other.connect(&running);
    assert!(matches!(price(&running).await, Price::Quote { .. }));
    assert_eq!(other.questions(), [PLAIN, CODES]);
    // A site that changed its mind is followed.
    one.connect(&running);
    one.now(|site| site.takes = Some(PLAIN));
    assert!(matches!(price(&running).await, Price::Quote { .. }));
    assert_eq!(one.questions(), [NODES, PLAIN]);
    assert_eq!((one.submits().len(), other.submits().len()), (0, 0), "asking costs nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_sent_as_the_price_question_was_answered() {
    let world = World::new().await;
    let site = OneSpelling::taking(Some(CODES)).await;
    let running = world.open().await;
    site.connect(&running);
    price(&running).await;
    site.questions();
    let made = make(&running).await;
    assert!(until_sent(&running, &made).await.task_id.is_some());
    assert_eq!((site.questions().len(), site.submits()), (0, vec![CODES.map(str::to_owned)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_nobody_asked_a_price_for_asks_before_it_is_sent() {
    let world = World::new().await;
    let site = OneSpelling::taking(Some(NODES)).await;
    let running = world.open().await;
    site.connect(&running);
    let made = make(&running).await;
    assert!(until_sent(&running, &made).await.task_id.is_some());
    assert_eq!(site.questions(), [PLAIN, CODES, NODES]);
    assert_eq!(site.submits(), [NODES], "what is paid for is sent once");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_price_can_be_asked_a_clear_no_leads_to_the_next_spelling_and_the_yes_is_remembered() {
    let world = World::new().await;
    let site = OneSpelling::taking(Some(NODES)).await;
    site.now(|site| site.price_is_down = true);
    let running = world.open().await;
    site.connect(&running);
    let made = make(&running).await;
    assert!(until_sent(&running, &made).await.task_id.is_some());
    assert_eq!(site.questions(), [PLAIN]);
    assert_eq!(site.submits(), [PLAIN, CODES, NODES]);
    let made = make(&running).await;
    assert!(until_sent(&running, &made).await.task_id.is_some());
    assert_eq!((site.questions().len(), site.submits()), (0, vec![NODES.map(str::to_owned)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_followed_by_no_other_spelling() {
    let world = World::new().await;
    let site = OneSpelling::taking(Some(NODES)).await;
    site.now(|site| (site.price_is_down, site.answers_are_lost) = (true, true));
    let running = world.open().await;
    site.connect(&running);
    let made = make(&running).await;
    assert!(matches!(until_sent(&running, &made).await.state, JobState::Unknown { .. }));
    assert_eq!(site.submits(), [PLAIN]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_refused_in_every_spelling_ends_the_job_with_the_name_of_the_field() {
    let world = World::new().await;
    let site = OneSpelling::taking(None).await;
    let running = world.open().await;
    site.connect(&running);
    let made = make(&running).await;
    let JobState::Failed { failure } = until_sent(&running, &made).await.state else { panic!("it goes on") };
    assert_eq!((failure.kind, failure.charged), (FailureKind::Input, Charged::No));
    assert_eq!(failure.code.as_deref(), Some("1007"));
    assert_eq!(failure.message.as_deref(), Some("Invalid parameter: prompt"));
    assert_eq!(site.submits(), [PLAIN, CODES, NODES]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spelling_that_is_known_and_refused_is_followed_by_the_others_once_each_and_its_words_are_shown() {
    let world = World::new().await;
    let site = OneSpelling::taking(Some(CODES)).await;
    let running = world.open().await;
    site.connect(&running);
    price(&running).await;
    site.now(|site| site.takes = None);
    let made = make(&running).await;
    let JobState::Failed { failure } = until_sent(&running, &made).await.state else { panic!("it goes on") };
    assert_eq!(failure.message.as_deref(), Some("Invalid parameter: prompt"));
    assert_eq!(site.submits(), [CODES, PLAIN, NODES]);
    // What was remembered is not trusted any more: the next one asks first.
    site.questions();
    site.now(|site| site.takes = Some(PLAIN));
    let made = make(&running).await;
    assert!(until_sent(&running, &made).await.task_id.is_some());
    assert_eq!((site.questions(), site.submits()), (vec![PLAIN.map(str::to_owned)], vec![PLAIN.map(str::to_owned)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_is_named_for_any_body_proves_nothing_where_the_submit_wants_another_one() {
    let world = World::new().await;
    let site = OneSpelling::taking(Some(NODES)).await;
    site.now(|site| site.any_is_priced = true);
    let running = world.open().await;
    site.connect(&running);
    price(&running).await;
    let made = make(&running).await;
    assert!(until_sent(&running, &made).await.task_id.is_some());
    assert_eq!(site.submits(), [PLAIN, CODES, NODES]);
    // What a submit proved is asked about first, and sent at once.
    let made = make(&running).await;
    assert!(until_sent(&running, &made).await.task_id.is_some());
    assert_eq!(site.submits(), [NODES]);
    site.now(|site| site.takes = None);
    let made = make(&running).await;
    assert!(matches!(until_sent(&running, &made).await.state, JobState::Failed { .. }));
    assert_eq!(site.submits(), [NODES, PLAIN, CODES]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spelling_that_was_refused_is_not_sent_again_after_a_wait() {
    let world = World::new().await;
    let site = OneSpelling::taking(Some(NODES)).await;
    site.now(|site| (site.any_is_priced, site.busy) = (true, 2));
    let running = world.open().await;
    site.connect(&running);
    let made = make(&running).await;
    assert!(until_sent(&running, &made).await.task_id.is_some());
    assert_eq!(site.submits(), [PLAIN, CODES, CODES, CODES, NODES], "busy is no word about the body");
}
