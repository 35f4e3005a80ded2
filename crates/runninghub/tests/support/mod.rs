//! What the tests of the client share: a key, a client with short limits, a RunningHub that names the
//! calls it did not expect, and (in `raw`) a server that breaks connections.

#![expect(dead_code, reason = "each test file uses a part of it")]

pub mod raw;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use runninghub::{ApiKey, BaseUrl, Client, ClientOptions, Endpoint, Timeouts};
use serde_json::{Map, Value};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

pub const KEY: &str = "0123456789abcdef0123456789abWXYZ";
pub const TASK: &str = "2013508786110730241";

/// Limits that a test can wait for, and that a busy machine still keeps.
pub fn options() -> ClientOptions {
    ClientOptions {
        timeouts: Timeouts {
            connect: Duration::from_secs(5),
            call: Duration::from_secs(10),
            submit: Duration::from_secs(10),
            upload_stall: Duration::from_secs(10),
            upload_answer: Duration::from_secs(10),
            download_stall: Duration::from_secs(10),
        },
        ..ClientOptions::default()
    }
}

pub fn client(address: &str) -> Client {
    client_with(address, &options())
}

pub fn client_with(address: &str, options: &ClientOptions) -> Client {
    let key = ApiKey::new(KEY).unwrap();
    Client::new(BaseUrl::parse(address).unwrap(), key, options).unwrap()
}

pub fn endpoint() -> Endpoint {
    Endpoint::parse("rhart-video-g-official/video-extend").unwrap()
}

pub fn body(json: &Value) -> Map<String, Value> {
    json.as_object().unwrap().clone()
}

/// A RunningHub with scripted answers. A call that no script expects fails the test by its name.
pub struct Hub {
    pub server: MockServer,
    surprises: Arc<Mutex<Vec<String>>>,
}

impl Hub {
    pub async fn start() -> Self {
        let server = MockServer::start().await;
        let surprises = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&surprises);
        Mock::given(any())
            .respond_with(move |request: &Request| {
                let call = format!("{} {}", request.method, request.url.path());
                noted.lock().unwrap().push(call);
                ResponseTemplate::new(501)
            })
            .with_priority(255)
            .mount(&server)
            .await;
        Self { server, surprises }
    }

    pub fn client(&self) -> Client {
        client(&self.server.uri())
    }

    /// Answers a path with JSON, under a status, as often as asked.
    pub async fn answer(&self, verb: &str, path: &str, status: u16, json: Value) {
        Mock::given(wiremock::matchers::method(verb))
            .and(wiremock::matchers::path(path))
            .respond_with(ResponseTemplate::new(status).set_body_json(json))
            .mount(&self.server)
            .await;
    }

    /// The requests that came, in order.
    pub async fn requests(&self) -> Vec<Request> {
        self.server.received_requests().await.unwrap_or_default()
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        let surprises = self.surprises.lock().unwrap();
        if !std::thread::panicking() {
            assert!(surprises.is_empty(), "calls that were not expected: {surprises:?}");
        }
    }
}

/// The key must be in no text that a program could print.
pub fn assert_no_key(texts: &[String]) {
    for text in texts {
        assert!(!text.contains(KEY), "the key is in: {text}");
    }
}
