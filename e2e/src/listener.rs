//! The desktop around the window, as it hears of it: messages, the icon in the tray, progress on the dock, the wish not to sleep.

use std::{fs, io::Write as _, time::Duration};

use serde_json::{Value, json};
use tempfile::TempPath;

use crate::desk::Desk;
use crate::drag::PYTHON;
use crate::evidence::repository;
use crate::process::Process;
use crate::wait::poll_until;

const PATIENCE: Duration = Duration::from_secs(30);

/// A desktop that listens. Dropping it ends it.
#[derive(Debug)]
pub struct Listener {
    _process: Process,
    status: TempPath,
    orders: TempPath,
}

impl Listener {
    /// A desktop with messages, a tray, a dock and a portal.
    pub fn start(desk: &Desk) -> Self {
        Self::start_with(desk, &[])
    }

    /// The same without a place for icons of programs.
    pub fn start_without_tray(desk: &Desk) -> Self {
        Self::start_with(desk, &["--without-tray"])
    }

    fn start_with(desk: &Desk, wishes: &[&str]) -> Self {
        let file = || tempfile::NamedTempFile::new_in(desk.logs()).expect("the desk's logs can be written to");
        let (status, orders) = (file().into_temp_path(), file().into_temp_path());
        let mut command = desk.command(PYTHON);
        command.arg(repository().join("e2e/desktop_listener.py")).arg(&status).arg(&orders).args(wishes);
        let process = Process::start("desktop-listener", &command, &desk.logs());
        let listener = Self { _process: process, status, orders };
        listener.wait_for("the desktop listens", PATIENCE, |heard| heard["heard"] == "ready");
        listener
    }

    /// Everything that was heard so far, in order.
    pub fn heard(&self) -> Vec<Value> {
        let text = fs::read_to_string(&self.status).unwrap_or_default();
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    /// What was heard of one kind.
    pub fn heard_of(&self, kind: &str) -> Vec<Value> {
        self.heard().into_iter().filter(|heard| heard["heard"] == kind).collect()
    }

    /// Waits until something was heard that fits, and returns it.
    pub fn wait_for(&self, what: &str, limit: Duration, fits: impl Fn(&Value) -> bool) -> Value {
        poll_until(what, limit, || self.heard().into_iter().find(&fits))
    }

    /// Does something that a person would do to the desktop.
    pub fn order(&self, order: &Value) {
        let mut file = fs::File::options().append(true).open(&self.orders).expect("the orders can be written");
        writeln!(file, "{order}").expect("the orders can be written");
    }

    /// What the icon in the tray says now: its words for the pointer, and its menu.
    pub fn read_icon(&self) -> (String, Vec<String>) {
        let before = self.heard_of("reads").len();
        self.order(&json!({ "do": "read" }));
        let said = poll_until("the icon can be read", PATIENCE, || self.heard_of("reads").into_iter().nth(before));
        let labels = said["labels"].as_array().into_iter().flatten();
        let labels = labels.filter_map(|label| label.as_str().map(str::to_owned)).collect();
        (said["tip"].as_str().unwrap_or_default().to_owned(), labels)
    }
}
