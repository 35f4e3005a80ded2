//! What was spent: the table, the sum of this month, and a list of all runs as a file that any spreadsheet opens.

use std::{io::Write as _, path::Path};

use afterframe_core::names::safe_part;
use afterframe_engine::SpentRun;
use csv::{Terminator, WriterBuilder};
use tauri::State;

use super::{Answer, nothing};
use crate::{
    error::{ErrorCode, UiError},
    fail::engine_failed,
    shell::Shell,
    views::{MoneyCsv, MoneyMonth, MoneyRow, MoneyTable},
};

/// Without it, Excel takes UTF-8 for the system's old character set.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

#[tauri::command]
pub async fn money_table(shell: State<'_, Shell>, request: ()) -> Answer<MoneyTable> {
    nothing(request);
    let catalogue = shell.engine.catalogue();
    let lines = shell.engine.spending().await.map_err(engine_failed)?;
    let months = lines.into_iter().map(|line| MoneyRow {
        family: catalogue.model(&line.endpoint).map(|model| model.family.clone()),
        month: line.month,
        endpoint: line.endpoint,
        currency: line.currency,
        runs: line.runs,
        known_micros: line.known,
        estimated_micros: line.estimated,
        unknown_runs: line.unknown_runs,
    });
    Ok(MoneyTable { months: months.collect() })
}

#[tauri::command]
pub async fn money_month(shell: State<'_, Shell>, request: ()) -> Answer<MoneyMonth> {
    nothing(request);
    Ok(MoneyMonth { sums: shell.engine.spent_this_month().await.map_err(engine_failed)? })
}

/// Asks where the list is to lie and writes it. `false`: the person chose no place.
#[tauri::command]
pub async fn money_csv(shell: State<'_, Shell>, request: MoneyCsv) -> Answer<bool> {
    let failed = |error: std::io::Error| UiError::worth_a_retry(ErrorCode::CopyFailed, error.to_string());
    let name = format!("{}.csv", safe_part(&request.file_name));
    let Some(target) = shell.desktop.choose_target(name).await else { return Ok(false) };
    let runs = shell.engine.spent_runs().await.map_err(engine_failed)?;
    let bytes = list(&request, &runs).map_err(failed)?;
    let written = tokio::task::spawn_blocking(move || write(&target, &bytes)).await;
    written.map_err(std::io::Error::other).and_then(|done| done).map_err(failed)?;
    Ok(true)
}

/// Whole or not at all: a list that is replaced stays as it was until the new one is complete.
fn write(target: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut part = tempfile::Builder::new().suffix(".part").tempfile_in(folder)?;
    part.write_all(bytes)?;
    part.persist(target).map(drop).map_err(std::io::Error::from)
}

/// A line for each run, with the amounts as plain numbers; sums are the spreadsheet's.
fn list(words: &MoneyCsv, runs: &[SpentRun]) -> std::io::Result<Vec<u8>> {
    let mut rows = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
    let heads = &words.columns;
    rows.write_record([
        &heads.time,
        &heads.title,
        &heads.model,
        &heads.state,
        &heads.currency,
        &heads.cost,
        &heads.estimate,
        &heads.task,
    ])?;
    for run in runs {
        let model = words.models.get(&run.endpoint).map_or(run.endpoint.as_str(), String::as_str);
        rows.write_record([
            run.local_time.clone(),
            harmless(&run.title),
            harmless(model),
            harmless(state(words, &run.state)),
            run.currency.code().to_owned(),
            run.cost.map(decimal).unwrap_or_default(),
            run.estimate.map(decimal).unwrap_or_default(),
            harmless(run.task_id.as_ref().map_or("", |id| id.as_str())),
        ])?;
    }
    rows.into_inner().map_err(|error| std::io::Error::other(error.to_string()))
}

fn state<'a>(words: &'a MoneyCsv, tag: &str) -> &'a str {
    let states = &words.states;
    match tag {
        "done" => &states.done,
        "failed" => &states.failed,
        "cancelled" => &states.cancelled,
        "unknown" | "stopped" => &states.unclear,
        _ => &states.making,
    }
}

/// A spreadsheet runs what begins like a formula, and a title may come from anybody's file name.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// Millionths as a number with a point: `1.89`.
fn decimal(micros: i64) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let (whole, rest) = (micros.unsigned_abs() / 1_000_000, micros.unsigned_abs() % 1_000_000);
    let digits = format!("{rest:06}");
    let shown = digits.trim_end_matches('0');
    format!("{sign}{whole}.{shown:0<2}")
}

#[cfg(test)]
mod tests {
    use afterframe_core::{
        ids::{Endpoint, TaskId},
        money::Currency,
    };

    use serde_json::json;

    use super::*;

    fn words() -> MoneyCsv {
        let words = json!({
            "fileName": "money",
            "columns": { "time": "Time", "title": "Title", "model": "Model", "state": "State", "currency": "Currency",
                "cost": "Cost", "estimate": "Estimate", "task": "Task" },
            "states": { "making": "making", "done": "done", "failed": "failed", "cancelled": "cancelled", "unclear": "unclear" },
            "models": { "maker/model": "Grok Imagine" },
        });
        serde_json::from_value(words).expect("as the window sends them")
    }

    fn run(title: &str) -> SpentRun {
        SpentRun {
            local_time: "2026-11-20T15:04:05".to_owned(),
            title: title.to_owned(),
            endpoint: Endpoint::from("maker/model"),
            state: "done".to_owned(),
            currency: Currency::Cny,
            cost: Some(1_890_000),
            estimate: None,
            task_id: Some(TaskId::from("1980231145512345602")),
        }
    }

    fn lines(runs: &[SpentRun]) -> Vec<String> {
        let bytes = list(&words(), runs).expect("it is written");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let text = text.strip_prefix('\u{feff}').expect("the mark of its character set").to_owned();
        assert!(text.ends_with("\r\n"));
        text.split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_line_says_all_that_is_known_of_a_run_and_nothing_else() {
        let unknown = SpentRun { cost: None, estimate: Some(2_000), state: "running".to_owned(), ..run("海边") };
        assert_eq!(
            lines(&[run("low tide"), unknown]),
            [
                "Time,Title,Model,State,Currency,Cost,Estimate,Task",
                "2026-11-20T15:04:05,low tide,Grok Imagine,done,CNY,1.89,,1980231145512345602",
                "2026-11-20T15:04:05,海边,Grok Imagine,making,CNY,,0.002,1980231145512345602",
            ]
        );
    }

    #[test]
    fn quotes_commas_and_lines_stay_within_their_cell() {
        let found = lines(&[run("a \"wide\" shot, at dusk\nand on")]);
        assert!(found[1].contains(",\"a \"\"wide\"\" shot, at dusk\nand on\",Grok Imagine,"), "{found:?}");
    }

    #[test]
    fn a_title_is_never_run_as_a_formula() {
        for title in ["=HYPERLINK(\"http://evil\")", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1"] {
            let found = lines(&[run(title)]).join("\n");
            assert!(found.contains("05,'") || found.contains("05,\"'"), "{found}");
        }
    }

    #[test]
    fn amounts_are_plain_numbers() {
        for (micros, text) in
            [(0, "0.00"), (1_890_000, "1.89"), (2_500, "0.0025"), (41_000_000, "41.00"), (-500_000, "-0.50")]
        {
            assert_eq!(decimal(micros), text);
        }
    }
}
