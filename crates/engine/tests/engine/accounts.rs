//! Keys and sites: what a key is worth, and what happens to jobs that have none.

use afterframe_core::{
    job::{JobState, Trouble, WaitReason},
    money::Currency,
};
use afterframe_engine::{BalanceError, CreateError, KeyError};
use afterframe_practice::{Fault, Place, Times};
use runninghub::{ApiKey, ApiType, BaseUrl};

use crate::world::{EXTEND, World, until_so};

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

    world.hub.set_fault(Place::Submit, Fault::BadKey, Times::Next(1));
    let made = running.extend_clip(&world).await;
    let keyless = JobState::Waiting { reason: WaitReason::Key };
    running.until(&made.job.id, "without a good key", |job| job.state == keyless).await;
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
