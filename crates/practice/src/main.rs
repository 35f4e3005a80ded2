//! The practice server alone: a RunningHub on this computer, for any client.

use std::{error::Error, net::Ipv4Addr, path::PathBuf, process::ExitCode};

use afterframe_practice::{Options, Practice};
use serde_json::json;
use tracing_subscriber::EnvFilter;

const HELP: &str = "\
A RunningHub that runs on this computer alone. No account, no money.

    practice [--port 8787] [--key KEY] [--folder DIR] [--pace 1] [--concurrent 3] [--queue 100]
             [--spelling plain] [--json]

    --port        where to listen on 127.0.0.1; 0 takes a free port
    --key         the key of the account; without it one is made up and printed
    --folder      where uploads, tasks and results are kept; without it they go when the server ends
    --pace        how long tasks take: 1 is some ten seconds, 15 is like the real service, 0 is at once
    --concurrent  tasks that run at the same time
    --queue       tasks that may wait
    --spelling    how models with several spellings are to be spelled: plain, codes or nodes
    --json        prints one line of JSON instead of sentences

While it runs: POST and DELETE /practice/faults switch faults on and off, GET /practice/log tells what was asked.
";

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn")))
        .init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            let mut cause = error.source();
            while let Some(deeper) = cause {
                eprintln!("    because: {deeper}");
                cause = deeper.source();
            }
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let Some((options, form)) = read(std::env::args().skip(1))? else {
        print!("{HELP}");
        return Ok(());
    };
    let practice = Practice::start(options).await?;
    match form {
        Form::Json => {
            let line = json!({
                "address": practice.base_url(), "key": practice.key(),
                "consumerKey": practice.consumer_key(), "poorKey": practice.poor_key()
            });
            println!("{line}");
        }
        Form::Sentences => {
            println!("Practice listens on {}", practice.base_url());
            println!("  key                        {}", practice.key());
            println!("  a key that runs no models  {}", practice.consumer_key());
            println!("  a key without money        {}", practice.poor_key());
            println!("Ctrl+C ends it.");
        }
    }
    told_to_end().await?;
    practice.stop().await;
    Ok(())
}

/// Ctrl+C, or the polite request that a script sends. Without the latter a temporary folder would be left behind.
async fn told_to_end() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminated = signal(SignalKind::terminate())?;
        tokio::select! {
            pressed = tokio::signal::ctrl_c() => pressed,
            _ = terminated.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

enum Form {
    Sentences,
    Json,
}

/// The options that the words ask for; `None` if they ask for help.
fn read(mut words: impl Iterator<Item = String>) -> Result<Option<(Options, Form)>, Box<dyn Error>> {
    let mut options = Options { controls: true, listen: (Ipv4Addr::LOCALHOST, 8787).into(), ..Options::default() };
    let mut form = Form::Sentences;
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        match word.as_str() {
            "--port" => options.listen.set_port(number(&word, &value()?)?),
            "--key" => options.key = Some(value()?),
            "--folder" => options.folder = Some(PathBuf::from(value()?)),
            "--pace" => options.pace = number(&word, &value()?)?,
            "--concurrent" => options.concurrent_limit = number(&word, &value()?)?,
            "--queue" => options.queue_limit = number(&word, &value()?)?,
            "--spelling" => {
                let name = value()?;
                let known = serde_json::from_value(json!(name));
                options.spelling = known.map_err(|_| format!("{name} is no spelling: plain, codes or nodes"))?;
            }
            "--json" => form = Form::Json,
            "--help" | "-h" => return Ok(None),
            other => return Err(format!("{other} is not an option; --help lists them").into()),
        }
    }
    Ok(Some((options, form)))
}

fn number<T: std::str::FromStr>(option: &str, text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{option} needs a number, not {text:?}"))
}
