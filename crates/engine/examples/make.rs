//! The engine without a window: makes clips from the command line, prints each state as a line of JSON, and goes on
//! where it was when it is started again on the same data folder.
//!
//! ```text
//! RH_API_KEY=… RH_API_BASE_URL=https://www.runninghub.ai \
//! cargo run -p afterframe-engine --example make -- rhart-video-g-official/video-extend \
//!     file=@clip.mp4 prompt="on it goes" duration=6 --out films [--jobs 3] [--data folder]
//! cargo run -p afterframe-engine --example make -- --resume --out films
//! ```
//!
//! `file` is the field that the model starts from, whatever RunningHub calls it. A data folder that still holds jobs under way,
//! or one of which nobody knows whether it was accepted, goes on with those and makes no new ones: the same line can be
//! given again after a crash without paying twice. The exit code is 0 only if every job is done.

use std::{
    collections::BTreeMap,
    env,
    path::{Path, PathBuf},
    process::ExitCode,
};

use afterframe_core::{
    catalogue::{FieldKind, Model},
    form::{FieldValue, FormValues, defaults},
    ids::{Endpoint, FieldKey, JobId},
    job::JobState,
};
use afterframe_engine::{Change, Connection, Engine, JobEntry, Options};
use runninghub::{ApiKey, BaseUrl};
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;

type Failed = Box<dyn std::error::Error>;

struct Wanted {
    endpoint: Option<Endpoint>,
    values: Vec<(String, String)>,
    out: PathBuf,
    data: PathBuf,
    jobs: u32,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("make: {error}");
            ExitCode::from(2)
        }
    }
}

async fn run() -> Result<bool, Failed> {
    let wanted = read_arguments(env::args().skip(1))?;
    let key = ApiKey::new(&env::var("RH_API_KEY").map_err(|_| "RH_API_KEY is not set")?)?;
    let address = env::var("RH_API_BASE_URL").unwrap_or_else(|_| "https://www.runninghub.cn".to_owned());
    let engine = Engine::open(Options::new(&wanted.data, &wanted.out)).await?;
    let mut changes = engine.changes();
    engine.connect(Connection { base: BaseUrl::parse(&address)?, key, practice: false })?;

    let mut watched: BTreeMap<JobId, JobEntry> = BTreeMap::new();
    for entry in engine.jobs().await? {
        if !entry.job.state.is_at_rest() || matches!(entry.job.state, JobState::Unknown { .. }) {
            print(&engine, &entry).await;
            watched.insert(entry.job.id.clone(), entry);
        }
    }
    if let (Some(_), false) = (&wanted.endpoint, watched.is_empty()) {
        eprintln!("make: going on with {} jobs that are not done; no new ones are made", watched.len());
    } else if let Some(endpoint) = &wanted.endpoint {
        let model = engine.catalogue().model(endpoint).ok_or("there is no such model")?.clone();
        let values = read_values(&engine, &model, &wanted.values).await?;
        for _ in 0..wanted.jobs {
            let entry = engine.create(endpoint, values.clone()).await?;
            watched.insert(entry.job.id.clone(), entry);
        }
    }
    while watched.values().any(|entry| !entry.job.state.is_at_rest()) {
        match changes.recv().await {
            Ok(Change::Job(entry)) if watched.contains_key(&entry.job.id) => {
                print(&engine, &entry).await;
                watched.insert(entry.job.id.clone(), *entry);
            }
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => {
                for entry in engine.jobs().await? {
                    if let Some(known) = watched.get_mut(&entry.job.id) {
                        *known = entry;
                    }
                }
            }
            Err(RecvError::Closed) => return Err("the engine ended".into()),
        }
    }
    engine.shutdown().await;
    Ok(watched.values().all(|entry| entry.job.state == JobState::Done))
}

fn read_arguments(mut arguments: impl Iterator<Item = String>) -> Result<Wanted, Failed> {
    let (mut endpoint, mut values, mut out, mut data, mut jobs) = (None, Vec::new(), None, None, 1);
    let mut resume = false;
    while let Some(argument) = arguments.next() {
        let mut next = |name: &str| arguments.next().ok_or_else(|| format!("{name} needs a value"));
        match argument.as_str() {
            "--resume" => resume = true,
            "--out" => out = Some(PathBuf::from(next("--out")?)),
            "--data" => data = Some(PathBuf::from(next("--data")?)),
            "--jobs" => jobs = next("--jobs")?.parse()?,
            other => match other.split_once('=') {
                Some((field, value)) => values.push((field.to_owned(), value.to_owned())),
                None if endpoint.is_none() => endpoint = Some(Endpoint::from(other)),
                None => return Err(format!("{other:?} is not understood").into()),
            },
        }
    }
    let out = out.ok_or("--out DIR says where the results go")?;
    if endpoint.is_some() == resume {
        return Err("either an ENDPOINT with its fields, or --resume".into());
    }
    let data = data.unwrap_or_else(|| out.join(".afterframe"));
    Ok(Wanted { endpoint, values, out, data, jobs })
}

/// A fresh form of the model with the values that were given, each read as its field wants it.
async fn read_values(engine: &Engine, model: &Model, given: &[(String, String)]) -> Result<FormValues, Failed> {
    let mut values = defaults(model);
    for (key, text) in given {
        let main = model.main_media().filter(|_| key == "file").map(|field| field.key.clone());
        let key = main.unwrap_or_else(|| FieldKey::new(key.as_str()));
        let field = model.field(&key).ok_or_else(|| format!("{} has no field {key}", model.endpoint))?;
        let value = match &field.kind {
            FieldKind::Text(_) | FieldKind::Choice { .. } | FieldKind::Lora => FieldValue::Text(text.clone()),
            FieldKind::Number(_) => FieldValue::Number(text.parse()?),
            FieldKind::Switch { .. } => FieldValue::Switch(text.parse()?),
            FieldKind::Media(_) => {
                let path = text.strip_prefix('@').ok_or_else(|| format!("{key} takes a file: {key}=@path"))?;
                FieldValue::Media { media: engine.add_media(Path::new(path)).await?.id }
            }
        };
        values.insert(key, value);
    }
    Ok(values)
}

async fn print(engine: &Engine, entry: &JobEntry) {
    let job = &entry.job;
    let mut files = Vec::new();
    for result in &entry.results {
        if let Ok(Some(path)) = engine.media_path(&result.id).await {
            files.push(path);
        }
    }
    let line = json!({
        "at": job.changed_at, "job": job.id, "state": job.state, "trouble": job.trouble, "nextAt": job.next_at,
        "taskId": job.task_id, "cost": job.cost, "files": files,
    });
    println!("{line}");
}
