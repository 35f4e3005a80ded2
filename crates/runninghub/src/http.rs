//! The HTTP clients, each with only what its job may have, and the reading of small JSON answers.
//!
//! What is sent where is in `client`, `submit`, `upload` and `download`.

use std::time::{Duration, SystemTime};

use bytes::BytesMut;
use reqwest::redirect::Policy;
use reqwest::{ClientBuilder, Proxy, Response};

use crate::client::{ClientError, ClientOptions};
use crate::download::PublicResolver;
use crate::error::{NetworkError, NetworkKind};
use crate::refusal::retry_after;
use crate::{BaseUrl, NetworkKind::TimedOut};

/// No JSON answer of RunningHub comes near this; a larger one is not read.
pub(crate) const LARGEST_ANSWER: usize = 8 * 1024 * 1024;

/// The four clients. None follows a redirect by itself: a redirect must never carry the key along.
#[derive(Clone)]
pub(crate) struct HttpClients {
    /// Small calls, with a limit for the whole call.
    pub api: reqwest::Client,
    /// Paid submits: one attempt on a fresh connection, so that a lost answer is never a second order.
    pub submit: reqwest::Client,
    /// Uploads: no limit for the whole, because reqwest's read timeout runs on while a body is sent
    /// (reqwest issue 2784); a watchdog in `upload` looks for standstill instead.
    pub upload: reqwest::Client,
    /// Results: no key, and only public addresses.
    pub download: reqwest::Client,
}

impl HttpClients {
    pub fn build(base: &BaseUrl, options: &ClientOptions, resolver: PublicResolver) -> Result<Self, ClientError> {
        let proxy = match options.proxy.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => Some(Proxy::all(text).map_err(|_| ClientError::BadProxy)?),
            None => None,
        };
        let builder = || {
            let builder = reqwest::Client::builder()
                .redirect(Policy::none())
                .referer(false)
                .connect_timeout(options.timeouts.connect)
                .tcp_keepalive(Duration::from_secs(30))
                .user_agent(&options.user_agent);
            // A proxy between this program and this machine is never meant, even if one is set for all.
            match &proxy {
                _ if base.is_loopback() => builder.no_proxy(),
                Some(proxy) => builder.proxy(proxy.clone()),
                None => builder,
            }
        };
        let finish =
            |builder: ClientBuilder| builder.build().map_err(|error| ClientError::Http(NetworkError::from(error)));
        // Reading the system's certificates takes a while; towards plain http, which is only ever this
        // machine, they are of no use.
        let to_api = || {
            let plain = base.as_str().starts_with("http:");
            if plain { builder().tls_certs_only([]) } else { builder() }
        };
        Ok(Self {
            api: finish(to_api().timeout(options.timeouts.call))?,
            submit: finish(
                to_api()
                    .timeout(options.timeouts.submit)
                    .retry(reqwest::retry::never())
                    .http1_only()
                    .pool_max_idle_per_host(0),
            )?,
            upload: finish(to_api().retry(reqwest::retry::never()))?,
            download: finish(builder().dns_resolver(resolver))?,
        })
    }
}

/// A small answer: its status, how long to wait, and as much of the body as came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: u16,
    pub retry_after: Option<Duration>,
    pub body: Vec<u8>,
    /// Why the body is not whole, if it is not.
    pub cut: Option<Cut>,
}

/// Why a body ended early.
#[derive(Debug)]
pub(crate) enum Cut {
    Network(NetworkError),
    TooLarge,
}

impl Answer {
    /// Reads the body up to the limit. What came before a fault is kept: it may hold a task id.
    pub async fn read(mut response: Response) -> Self {
        let status = response.status().as_u16();
        let retry_after = retry_after(response.headers(), SystemTime::now());
        let mut body = BytesMut::new();
        let cut = loop {
            match response.chunk().await {
                Ok(None) => break None,
                Ok(Some(chunk)) if body.len() + chunk.len() > LARGEST_ANSWER => {
                    break Some(Cut::TooLarge);
                }
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Err(error) => break Some(Cut::Network(interrupted(error))),
            }
        };
        Self { status, retry_after, body: body.into(), cut }
    }
}

/// A fault after the head of the answer came: whatever reqwest calls it, the request had been sent.
pub(crate) fn interrupted(error: reqwest::Error) -> NetworkError {
    let mut error = NetworkError::from(error);
    if error.kind != TimedOut {
        error.kind = NetworkKind::Interrupted;
    }
    error
}
