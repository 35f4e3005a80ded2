//! axe-core in the real window. The scripts of a driver are not bound by the page's content security policy.

use serde_json::{Value, json};

use crate::evidence::repository;
use crate::window::Window;

/// One rule that the page breaks, with the elements that break it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule, such as `color-contrast`.
    pub rule: String,
    /// What is wrong, in a sentence.
    pub help: String,
    /// The elements, as CSS selectors with what axe says about each.
    pub elements: Vec<String>,
}

/// What axe-core finds wrong with the page as it is now: WCAG 2.2 A and AA, and its best practices.
pub fn violations(window: &Window<'_>) -> Vec<Violation> {
    if window.ask("return typeof window.axe === 'undefined';", vec![]) == json!(true) {
        let path = repository().join("ui/node_modules/axe-core/axe.min.js");
        let source = std::fs::read_to_string(&path).unwrap_or_else(|error| {
            panic!("axe-core is not installed ({}): {error}. Run npm ci in ui/", path.display())
        });
        // The driver wraps a script into a function; axe looks for `module` and then for the window.
        window.ask(&format!("{source}\nwindow.axe = window.axe ?? axe; return true;"), vec![]);
    }
    let answer = window.ask_later(
        "const done = arguments[arguments.length - 1];
         axe.run(document, {
            resultTypes: ['violations'],
            // Takes a number that is hidden from readers for a part of the name that they should hear.
            rules: { 'label-content-name-mismatch': { enabled: false } },
         })
            .then((found) => done({ violations: found.violations, passes: found.passes.length }),
                  (error) => done({ failed: String(error) }));",
        vec![],
    );
    assert!(answer["failed"].is_null(), "axe-core could not run: {}", answer["failed"]);
    // A run in which no rule found anything to look at proves nothing.
    assert!(answer["passes"].as_u64() > Some(0), "axe-core looked at nothing");
    answer["violations"].as_array().into_iter().flatten().map(violation).collect()
}

fn violation(found: &Value) -> Violation {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Violation {
        rule: text(&found["id"]),
        help: text(&found["help"]),
        elements: found["nodes"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|node| format!("{}: {}", node["target"], text(&node["failureSummary"]).replace('\n', " ")))
            .collect(),
    }
}
