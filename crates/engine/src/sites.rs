//! The sites that are known just now: their connections, what their accounts allow, and which of them new work goes to.

use std::collections::HashMap;

use afterframe_core::{
    ids::Endpoint,
    money::Currency,
    time::{Span, Timestamp},
};
use runninghub::{ApiKey, BaseUrl, Client, ClientError, ClientOptions, Site};

use crate::{change::Balance, hash, quotes::QuotedFor};

/// The tag of jobs that run on the built-in server, whose address is another one at each start.
pub const PRACTICE_SITE: &str = "practice";

/// How many jobs run at once until the account says how many it allows.
const USUAL_LIMIT: u32 = 3;

/// A way to a site: where it is and with which key.
#[derive(Debug, Clone)]
pub struct Connection {
    pub base: BaseUrl,
    pub key: ApiKey,
    /// The built-in server.
    pub practice: bool,
}

impl Connection {
    /// What the jobs of this site remember it by.
    pub fn site(&self) -> String {
        if self.practice { PRACTICE_SITE.to_owned() } else { self.base.as_str().to_owned() }
    }
}

/// All of them.
pub(crate) struct Sites {
    salt: Vec<u8>,
    pub(crate) chosen: Option<String>,
    known: HashMap<String, Known>,
}

struct Known {
    client: Client,
    /// What jobs remember of the account.
    account: String,
    currency: Currency,
    limit: Option<u32>,
    balance: Option<Balance>,
    /// When the balance was told.
    balance_at: Option<Timestamp>,
    /// The scheduler knows of this connection and has prepared the site's jobs for it.
    greeted: bool,
    /// Nothing is submitted before this instant: the site said that it is busy.
    busy_until: Option<Timestamp>,
    /// What its quotes for a model stand for, where that was found out.
    quoted_for: HashMap<Endpoint, QuotedFor>,
    asking: Asking,
}

/// Whether the balance is being asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asking {
    No,
    Yes,
    /// And something has happened since, so the answer may be old.
    Again,
}

impl Sites {
    /// None yet. With the salt, what jobs remember of accounts is made of keys.
    pub(crate) fn new(salt: Vec<u8>) -> Self {
        Self { salt, chosen: None, known: HashMap::new() }
    }

    /// Adds or replaces a connection. The first site becomes the chosen one; another is never chosen by the way, because the
    /// chosen one is where new jobs are paid for. What the account allows is not known of the new key.
    pub(crate) fn connect(&mut self, connection: Connection, options: &ClientOptions) -> Result<String, ClientError> {
        let site = connection.site();
        let currency = if connection.base.site() == Some(Site::International) { Currency::Usd } else { Currency::Cny };
        let account = hash::account(&self.salt, &site, &connection.key);
        let client = Client::new(connection.base, connection.key, options)?;
        self.known.insert(
            site.clone(),
            Known {
                client,
                account,
                currency,
                greeted: false,
                limit: None,
                balance: None,
                balance_at: None,
                busy_until: None,
                quoted_for: HashMap::new(),
                asking: Asking::No,
            },
        );
        self.chosen.get_or_insert_with(|| site.clone());
        Ok(site)
    }

    /// Makes every way anew, with other options.
    pub(crate) fn renew(&mut self, options: &ClientOptions) -> Result<(), ClientError> {
        for known in self.known.values_mut() {
            known.client = Client::new(known.client.base().clone(), known.client.key().clone(), options)?;
        }
        Ok(())
    }

    pub(crate) fn disconnect(&mut self, site: &str) {
        self.known.remove(site);
    }

    pub(crate) fn client(&self, site: &str) -> Option<Client> {
        self.known.get(site).map(|known| known.client.clone())
    }

    /// What jobs remember of the account whose key is set.
    pub(crate) fn account(&self, site: &str) -> Option<String> {
        self.known.get(site).map(|known| known.account.clone())
    }

    pub(crate) fn chosen_client(&self) -> Option<(String, Client)> {
        let site = self.chosen.clone()?;
        let client = self.client(&site)?;
        Some((site, client))
    }

    /// Whether jobs of the site may go on.
    pub(crate) fn is_connected(&self, site: &str) -> bool {
        self.known.get(site).is_some_and(|known| known.greeted)
    }

    pub(crate) fn greet(&mut self, site: &str) {
        if let Some(known) = self.known.get_mut(site) {
            known.greeted = true;
        }
    }

    /// What the site bills in. For an address of nobody's it is the currency of the catalogue.
    pub(crate) fn currency(&self, site: &str) -> Currency {
        let by_name = if site == Site::International.base().as_str() { Currency::Usd } else { Currency::Cny };
        self.known.get(site).map_or(by_name, |known| known.currency)
    }

    /// How many jobs the site may run at once.
    pub(crate) fn limit(&self, site: &str) -> u32 {
        self.known.get(site).and_then(|known| known.limit).unwrap_or(USUAL_LIMIT).max(1)
    }

    pub(crate) fn balance(&self, site: &str) -> Option<Balance> {
        self.known.get(site)?.balance.clone()
    }

    /// Whether the balance was told no longer than so long ago.
    pub(crate) fn has_fresh_balance(&self, site: &str, now: Timestamp, longest: Span) -> bool {
        let told = self.known.get(site).and_then(|known| known.balance_at);
        told.is_some_and(|told| (0..=longest.0).contains(&now.since(told).0))
    }

    pub(crate) fn set_balance(&mut self, balance: &Balance, now: Timestamp) {
        if let Some(known) = self.known.get_mut(&balance.site) {
            known.currency = balance.currency;
            known.limit = balance.concurrent_limit.or(known.limit);
            known.balance = Some(balance.clone());
            known.balance_at = Some(now);
        }
    }

    /// Whether whoever wants to know the balance is to ask for it. Where it is being asked for already, it is asked once more.
    pub(crate) fn begin_to_ask(&mut self, site: &str) -> bool {
        let Some(known) = self.known.get_mut(site) else { return false };
        let idle = known.asking == Asking::No;
        known.asking = if idle { Asking::Yes } else { Asking::Again };
        idle
    }

    /// After an answer: whether to ask once more.
    pub(crate) fn asks_again(&mut self, site: &str) -> bool {
        let Some(known) = self.known.get_mut(site) else { return false };
        let again = known.asking == Asking::Again;
        known.asking = if again { Asking::Yes } else { Asking::No };
        again
    }

    pub(crate) fn set_busy_until(&mut self, site: &str, until: Option<Timestamp>) {
        if let Some(known) = self.known.get_mut(site) {
            known.busy_until = until;
        }
    }

    pub(crate) fn quoted_for(&self, site: &str, endpoint: &Endpoint) -> Option<QuotedFor> {
        self.known.get(site)?.quoted_for.get(endpoint).copied()
    }

    pub(crate) fn set_quoted_for(&mut self, site: &str, endpoint: &Endpoint, found: QuotedFor) {
        if let Some(known) = self.known.get_mut(site) {
            known.quoted_for.insert(endpoint.clone(), found);
        }
    }

    pub(crate) fn busy_until(&self, site: &str) -> Option<Timestamp> {
        self.known.get(site)?.busy_until
    }
}
