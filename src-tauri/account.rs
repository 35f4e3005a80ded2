//! The account: which service the program works with, where its key is, and what is known about it.
//! The key itself goes from here to the keychain and to the engine, and nowhere else.

use std::sync::{Arc, Mutex, PoisonError};

use afterframe_core::{
    money::Money,
    settings::{Mode, Settings},
};
use afterframe_engine::{
    ApiKey, ApiType, Balance, BaseUrl, Connection, Engine, KeyError, KeyReport, PRACTICE_SITE, Site,
};
use afterframe_practice::{Options as PracticeOptions, Practice};
use afterframe_secrets::{SecretError, SecretState, SecretStore, Unavailable};
use secrecy::ExposeSecret as _;

use crate::{
    environment::Environment,
    error::{ErrorCode, UiError},
    present::host,
    views::{AccountKind, AccountView, FormerKey, Keep, KeyStatus, Reach, SlotsView},
};

mod former;

/// The practice server listens on loopback alone, so its key keeps nobody out and is no secret; it
/// stays the same so that unfinished practice jobs go on after a restart.
const PRACTICE_KEY: &str = "practice0practice0practice0pract";

/// Everything about the account, and the ways to change it.
pub struct Account {
    engine: Engine,
    secrets: Arc<dyn SecretStore>,
    environment: Environment,
    practice_folder: std::path::PathBuf,
    practice: tokio::sync::Mutex<Option<Practice>>,
    known: Mutex<Known>,
}

struct Known {
    mode: Mode,
    status: KeyStatus,
    key: Option<ApiKey>,
    base: Option<BaseUrl>,
    reach: Reach,
    kind: Option<AccountKind>,
    money: Option<Money>,
    slots: Option<SlotsView>,
    former: Vec<FormerKey>,
}

impl Account {
    /// An account about which nothing is known yet.
    pub fn new(
        engine: Engine,
        secrets: Arc<dyn SecretStore>,
        environment: Environment,
        practice_folder: std::path::PathBuf,
    ) -> Self {
        let known = Known {
            mode: Mode::Undecided,
            status: KeyStatus::None,
            key: None,
            base: None,
            reach: Reach::Unchecked,
            kind: None,
            money: None,
            slots: None,
            former: Vec::new(),
        };
        let practice = tokio::sync::Mutex::new(None);
        Self { engine, secrets, environment, practice_folder, practice, known: Mutex::new(known) }
    }

    /// What the window may know.
    pub fn view(&self) -> AccountView {
        let known = self.known();
        let practice = known.mode == Mode::Practice;
        AccountView {
            mode: known.mode,
            key: known.status.clone(),
            site: known.base.as_ref().map(|base| host(base.as_str()).to_owned()),
            reach: if practice { Reach::Ok } else { known.reach },
            kind: known.kind,
            balance: known.money,
            slots: known.slots,
            former: known.former.clone(),
        }
    }

    /// Takes up where the last run left off, as far as that is known without the keychain.
    pub async fn start(&self) -> Result<(), UiError> {
        let settings = self.settings().await?;
        let mode = if self.environment.key.is_some() { Mode::RunningHub } else { settings.mode };
        {
            let mut known = self.known();
            known.mode = mode;
            known.base = self.expected_base(&settings);
            if known.base.is_some() {
                // Until the keychain has answered; it may be asking for its password just now.
                known.status = KeyStatus::Locked;
            }
        }
        let unfinished = self.engine.jobs_under_way().await.map_err(store_failed)?;
        let practising = unfinished.iter().any(|entry| entry.job.practice && !entry.job.state.is_at_rest());
        if mode == Mode::Practice || practising {
            self.connect_practice().await?;
        }
        self.choose_by_mode();
        Ok(())
    }

    /// Gets the key out of the keychain, which may take as long as a person needs for a password. Jobs of its site go on
    /// then, whichever service is worked with.
    pub async fn unlock(&self) -> Result<(), UiError> {
        let settings = self.settings().await?;
        self.find_key(&settings).await;
        self.connect_real();
        // Only where the keychain is open anyway: nobody is asked for a password because of a key that is not used.
        let is_open = matches!(self.known().status, KeyStatus::Keychain { .. });
        if is_open { self.tend_former_keys().await } else { Ok(()) }
    }

    /// Asks the service about the account. What it says, or that it does not answer, is in the view afterwards.
    pub async fn refresh(&self) {
        let (mode, key, base) = {
            let known = self.known();
            (known.mode, known.key.clone(), known.base.clone())
        };
        if mode == Mode::Practice {
            // The balance arrives as a change.
            let _ = self.engine.refresh_balance().await;
            return;
        }
        let (Some(key), Some(base)) = (key, base) else { return };
        match self.engine.check_key(&key, std::slice::from_ref(&base)).await {
            Ok(report) => self.learn(&report),
            Err(KeyError::Unreachable { .. } | KeyError::Client(_)) => self.known().reach = Reach::Unreachable,
            Err(KeyError::Unknown | KeyError::NotAllowed { .. }) => self.known().reach = Reach::Refused,
        }
    }

    /// Checks a typed key with the site, keeps it, and works with it from now on.
    pub async fn enter(&self, typed: &str, keep: Keep) -> Result<(), UiError> {
        let malformed = |_| UiError::before_sending(ErrorCode::KeyMalformed, "not shaped like a key");
        let key = ApiKey::new(typed).map_err(malformed)?;
        let candidates = match &self.environment.address {
            Some(address) => vec![address.clone()],
            None => Site::ALL.iter().map(|site| site.base()).collect(),
        };
        let report = self.engine.check_key(&key, &candidates).await.map_err(|error| key_refused(&error))?;
        let status = match keep {
            Keep::Session => KeyStatus::Session { last_four: last_four(&key) },
            Keep::Keychain => {
                let secret = key.secret().clone();
                let kept = self.secrets.set(host(report.base.as_str()), secret).await;
                kept.map_err(|error| keychain_failed(&error))?;
                KeyStatus::Keychain { last_four: last_four(&key) }
            }
        };
        {
            let mut known = self.known();
            known.status = status;
            known.key = Some(key);
            known.base = Some(report.base.clone());
        }
        self.remember_site(Some(report.base.as_str().to_owned())).await?;
        self.set_mode(Mode::RunningHub).await?;
        self.learn(&report);
        self.connect_real();
        self.tend_former_keys().await
    }

    /// Looks into the keychain again, after it was locked or did not answer.
    pub async fn reload(&self) -> Result<(), UiError> {
        self.unlock().await?;
        self.refresh().await;
        Ok(())
    }

    /// Forgets the key, in the keychain and in memory. Jobs of its site wait for a new one.
    pub async fn remove(&self) -> Result<(), UiError> {
        let base = self.known().base.clone();
        if let Some(base) = &base {
            let removed = self.secrets.remove(host(base.as_str())).await;
            let was_kept = matches!(self.known().status, KeyStatus::Keychain { .. } | KeyStatus::Locked);
            if let (Err(error), true) = (removed, was_kept) {
                return Err(keychain_failed(&error));
            }
            self.engine.disconnect(base.as_str());
        }
        self.remove_former_keys().await;
        {
            let mut known = self.known();
            known.status = KeyStatus::None;
            known.key = None;
            known.base = None;
            known.reach = Reach::Unchecked;
            known.kind = None;
            known.money = None;
            known.slots = None;
        }
        self.remember_site(None).await?;
        let mode = self.known().mode;
        if mode == Mode::RunningHub { self.set_mode(Mode::Undecided).await } else { Ok(()) }
    }

    /// Works with this service from now on.
    pub async fn choose(&self, mode: Mode) -> Result<(), UiError> {
        match mode {
            Mode::Practice => self.connect_practice().await?,
            Mode::RunningHub | Mode::Undecided => {}
        }
        self.set_mode(mode).await?;
        self.choose_by_mode();
        self.refresh().await;
        Ok(())
    }

    /// Takes in a balance that the engine heard of. `false` when it is not about the chosen service.
    pub fn take_balance(&self, balance: &Balance) -> bool {
        let mut known = self.known();
        let is_ours = match &known.base {
            _ if known.mode == Mode::Practice => balance.practice,
            // Jobs of a site that had the key before go on, and tell what is left there.
            Some(base) => balance.site == base.as_str(),
            None => false,
        };
        if !is_ours {
            return false;
        }
        known.money = balance.money;
        known.reach = Reach::Ok;
        known.slots = slots(balance.concurrent_limit, balance.running);
        true
    }

    /// Ends the practice server.
    pub async fn stop(&self) {
        if let Some(practice) = self.practice.lock().await.take() {
            practice.stop().await;
        }
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn learn(&self, report: &KeyReport) {
        let mut known = self.known();
        known.reach = Reach::Ok;
        known.kind = Some(kind(&report.kind));
        known.slots = slots(report.concurrent_limit, report.running);
        known.money = report.balance;
    }

    async fn find_key(&self, settings: &Settings) {
        if let Some(key) = &self.environment.key {
            let base = self.expected_base(settings).unwrap_or_else(|| Site::International.base());
            let mut known = self.known();
            known.status = KeyStatus::Environment { last_four: last_four(key) };
            known.key = Some(key.clone());
            known.base = Some(base);
            return;
        }
        if matches!(self.known().status, KeyStatus::Session { .. }) {
            return;
        }
        let Some(base) = self.expected_base(settings) else { return };
        let before = self.known().status.clone();
        let found = self.secrets.get(host(base.as_str())).await;
        let mut known = self.known();
        if known.status != before {
            // While the keychain asked for its password, a key was typed or removed. That is the later word.
            return;
        }
        known.base = Some(base);
        known.key = None;
        known.status = match found {
            SecretState::Present(secret) => match ApiKey::new(secret.expose_secret()) {
                Ok(key) => {
                    let status = KeyStatus::Keychain { last_four: last_four(&key) };
                    known.key = Some(key);
                    status
                }
                Err(_) => KeyStatus::None,
            },
            SecretState::NotSet => KeyStatus::None,
            SecretState::Locked => KeyStatus::Locked,
            SecretState::Unavailable(_) => KeyStatus::NoKeychain,
        };
    }

    /// The site that the key belongs to, before it is known whether there is one.
    fn expected_base(&self, settings: &Settings) -> Option<BaseUrl> {
        let site = settings.site.as_deref().and_then(|site| BaseUrl::parse(site).ok());
        self.environment.address.clone().or(site)
    }

    /// Lets the jobs of the key's site go on.
    fn connect_real(&self) {
        let (base, key) = {
            let known = self.known();
            (known.base.clone(), known.key.clone())
        };
        if let (Some(base), Some(key)) = (base, key)
            && let Err(error) = self.engine.connect(Connection { base, key, practice: false })
        {
            tracing::error!(%error, "the connection to RunningHub could not be set up");
        }
        self.choose_by_mode();
    }

    /// Says where new jobs go. They belong to the site even while its key is out of reach; they wait for it.
    fn choose_by_mode(&self) {
        let known = self.known();
        match (known.mode, &known.base) {
            (Mode::Practice, _) => self.engine.choose_site(PRACTICE_SITE),
            (Mode::RunningHub, Some(base)) => self.engine.choose_site(base.as_str()),
            (Mode::RunningHub, None) | (Mode::Undecided, _) => {}
        }
    }

    async fn connect_practice(&self) -> Result<(), UiError> {
        let failed = |what: String| UiError::worth_a_retry(ErrorCode::PracticeFailed, what);
        let mut practice = self.practice.lock().await;
        if practice.is_none() {
            let mut options = PracticeOptions {
                folder: Some(self.practice_folder.clone()),
                key: Some(PRACTICE_KEY.to_owned()),
                ..PracticeOptions::default()
            };
            if let Some(speed) = self.environment.practice_speed {
                options.pace = 1.0 / speed;
            }
            *practice = Some(Practice::start(options).await.map_err(|error| failed(error.to_string()))?);
        }
        let Some(server) = practice.as_ref() else { return Ok(()) };
        let base = BaseUrl::parse(&server.base_url()).map_err(|error| failed(error.to_string()))?;
        let key = ApiKey::new(server.key()).map_err(|error| failed(error.to_string()))?;
        let connection = Connection { base, key, practice: true };
        self.engine.connect(connection).map_err(|error| failed(error.to_string()))
    }

    async fn set_mode(&self, mode: Mode) -> Result<(), UiError> {
        {
            let mut known = self.known();
            if known.mode != mode {
                known.money = None;
                known.slots = None;
            }
            known.mode = mode;
        }
        self.save(|settings| settings.mode = mode).await
    }

    /// An address from the environment is for this run: the site of the person's own key stays remembered beneath it.
    async fn remember_site(&self, site: Option<String>) -> Result<(), UiError> {
        if self.environment.address.is_some() { Ok(()) } else { self.save(|settings| settings.site = site).await }
    }

    async fn settings(&self) -> Result<Settings, UiError> {
        self.engine.settings().await.map_err(store_failed)
    }

    async fn save(&self, change: impl FnOnce(&mut Settings) + Send) -> Result<(), UiError> {
        self.engine.change_settings(change).await.map(drop).map_err(store_failed)
    }
}

fn last_four(key: &ApiKey) -> String {
    let text = key.secret().expose_secret();
    text.chars().skip(text.chars().count().saturating_sub(4)).collect()
}

fn kind(kind: &ApiType) -> AccountKind {
    match kind {
        ApiType::Shared => AccountKind::Shared,
        ApiType::Consumer => AccountKind::Consumer,
        ApiType::Exclusive => AccountKind::Exclusive,
        ApiType::Other(_) => AccountKind::Other,
    }
}

fn slots(limit: Option<u32>, running: Option<u32>) -> Option<SlotsView> {
    Some(SlotsView { limit: limit?, running: running.unwrap_or(0) })
}

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn store_failed(error: afterframe_engine::EngineError) -> UiError {
    UiError::worth_a_retry(ErrorCode::StoreFailed, error.to_string())
}

fn key_refused(error: &KeyError) -> UiError {
    match error {
        KeyError::Unknown => UiError::before_sending(ErrorCode::KeyUnknown, error.to_string()),
        KeyError::NotAllowed { .. } => UiError::before_sending(ErrorCode::KeyNotAllowed, error.to_string()),
        KeyError::Unreachable { .. } | KeyError::Client(_) => {
            UiError::worth_a_retry(ErrorCode::SiteUnreachable, error.to_string())
        }
    }
}

fn keychain_failed(error: &SecretError) -> UiError {
    let code = match error {
        SecretError::Locked => ErrorCode::KeychainLocked,
        SecretError::Unavailable(Unavailable::NoKeychain | Unavailable::NoCollection) => ErrorCode::KeychainMissing,
        SecretError::Unavailable(_) => ErrorCode::KeychainFailed,
    };
    UiError::worth_a_retry(code, error.to_string())
}
