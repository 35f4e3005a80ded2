//! What was spent, over the bridge: by month, in this month, and as a list in a file.

use serde_json::{Value, json};

use super::{EXTEND, Stage};

/// Practice costs nothing; a run with a key is in the table, the sum and the list.
pub(super) fn commands(stage: &Stage) {
    let clip = stage.practice_clip();
    stage.made(Stage::extend(&clip, "on it goes"));
    assert_eq!(stage.done("money_table", Value::Null), json!({ "months": [] }));
    assert_eq!(stage.done("money_month", Value::Null), json!({ "sums": [] }));

    stage.done("key_enter", json!({ "key": stage.service.key(), "keep": "session" }));
    let paid = stage.made(Stage::extend(&clip, "on it goes"));
    assert_eq!(paid["cost"], json!({ "micros": 1_890_000, "currency": "CNY" }));
    let months = stage.done("money_table", Value::Null)["months"].clone();
    assert_eq!(months.as_array().map(Vec::len), Some(1), "{months}");
    let row = &months[0];
    assert_eq!((&row["endpoint"], &row["family"], &row["runs"]), (&json!(EXTEND), &json!("grok-imagine"), &json!(1)));
    assert_eq!((&row["knownMicros"], &row["estimatedMicros"]), (&json!(1_890_000), &json!(0)));
    assert_eq!(stage.done("money_month", Value::Null)["sums"], json!([{ "micros": 1_890_000, "currency": "CNY" }]));

    let words = json!({
        "fileName": "Afterframe: money",
        "columns": { "time": "Time", "title": "Title", "model": "Model", "state": "State", "currency": "Currency",
            "cost": "Cost", "estimate": "Estimate", "task": "Number" },
        "states": { "making": "making", "done": "done", "failed": "failed", "cancelled": "cancelled", "unclear": "unclear" },
        "models": { EXTEND: "Grok Imagine" },
    });
    assert_eq!(stage.done("money_csv", words.clone()), json!(false), "nobody chose a place");
    *stage.paper.copies.lock().expect("not poisoned") = Some(stage.folder.path().to_path_buf());
    assert_eq!(stage.done("money_csv", words.clone()), json!(true));
    let list = std::fs::read_to_string(stage.folder.path().join("Afterframe money.csv")).expect("the list");
    let number = paid["taskId"].as_str().expect("a number");
    let end = format!(",ridge at dusk,Grok Imagine,done,CNY,1.89,1.89,{number}\r\n");
    assert!(list.starts_with("\u{feff}Time,Title,") && list.ends_with(&end), "{list}");
    assert_eq!(list.lines().count(), 2, "practice is not in it");
    *stage.paper.copies.lock().expect("not poisoned") = Some(stage.folder.path().join("nowhere"));
    assert_eq!(stage.refused("money_csv", words)["code"], "copy-failed");
}
