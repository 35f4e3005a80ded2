//! A plain client as anybody might write it from the documentation. It is deliberately not the program's own.

use std::time::{Duration, Instant};

use afterframe_media::Tools;
use afterframe_practice::{Options, Practice};
use reqwest::{RequestBuilder, Response, multipart};
use serde_json::{Value, json};

pub const GROK: &str = "rhart-video-g-official/video-extend";
/// A clip that ffmpeg can read.
pub const CLIP: &[u8] = include_bytes!("../../../../assets/samples/low-tide.mp4");
/// A picture that ffmpeg can read.
pub const PICTURE: &[u8] = include_bytes!("../../../../assets/samples/fog.jpg");

/// As fast as possible and without ffmpeg: results are the bundled samples.
pub fn quick() -> Options {
    Options { pace: 0.0, tools: Tools::default(), ..Options::default() }
}

pub struct Caller {
    pub practice: Practice,
    pub http: reqwest::Client,
    pub key: String,
}

impl Caller {
    pub async fn quick() -> Self {
        Self::with(quick()).await
    }

    pub async fn with(options: Options) -> Self {
        let practice = Practice::start(options).await.expect("the server starts");
        let key = practice.key().to_owned();
        let http = reqwest::Client::builder().no_proxy().build().expect("a client");
        Self { practice, http, key }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.practice.base_url())
    }

    pub fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.http.post(self.url(path)).bearer_auth(&self.key).json(body)
    }

    /// The JSON of an answer with HTTP 200.
    pub async fn ask(&self, path: &str, body: &Value) -> Value {
        let response = self.post(path, body).send().await.expect("an answer");
        assert_eq!(response.status(), 200, "{path}");
        response.json().await.expect("JSON")
    }

    pub async fn upload(&self, name: &str, bytes: &'static [u8]) -> Value {
        let form = multipart::Form::new().part("file", multipart::Part::bytes(bytes).file_name(name.to_owned()));
        let request =
            self.http.post(self.url("/openapi/v2/media/upload/binary")).bearer_auth(&self.key).multipart(form);
        request.send().await.expect("an answer").json().await.expect("JSON")
    }

    /// Uploads and gives the address for a model's field.
    pub async fn link(&self, name: &str, bytes: &'static [u8]) -> String {
        let answer = self.upload(name, bytes).await;
        assert_eq!(answer["code"], 0, "{answer}");
        answer["data"]["download_url"].as_str().expect("an address").to_owned()
    }

    pub async fn extend_body(&self) -> Value {
        json!({"videoUrl": self.link("clip.mp4", CLIP).await, "prompt": "the tide turns", "duration": "6"})
    }

    pub async fn submit(&self, endpoint: &str, body: &Value) -> Value {
        self.ask(&format!("/openapi/v2/{endpoint}"), body).await
    }

    /// Submits what must be accepted and gives the task's id.
    pub async fn task(&self, endpoint: &str, body: &Value) -> String {
        let answer = self.submit(endpoint, body).await;
        assert_eq!(answer["errorCode"], "", "{answer}");
        answer["taskId"].as_str().expect("an id as text").to_owned()
    }

    pub async fn query(&self, id: &str) -> Value {
        self.ask("/openapi/v2/query", &json!({"taskId": id})).await
    }

    /// Asks until the task is over.
    pub async fn finished(&self, id: &str) -> Value {
        self.until(id, |answer| !matches!(answer["status"].as_str(), Some("QUEUED" | "RUNNING"))).await
    }

    pub async fn until(&self, id: &str, enough: impl Fn(&Value) -> bool) -> Value {
        let begun = Instant::now();
        loop {
            let answer = self.query(id).await;
            if enough(&answer) {
                return answer;
            }
            assert!(begun.elapsed() < Duration::from_mins(2), "it goes on for ever: {answer}");
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// The address of a result of a quick task.
    pub async fn result(&self) -> String {
        let body = self.extend_body().await;
        let id = self.task(GROK, &body).await;
        result_of(&self.finished(&id).await)
    }

    pub async fn get(&self, url: &str, headers: &[(&str, &str)]) -> Response {
        let request = headers.iter().fold(self.http.get(url), |request, (name, value)| request.header(*name, *value));
        request.send().await.expect("an answer")
    }
}

pub fn result_of(answer: &Value) -> String {
    assert_eq!(answer["status"], "SUCCESS", "{answer}");
    answer["results"][0]["url"].as_str().expect("an address").to_owned()
}
