//! The same answers through a custom protocol, for WebView2. An answer is complete in memory there,
//! so each holds a bounded stretch and the player asks for the next.

use hyper::{Request, Response};
use tokio::io::AsyncReadExt as _;

use super::{
    Lookup,
    answer::{Answer, Question, answer},
    token::Token,
};

/// The scheme that is registered with the window.
pub const SCHEME: &str = "media";

/// What WebView2 turns the scheme into.
pub const BASE: &str = "http://media.localhost";

/// The most that one answer holds.
const MOST: u64 = 2 * 1024 * 1024;

/// Answers one request of the window.
pub async fn respond(request: Request<Vec<u8>>, token: &Token, lookup: &Lookup) -> Response<Vec<u8>> {
    let question =
        Question { method: request.method(), path: request.uri().path(), headers: request.headers(), most: MOST };
    let Answer { status, headers, body, length } = answer(question, token, lookup).await;
    let mut bytes = Vec::new();
    if let Some(mut body) = body {
        bytes.reserve(usize::try_from(length).unwrap_or_default());
        if body.read_to_end(&mut bytes).await.is_err() {
            bytes.clear();
        }
    }
    let mut response = Response::new(bytes);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
