//! The fault matrix: every switch of the practice server in every phase of a job, against what `promised` says.

use std::{sync::Arc, time::Duration};

use afterframe_core::{
    ids::Endpoint,
    job::{FailureKind, JobState, Trouble},
};
use afterframe_practice::{
    Fault,
    Place::{self, Account, Download, Price, Query, Queue, Submit, Upload},
    Times,
};
use runninghub::{ClientOptions, Timeouts};
use tokio::{sync::Semaphore, task::JoinSet};

use crate::{
    promised::{End, table},
    setting::{EXTEND, Setting, at_rest, form, make, until},
};

/// How many jobs meet their faults at the same time.
const AT_ONCE: usize = 6;
/// How long a call may stand still where a fault lets it: everywhere else the client is as patient as it is in the program.
const SHORT: Duration = Duration::from_millis(400);
const PHASES: [Place; 4] = [Upload, Submit, Query, Download];

/// A client that waits no longer than need be for an answer that will not come.
fn patience(place: Place, fault: &Fault) -> ClientOptions {
    let usual = Timeouts::default();
    let stalls = matches!(fault, Fault::StallInHeaders | Fault::StallInBody);
    let short = |at: Place, long: Duration| if stalls && place == at { SHORT } else { long };
    let timeouts = Timeouts {
        call: short(Query, usual.call),
        submit: short(Submit, usual.submit),
        upload_answer: short(Upload, usual.upload_answer),
        upload_stall: short(Upload, usual.upload_stall),
        download_stall: short(Download, usual.download_stall),
        ..usual
    };
    ClientOptions { timeouts, ..ClientOptions::default() }
}

/// What becomes of a job when the fault hits one request of that phase; what was submitted and made is counted by the server.
async fn becomes(place: Place, fault: Fault) -> Result<End, String> {
    let setting = Setting::with(patience(place, &fault)).await;
    setting.hub.set_fault(place, fault, Times::Next(1));
    let engine = setting.place.connected(None).await;
    let made = make(&engine, &setting.place, EXTEND).await;
    let job = at_rest(&engine, &made.job.id).await;
    engine.shutdown().await;
    let (submits, tasks) = (setting.hub.submits(EXTEND), setting.hub.tasks_created(EXTEND));
    let films = setting.place.whole_films().len();
    match (&job.state, submits, tasks, films) {
        (JobState::Done, 1, 1, 1) => Ok(End::Done),
        (JobState::Done, 2, 1, 1) => Ok(End::Twice),
        (JobState::Unknown { .. }, 1, 0 | 1, 0) => Ok(End::Unknown),
        (JobState::Failed { failure }, 0 | 1, _, 0) => Ok(End::Fails(failure.kind)),
        other => Err(format!("{other:?} with {:?}", setting.place.part_files())),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_switch_in_every_phase_does_what_the_table_promises() {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut lives = JoinSet::new();
    for (fault, promised) in table() {
        for (phase, promised) in PHASES.into_iter().zip(promised) {
            let (fault, places) = (fault.clone(), Arc::clone(&places));
            lives.spawn(async move {
                let _place = places.acquire_owned().await.unwrap();
                let became = becomes(phase, fault.clone()).await;
                (became != Ok(promised))
                    .then(|| format!("{phase:?} {fault:?}: {promised:?} was promised, {became:?} it is"))
            });
        }
    }
    let (mut count, mut broken) = (0, Vec::new());
    while let Some(life) = lives.join_next().await {
        count += 1;
        broken.extend(life.unwrap());
    }
    broken.sort();
    println!("{count} jobs, {} switches", table().len());
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_wrong_with_balance_queue_and_price_holds_a_job_up() {
    for (fault, _) in table() {
        let setting = Setting::with(patience(Query, &Fault::StallInBody)).await;
        for place in [Account, Queue, Price] {
            setting.hub.set_fault(place, fault.clone(), Times::Always);
        }
        let engine = setting.place.connected(None).await;
        let model = engine.catalogue().model(&Endpoint::from(EXTEND)).unwrap().clone();
        let values = form(&engine, &setting.place, &model).await;
        let price = engine.price(&model.endpoint, &values);
        let price = tokio::time::timeout(Duration::from_secs(20), price).await;
        assert!(price.is_ok_and(|price| price.is_ok()), "{fault:?}");
        let made = engine.create(&model.endpoint, values).await.unwrap();
        let job = at_rest(&engine, &made.job.id).await;
        assert_eq!(job.state, JobState::Done, "{fault:?}");
        assert_eq!(setting.hub.submits(EXTEND), 1, "{fault:?}");
        engine.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_gets_better_ends_with_a_reason_or_waits_with_a_sentence() {
    let link = Fault::Link { url: "https://10.0.0.1/film.mp4".to_owned() };
    for (place, fault, kind) in [
        (Query, link, FailureKind::BadResult),
        (Query, Fault::NoResults, FailureKind::NoResult),
        (Query, Fault::Code { code: 1005 }, FailureKind::Server),
        (Download, Fault::OtherFile, FailureKind::BadResult),
        (Download, Fault::RedirectToPrivate, FailureKind::BadResult),
    ] {
        let setting = Setting::new().await;
        setting.hub.set_fault(place, fault.clone(), Times::Always);
        let engine = setting.place.connected(None).await;
        let made = make(&engine, &setting.place, EXTEND).await;
        let job = at_rest(&engine, &made.job.id).await;
        let JobState::Failed { failure } = job.state else { panic!("{fault:?}: {:?}", job.state) };
        assert_eq!((failure.kind, setting.hub.submits(EXTEND)), (kind, 1), "{fault:?}");
        assert_eq!((setting.place.whole_films(), setting.place.part_files()), (vec![], vec![]), "{fault:?}");
        engine.shutdown().await;
    }
    for (place, fault, trouble) in [
        (Upload, Fault::ResetAfterBody, Trouble::Connection),
        (Upload, Fault::BadKey, Trouble::Key),
        (Query, Fault::BadKey, Trouble::Key),
        (Query, Fault::HugeJson, Trouble::Server),
        (Query, Fault::Redirect, Trouble::Server),
        (Download, Fault::Redirect, Trouble::Connection),
        (Download, Fault::RangeRefused, Trouble::Connection),
        (Download, Fault::ExpiredLink, Trouble::Server),
    ] {
        let setting = Setting::new().await;
        let at = if fault == Fault::ExpiredLink { Query } else { place };
        setting.hub.set_fault(at, fault.clone(), Times::Always);
        let engine = setting.place.connected(None).await;
        let made = make(&engine, &setting.place, EXTEND).await;
        until(&engine, &made.job.id, "late", |job| job.trouble == Some(trouble) && job.tries >= 3).await;
        setting.hub.clear_faults();
        let job = at_rest(&engine, &made.job.id).await;
        assert_eq!((job.state, setting.hub.submits(EXTEND)), (JobState::Done, 1), "{fault:?}");
        engine.shutdown().await;
    }
}
