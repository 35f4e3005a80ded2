//! The media server on 127.0.0.1: a free port, one token per run, a bounded number of connections.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use http_body_util::{BodyExt as _, Empty, StreamBody, combinators::BoxBody};
use hyper::{
    Request, Response, StatusCode,
    body::{Frame, Incoming},
    header,
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinHandle,
};
use tokio_util::io::ReaderStream;

use super::{
    Lookup,
    answer::{Answer, Question, answer},
    token::Token,
};

/// A player opens and drops connections all the time; more than this at once is somebody else.
const CONNECTIONS: usize = 32;
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
const HEAD_BYTES: usize = 8 * 1024;
const BLOCK_BYTES: usize = 64 * 1024;

type Body = BoxBody<Bytes, std::io::Error>;

/// The running server. It ends when this is dropped.
pub struct Loopback {
    base: String,
    task: JoinHandle<()>,
}

impl Loopback {
    /// What media addresses begin with, the token included.
    pub fn base(&self) -> &str {
        &self.base
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Starts the server on a free port.
pub async fn serve(token: Token, lookup: Lookup) -> std::io::Result<Loopback> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let base = format!("http://{address}/{}", token.as_str());
    let task = tokio::spawn(accept(listener, address, token, lookup));
    Ok(Loopback { base, task })
}

async fn accept(listener: TcpListener, address: SocketAddr, token: Token, lookup: Lookup) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file handles, say: a pause, so that the loop does not spin.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let (token, lookup) = (token.clone(), lookup.clone());
        tokio::spawn(async move {
            connection(stream, address, &token, &lookup).await;
            drop(place);
        });
    }
}

async fn connection(stream: TcpStream, address: SocketAddr, token: &Token, lookup: &Lookup) {
    let service =
        service_fn(|request| async move { Ok::<_, Infallible>(respond(request, address, token, lookup).await) });
    // A player that hangs up in the middle is normal, so how a connection ends is not of interest.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(HEAD_BYTES)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn respond(request: Request<Incoming>, address: SocketAddr, token: &Token, lookup: &Lookup) -> Response<Body> {
    // A page elsewhere that rebinds its name to 127.0.0.1 sends its own name here.
    let host = request.headers().get(header::HOST);
    let ours = host.is_some_and(|host| host.as_bytes() == address.to_string().as_bytes());
    let answer = if ours {
        let question = Question {
            method: request.method(),
            path: request.uri().path(),
            headers: request.headers(),
            most: u64::MAX,
        };
        answer(question, token, lookup).await
    } else {
        Answer::refusal(StatusCode::FORBIDDEN)
    };
    let body = match answer.body {
        None => Empty::new().map_err(|never| match never {}).boxed(),
        Some(file) => {
            let blocks = ReaderStream::with_capacity(file, BLOCK_BYTES);
            StreamBody::new(blocks.map_ok(Frame::data)).boxed()
        }
    };
    let mut response = Response::new(body);
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    response
}
