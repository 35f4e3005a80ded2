//! Holds the rule about public addresses where the connection is made.
//!
//! A check before the connection would be worth nothing: the name can resolve to something else a
//! moment later. So the resolver of the download client gives out public addresses only.

use std::collections::HashSet;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError, RwLock};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::rule::is_public;

/// The resolver of the download client. It guards the names of results; any other name that it is
/// asked for is this machine's or that of a proxy, which may well be in the local network.
#[derive(Debug, Clone, Default)]
pub(crate) struct PublicResolver {
    guarded: Arc<RwLock<HashSet<String>>>,
}

/// The name of a result resolves to no public address.
#[derive(Debug, thiserror::Error)]
#[error("the host has no public address")]
pub(super) struct NoPublicAddress;

impl PublicResolver {
    /// From now on this name, in small letters and without a trailing dot, must resolve publicly.
    pub(super) fn guard(&self, name: String) {
        self.guarded.write().unwrap_or_else(PoisonError::into_inner).insert(name);
    }

    fn is_guarded(&self, name: &str) -> bool {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        self.guarded.read().unwrap_or_else(PoisonError::into_inner).contains(&name)
    }
}

impl Resolve for PublicResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let guarded = self.is_guarded(name.as_str());
        Box::pin(async move {
            let found: Vec<_> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let addresses = if guarded { public_only(found)? } else { found };
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// The public ones of the addresses of a name.
fn public_only(found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, Box<dyn std::error::Error + Send + Sync>> {
    if found.is_empty() {
        return Err(Box::new(io::Error::from(io::ErrorKind::NotFound)));
    }
    let public: Vec<_> = found.into_iter().filter(|address| is_public(address.ip())).collect();
    if public.is_empty() { Err(Box::new(NoPublicAddress)) } else { Ok(public) }
}

/// Whether a failed request failed because of this resolver.
pub(super) fn is_no_public_address(error: &reqwest::Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if cause.is::<NoPublicAddress>() {
            return true;
        }
        source = cause.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_of_a_name_are_given_out() {
        let private: SocketAddr = "10.0.0.1:0".parse().unwrap();
        let public: SocketAddr = "93.184.216.34:0".parse().unwrap();
        assert_eq!(public_only(vec![private, public]).unwrap(), [public]);
        assert!(public_only(vec![private]).unwrap_err().is::<NoPublicAddress>());
        assert!(public_only(vec![]).is_err());
    }

    /// By a numeral: a name would need a hosts file, which not every machine has.
    #[tokio::test]
    async fn a_guarded_name_that_means_this_machine_is_not_resolved() {
        let resolver = PublicResolver::default();
        let this_machine = || "127.0.0.1".parse::<Name>().unwrap();
        assert!(resolver.resolve(this_machine()).await.is_ok(), "a proxy may be on this machine");
        resolver.guard("127.0.0.1".to_owned());
        let Err(error) = resolver.resolve(this_machine()).await else { panic!("it was resolved") };
        assert!(error.is::<NoPublicAddress>(), "{error:?}");
    }

    struct Nowhere;

    impl Resolve for Nowhere {
        fn resolve(&self, _: Name) -> Resolving {
            Box::pin(async { Err(NoPublicAddress.into()) })
        }
    }

    #[tokio::test]
    async fn the_refusal_is_recognised_where_the_connection_is_made() {
        let client = reqwest::Client::builder().no_proxy().dns_resolver(Nowhere).build().unwrap();
        let error = client.get("http://result.example/").send().await.unwrap_err();
        assert!(is_no_public_address(&error), "{error:?}");
    }
}
