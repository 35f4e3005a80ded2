//! The practice server as a program of its own: a RunningHub at an address on loopback, which fails as it is told and tells what
//! it was asked.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::desk::Desk;
use crate::evidence::program;
use crate::process::Process;

/// A running practice server. Dropping it ends it.
#[derive(Debug)]
pub struct PracticeServer {
    address: String,
    poor_key: String,
    // Ended before its folder goes.
    _process: Process,
    _folder: TempDir,
}

impl PracticeServer {
    /// Starts the server on a free port, for an account with this key, and waits until it has said where it listens.
    pub fn start(desk: &Desk, key: &str) -> Self {
        Self::start_with(desk, key, &["--pace", "0.05"])
    }

    /// As [`PracticeServer::start`], with other arguments: the pace, how many tasks may run.
    pub fn start_with(desk: &Desk, key: &str, more: &[&str]) -> Self {
        // What a server keeps is its own affair; it does not lie among the things of this desk.
        let folder = TempDir::with_prefix("afterframe-practice-").expect("a temporary folder can be made");
        let mut command: Command = desk.command(program("practice"));
        command.args(["--port", "0", "--json", "--key", key]).args(more).arg("--folder").arg(folder.path());
        let (process, line) = Process::start_and_read_line("practice", &command, &desk.logs());
        let said: Value = serde_json::from_str(&line).unwrap_or_default();
        let address = said["address"].as_str().map(str::to_owned);
        let address = address.unwrap_or_else(|| panic!("the practice server did not say where it listens: {line}"));
        let poor_key = said["poorKey"].as_str().unwrap_or_default().to_owned();
        Self { address, poor_key, _process: process, _folder: folder }
    }

    /// Where it listens, such as `http://127.0.0.1:40123`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The key of another account there, which has no money.
    pub fn poor_key(&self) -> &str {
        &self.poor_key
    }

    /// Switches a fault on until [`PracticeServer::heal`], as `POST /practice/faults` takes it: `{"kind": "lost-answer"}`.
    pub fn fail(&self, place: &str, fault: &Value) {
        self.request(
            "POST",
            "/practice/faults",
            &json!({ "place": place, "fault": fault, "times": "always" }).to_string(),
        );
    }

    /// Switches all faults off.
    pub fn heal(&self) {
        self.request("DELETE", "/practice/faults", "");
    }

    /// How many submits arrived, for whichever model.
    pub fn submits(&self) -> u64 {
        let log: Value = serde_json::from_str(&self.request("GET", "/practice/log", "")).expect("the log is JSON");
        log["submits"].as_object().into_iter().flatten().filter_map(|(_, count)| count.as_u64()).sum()
    }

    /// Asks, and returns the body of the answer.
    fn request(&self, method: &str, path: &str, body: &str) -> String {
        let host = self.address.trim_start_matches("http://");
        let mut answer = Vec::new();
        TcpStream::connect(host)
            .and_then(|mut stream| {
                write!(
                    stream,
                    "{method} {path} HTTP/1.0\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                    body.len()
                )?;
                stream.read_to_end(&mut answer)
            })
            .unwrap_or_else(|error| panic!("the practice server does not answer: {error}"));
        let text = String::from_utf8_lossy(&answer);
        let (head, rest) = text.split_once("\r\n\r\n").expect("an answer has a head");
        assert!(head.starts_with("HTTP/1.0 2") || head.starts_with("HTTP/1.1 2"), "{method} {path}: {head}");
        rest.to_owned()
    }
}
