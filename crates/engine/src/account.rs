//! Accounts: which site knows a key, what it has, and how much it may run at once.

use std::sync::Arc;

use afterframe_core::{
    money::{Currency, Money},
    time::Span,
};
use runninghub::{
    AccountStatus, ApiKey, ApiType, BaseUrl, CallError, Client, ClientError, Detection, QueueStatus, Site, detect_site,
};

use crate::{
    change::{Balance, Change},
    engine::{Engine, Inner},
    error::{BalanceError, KeyError},
    orders::Message,
    sites::{Connection, PRACTICE_SITE},
    translate,
};

/// Between two questions for the balance that nobody waits for.
const BETWEEN_BALANCES: Span = Span::seconds(2);

/// What a site says about a key.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyReport {
    /// The site that knows it.
    pub base: BaseUrl,
    pub currency: Option<Currency>,
    pub balance: Option<Money>,
    /// RH coins in millionths.
    pub coins: Option<i64>,
    /// A consumer key cannot run models.
    pub kind: ApiType,
    pub concurrent_limit: Option<u32>,
    pub running: Option<u32>,
}

impl Engine {
    /// Adds or replaces a way to a site. Jobs that waited for its key go on, and its balance is asked for. Where no site is
    /// chosen for new jobs yet, it is this one; [`Engine::choose_site`] chooses another.
    pub fn connect(&self, connection: Connection) -> Result<(), ClientError> {
        let options = self.inner.client_options();
        let site = self.inner.sites_mut().connect(connection, &options)?;
        self.inner.order(Message::Connected(site));
        Ok(())
    }

    /// Takes the way to a site away. Its jobs wait; requests that are under way are not cut off.
    pub fn disconnect(&self, site: &str) {
        self.inner.sites_mut().disconnect(site);
        self.inner.order(Message::LookAgain);
    }

    /// Chooses the site of new jobs, with or without a way to it.
    pub fn choose_site(&self, site: &str) {
        self.inner.sites_mut().chosen = Some(site.to_owned());
    }

    /// The site of new jobs.
    pub fn site(&self) -> Option<String> {
        self.inner.sites().chosen.clone()
    }

    /// Asks the candidates which of them knows the key. Changes nothing.
    pub async fn check_key(&self, key: &ApiKey, candidates: &[BaseUrl]) -> Result<KeyReport, KeyError> {
        match detect_site(key, candidates, &self.inner.client_options()).await? {
            Detection::Found { base, account, queue } => Ok(report(base, account.as_ref(), queue.as_ref())),
            Detection::NotAllowed { base, refusal } => Err(KeyError::NotAllowed { base, refusal: Box::new(refusal) }),
            Detection::UnknownKey => Err(KeyError::Unknown),
            Detection::Unanswered { failures } => Err(KeyError::Unreachable { failures }),
        }
    }

    /// The last known balance of the chosen site.
    pub fn balance(&self) -> Option<Balance> {
        let sites = self.inner.sites();
        sites.balance(sites.chosen.as_ref()?)
    }

    /// Asks the chosen site for the balance of now.
    pub async fn refresh_balance(&self) -> Result<Balance, BalanceError> {
        let (site, client) = self.inner.sites().chosen_client().ok_or(BalanceError::NoKey)?;
        Ok(refresh(&self.inner, &site, &client).await?)
    }
}

/// Asks without anybody waiting: after a new key, and after each job. Jobs that end together are followed by two questions at
/// most, the second of which comes after a pause.
pub(crate) fn refresh_in_background(inner: &Arc<Inner>, site: &str) {
    if !inner.sites_mut().begin_to_ask(site) {
        return;
    }
    let inner = Arc::clone(inner);
    let site = site.to_owned();
    tokio::spawn(async move {
        let stop = inner.stop.clone();
        stop.run_until_cancelled(refresh_until_settled(&inner, &site)).await;
    });
}

async fn refresh_until_settled(inner: &Inner, site: &str) {
    loop {
        let client = inner.sites().client(site);
        if let Some(client) = client
            && let Err(error) = refresh(inner, site, &client).await
        {
            tracing::info!(%site, %error, "the balance could not be asked for");
        }
        if !inner.sites_mut().asks_again(site) {
            return;
        }
        inner.options.clock.sleep(BETWEEN_BALANCES).await;
    }
}

pub(crate) async fn refresh(inner: &Inner, site: &str, client: &Client) -> Result<Balance, CallError> {
    let _place = inner.gates.question(inner.options.clock.as_ref()).await;
    let (account, queue) = tokio::join!(client.account_status(), client.queue_status());
    let account = account?;
    // The limit is a help; without it the last known one holds.
    let report = report(client.base().clone(), Some(&account), queue.as_ref().ok());
    let balance = Balance {
        site: site.to_owned(),
        practice: site == PRACTICE_SITE,
        money: report.balance,
        coins: report.coins,
        currency: report.currency.unwrap_or_else(|| inner.sites().currency(site)),
        concurrent_limit: report.concurrent_limit,
        running: report.running,
    };
    inner.sites_mut().set_balance(&balance, inner.options.clock.now());
    inner.tell(Change::Balance(balance.clone()));
    inner.order(Message::LookAgain);
    Ok(balance)
}

fn report(base: BaseUrl, account: Option<&AccountStatus>, queue: Option<&QueueStatus>) -> KeyReport {
    let by_site = base.site().map(|site| match site {
        Site::International => Currency::Usd,
        Site::China => Currency::Cny,
    });
    let currency = translate::currency(account.and_then(|account| account.currency.as_deref())).or(by_site);
    let money = account.and_then(|account| account.remain_money);
    KeyReport {
        base,
        currency,
        balance: money.zip(currency).map(|(amount, currency)| Money::new(amount.0, currency)),
        coins: account.and_then(|account| account.remain_coins).map(|amount| amount.0),
        kind: account
            .map(|account| account.api_type.clone())
            .or_else(|| queue.map(|queue| queue.api_type.clone()))
            .unwrap_or(ApiType::Other(String::new())),
        concurrent_limit: queue.and_then(|queue| queue.concurrent_limit),
        running: queue.and_then(|queue| queue.running).or_else(|| account.and_then(|account| account.running_tasks)),
    }
}
