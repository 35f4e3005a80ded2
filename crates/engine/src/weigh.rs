//! What an account has right before a submit. If the answer to the submit is lost, this is what the balance of afterwards is compared
//! with, so it must not be of an hour ago, when the account was charged for something else since.

use std::{sync::Arc, time::Duration};

use afterframe_core::{ids::JobId, time::Span};
use tokio::time::timeout;

use crate::{
    account,
    orders::{Asked, Message},
    scheduler::Scheduler,
    sites::PRACTICE_SITE,
};

/// What was told no longer ago is as good as new.
const FRESH: Span = Span::seconds(60);
/// A submit is not held up longer than this; what was known before serves then.
const LONGEST: Duration = Duration::from_secs(2);

impl Scheduler {
    /// Whether a job that could be submitted must wait until its account has said what it has. It is asked once for a submit, for
    /// nothing, and only where what is known is old.
    pub(crate) fn waits_for_a_balance(&mut self, id: &JobId) -> bool {
        let now = self.inner.options.clock.now();
        let Some(active) = self.active.get_mut(id) else { return true };
        match active.weighed {
            Asked::Asking => return true,
            Asked::Answered => return false,
            Asked::Open => {}
        }
        let (id, site) = (id.clone(), active.job.site.clone());
        let client = {
            let sites = self.inner.sites();
            let is_known = site == PRACTICE_SITE || sites.has_fresh_balance(&site, now, FRESH);
            sites.client(&site).filter(|_| !is_known)
        };
        let Some(client) = client else { return false };
        active.weighed = Asked::Asking;
        let inner = Arc::clone(&self.inner);
        tokio::spawn(async move {
            let asked = timeout(LONGEST, account::refresh(&inner, &site, &client));
            if let Some(Err(_) | Ok(Err(_))) = inner.stop.run_until_cancelled(asked).await {
                tracing::info!(%site, "the balance could not be asked for before a submit");
            }
            inner.order(Message::BalanceAsked(id));
        });
        true
    }
}
