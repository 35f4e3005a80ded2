//! What a screen reader is told of the window: the accessibility tree as the desktop has it, read over AT-SPI.
//!
//! axe-core looks at the page; this looks at what comes out at the other end of the web view.

use std::time::Duration;

use serde_json::Value;

use crate::drag::PYTHON;
use crate::evidence::repository;
use crate::process::output_of;
use crate::wait::poll_until;
use crate::window::Window;

/// Everything that one can do something with, by the names that AT-SPI has for roles.
const CONTROLS: [&str; 19] = [
    "check box",
    "check menu item",
    "combo box",
    "entry",
    "link",
    "menu item",
    "page tab",
    "password text",
    "push button",
    "push button menu",
    "radio button",
    "radio menu item",
    "slider",
    "spin button",
    "switch",
    "text",
    "toggle button",
    "tree item",
    "video",
];

/// What can have the focus without being a control: the window, the page, and what scrolls.
const FRAMES: [&str; 4] = ["document web", "frame", "scroll pane", "application"];

/// One thing that assistive technology knows of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// What it is, such as `push button`.
    pub role: String,
    /// What it is called.
    pub name: String,
    /// Such as `focusable` and `visible`.
    pub states: Vec<String>,
    /// What it lies in, from the outside inwards, for the words of a failure.
    pub within: Vec<String>,
}

impl Heard {
    /// Whether a person can act on it: a control, or anything else that takes the focus, such as an item of a list that opens.
    pub fn acts(&self) -> bool {
        let is = |state: &str| self.states.iter().any(|known| known == state);
        let takes_focus = is("focusable") && !FRAMES.contains(&self.role.as_str());
        is("visible") && (takes_focus || CONTROLS.contains(&self.role.as_str()))
    }

    /// Where it is, in a line.
    pub fn place(&self) -> String {
        let inner: Vec<&str> = self.within.iter().rev().take(4).rev().map(String::as_str).collect();
        format!("{} “{}” in {}", self.role, self.name, inner.join(" › "))
    }
}

/// The whole tree of the window, in the order of reading. The desk must be one that is read aloud.
pub fn heard(window: &Window<'_>) -> Vec<Heard> {
    let mut command = window.desk().command(PYTHON);
    command.arg(repository().join("e2e/read_accessibility.py")).arg(window.program_id().to_string());
    let answer: Value = serde_json::from_str(&output_of(&mut command)).expect("the script prints JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let texts = |value: &Value| value.as_array().into_iter().flatten().map(text).collect();
    let nodes = answer.as_array().into_iter().flatten();
    nodes
        .map(|node| Heard {
            role: text(&node["role"]),
            name: text(&node["name"]),
            states: texts(&node["states"]),
            within: texts(&node["within"]),
        })
        .collect()
}

/// Waits until something with this role and a name that begins like this is told of, and returns the whole tree then: the tree
/// follows the page with a small delay.
pub fn wait_until_heard(window: &Window<'_>, role: &str, name: &str) -> Vec<Heard> {
    poll_until(&format!("assistive technology is told of the {role} “{name}”"), Duration::from_secs(30), || {
        let tree = heard(window);
        tree.iter().any(|one| one.role == role && one.name.starts_with(name)).then_some(tree)
    })
}
