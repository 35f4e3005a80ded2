//! The engine as a process of its own, which can be killed. This test program starts itself again: [`the_engine_as_a_process_of_its_own`] has
//! nothing to do when it is run among the other tests, and is the engine when it is started from here.

use std::{
    env, fs,
    fs::{File, OpenOptions},
    io::Write,
    path::PathBuf,
    process::{ExitStatus, Stdio},
    sync::{Arc, Mutex},
    time::SystemTime,
};

use afterframe_engine::{Moment, Witness};
use serde_json::{Value, json};
use tokio::process::{Child, Command};

use crate::setting::{Place, at_rest, make};

/// What such a process is told, in its environment.
const ORDER: &str = "AFTERFRAME_TEST_ENGINE";

/// An engine that runs somewhere else.
pub struct Order {
    pub place: Place,
    pub endpoint: String,
    /// How many jobs there are to be; those that the folder already has are gone on with.
    pub jobs: usize,
    /// Kills itself after so many moments; `None` lets it come to its end.
    pub dies_after: Option<usize>,
}

impl Order {
    /// Where the process writes down the moments that it saw, one a line.
    pub fn trace(&self) -> PathBuf {
        self.place.root.join("trace")
    }

    fn text(&self) -> String {
        let place = &self.place;
        json!({
            "root": place.root, "base": place.base, "key": place.key, "startedMs": place.started_ms,
            "endpoint": self.endpoint, "jobs": self.jobs, "diesAfter": self.dies_after,
        })
        .to_string()
    }

    fn read(text: &str) -> Self {
        let order: Value = serde_json::from_str(text).unwrap();
        let string = |name: &str| order[name].as_str().unwrap().to_owned();
        let count = |name: &str| order[name].as_u64().map(|count| usize::try_from(count).unwrap());
        let place = Place {
            root: string("root").into(),
            base: string("base"),
            key: string("key"),
            started_ms: order["startedMs"].as_u64().unwrap(),
            client: runninghub::ClientOptions::default(),
        };
        Self { place, endpoint: string("endpoint"), jobs: count("jobs").unwrap(), dies_after: count("diesAfter") }
    }

    /// Starts the process.
    pub fn start(&self) -> Child {
        let errors = File::create(self.place.root.join("errors")).unwrap();
        Command::new(env::current_exe().unwrap())
            .args(["process::the_engine_as_a_process_of_its_own", "--exact", "--nocapture"])
            .env(ORDER, self.text())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(errors)
            .kill_on_drop(true)
            .spawn()
            .unwrap()
    }

    /// Starts the process and waits for its end, by its own hand or otherwise.
    pub async fn run(&self) -> ExitStatus {
        self.start().wait().await.unwrap()
    }

    /// What the process said before it ended.
    pub fn errors(&self) -> String {
        fs::read_to_string(self.place.root.join("errors")).unwrap_or_default()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_engine_as_a_process_of_its_own() {
    let Ok(text) = env::var(ORDER) else { return };
    let order = Order::read(&text);
    let witness = Arc::new(Killer::new(&order));
    let engine = order.place.connected(Some(witness)).await;
    let found = engine.jobs().await.unwrap();
    let mut ids: Vec<_> = found.into_iter().map(|entry| entry.job.id).collect();
    while ids.len() < order.jobs {
        ids.push(make(&engine, &order.place, &order.endpoint).await.job.id);
    }
    for id in &ids {
        at_rest(&engine, id).await;
    }
    engine.shutdown().await;
}

/// Ends this process by SIGKILL: nothing is told, flushed or closed. The thread that calls it does not go on meanwhile.
fn die() -> ! {
    let own = std::process::id().to_string();
    std::process::Command::new("kill").args(["-KILL", &own]).status().unwrap();
    loop {
        std::thread::park();
    }
}

/// Counts moments, writes each down, and kills the process the instant after the one that it was told.
struct Killer {
    dies_after: Option<usize>,
    journal: PathBuf,
    seen: Mutex<Seen>,
}

struct Seen {
    trace: File,
    count: usize,
    journal: Option<(u64, SystemTime)>,
}

impl Killer {
    fn new(order: &Order) -> Self {
        let trace = OpenOptions::new().create(true).append(true).open(order.trace()).unwrap();
        let seen = Mutex::new(Seen { trace, count: 0, journal: None });
        Self { dies_after: order.dies_after, journal: order.place.journal(), seen }
    }
}

impl Witness for Killer {
    fn saw(&self, moment: Moment) {
        let mut seen = self.seen.lock().unwrap();
        if moment == Moment::Stored {
            // A question leaves the journal of the database as it was; only writes are moments of a job's life.
            let file = fs::metadata(&self.journal).ok();
            let journal = file.and_then(|file| Some((file.len(), file.modified().ok()?)));
            if journal == seen.journal {
                return;
            }
            seen.journal = journal;
        }
        seen.count += 1;
        writeln!(seen.trace, "{moment:?}").unwrap();
        if self.dies_after == Some(seen.count) {
            die();
        }
    }
}
