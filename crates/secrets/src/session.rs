//! A store in memory, for *keep for this session only*: nothing of it outlives the program.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{Pending, SecretError, SecretState, SecretStore, SecretString};

/// Secrets that are gone when the program ends.
#[derive(Default)]
pub struct SessionStore {
    secrets: Mutex<HashMap<String, SecretString>>,
}

impl SessionStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn secrets(&self) -> MutexGuard<'_, HashMap<String, SecretString>> {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SecretStore for SessionStore {
    fn get<'a>(&'a self, account: &'a str) -> Pending<'a, SecretState> {
        let state = match self.secrets().get(account) {
            Some(secret) => SecretState::Present(secret.clone()),
            None => SecretState::NotSet,
        };
        Box::pin(async { state })
    }

    fn set<'a>(&'a self, account: &'a str, secret: SecretString) -> Pending<'a, Result<(), SecretError>> {
        Box::pin(async move {
            self.secrets().insert(account.to_owned(), secret);
            Ok(())
        })
    }

    fn remove<'a>(&'a self, account: &'a str) -> Pending<'a, Result<(), SecretError>> {
        Box::pin(async move {
            self.secrets().remove(account);
            Ok(())
        })
    }
}

impl fmt::Debug for SessionStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let accounts = self.secrets().len();
        f.debug_struct("SessionStore").field("accounts", &accounts).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[tokio::test]
    async fn a_secret_is_kept_replaced_and_forgotten() {
        let store = SessionStore::new();
        assert!(matches!(store.get("a").await, SecretState::NotSet));
        store.set("a", SecretString::from("one")).await.unwrap();
        store.set("a", SecretString::from("two")).await.unwrap();
        let SecretState::Present(secret) = store.get("a").await else { panic!("not kept") };
        assert_eq!(secret.expose_secret(), "two");
        assert!(matches!(store.get("b").await, SecretState::NotSet));
        store.remove("a").await.unwrap();
        store.remove("a").await.unwrap();
        assert!(matches!(store.get("a").await, SecretState::NotSet));
    }

    #[tokio::test]
    async fn a_secret_is_never_printed() {
        let store = SessionStore::new();
        store.set("a", SecretString::from("0123456789abcdef")).await.unwrap();
        let printed = format!("{store:?} {:?}", store.get("a").await);
        assert!(!printed.contains("0123456789abcdef"), "{printed}");
    }
}
