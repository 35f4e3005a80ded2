//! The client: its settings, and the calls that are one small JSON question each.
//!
//! Submits are in `submit`, uploads in `upload`, downloads in `download`, because each has rules of its
//! own about what may be repeated.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
use serde_json::{Map, Value, json};

use crate::answer::understood;
use crate::download::PublicResolver;
use crate::error::NetworkError;
use crate::http::{Answer, HttpClients};
use crate::{AccountStatus, ApiKey, BaseUrl, CallError, Endpoint, ErrorKind, QueueStatus, Quote, TaskId, TaskReport};

/// How long the client waits for what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeouts {
    /// Until a connection stands.
    pub connect: Duration,
    /// For a small call as a whole.
    pub call: Duration,
    /// For a submit as a whole.
    pub submit: Duration,
    /// How long an upload may stand still.
    pub upload_stall: Duration,
    /// For the answer once the last byte of an upload has been handed over.
    pub upload_answer: Duration,
    /// How long a download may stand still, the wait for its first byte included.
    pub download_stall: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            call: Duration::from_secs(30),
            submit: Duration::from_secs(90),
            upload_stall: Duration::from_mins(1),
            upload_answer: Duration::from_mins(2),
            download_stall: Duration::from_mins(1),
        }
    }
}

/// What may differ between two clients of the same address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientOptions {
    /// How long to wait for what.
    pub timeouts: Timeouts,
    /// A proxy for everything but this machine, for instance `http://proxy.example:3128`. None takes
    /// the proxy of the environment or the operating system.
    pub proxy: Option<String>,
    /// The `User-Agent` of every request; it must be ASCII.
    pub user_agent: String,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            timeouts: Timeouts::default(),
            proxy: None,
            user_agent: concat!("runninghub-rust/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

/// Why no client could be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The proxy address cannot be read.
    #[error("the proxy address is not a web address")]
    BadProxy,
    /// The HTTP library could not start, most often for want of the system's certificates.
    #[error("the HTTP client could not be made: {0}")]
    Http(NetworkError),
}

/// A client of one address with one key. Cloning it is cheap and shares its connections.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub base: BaseUrl,
    pub key: ApiKey,
    pub timeouts: Timeouts,
    pub http: HttpClients,
    pub resolver: PublicResolver,
}

impl Client {
    /// Makes a client; nothing is sent yet.
    pub fn new(base: BaseUrl, key: ApiKey, options: &ClientOptions) -> Result<Self, ClientError> {
        let resolver = PublicResolver::default();
        let http = HttpClients::build(&base, options, resolver.clone())?;
        let timeouts = options.timeouts.clone();
        Ok(Self { inner: Arc::new(Inner { base, key, timeouts, http, resolver }) })
    }

    /// The address this client speaks to.
    pub fn base(&self) -> &BaseUrl {
        &self.inner.base
    }

    /// The key this client speaks with.
    pub fn key(&self) -> &ApiKey {
        &self.inner.key
    }

    /// Balance, currency and kind of the key. Free and without effect.
    pub async fn account_status(&self) -> Result<AccountStatus, CallError> {
        // This call alone spells the field with a small k.
        let body = json!({"apikey": self.inner.key.secret().expose_secret()});
        let answer = self.post("/uc/openapi/accountStatus", &body).await?;
        AccountStatus::read(answer.data()).ok_or(answer.unreadable())
    }

    /// How many tasks the key may run at once, and how many it runs. Free and without effect.
    pub async fn queue_status(&self) -> Result<QueueStatus, CallError> {
        let url = self.inner.base.at("/openapi/v2/queue/status");
        let answer = self.ask(self.inner.http.api.get(url)).await?;
        QueueStatus::read(answer.data()).ok_or(answer.unreadable())
    }

    /// What a submit with this body would cost. Free; the site also checks the body.
    pub async fn price_preview(&self, endpoint: &Endpoint, body: &Map<String, Value>) -> Result<Quote, CallError> {
        let path = format!("/openapi/v2/price-preview/{endpoint}");
        match self.post(&path, body).await {
            Ok(answer) => Quote::read(answer.data()).ok_or(answer.unreadable()),
            // The moderation's code means something else here: no price is known for this body.
            Err(CallError::Refused(mut refusal)) if refusal.kind == ErrorKind::Content => {
                refusal.kind = ErrorKind::NoPrice;
                Err(CallError::Refused(refusal))
            }
            Err(error) => Err(error),
        }
    }

    /// How a task stands. Free, and right at any time, also long after the task ended.
    pub async fn query(&self, task_id: &TaskId) -> Result<TaskReport, CallError> {
        let url = self.inner.base.at("/openapi/v2/query");
        let request = self.inner.http.api.post(url).json(&json!({"taskId": task_id.as_str()}));
        let answer = self.exchange(request).await?;
        TaskReport::read(&answer, &self.inner.key)
    }

    /// Asks RunningHub to stop a task. It is documented for workflows and apps; whether a model's task
    /// stops or is paid back is not known, so `Ok` means only that RunningHub said yes.
    pub async fn cancel(&self, task_id: &TaskId) -> Result<(), CallError> {
        let key = self.inner.key.secret().expose_secret();
        let body = json!({"apiKey": key, "taskId": task_id.as_str()});
        self.post("/task/openapi/cancel", &body).await.map(|_| ())
    }

    /// Sends JSON and takes an answer that does not say no.
    async fn post(&self, path: &str, body: &impl serde::Serialize) -> Result<crate::answer::Understood, CallError> {
        self.ask(self.inner.http.api.post(self.inner.base.at(path)).json(body)).await
    }

    async fn ask(&self, request: reqwest::RequestBuilder) -> Result<crate::answer::Understood, CallError> {
        understood(&self.exchange(request).await?, &self.inner.key)
    }

    /// Sends a request with the key and reads the answer, whatever it says.
    async fn exchange(&self, request: reqwest::RequestBuilder) -> Result<Answer, CallError> {
        let response = self.signed(request).send().await.map_err(NetworkError::from)?;
        Ok(Answer::read(response).await)
    }

    /// Adds the key. This is the only place where it gets into a header.
    pub(crate) fn signed(&self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        match self.inner.key.bearer() {
            Some(value) => request.header(reqwest::header::AUTHORIZATION, value),
            None => request,
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base", &self.inner.base.as_str()).finish_non_exhaustive()
    }
}
