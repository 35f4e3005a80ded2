//! Which of the two sites knows a key.
//!
//! A key is tried only at the addresses it is given; who calls decides which these are.

use futures_util::future::join_all;

use crate::{
    AccountStatus, ApiKey, BaseUrl, CallError, Client, ClientError, ClientOptions, ErrorKind, QueueStatus, Refusal,
};

/// What the sites say about a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detection {
    /// A site knows it. One of the two answers may be missing, never both.
    Found {
        /// Where.
        base: BaseUrl,
        /// Balance, currency and kind of the key.
        account: Option<AccountStatus>,
        /// How many tasks it may run.
        queue: Option<QueueStatus>,
    },
    /// A site knows it, but its account may not use the API.
    NotAllowed {
        /// Where.
        base: BaseUrl,
        /// What the site said.
        refusal: Refusal,
    },
    /// Every site answered, and none knows the key.
    UnknownKey,
    /// No site that answered knows the key, and at least one did not answer.
    Unanswered {
        /// The sites that did not answer, and why.
        failures: Vec<SiteFailure>,
    },
}

/// A site that could not be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFailure {
    /// Which.
    pub base: BaseUrl,
    /// Why.
    pub error: CallError,
}

enum Verdict {
    Known(Option<AccountStatus>, Option<QueueStatus>),
    NotAllowed(Refusal),
    Unknown,
    Failed(CallError),
}

/// Asks every address at the same time. The first of the list that knows the key is taken.
pub async fn detect_site(key: &ApiKey, bases: &[BaseUrl], options: &ClientOptions) -> Result<Detection, ClientError> {
    let mut clients = Vec::with_capacity(bases.len());
    for base in bases {
        clients.push(Client::new(base.clone(), key.clone(), options)?);
    }
    let verdicts = join_all(clients.iter().map(ask)).await;
    let mut not_allowed = None;
    let mut failures = Vec::new();
    for (base, verdict) in bases.iter().cloned().zip(verdicts) {
        match verdict {
            Verdict::Known(account, queue) => {
                return Ok(Detection::Found { base, account, queue });
            }
            Verdict::NotAllowed(refusal) => {
                not_allowed.get_or_insert(Detection::NotAllowed { base, refusal });
            }
            Verdict::Unknown => {}
            Verdict::Failed(error) => failures.push(SiteFailure { base, error }),
        }
    }
    Ok(match not_allowed {
        Some(detection) => detection,
        None if failures.is_empty() => Detection::UnknownKey,
        None => Detection::Unanswered { failures },
    })
}

async fn ask(client: &Client) -> Verdict {
    let (queue, account) = tokio::join!(client.queue_status(), client.account_status());
    let (queue_error, account_error) = match (queue, account) {
        (Err(queue), Err(account)) => (queue, account),
        (queue, account) => return Verdict::Known(account.ok(), queue.ok()),
    };
    let errors = [account_error, queue_error];
    let said = |kinds: &[ErrorKind]| {
        errors.iter().find_map(|error| match error {
            CallError::Refused(refusal) if kinds.contains(&refusal.kind) => Some(refusal.clone()),
            _ => None,
        })
    };
    if let Some(refusal) = said(&[ErrorKind::PlanNeeded, ErrorKind::Money, ErrorKind::WrongKeyKind]) {
        return Verdict::NotAllowed(refusal);
    }
    // One clear no is enough, even if the other question was lost.
    if said(&[ErrorKind::Auth]).is_some() {
        return Verdict::Unknown;
    }
    let [account_error, _] = errors;
    Verdict::Failed(account_error)
}
