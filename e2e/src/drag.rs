//! A drop as the desktop does it: a window of another program, the mouse, the XDND protocol. No event is made up.

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use crate::evidence::repository;
use crate::process::{Process, output_of};
use crate::wait::poll_until;
use crate::window::Window;

/// Where the other program's window stands: right of every window that the tests open.
const SOURCE: (i64, i64) = (1685, 20);

/// Debian's interpreter, because another one further up the path does not see Debian's GTK.
pub(crate) const PYTHON: &str = "/usr/bin/python3";

/// Drags the files at `paths` from another program's window and lets them fall on the middle of `selector`.
pub fn drop_on(window: &Window<'_>, selector: &str, paths: &[&Path]) {
    let desk = window.desk();
    let status = tempfile::NamedTempFile::new_in(desk.logs()).expect("the desk's logs can be written to");
    let mut command = desk.command(PYTHON);
    command.arg(repository().join("e2e/drag_source.py")).arg(status.path());
    command.args([SOURCE.0.to_string(), SOURCE.1.to_string()]).args(paths);
    let _source = Process::start("drag-source", &command, &desk.logs());
    let said =
        |word: &str| std::fs::read_to_string(status.path()).is_ok_and(|text| text.lines().any(|line| line == word));
    let wait_for = |what: &str, word: &str| {
        poll_until(what, Duration::from_secs(15), || said(word).then_some(()));
    };
    wait_for("the window to drag from can be seen", "ready");

    let mouse = |arguments: &[&str]| {
        output_of(window.xdotool().args(arguments));
    };
    let move_to = |x: i64, y: i64| mouse(&["mousemove", &x.to_string(), &y.to_string()]);
    let (start_x, start_y) = (SOURCE.0 + 20, SOURCE.1 + 20);
    let (end_x, end_y) = window.middle_of(selector);
    move_to(start_x, start_y);
    mouse(&["mousedown", "1"]);
    // A drag begins after a few pixels, and a target answers only while the pointer moves.
    for step in 1..=20 {
        move_to(start_x + (end_x - start_x) * step / 20, start_y + (end_y - start_y) * step / 20);
    }
    wait_for("the drag begins", "began");
    let mut nudge = 0;
    let mut aim = (end_x, end_y);
    poll_until("the window takes what is dragged over it", Duration::from_secs(15), || {
        nudge = (nudge + 1) % 2;
        // A form may move while something comes in above: one aims at what one sees.
        let before = std::mem::replace(&mut aim, window.middle_of(selector));
        move_to(aim.0 + nudge, aim.1);
        (before == aim && said("accepted") && is_pointed_at(window, selector)).then_some(())
    });
    mouse(&["mouseup", "1"]);
    wait_for("the drop is over", "ended");
    assert!(!said("failed"), "the window refused the drop");
}

/// Whether the page knows by now that the files are held over this place. What is told on the way there comes late, and a
/// drop that is faster falls where the page believed the pointer to be.
fn is_pointed_at(window: &Window<'_>, selector: &str) -> bool {
    let known = window.ask(
        "const place = document.querySelector(arguments[0]);
         return !place.matches('[data-drop-field]') || place.classList.contains('over');",
        vec![json!(selector)],
    );
    known == json!(true)
}
