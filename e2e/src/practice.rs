//! The practice server as a program of its own: a RunningHub at an address on loopback.

use std::process::Command;

use crate::desk::Desk;
use crate::evidence::program;
use crate::process::Process;

/// A running practice server. Dropping it ends it.
#[derive(Debug)]
pub struct PracticeServer {
    address: String,
    _process: Process,
}

impl PracticeServer {
    /// Starts the server on a free port and waits until it has said where it listens.
    pub fn start(desk: &Desk) -> Self {
        let mut command: Command = desk.command(program("practice"));
        command.args(["--port", "0"]).env("AFTERFRAME_PRACTICE_SPEED", "20");
        let (process, line) = Process::start_and_read_line("practice", &command, &desk.logs());
        let address = line
            .split_whitespace()
            .find_map(|word| {
                word.find("http://").map(|start| word[start..].trim_end_matches(['/', '.', ',', '"', '}']).to_owned())
            })
            .unwrap_or_else(|| panic!("the practice server did not say where it listens: {line}"));
        Self { address, _process: process }
    }

    /// Where it listens, such as `http://127.0.0.1:40123`.
    pub fn address(&self) -> &str {
        &self.address
    }
}
