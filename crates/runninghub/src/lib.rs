//! A typed, asynchronous client of the RunningHub API.
//!
//! Here is everything that is said to RunningHub over HTTP: the account, the queue, uploads, submits,
//! queries, quotes, cancels, and the download of results. What is deliberately not here: when to try
//! again, what to keep, and any knowledge of models or of the program that uses this client.
//!
//! Three things shape it:
//!
//! * A submit costs money and has no idempotency key, so [`Client::submit`] answers with a
//!   [`SubmitOutcome`] that says whether something *may* have started, and it is sent exactly once.
//! * The API speaks in two generations with numbers as strings and errors under HTTP 200; all of that
//!   ends here, in types.
//! * The key goes to the API host alone. Results are fetched by a client that has no key, from public
//!   https addresses (see [`UrlRefusal`]).
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use runninghub::{ApiKey, Client, ClientOptions, Site};
//!
//! let key = ApiKey::new("0123456789abcdef0123456789abcdef")?;
//! let client = Client::new(Site::International.base(), key, &ClientOptions::default())?;
//! println!("{:?}", client.account_status().await?);
//! # Ok(())
//! # }
//! ```

mod account;
mod answer;
mod base;
mod client;
mod codes;
mod codes_table;
mod detect;
mod download;
mod error;
#[cfg(any(test, fuzzing))]
pub mod hostile;
mod http;
mod key;
mod number;
mod quote;
mod refusal;
mod submit;
mod task;
mod task_parse;
mod upload;

pub use account::{AccountStatus, ApiType, QueueStatus};
pub use base::{BadEndpoint, BaseUrl, BaseUrlError, Endpoint, Site};
pub use client::{Client, ClientError, ClientOptions, Timeouts};
pub use codes::{ErrorCode, ErrorKind, RetryClass};
pub use codes_table::{KnownCode, known_codes};
pub use detect::{Detection, SiteFailure, detect_site};
pub use download::{Download, DownloadEvent, DownloadOutcome, InterruptCause, ResumeState, UrlRefusal};
pub use error::{CallError, NetworkError, NetworkKind};
pub use key::{ApiKey, ApiKeyError};
pub use number::Micros;
pub use quote::Quote;
pub use refusal::Refusal;
pub use submit::{SubmitOutcome, UnknownCause};
pub use task::{Failure, PendingState, ResultItem, Success, TaskId, TaskReport, Usage};
pub use upload::{Progress, UploadError, UploadName, Uploaded};
