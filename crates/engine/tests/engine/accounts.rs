//! Keys and sites: what a key is worth, and what happens to jobs that have none.

use afterframe_core::{
    job::{Cancel, Job, JobState, Trouble, WaitReason},
    money::Currency,
    time::Span,
};
use afterframe_engine::{BalanceError, Connection, CreateError, KeyError};
use afterframe_practice::{Fault, Place, Times};
use runninghub::{ApiKey, ApiType, BaseUrl};

use serde_json::json;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{header, path_regex},
};

use crate::world::{EXTEND, World, quick, until_so};

const MINE: &str = "0123456789abcdef0123456789abcdef";
const NEW: &str = "fedcba9876543210fedcba9876543210";

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_judged_by_the_site_that_knows_it() {
    let world = World::new().await;
    let running = world.open().await;
    let base = BaseUrl::parse(&world.hub.base_url()).unwrap();
    let key = |text: &str| ApiKey::new(text).unwrap();
    let report = running.engine.check_key(&key(world.hub.key()), std::slice::from_ref(&base)).await.unwrap();
    assert_eq!((report.kind, report.base), (ApiType::Shared, base.clone()));
    assert_eq!(report.balance.map(|money| (money.micros, money.currency)), Some((100_000_000, Currency::Cny)));
    assert_eq!(report.concurrent_limit, Some(3));
    let report = running.engine.check_key(&key(world.hub.consumer_key()), std::slice::from_ref(&base)).await.unwrap();
    assert_eq!(report.kind, ApiType::Consumer);
    let nobody = key("0123456789abcdef0123456789abcdef");
    let refused = running.engine.check_key(&nobody, std::slice::from_ref(&base)).await;
    assert!(matches!(refused, Err(KeyError::Unknown)), "{refused:?}");
    let closed = BaseUrl::parse("http://127.0.0.1:9").unwrap();
    let refused = running.engine.check_key(&nobody, &[closed]).await;
    assert!(matches!(refused, Err(KeyError::Unreachable { .. })), "{refused:?}");
    assert_eq!(running.engine.site(), None, "asking changes nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_without_a_key_waits_for_one() {
    let world = World::new().await;
    let running = world.open().await;
    let clip = running.engine.add_media(&world.clip()).await.unwrap();
    let values = running.form(EXTEND, "videoUrl", &clip);
    let refused = running.engine.create(&EXTEND.into(), values).await;
    assert!(matches!(refused, Err(CreateError::NoSite)));
    assert!(matches!(running.engine.refresh_balance().await, Err(BalanceError::NoKey)));

    running.engine.choose_site(world.connection(world.hub.key()).base.as_str());
    let made = running.extend(&clip).await;
    running.until(&made.job.id, "without a key", |job| job.trouble == Some(Trouble::Key)).await;
    assert_eq!(world.hub.log().len(), 0);
    running.connect(world.connection(world.hub.key()));
    running.until_done(&made.job.id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_in_line_whose_key_is_taken_away_says_so_and_goes_on_with_the_next() {
    let world = World::new().await;
    let running = world.start().await;
    world.hub.set_fault(Place::Submit, Fault::Code { code: 421 }, Times::Always);
    let made = running.extend_clip(&world).await;
    let busy = JobState::Waiting { reason: WaitReason::Busy };
    running.until(&made.job.id, "waiting", |job| job.state == busy).await;
    running.engine.disconnect(&made.job.site);
    let keyless = JobState::Waiting { reason: WaitReason::Key };
    running.until(&made.job.id, "without a key", |job| job.state == keyless).await;
    assert_eq!(running.engine.site(), Some(made.job.site.clone()), "the site stays chosen");
    world.hub.clear_faults();
    running.connect(world.connection(world.hub.key()));
    running.until_done(&made.job.id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_refused_makes_jobs_wait_for_a_better_one() {
    let world = World::new().await;
    let running = world.open().await;
    running.connect(world.connection("0123456789abcdef0123456789abcdef"));
    let made = running.extend_clip(&world).await;
    running.until(&made.job.id, "without a good key", |job| job.trouble == Some(Trouble::Key)).await;
    running.connect(world.connection(world.hub.key()));
    running.until_done(&made.job.id).await;

    world.hub.set_fault(Place::Submit, Fault::BadKey, Times::Always);
    let made = running.extend_clip(&world).await;
    let keyless = JobState::Waiting { reason: WaitReason::Key };
    running.until(&made.job.id, "without a good key", |job| job.state == keyless).await;
    world.hub.clear_faults();
    running.connect(world.connection(world.hub.key()));
    running.until_done(&made.job.id).await;
    assert_eq!(world.hub.tasks_created(EXTEND), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consumer_key_is_found_out_when_it_is_used() {
    let world = World::new().await;
    let running = world.open().await;
    running.connect(world.connection(world.hub.consumer_key()));
    let made = running.extend_clip(&world).await;
    let over = running.until(&made.job.id, "over", |job| job.state.is_at_rest()).await;
    let JobState::Failed { failure } = over.job.state else { panic!("{:?}", over.job.state) };
    assert_eq!(failure.kind, afterframe_core::job::FailureKind::KeyKind);
    assert_eq!(failure.charged, afterframe_core::job::Charged::No);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_balance_is_asked_for_by_itself() {
    let world = World::new().await;
    let running = world.start().await;
    until_so("the balance is known", || running.engine.balance().is_some()).await;
    let balance = running.engine.balance().unwrap();
    assert_eq!(balance.money.map(|money| money.micros), Some(100_000_000));
    assert_eq!((balance.practice, balance.concurrent_limit), (false, Some(3)));
    assert_eq!(running.engine.refresh_balance().await.unwrap(), balance);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_another_account_does_not_know_waits_for_its_own_and_is_not_given_up() {
    let world = World::with(afterframe_practice::Options { pace: 1.0, ..quick() }).await;
    let running = world.start().await;
    let made = running.extend_clip(&world).await;
    let sent = running.until(&made.job.id, "accepted", |job| job.task_id.is_some()).await;
    let account = sent.job.account.clone().unwrap();
    assert!(!account.contains(world.hub.key()), "the key is not kept");
    running.connect(world.connection(world.hub.consumer_key()));
    let stranger = |job: &Job| job.trouble == Some(Trouble::Account);
    running.until(&made.job.id, "asking with a key of another account", stranger).await;
    // Ten minutes of answers that there is no such task, and a restart.
    let asked = world.answers(Place::Query).len();
    until_so("it is asked again", || world.answers(Place::Query).len() > asked + 4).await;
    running.engine.shutdown().await;
    drop(running);
    let running = world.open().await;
    running.connect(world.connection(world.hub.consumer_key()));
    until_so("it is asked after the restart", || world.answers(Place::Query).len() > asked + 12).await;
    let waiting = running.until(&made.job.id, "still waiting", stranger).await;
    assert!(!waiting.job.state.is_at_rest());
    assert_eq!(waiting.job.account.as_ref(), Some(&account));
    let cancelled = running.engine.cancel(&made.job.id).await.unwrap();
    assert!(!cancelled.job.state.is_at_rest());
    let unanswered = |job: &Job| job.cancel == Some(Cancel::Unanswered);
    running.until(&made.job.id, "a wish that its own account never heard", unanswered).await;
    running.connect(world.connection(world.hub.key()));
    running.until_done(&made.job.id).await;
    assert_eq!(world.hub.submits(EXTEND), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_key_of_the_same_account_is_found_out_by_the_task_that_it_knows() {
    let world = World::new().await;
    let site = MockServer::start().await;
    let task = json!({"taskId": "1980231145512345601", "status": "RUNNING", "errorCode": ""});
    let known = |key: &str| {
        let bearer = header("Authorization", format!("Bearer {key}").as_str());
        Mock::given(path_regex("video-extend|query")).and(bearer)
    };
    for key in [MINE, NEW] {
        known(key).respond_with(ResponseTemplate::new(200).set_body_json(&task)).mount(&site).await;
    }
    let upload = json!({"code": 0, "data": {"download_url": "https://files.example/clip.mp4", "type": "video"}});
    let uploads = Mock::given(path_regex("upload"));
    uploads.respond_with(ResponseTemplate::new(200).set_body_json(upload)).mount(&site).await;
    let running = world.open().await;
    let base = BaseUrl::parse(&site.uri()).unwrap();
    let connect = |key: &str| {
        running.connect(Connection { base: base.clone(), key: ApiKey::new(key).unwrap(), practice: false });
    };
    connect(MINE);
    let made = running.extend_clip(&world).await;
    let sent = running.until(&made.job.id, "accepted", |job| job.task_id.is_some()).await;
    connect(NEW);
    let known_anew = |job: &Job| job.state == JobState::Running && job.account != sent.job.account;
    let moved = running.until(&made.job.id, "known to the new key", known_anew).await;
    assert!(moved.job.account.is_some());
    assert_eq!(moved.job.trouble, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_account_has_is_asked_for_before_a_submit_when_it_was_told_long_ago() {
    let world = World::new().await;
    let running = world.start().await;
    let made = running.extend_clip(&world).await;
    let first = running.until_done(&made.job.id).await.job.balance_before.expect("the balance was told");
    let told = running.engine.refresh_balance().await.expect("the account answers").money.expect("an amount");
    assert!(told.micros < first.micros, "the run was paid for");
    // Somebody else spends from the same account, and hours pass here.
    world.hub.spend_micros(7_000_000);
    world.clock.set_back(Span::seconds(-7200));
    let made = running.extend_clip(&world).await;
    let job = running.until_done(&made.job.id).await.job;
    assert_eq!(job.balance_before.map(|money| money.micros), Some(told.micros - 7_000_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_does_not_answer_holds_up_no_submit() {
    let world = World::new().await;
    world.hub.set_fault(Place::Account, Fault::StallInHeaders, Times::Always);
    let running = world.start().await;
    let made = running.extend_clip(&world).await;
    let done = running.until_done(&made.job.id).await;
    assert_eq!(done.job.balance_before, None);
    assert_eq!(world.hub.submits(EXTEND), 1);
}
