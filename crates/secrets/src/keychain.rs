//! The keychain of the operating system behind the seam.
//!
//! It goes through `keyring`, which knows the right store of each system, and past it in one case:
//! keyring opens that store once per process and keeps a failure (and a connection that died) for ever.
//! A person who starts or unlocks the keychain and presses *try again* must get a real new try, so
//! after a failure this module opens the same store itself, as often as it takes.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use keyring_core::{CredentialStore, Entry, Error};
use secrecy::ExposeSecret;
use tokio::sync::oneshot;

use crate::{Pending, SERVICE, SecretError, SecretState, SecretStore, SecretString, Unavailable, native};

/// How long a keychain may take, its own password prompt included.
const LIMIT: Duration = Duration::from_secs(30);

/// The keychain of the operating system.
#[derive(Clone)]
pub struct Keychain {
    service: &'static str,
    limit: Duration,
    opened: Arc<Mutex<Opened>>,
}

/// Where entries are made.
enum Opened {
    /// By keyring, in the store it opened on its first use.
    ByKeyring,
    /// By this module; none until it is opened again.
    Here(Option<Arc<CredentialStore>>),
}

/// Why an attempt gave nothing.
enum Fault {
    /// The keychain could not be opened at all.
    Open(Error),
    /// It was open, and the operation failed.
    Operation(Error),
}

impl Keychain {
    /// The keychain entries of Afterframe. Nothing is opened yet.
    pub fn new() -> Self {
        Self::named(SERVICE)
    }

    /// The keychain entries of another service name, so that tests keep away from real ones.
    pub fn named(service: &'static str) -> Self {
        Self { service, limit: LIMIT, opened: Arc::new(Mutex::new(Opened::ByKeyring)) }
    }

    /// Gives the keychain another time to answer, its own password prompt included. What was begun goes
    /// on after that: a prompt that is answered late may still change what is kept.
    #[must_use]
    pub fn within(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    fn opened(&self) -> MutexGuard<'_, Opened> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next attempt opens the keychain anew.
    fn forget_connection(&self) {
        *self.opened() = Opened::Here(None);
    }

    fn entry(&self, account: &str) -> Result<Entry, Error> {
        // Nothing that can block happens under the lock: a keychain that hangs must not stop the next try.
        let (by_keyring, store) = match &*self.opened() {
            Opened::ByKeyring => (true, None),
            Opened::Here(store) => (false, store.clone()),
        };
        if by_keyring {
            if keyring::Entry::store_status().is_ok() {
                return keyring::Entry::new(self.service, account).map(|entry| entry.inner);
            }
            self.forget_connection();
        }
        let store = if let Some(store) = store {
            store
        } else {
            let store = native::open()?;
            *self.opened() = Opened::Here(Some(Arc::clone(&store)));
            store
        };
        store.build(self.service, account, None)
    }

    fn attempt<T>(&self, account: &str, operation: &impl Fn(&Entry) -> Result<T, Error>) -> Result<T, Fault> {
        let entry = self.entry(account).map_err(Fault::Open)?;
        operation(&entry).map_err(Fault::Operation)
    }

    /// Runs an operation. A failure of the platform may only mean that the keychain was restarted since
    /// the last call, so the operation, which can be repeated, gets a second try on a new connection.
    fn run<T>(&self, account: &str, operation: &impl Fn(&Entry) -> Result<T, Error>) -> Result<Option<T>, SecretError> {
        let mut outcome = self.attempt(account, operation);
        if let Err(Fault::Operation(Error::PlatformFailure(_))) = outcome {
            self.forget_connection();
            outcome = self.attempt(account, operation);
        }
        match outcome {
            Ok(value) => Ok(Some(value)),
            Err(Fault::Operation(Error::NoEntry)) => Ok(None),
            Err(Fault::Operation(error)) => {
                self.forget_connection();
                Err(native::meaning(&error))
            }
            Err(Fault::Open(error)) => {
                self.forget_connection();
                Err(match native::meaning(&error) {
                    SecretError::Locked => SecretError::Locked,
                    SecretError::Unavailable(_) => Unavailable::NoKeychain.into(),
                })
            }
        }
    }

    /// Runs an operation away from the async threads, within the limit. It gets a thread of its own and
    /// not one of tokio's blocking pool: a runtime waits for those when it ends, and a forgotten prompt
    /// would then keep the program from quitting.
    async fn away<T: Send + 'static>(
        &self,
        account: &str,
        operation: impl Fn(&Entry) -> Result<T, Error> + Send + 'static,
    ) -> Result<Option<T>, SecretError> {
        let (answer, answered) = oneshot::channel();
        let (keychain, account) = (self.clone(), account.to_owned());
        let work = move || {
            // Nobody listens any more once the time is up.
            let _ = answer.send(keychain.run(&account, &operation));
        };
        std::thread::Builder::new()
            .name("keychain".to_owned())
            .spawn(work)
            .map_err(|error| Unavailable::Refused(error.to_string()))?;
        match tokio::time::timeout(self.limit, answered).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => {
                self.forget_connection();
                Err(Unavailable::Refused("the keychain library failed".to_owned()).into())
            }
            Err(_) => {
                self.forget_connection();
                Err(Unavailable::TimedOut.into())
            }
        }
    }
}

/// Reads an entry. Of several that match, which only another program can have made, the first counts.
fn read(entry: &Entry) -> Result<SecretString, Error> {
    match entry.get_password() {
        Ok(password) => Ok(SecretString::from(password)),
        Err(Error::Ambiguous(entries)) => entries.first().ok_or(Error::NoEntry)?.get_password().map(SecretString::from),
        Err(error) => Err(error),
    }
}

fn write(entry: &Entry, secret: &SecretString) -> Result<(), Error> {
    match entry.set_password(secret.expose_secret()) {
        Err(Error::Ambiguous(entries)) => {
            for other in entries {
                other.delete_credential()?;
            }
            entry.set_password(secret.expose_secret())
        }
        done => done,
    }
}

fn delete(entry: &Entry) -> Result<(), Error> {
    match entry.delete_credential() {
        Err(Error::Ambiguous(entries)) => entries.iter().try_for_each(Entry::delete_credential),
        done => done,
    }
}

impl Default for Keychain {
    fn default() -> Self {
        Self::new()
    }
}

impl SecretStore for Keychain {
    fn get<'a>(&'a self, account: &'a str) -> Pending<'a, SecretState> {
        Box::pin(async move {
            match self.away(account, read).await {
                Ok(Some(secret)) => SecretState::Present(secret),
                Ok(None) => SecretState::NotSet,
                Err(error) => error.into(),
            }
        })
    }

    fn set<'a>(&'a self, account: &'a str, secret: SecretString) -> Pending<'a, Result<(), SecretError>> {
        Box::pin(async move {
            match self.away(account, move |entry| write(entry, &secret)).await? {
                Some(()) => Ok(()),
                // Only a keychain that loses what it is given says that there is no entry now.
                None => Err(Unavailable::NoCollection.into()),
            }
        })
    }

    fn remove<'a>(&'a self, account: &'a str) -> Pending<'a, Result<(), SecretError>> {
        Box::pin(async move { self.away(account, delete).await.map(|_| ()) })
    }
}

impl fmt::Debug for Keychain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keychain").field("service", &self.service).finish_non_exhaustive()
    }
}
