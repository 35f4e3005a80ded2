//! The keychains of the three systems: how they are opened, and what their errors mean.
//!
//! The one place that differs by system. Decisions are made by the type and the number of an error,
//! never by its words.

use std::error::Error as StdError;
use std::sync::Arc;

use keyring_core::{CredentialStore, Error};

use crate::{SecretError, Unavailable};

/// Opens the keychain of this system, as keyring does on its first use.
#[cfg(target_os = "macos")]
pub(crate) fn open() -> Result<Arc<CredentialStore>, Error> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

/// Opens the keychain of this system, as keyring does on its first use.
#[cfg(windows)]
pub(crate) fn open() -> Result<Arc<CredentialStore>, Error> {
    Ok(windows_native_keyring_store::Store::new()?)
}

/// Opens the keychain of this system, as keyring does on its first use.
#[cfg(all(unix, not(target_os = "macos")))]
pub(crate) fn open() -> Result<Arc<CredentialStore>, Error> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

/// What an error means for the person. That there is no entry is handled before.
pub(crate) fn meaning(error: &Error) -> SecretError {
    match error {
        Error::NoStorageAccess(cause) | Error::PlatformFailure(cause) => {
            platform(cause.as_ref()).unwrap_or_else(|| refused(cause.as_ref()))
        }
        Error::NoDefaultStore => Unavailable::NoKeychain.into(),
        // These carry the bytes of the secret: nothing of them may be repeated.
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => Unavailable::Damaged.into(),
        other => refused(other),
    }
}

fn refused(error: &(impl StdError + ?Sized)) -> SecretError {
    Unavailable::Refused(error.to_string()).into()
}

/// A closed prompt and a locked collection are the same for the person; an empty result is what a
/// Secret Service without a default collection answers.
#[cfg(all(unix, not(target_os = "macos")))]
fn platform(cause: &(dyn StdError + Send + Sync + 'static)) -> Option<SecretError> {
    use secret_service::Error as Service;
    match cause.downcast_ref::<Service>()? {
        Service::Locked | Service::Prompt | Service::PromptDisconnected => Some(SecretError::Locked),
        Service::NoResult => Some(Unavailable::NoCollection.into()),
        Service::Unavailable => Some(Unavailable::NoKeychain.into()),
        _ => None,
    }
}

/// The numbers are those of Security.framework.
#[cfg(target_os = "macos")]
fn platform(cause: &(dyn StdError + Send + Sync + 'static)) -> Option<SecretError> {
    match cause.downcast_ref::<security_framework::base::Error>()?.code() {
        // errSecUserCanceled, errSecAuthFailed, errSecInteractionNotAllowed.
        -128 | -25293 | -25308 => Some(SecretError::Locked),
        // errSecNoDefaultKeychain.
        -25307 => Some(Unavailable::NoCollection.into()),
        // errSecNotAvailable, errSecNoSuchKeychain, errSecInvalidKeychain.
        -25291 | -25294 | -25295 => Some(Unavailable::NoKeychain.into()),
        _ => None,
    }
}

/// The Credential Manager is open while one is logged on; its errors say enough by themselves.
#[cfg(windows)]
fn platform(_cause: &(dyn StdError + Send + Sync + 'static)) -> Option<SecretError> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_never_repeats_the_secret() {
        let secret = b"0123456789abcdef".to_vec();
        for error in
            [Error::BadEncoding(secret.clone()), Error::BadDataFormat(secret, Box::new(std::io::Error::other("no")))]
        {
            assert_eq!(meaning(&error), Unavailable::Damaged.into());
        }
    }

    #[test]
    fn an_error_that_is_not_known_keeps_its_words() {
        let error = Error::PlatformFailure(Box::new(std::io::Error::other("disk on fire")));
        assert_eq!(meaning(&error), Unavailable::Refused("disk on fire".to_owned()).into());
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn the_states_of_a_secret_service_are_told_apart() {
        use secret_service::Error as Service;
        let of = |error: Service| meaning(&Error::NoStorageAccess(Box::new(error)));
        assert_eq!(of(Service::Locked), SecretError::Locked);
        assert_eq!(of(Service::Prompt), SecretError::Locked);
        assert_eq!(of(Service::NoResult), Unavailable::NoCollection.into());
        assert_eq!(of(Service::Unavailable), Unavailable::NoKeychain.into());
    }
}
