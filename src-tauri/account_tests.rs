//! The account across restarts: which service new jobs go to, and that the other one's jobs go on all the same.

use std::{path::Path, sync::Arc};

use afterframe_core::{
    money::{Currency, Money},
    settings::Mode,
};
use afterframe_engine::{Balance, BaseUrl, Engine, Options, PRACTICE_SITE};
use afterframe_practice::{Options as PracticeOptions, Practice};
use afterframe_secrets::{MockStore, Pending, SecretError, SecretState, SecretStore, SecretString, Unavailable};
use tokio::sync::Semaphore;

use crate::{
    account::Account,
    environment::Environment,
    present::host,
    views::{AccountKind, FormerKey, Keep, KeyStatus, Reach, WhyKept},
};

async fn service() -> Practice {
    let options = PracticeOptions { pace: 0.0, ..PracticeOptions::default() };
    Practice::start(options).await.expect("the practice server starts")
}

/// The program as it is after a start on this folder, before the keychain has answered.
async fn program(folder: &Path, secrets: &Arc<MockStore>, service: &Practice) -> (Engine, Account) {
    program_with(folder, secrets.clone(), service).await
}

async fn program_with(folder: &Path, store: Arc<dyn SecretStore>, service: &Practice) -> (Engine, Account) {
    let engine = Engine::open(Options::new(folder, folder.join("Videos"))).await.expect("the engine opens");
    let address = Some(BaseUrl::parse(&service.base_url()).expect("an address"));
    let environment = Environment { address, practice_speed: Some(1000.0), ..Environment::default() };
    let account = Account::new(engine.clone(), store, environment, folder.join("practice"));
    account.start().await.expect("the account starts");
    (engine, account)
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_new_jobs_go_to_the_service_that_was_chosen() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (secrets, service) = (Arc::new(MockStore::default()), service().await);
    {
        let (engine, account) = program(folder.path(), &secrets, &service).await;
        account.enter(service.key(), Keep::Keychain).await.expect("the key is known");
        assert_eq!(engine.site(), Some(service.base_url()));
        account.choose(Mode::Practice).await.expect("practice starts");
        assert_eq!(engine.site().as_deref(), Some(PRACTICE_SITE));
        engine.shutdown().await;
    }
    let (engine, account) = program(folder.path(), &secrets, &service).await;
    account.unlock().await.expect("the keychain answers");
    assert_eq!(account.view().mode, Mode::Practice);
    assert!(matches!(account.view().key, KeyStatus::Keychain { .. }), "the key is at hand for its own jobs");
    assert_eq!(engine.site().as_deref(), Some(PRACTICE_SITE), "and new jobs cost nothing");
    account.choose(Mode::RunningHub).await.expect("the key is at hand");
    assert_eq!(engine.site(), Some(service.base_url()));
    engine.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_keychain_is_said_until_it_opens_and_new_jobs_wait_for_its_site() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (secrets, service) = (Arc::new(MockStore::default()), service().await);
    {
        let (engine, account) = program(folder.path(), &secrets, &service).await;
        account.enter(service.key(), Keep::Keychain).await.expect("the key is known");
        engine.shutdown().await;
    }
    secrets.fail_until_healed(SecretError::Locked);
    let (engine, account) = program(folder.path(), &secrets, &service).await;
    assert_eq!(account.view().key, KeyStatus::Locked, "before it was asked");
    account.unlock().await.expect("being locked is no failure");
    assert_eq!(account.view().key, KeyStatus::Locked);
    assert_eq!(engine.site(), Some(service.base_url()));
    secrets.heal();
    account.reload().await.expect("the keychain answers");
    assert!(matches!(account.view().key, KeyStatus::Keychain { .. }));
    assert_eq!(account.view().reach, Reach::Ok);
    engine.shutdown().await;
}

/// A keychain that asks for its password, and in the end says that it cannot be used.
struct Asking(Semaphore);

impl SecretStore for Asking {
    fn get<'a>(&'a self, _account: &'a str) -> Pending<'a, SecretState> {
        Box::pin(async {
            let _answered = self.0.acquire().await;
            SecretState::Unavailable(Unavailable::TimedOut)
        })
    }

    fn set<'a>(&'a self, _account: &'a str, _secret: SecretString) -> Pending<'a, Result<(), SecretError>> {
        Box::pin(async { Err(SecretError::Locked) })
    }

    fn remove<'a>(&'a self, _account: &'a str) -> Pending<'a, Result<(), SecretError>> {
        Box::pin(async { Err(SecretError::Locked) })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_typed_while_the_keychain_asks_outlives_its_answer() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let service = service().await;
    let asking = Arc::new(Asking(Semaphore::new(0)));
    let (engine, account) = program_with(folder.path(), asking.clone(), &service).await;
    let typed = async {
        account.enter(service.key(), Keep::Session).await.expect("the key is known");
        asking.0.add_permits(1);
    };
    let (unlocked, ()) = tokio::join!(account.unlock(), typed);
    unlocked.expect("a keychain that does not answer is no failure");
    assert!(matches!(account.view().key, KeyStatus::Session { .. }), "{:?}", account.view().key);
    account.refresh().await;
    assert_eq!(account.view().kind, Some(AccountKind::Shared), "the key is still at hand");
    engine.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_at_another_site_is_not_shown_as_this_ones() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (secrets, service) = (Arc::new(MockStore::default()), service().await);
    let (engine, account) = program(folder.path(), &secrets, &service).await;
    account.enter(service.key(), Keep::Keychain).await.expect("the key is known");
    let left_at = |site: &str| Balance {
        site: site.to_owned(),
        practice: false,
        money: Some(Money::new(5, Currency::Usd)),
        coins: None,
        currency: Currency::Usd,
        concurrent_limit: None,
        running: None,
    };
    let before = account.view().balance;
    assert!(!account.take_balance(&left_at("https://www.runninghub.ai")));
    assert_eq!(account.view().balance, before);
    assert!(account.take_balance(&left_at(&service.base_url())));
    assert_eq!(account.view().balance, Some(Money::new(5, Currency::Usd)));
    engine.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_from_the_environment_does_not_take_the_place_of_the_persons_own_site() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (secrets, service) = (Arc::new(MockStore::default()), service().await);
    let (engine, account) = program(folder.path(), &secrets, &service).await;
    let own = Some("https://www.runninghub.cn".to_owned());
    let mut settings = engine.settings().await.expect("the settings can be read");
    settings.site.clone_from(&own);
    engine.set_settings(settings).await.expect("the settings can be written");

    account.enter(service.key(), Keep::Keychain).await.expect("the key is known at the other address");
    assert_eq!(engine.site(), Some(service.base_url()), "this run works with the address that was set");
    assert_eq!(engine.settings().await.expect("the settings can be read").site, own);
    account.remove().await.expect("the key is forgotten");
    assert_eq!(engine.settings().await.expect("the settings can be read").site, own);
    engine.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_of_a_former_site_goes_when_nothing_is_made_there_any_more_and_is_shown_as_long_as_it_stays() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (secrets, before, now) = (Arc::new(MockStore::default()), service().await, service().await);
    let base = BaseUrl::parse(&before.base_url()).expect("an address");
    let site = host(base.as_str()).to_owned();
    let key_is_there = || async { matches!(secrets.get(&site).await, SecretState::Present(_)) };
    let job = {
        let (engine, account) = program(folder.path(), &secrets, &before).await;
        account.enter(before.key(), Keep::Keychain).await.expect("the key is known");
        engine.hold_line().await.expect("the line is held");
        let endpoint = "rhart-image-n-pro/text-to-image".into();
        let mut values = afterframe_core::form::defaults(engine.catalogue().model(&endpoint).expect("a model"));
        values.insert("prompt".into(), afterframe_core::form::FieldValue::Text("A ridge at dusk.".to_owned()));
        let job = engine.create(&endpoint, values).await.expect("the form is good").job.id;
        engine.shutdown().await;
        job
    };
    let (engine, account) = program(folder.path(), &secrets, &now).await;
    account.enter(now.key(), Keep::Keychain).await.expect("the key is known");
    account.tend_keys_of(std::slice::from_ref(&base)).await.expect("the keychain answers");
    let left = |why| vec![FormerKey { site: site.clone(), why }];
    assert_eq!(account.view().former, left(WhyKept::Fetching));
    assert!(key_is_there().await);

    engine.release_line().await.expect("the line goes on");
    let over = async {
        loop {
            let entry = engine.job(&job).await.expect("the library answers").expect("the job is there");
            if entry.job.state.is_at_rest() {
                return entry.job.state;
            }
            tokio::task::yield_now().await;
        }
    };
    let state = tokio::time::timeout(std::time::Duration::from_mins(1), over).await.expect("it ends");
    assert_eq!(state, afterframe_core::job::JobState::Done, "it goes on with the key of its own site");
    let refusing = Refusing(Arc::clone(&secrets));
    let (second, other) = (tempfile::tempdir().expect("a folder"), Arc::new(refusing));
    let (idle, stuck) = program_with(second.path(), other, &now).await;
    stuck.tend_keys_of(std::slice::from_ref(&base)).await.expect("the keychain answers");
    assert_eq!(stuck.view().former, left(WhyKept::NotRemoved));
    idle.shutdown().await;

    account.tend_keys_of(std::slice::from_ref(&base)).await.expect("the keychain answers");
    assert_eq!(account.view().former, []);
    assert!(!key_is_there().await);
    engine.shutdown().await;
}

/// A keychain that lets nothing go.
struct Refusing(Arc<MockStore>);

impl SecretStore for Refusing {
    fn get<'a>(&'a self, account: &'a str) -> Pending<'a, SecretState> {
        self.0.get(account)
    }

    fn set<'a>(&'a self, account: &'a str, secret: SecretString) -> Pending<'a, Result<(), SecretError>> {
        self.0.set(account, secret)
    }

    fn remove<'a>(&'a self, _account: &'a str) -> Pending<'a, Result<(), SecretError>> {
        Box::pin(async { Err(SecretError::Locked) })
    }
}
