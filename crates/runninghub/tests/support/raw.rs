//! A server made of sockets, for what a well-behaved server cannot do: reset, close without an answer,
//! stand still, stop in the middle of a body.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::{CancellationToken, DropGuard};

/// What to do with one connection.
#[derive(Clone)]
pub enum Play {
    /// Reset it before anything is read.
    ResetAtOnce,
    /// Read the whole request, then reset.
    ReadThenReset,
    /// Read the whole request, then close without a word.
    ReadThenClose,
    /// Read the whole request, then say nothing for ever.
    ReadThenStall,
    /// Read the head of the request, and nothing more for ever.
    ReadHeadThenStall,
    /// Read the head of the request, answer, and read the rest.
    ReadHeadThenSay(Vec<u8>),
    /// Read the whole request, answer, close.
    Say(Vec<u8>),
    /// As `Say`, and then a reset.
    SayThenReset(Vec<u8>),
    /// As `Say`, and then silence.
    SayThenStall(Vec<u8>),
}

/// The server. It takes one play for each connection, and refuses to go on without one.
pub struct Raw {
    pub address: String,
    requests: Arc<Mutex<Vec<String>>>,
    _end: DropGuard,
}

impl Raw {
    pub async fn start(plays: impl IntoIterator<Item = Play>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let end = CancellationToken::new();
        let mut plays: Vec<_> = plays.into_iter().collect();
        plays.reverse();
        let (noted, ended) = (Arc::clone(&requests), end.clone());
        tokio::spawn(ended.run_until_cancelled_owned(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let play =
                    plays.pop().unwrap_or_else(|| Play::Say(answer(599, &[], b"a connection that was not expected")));
                tokio::spawn(perform(stream, play, Arc::clone(&noted)));
            }
        }));
        Self { address, requests, _end: end.drop_guard() }
    }

    /// The requests that came, head and body, in order; one for each connection.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

/// An answer with its length and `Connection: close`.
pub fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    answer_of_length(status, headers, body, body.len())
}

/// As [`answer`], with a length that need not be true.
pub fn answer_of_length(status: u16, headers: &[(&str, &str)], body: &[u8], length: usize) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {status} Status\r\nConnection: close\r\nContent-Length: {length}\r\n");
    for (name, value) in headers {
        text.push_str(name);
        text.push_str(": ");
        text.push_str(value);
        text.push_str("\r\n");
    }
    text.push_str("\r\n");
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

async fn perform(mut stream: TcpStream, play: Play, requests: Arc<Mutex<Vec<String>>>) {
    let slot = {
        let mut requests = requests.lock().unwrap();
        requests.push(String::new());
        requests.len() - 1
    };
    if let Play::ResetAtOnce = play {
        return reset(stream);
    }
    let head_only = matches!(play, Play::ReadHeadThenStall | Play::ReadHeadThenSay(_));
    let text = read(&mut stream, head_only).await;
    requests.lock().unwrap()[slot] = text;
    match play {
        Play::ResetAtOnce | Play::ReadThenReset => reset(stream),
        Play::ReadThenClose => {}
        Play::ReadThenStall | Play::ReadHeadThenStall => std::future::pending().await,
        Play::ReadHeadThenSay(bytes) => {
            say(&mut stream, &bytes).await;
            let mut rest = vec![0; 65_536];
            while stream.read(&mut rest).await.is_ok_and(|read| read > 0) {}
        }
        Play::Say(bytes) => {
            say(&mut stream, &bytes).await;
            let _ = stream.shutdown().await;
        }
        Play::SayThenReset(bytes) => {
            say(&mut stream, &bytes).await;
            // A reset throws away what the other side has not read: let it read first.
            let mut rest = [0; 1];
            let wait = std::time::Duration::from_millis(100);
            let _ = tokio::time::timeout(wait, stream.read(&mut rest)).await;
            reset(stream);
        }
        Play::SayThenStall(bytes) => {
            say(&mut stream, &bytes).await;
            std::future::pending::<()>().await;
        }
    }
}

async fn say(stream: &mut TcpStream, bytes: &[u8]) {
    let _ = stream.write_all(bytes).await;
    let _ = stream.flush().await;
}

fn reset(stream: TcpStream) {
    stream.set_zero_linger().unwrap();
    drop(stream);
}

/// Reads a request: its head, and its body if it says how long that is.
async fn read(stream: &mut TcpStream, head_only: bool) -> String {
    let mut bytes = Vec::new();
    let mut block = vec![0; 65_536];
    let mut wanted = None;
    while wanted.is_none_or(|wanted| bytes.len() < wanted) {
        match stream.read(&mut block).await {
            Ok(0) | Err(_) => break,
            Ok(read) => bytes.extend_from_slice(&block[..read]),
        }
        if wanted.is_none()
            && let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n")
        {
            let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length:"))
                .map_or(0, |length| length.trim().parse::<usize>().unwrap());
            wanted = Some(end + 4 + if head_only { 0 } else { length });
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
