//! The practice server as a program of its own: a RunningHub at an address on loopback.

use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::desk::Desk;
use crate::evidence::program;
use crate::process::Process;

/// A running practice server. Dropping it ends it.
#[derive(Debug)]
pub struct PracticeServer {
    address: String,
    // Ended before its folder goes.
    _process: Process,
    _folder: TempDir,
}

impl PracticeServer {
    /// Starts the server on a free port, for an account with this key, and waits until it has said where it listens.
    pub fn start(desk: &Desk, key: &str) -> Self {
        // What a server keeps is its own affair; it does not lie among the things of this desk.
        let folder = TempDir::with_prefix("afterframe-practice-").expect("a temporary folder can be made");
        let mut command: Command = desk.command(program("practice"));
        command.args(["--port", "0", "--pace", "0.05", "--json", "--key", key, "--folder"]).arg(folder.path());
        let (process, line) = Process::start_and_read_line("practice", &command, &desk.logs());
        let said: Value = serde_json::from_str(&line).unwrap_or_default();
        let address = said["address"].as_str().map(str::to_owned);
        let address = address.unwrap_or_else(|| panic!("the practice server did not say where it listens: {line}"));
        Self { address, _process: process, _folder: folder }
    }

    /// Where it listens, such as `http://127.0.0.1:40123`.
    pub fn address(&self) -> &str {
        &self.address
    }
}
