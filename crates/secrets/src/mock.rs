//! A store for tests: it keeps secrets in memory and fails when it is told to.
//!
//! It is compiled always, so that the tests of other crates can use it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{Pending, SecretError, SecretState, SecretStore, SecretString, SessionStore};

/// A store whose faults are chosen.
#[derive(Debug, Default)]
pub struct MockStore {
    kept: SessionStore,
    fault: Mutex<Fault>,
    calls: AtomicUsize,
}

#[derive(Debug, Default)]
enum Fault {
    #[default]
    None,
    Once(SecretError),
    UntilHealed(SecretError),
}

impl MockStore {
    /// An empty store without faults.
    pub fn new() -> Self {
        Self::default()
    }

    /// The next call fails, the one after it works.
    pub fn fail_next(&self, error: SecretError) {
        *self.fault() = Fault::Once(error);
    }

    /// Every call fails until [`MockStore::heal`].
    pub fn fail_until_healed(&self, error: SecretError) {
        *self.fault() = Fault::UntilHealed(error);
    }

    /// Ends all faults; what was kept before them is still there.
    pub fn heal(&self) {
        *self.fault() = Fault::None;
    }

    /// How often the store was called, failed calls included.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    fn fault(&self) -> MutexGuard<'_, Fault> {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn called(&self) -> Result<(), SecretError> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let mut fault = self.fault();
        match &*fault {
            Fault::None => Ok(()),
            Fault::UntilHealed(error) => Err(error.clone()),
            Fault::Once(error) => {
                let error = error.clone();
                *fault = Fault::None;
                Err(error)
            }
        }
    }
}

impl SecretStore for MockStore {
    fn get<'a>(&'a self, account: &'a str) -> Pending<'a, SecretState> {
        Box::pin(async move {
            match self.called() {
                Ok(()) => self.kept.get(account).await,
                Err(error) => error.into(),
            }
        })
    }

    fn set<'a>(&'a self, account: &'a str, secret: SecretString) -> Pending<'a, Result<(), SecretError>> {
        Box::pin(async move {
            self.called()?;
            self.kept.set(account, secret).await
        })
    }

    fn remove<'a>(&'a self, account: &'a str) -> Pending<'a, Result<(), SecretError>> {
        Box::pin(async move {
            self.called()?;
            self.kept.remove(account).await
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Unavailable;

    #[tokio::test]
    async fn faults_come_and_go_as_told_and_lose_nothing() {
        let store = MockStore::new();
        store.set("a", SecretString::from("one")).await.unwrap();
        store.fail_next(SecretError::Locked);
        assert!(matches!(store.get("a").await, SecretState::Locked));
        assert!(matches!(store.get("a").await, SecretState::Present(_)));
        store.fail_until_healed(Unavailable::NoKeychain.into());
        for _ in 0..2 {
            let state = store.get("a").await;
            assert!(matches!(state, SecretState::Unavailable(Unavailable::NoKeychain)));
        }
        assert!(store.remove("a").await.is_err());
        store.heal();
        assert!(matches!(store.get("a").await, SecretState::Present(_)));
        assert_eq!(store.calls(), 7);
    }
}
