//! Another program beside the window: files are dropped on it, it looks at the clipboard, and it copies files as a file manager does.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tempfile::TempPath;

use crate::desk::Desk;
use crate::drag::PYTHON;
use crate::evidence::repository;
use crate::process::{Process, output_of};
use crate::wait::poll_until;
use crate::window::Window;

/// Where it stands: right of every window that the tests open.
const PLACE: (i64, i64) = (1685, 120);
const PATIENCE: Duration = Duration::from_secs(20);
/// A drag that has not come over in this time does not come any more.
const ONE_TRY: Duration = Duration::from_secs(8);
/// Three tries.
const TRIES_PATIENCE: Duration = Duration::from_secs(24);

/// The other program. Dropping it ends it.
#[derive(Debug)]
pub struct OtherProgram {
    _process: Process,
    status: TempPath,
}

impl OtherProgram {
    /// Opens it on the desk.
    pub fn open(desk: &Desk) -> Self {
        Self::open_with(desk, "", &[])
    }

    /// Opens it with these files copied.
    pub fn open_with_copied(desk: &Desk, paths: &[&Path]) -> Self {
        let program = Self::open_with(desk, "--copy", paths);
        program.wait_for("the files are copied", |line| line == "copied-in");
        program
    }

    /// Opens it with the pixels of this picture copied, and no file.
    pub fn open_with_copied_picture(desk: &Desk, path: &Path) -> Self {
        let program = Self::open_with(desk, "--copy-picture", &[path]);
        program.wait_for("the picture is copied", |line| line == "copied-in");
        program
    }

    fn open_with(desk: &Desk, how: &str, copied: &[&Path]) -> Self {
        let status = tempfile::NamedTempFile::new_in(desk.logs()).expect("the desk's logs can be written to");
        let status = status.into_temp_path();
        let mut command = desk.command(PYTHON);
        command.arg(repository().join("e2e/drag_target.py")).arg(&status);
        command.args([PLACE.0.to_string(), PLACE.1.to_string()]);
        if !copied.is_empty() {
            command.arg(how).args(copied);
        }
        let process = Process::start("other-program", &command, &desk.logs());
        let program = Self { _process: process, status };
        program.wait_for("the other program can be seen", |line| line == "ready");
        program
    }

    /// What it said so far.
    pub fn lines(&self) -> Vec<String> {
        fs::read_to_string(&self.status).unwrap_or_default().lines().map(str::to_owned).collect()
    }

    /// What is on the clipboard, as `uri …`, `copied …`, `picture …`, `target …`.
    pub fn clipboard(&self) -> Vec<String> {
        let before = self.lines().len();
        let question = PathBuf::from(format!("{}.ask", self.status.display()));
        fs::write(question, "look").expect("the desk's logs can be written to");
        poll_until("the other program looked at the clipboard", PATIENCE, || {
            let said = self.lines().split_off(before);
            (said.last().map(String::as_str) == Some("looked")).then_some(said)
        })
    }

    /// Drags from the middle of `selector` in the window onto it, and gives the addresses that arrive. Where nothing comes to be held
    /// over it, because a busy machine saw the press too late, the button is let go of and the drag begun anew, as a person would.
    pub fn take_from(&self, window: &Window<'_>, selector: &str) -> Vec<String> {
        let before = self.lines().len();
        let from = window.middle_of(selector);
        let (x, y) = (PLACE.0 + 20, PLACE.1 + 20);
        poll_until("something is held over the other program", TRIES_PATIENCE, || {
            drag(window, from, (x, y), || {
                let begun = Instant::now();
                // A target answers only while the pointer moves.
                while begun.elapsed() < ONE_TRY && !self.holds_since(before) {
                    for step in 0..2 {
                        output_of(window.xdotool().args(["mousemove", &(x + step).to_string(), &y.to_string()]));
                    }
                }
            });
            self.holds_since(before).then_some(())
        });
        poll_until("the drop arrives", PATIENCE, || {
            let said = self.lines().split_off(before);
            let files = said.iter().filter_map(|line| line.strip_prefix("dropped ").map(str::to_owned));
            let files: Vec<String> = files.collect();
            (!files.is_empty() || said.iter().any(|line| line == "nothing")).then_some(files)
        })
    }

    /// Whether something was held over it after so many lines.
    fn holds_since(&self, before: usize) -> bool {
        self.lines()[before..].iter().any(|line| line == "over")
    }

    fn wait_for(&self, what: &str, wanted: impl Fn(&str) -> bool) {
        poll_until(what, PATIENCE, || self.lines().iter().any(|line| wanted(line)).then_some(()));
    }
}

/// Presses the button at one place, moves to another in small steps, waits there and lets go.
fn drag(window: &Window<'_>, from: (i64, i64), to: (i64, i64), wait: impl FnOnce()) {
    let mouse = |arguments: &[&str]| {
        output_of(window.xdotool().args(arguments));
    };
    let move_to = |x: i64, y: i64| mouse(&["mousemove", &x.to_string(), &y.to_string()]);
    move_to(from.0, from.1);
    mouse(&["mousedown", "1"]);
    for step in 1..=20 {
        move_to(from.0 + (to.0 - from.0) * step / 20, from.1 + (to.1 - from.1) * step / 20);
    }
    wait();
    mouse(&["mouseup", "1"]);
}
