//! Many jobs through random faults, and an engine that is killed three times on the way. Small among the tests; `./dev soak` runs 500 jobs.

use std::{env, time::Duration};

use afterframe_core::job::JobState;
use afterframe_practice::{
    Fault,
    Place::{Account, Download, Query, Queue, Submit, Upload},
    Times,
};
use std::time::Instant;

use crate::{
    process::Order,
    setting::{EXTEND, Setting, at_rest},
};

/// How many jobs; `./dev soak` says more.
const JOBS: &str = "AFTERFRAME_SOAK_JOBS";
const KILLS: usize = 3;
/// One in five requests goes wrong.
const FAULTY: u64 = 5;

/// A row of numbers that is the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        // Marsaglia's xorshift: enough to spread faults, and a run can be repeated.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// What goes wrong at random: all of it passes.
fn fault(chance: &mut Chance) -> Fault {
    let all = [
        Fault::ResetBeforeBody,
        Fault::ResetAfterBody,
        Fault::LostAnswer,
        Fault::Status { status: 502, retry_after_seconds: None },
        Fault::Status { status: 429, retry_after_seconds: None },
        Fault::Code { code: 421 },
        Fault::Code { code: 1003 },
        Fault::Html,
        Fault::EmptyBody,
        Fault::MissingFields,
        Fault::Truncate,
        Fault::Late { milliseconds: 50 },
        Fault::BadKey,
    ];
    let index = chance.below(all.len() as u64);
    all[usize::try_from(index).unwrap()].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn many_jobs_through_random_faults_and_three_kills_are_all_there_and_none_was_ordered_twice() {
    let jobs: usize = env::var(JOBS).map_or(40, |text| text.parse().unwrap());
    let begun = Instant::now();
    let setting = Setting::new().await;
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let order = |dies_after| Order { place: setting.place.clone(), endpoint: EXTEND.to_owned(), jobs, dies_after };
    // One request in five, wherever it goes: more of them are laid out than any run asks for, because each fault makes more requests.
    for place in [Upload, Submit, Query, Download, Account, Queue] {
        let mut gap = 0;
        for _ in 0..jobs * 8 {
            if chance.below(FAULTY) == 0 {
                // In between, the requests are late by nothing: a fault that does no harm keeps the faults apart.
                if gap > 0 {
                    setting.hub.set_fault(place, Fault::Late { milliseconds: 0 }, Times::Next(gap));
                }
                setting.hub.set_fault(place, fault(&mut chance), Times::Next(1));
                gap = 0;
            } else {
                gap += 1;
            }
        }
    }
    // A job's life has some twenty moments; the kills are spread over those of all.
    for kill in 0..KILLS {
        let dies_after = jobs * 4 + usize::try_from(chance.below(jobs as u64)).unwrap() + kill;
        let order = order(Some(dies_after));
        let status = order.run().await;
        assert!(!status.success(), "it ended before it was killed: {}", order.errors());
    }
    let last = order(None);
    let ended = tokio::time::timeout(Duration::from_mins(10), last.run()).await.unwrap();
    assert!(ended.success(), "{}", last.errors());

    let engine = setting.place.connected(None).await;
    let (mut done, mut unknown, mut other) = (0, 0, Vec::new());
    for entry in engine.jobs().await.unwrap() {
        match at_rest(&engine, &entry.job.id).await.state {
            JobState::Done => done += 1,
            JobState::Unknown { .. } => unknown += 1,
            state => other.push(state),
        }
    }
    engine.shutdown().await;
    let (submits, tasks) = (setting.hub.submits(EXTEND), setting.hub.tasks_created(EXTEND));
    let log = setting.hub.log();
    let played =
        log.iter().filter(|row| row.fault.as_ref().is_some_and(|fault| *fault != Fault::Late { milliseconds: 0 }));
    // A clear no is a submit that started nothing; every other one belongs to one job.
    let refused = log.iter().filter(|row| {
        let no = matches!(row.fault, Some(Fault::Status { status: 429, .. } | Fault::Code { .. } | Fault::BadKey));
        row.place == Some(Submit) && no
    });
    let (played, refused) = (played.count(), refused.count());
    println!(
        "{jobs} jobs, {played} faults in {} requests ({:.1} %), {KILLS} kills: {done} done, {unknown} unknown, \
         {submits} submits of which {refused} were refused, {tasks} tasks, {:.1} s",
        log.len(),
        100.0 * f64::from(u32::try_from(played).unwrap()) / f64::from(u32::try_from(log.len()).unwrap()),
        begun.elapsed().as_secs_f32()
    );
    assert!(played * 100 >= log.len() * 15, "it was a calm run");
    assert_eq!(other, [], "no job ends otherwise");
    assert_eq!(done + unknown, jobs);
    assert_eq!(setting.place.whole_films().len(), done, "every film is whole and there once");
    assert_eq!(setting.place.part_files(), [""; 0]);
    // An unknown job was submitted once, or killed on the way to it.
    assert!((done..=done + unknown).contains(&(submits - refused)), "nothing is ordered twice");
    assert!((done..=done + unknown).contains(&tasks), "nothing is made twice");
}
