//! What was spent: by month and model, in this month, and run by run. The database keeps it, also of deleted jobs.

use afterframe_core::money::{Currency, Money};
use afterframe_store::{Spending, SpentRun};

use crate::{engine::Engine, error::EngineError};

impl Engine {
    /// What was spent in each month with each model, the newest month first. Practice costs nothing and is not in it.
    pub async fn spending(&self) -> Result<Vec<Spending>, EngineError> {
        self.inner.store.run(|store| store.spending()).await
    }

    /// What this month comes to, one sum for each currency: what RunningHub named, estimates of what it did not, and estimates
    /// of the jobs in line, which are as good as spent. Where nobody knows a cost, nothing is added.
    pub async fn spent_this_month(&self) -> Result<Vec<Money>, EngineError> {
        let now = self.inner.options.clock.now();
        let read = self.inner.store.run(move |store| Ok((store.spent_in_month_of(now)?, store.jobs_that_move()?)));
        let (mut sums, moving) = read.await?;
        let in_line = moving.iter().filter(|job| !job.practice && job.task_id.is_none() && job.cost.is_none());
        sums.extend(in_line.filter_map(|job| job.estimate.amount()));
        Ok(added(&sums))
    }

    /// Every run that cost something or may have, the newest first.
    pub async fn spent_runs(&self) -> Result<Vec<SpentRun>, EngineError> {
        self.inner.store.run(|store| store.spent_runs()).await
    }
}

/// One sum for each currency; those that come to nothing are left out.
fn added(amounts: &[Money]) -> Vec<Money> {
    let sum_of = |currency| {
        let micros = amounts.iter().filter(|amount| amount.currency == currency).map(|amount| amount.micros);
        Money::new(micros.fold(0, i64::saturating_add), currency)
    };
    [Currency::Cny, Currency::Usd].map(sum_of).into_iter().filter(|sum| sum.micros != 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_are_added_up_apart() {
        let (cny, usd) = (|micros| Money::new(micros, Currency::Cny), |micros| Money::new(micros, Currency::Usd));
        assert_eq!(added(&[cny(5), usd(7), cny(6)]), [cny(11), usd(7)]);
        assert_eq!(added(&[cny(i64::MAX), cny(1), usd(0)]), [cny(i64::MAX)]);
    }
}
