//! Keys of sites that the program worked with before. There is one key: that of a former site leaves the keychain as soon as the new one
//! is proven and kept. Only as long as something is still being made there it stays, because what is paid for is fetched with it; and what
//! stays is shown, whatever the reason.

use afterframe_engine::{ApiKey, BaseUrl, Connection, Site};
use afterframe_secrets::SecretState;
use secrecy::ExposeSecret as _;

use super::{Account, store_failed};
use crate::{
    error::UiError,
    present::host,
    views::{FormerKey, WhyKept},
};

impl Account {
    /// Looks after the keys of the sites that are not worked with now. An address from the environment is for this run alone: then the
    /// person's own key is no former one.
    pub(super) async fn tend_former_keys(&self) -> Result<(), UiError> {
        if self.environment.address.is_some() || self.environment.key.is_some() {
            return Ok(());
        }
        self.tend_keys_of(&self.former_sites()).await
    }

    /// Sites that are not the one of now.
    fn former_sites(&self) -> Vec<BaseUrl> {
        let now = self.known().base.clone();
        let others = Site::ALL.iter().map(|site| site.base());
        others.filter(|site| now.as_ref().is_some_and(|now| now.as_str() != site.as_str())).collect()
    }

    /// Removes their keys, but for those that are needed to fetch what is being made; with those, their jobs go on.
    pub(crate) async fn tend_keys_of(&self, sites: &[BaseUrl]) -> Result<(), UiError> {
        let mut kept = Vec::new();
        for base in sites {
            let site = host(base.as_str()).to_owned();
            let SecretState::Present(secret) = self.secrets.get(&site).await else { continue };
            if self.engine.moves_at(base.as_str()).await.map_err(store_failed)? {
                self.go_on_at(base, secret.expose_secret());
                kept.push(FormerKey { site, why: WhyKept::Fetching });
            } else if let Err(error) = self.secrets.remove(&site).await {
                tracing::warn!(%site, %error, "the key of a former site could not be removed from the keychain");
                kept.push(FormerKey { site, why: WhyKept::NotRemoved });
            }
        }
        self.known().former = kept;
        Ok(())
    }

    /// Forgets them, too, whatever is still being made there: a person wants no key to be here.
    pub(super) async fn remove_former_keys(&self) {
        let former = self.known().former.clone();
        let mut kept = Vec::new();
        for FormerKey { site, .. } in former {
            let base = Site::ALL.iter().map(|known| known.base()).find(|base| host(base.as_str()) == site);
            if let Some(base) = base {
                self.engine.disconnect(base.as_str());
            }
            if let Err(error) = self.secrets.remove(&site).await {
                tracing::warn!(%site, %error, "the key of a former site could not be removed from the keychain");
                kept.push(FormerKey { site, why: WhyKept::NotRemoved });
            }
        }
        self.known().former = kept;
    }

    fn go_on_at(&self, base: &BaseUrl, key: &str) {
        let Ok(key) = ApiKey::new(key) else { return };
        if let Err(error) = self.engine.connect(Connection { base: base.clone(), key, practice: false }) {
            tracing::error!(%error, "the connection to a former site could not be set up");
        }
    }
}
