//! A program that the tests start, and that surely ends with them.
//!
//! Each gets a process group of its own, so that what it starts itself (the window, its web processes) ends with it, and
//! `setpriv --pdeathsig`, so that it ends even when the test is killed. Nothing is ever ended by name.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::wait::poll_until;

/// A running program. Dropping it ends it and everything that it started.
#[derive(Debug)]
pub struct Process {
    name: String,
    child: Child,
}

impl Process {
    /// Starts `command` with its output in `logs/<name>.log`.
    pub fn start(name: &str, command: &Command, logs: &Path) -> Self {
        let log = log_file(name, logs);
        let errors = log.try_clone().expect("a log file can be shared by two streams");
        Self::spawn(name, command, |tied| {
            tied.stdin(Stdio::null()).stdout(log).stderr(errors);
        })
    }

    /// Starts `command`, writes `input` to it, and leaves the pipe closed.
    pub fn start_with_input(name: &str, command: &Command, input: &str, logs: &Path) -> Self {
        let log = log_file(name, logs);
        let errors = log.try_clone().expect("a log file can be shared by two streams");
        let mut process = Self::spawn(name, command, |tied| {
            tied.stdin(Stdio::piped()).stdout(log).stderr(errors);
        });
        let mut pipe = process.child.stdin.take().expect("the pipe was asked for");
        pipe.write_all(input.as_bytes()).unwrap_or_else(|error| panic!("{name} did not read its input: {error}"));
        process
    }

    /// Starts `command` and returns it with the first line that it prints, such as the address at which it listens.
    pub fn start_and_read_line(name: &str, command: &Command, logs: &Path) -> (Self, String) {
        let log = log_file(name, logs);
        let mut process = Self::spawn(name, command, |tied| {
            tied.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        });
        let output = process.child.stdout.take().expect("the pipe was asked for");
        let mut reader = BufReader::new(output);
        let mut line = String::new();
        reader.read_line(&mut line).unwrap_or_else(|error| panic!("{name} could not be read: {error}"));
        assert!(
            !line.is_empty(),
            "{name} ended without a word; its log says: {}",
            std::fs::read_to_string(logs.join(format!("{name}.log"))).unwrap_or_default()
        );
        // The rest is read and dropped, so that the program never blocks on a full pipe.
        std::thread::spawn(move || std::io::copy(&mut reader, &mut std::io::sink()));
        (process, line.trim().to_owned())
    }

    /// The process id, which is the id of its group too.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The ids of the processes that this one has started and that still run.
    pub fn children(&self) -> Vec<u32> {
        let id = self.id();
        std::fs::read_to_string(format!("/proc/{id}/task/{id}/children"))
            .unwrap_or_default()
            .split_whitespace()
            .filter_map(|child| child.parse().ok())
            .collect()
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    fn spawn(name: &str, command: &Command, streams: impl FnOnce(&mut Command)) -> Self {
        let mut tied = Command::new("setpriv");
        tied.args(["--pdeathsig", "KILL"]).arg(command.get_program()).args(command.get_args());
        // The environment is taken as the desk wrote it: complete, and nothing from outside.
        tied.env_clear();
        for (key, value) in command.get_envs() {
            if let Some(value) = value {
                tied.env(key, value);
            }
        }
        if let Some(folder) = command.get_current_dir() {
            tied.current_dir(folder);
        }
        streams(tied.process_group(0));
        let child = tied.spawn().unwrap_or_else(|error| {
            panic!("{name} could not be started ({}): {error}", command.get_program().display())
        });
        Self { name: name.to_owned(), child }
    }

    fn signal(&self, signal: &str) {
        // `kill` of the shell, because the safe standard library has no word for a process group.
        let _ =
            Command::new("sh").arg("-c").arg(format!("kill -{signal} -{}", self.id())).stderr(Stdio::null()).status();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.signal("TERM");
        let politely = Duration::from_secs(3);
        let start = std::time::Instant::now();
        while self.runs() && start.elapsed() < politely {
            std::thread::sleep(Duration::from_millis(20));
        }
        // What it has started may outlive it; the group does not.
        self.signal("KILL");
        if let Err(error) = self.child.wait() {
            eprintln!("{} could not be waited for: {error}", self.name);
        }
    }
}

/// Runs `command` to its end and returns what it printed. Panics with its own words when it fails.
pub fn output_of(command: &mut Command) -> String {
    let program = command.get_program().display().to_string();
    let output = command
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{program} could not be started: {error}. Is it installed?"));
    assert!(output.status.success(), "{program} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Waits until the process `id` is gone.
pub fn wait_for_end(what: &str, id: u32, limit: Duration) {
    poll_until(what, limit, || {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok();
        // "Z" is a process that has ended and that nobody has asked about yet.
        let ended =
            stat.is_none_or(|text| text.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('Z')));
        ended.then_some(())
    });
}

fn log_file(name: &str, logs: &Path) -> File {
    File::options()
        .create(true)
        .append(true)
        .open(logs.join(format!("{name}.log")))
        .unwrap_or_else(|error| panic!("no log file for {name}: {error}"))
}
