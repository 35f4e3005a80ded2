//! The crash matrix: for each leading model, the engine's process is killed after every write and every effect of a job's life and the folder is
//! opened again. Then the film is on disk and was ordered once, or the job is unknown and nothing was sent again.

use std::{collections::BTreeMap, fs, os::unix::process::ExitStatusExt, sync::Arc};

use afterframe_core::job::JobState;
use tokio::{sync::Semaphore, task::JoinSet};

use crate::{
    process::Order,
    setting::{Setting, at_rest},
};

/// The models that most people use. What is killed is the same for all of them: the others differ in their fields alone.
const LEADING: [&str; 5] = [
    "rhart-video-g-official/video-extend",
    "rhart-video-g-official/image-to-video",
    "alibaba/wan-2.7/video-extend",
    "rhart-video-v3.1-fast-official/video-extend",
    "skyreels-v3/single-shot-video-extension",
];

/// How many engines live and die at the same time.
const AT_ONCE: usize = 4;

/// What became of a job whose program was killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Became {
    /// The program ended before there was a job.
    Nothing,
    /// The film is there, and was ordered once.
    Done,
    /// A person decides; the server had this many orders before and after.
    Unknown { submits: usize },
}

fn order(setting: &Setting, endpoint: &str, dies_after: Option<usize>) -> Order {
    Order { place: setting.place.clone(), endpoint: endpoint.to_owned(), jobs: 1, dies_after }
}

/// The moments of a life that nothing interrupts.
async fn moments(endpoint: &str) -> Vec<String> {
    let setting = Setting::new().await;
    let order = order(&setting, endpoint, None);
    let status = order.run().await;
    assert!(status.success(), "{endpoint}: {}", order.errors());
    assert_eq!(setting.place.whole_films().len(), 1);
    fs::read_to_string(order.trace()).unwrap().lines().map(str::to_owned).collect()
}

/// Kills the engine after the moment of that number, opens its folder again, and says what became of the job. `None`: it ended sooner.
async fn killed_after(endpoint: &str, number: usize) -> Option<(String, Became)> {
    let setting = Setting::new().await;
    let order = order(&setting, endpoint, Some(number));
    let status = order.run().await;
    if status.success() {
        return None;
    }
    assert_eq!(status.signal(), Some(9), "{endpoint} after {number}: {}", order.errors());
    let last = fs::read_to_string(order.trace()).unwrap().lines().last().unwrap_or_default().to_owned();
    let place = &setting.place;
    let at = format!("{endpoint} killed after moment {number}, {last}");
    place.whole_films();
    let submits = setting.hub.submits(endpoint);
    assert!(submits <= 1, "{at}");

    let engine = place.connected(None).await;
    let jobs = engine.jobs().await.unwrap();
    assert!(jobs.len() <= 1, "{at}");
    let Some(found) = jobs.first() else {
        assert_eq!(submits, 0, "{at}");
        return Some((last, Became::Nothing));
    };
    let job = at_rest(&engine, &found.job.id).await;
    engine.shutdown().await;
    let now = setting.hub.submits(endpoint);
    let became = match job.state {
        JobState::Done => {
            assert_eq!((now, setting.hub.tasks_created(endpoint)), (1, 1), "{at}");
            assert_eq!(place.whole_films().len(), 1, "{at}");
            Became::Done
        }
        JobState::Unknown { .. } => {
            assert_eq!(now, submits, "{at}: nothing is sent again");
            assert_eq!(place.whole_films().len(), 0, "{at}");
            Became::Unknown { submits }
        }
        other => panic!("{at}: {other:?}"),
    };
    assert_eq!(place.part_files(), [""; 0], "{at}");
    Some((last, became))
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_any_write_or_effect_a_job_is_done_or_unknown_and_was_ordered_at_most_once() {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut lives = JoinSet::new();
    for endpoint in LEADING.map(str::to_owned) {
        let moments = moments(&endpoint).await;
        for number in 1..=moments.len() {
            let (endpoint, places) = (endpoint.clone(), Arc::clone(&places));
            lives.spawn(async move {
                let _place = places.acquire_owned().await.unwrap();
                (endpoint.clone(), number, killed_after(&endpoint, number).await)
            });
        }
    }
    let mut table: BTreeMap<String, Vec<(usize, String, Became)>> = BTreeMap::new();
    while let Some(life) = lives.join_next().await {
        let (endpoint, number, became) = life.unwrap();
        let row = table.entry(endpoint).or_default();
        row.extend(became.map(|(moment, became)| (number, moment, became)));
    }
    for (endpoint, mut kills) in table {
        kills.sort();
        let count = |wanted: fn(&Became) -> bool| kills.iter().filter(|(_, _, became)| wanted(became)).count();
        let unknown = count(|became| matches!(became, Became::Unknown { .. }));
        println!(
            "{endpoint}: killed {} times; {} done, {unknown} unknown, {} before there was a job",
            kills.len(),
            count(|became| *became == Became::Done),
            count(|became| *became == Became::Nothing),
        );
        for (number, moment, became) in &kills {
            println!("  {number:3} {moment:12} {became:?}");
        }
        // The order was written down and not sent, or sent and its answer not written down; everything else goes on by itself.
        assert_eq!(unknown, 2, "{endpoint}");
        assert!(kills.len() >= 20, "{endpoint}");
    }
}
