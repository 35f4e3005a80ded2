//! Where a request goes: the two sites, a custom address, and the path of a model.
//!
//! Which site knows a key is asked in `detect`; what a result may be fetched from is in `download`.

use std::fmt;
use std::net::IpAddr;

use url::{Host, Url};

/// The two sites of RunningHub. Accounts, keys, balances and files are separate on each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Site {
    /// `www.runninghub.ai`, bills in US dollars.
    International,
    /// `www.runninghub.cn`, bills in yuan.
    China,
}

impl Site {
    /// Both sites, in the order in which they are asked.
    pub const ALL: [Self; 2] = [Self::International, Self::China];

    /// The host name of the site.
    pub fn host(self) -> &'static str {
        match self {
            Self::International => "www.runninghub.ai",
            Self::China => "www.runninghub.cn",
        }
    }

    /// The address of the site, as the client takes it.
    pub fn base(self) -> BaseUrl {
        BaseUrl { address: format!("https://{}", self.host()), host: self.host().to_owned(), loopback: false }
    }
}

/// The address of the API: scheme, host, port, perhaps a path in front; never a trailing slash and
/// never the `/openapi/v2` that some people write behind it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    address: String,
    host: String,
    loopback: bool,
}

/// Why a text is not the address of an API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BaseUrlError {
    /// Not a URL with a host, or one with a query or a fragment.
    #[error("this is not a web address")]
    Malformed,
    /// A user name or password in the address: the key is the only credential.
    #[error("the address must not carry a user name or password")]
    UserInfo,
    /// Plain http leads the key over the network in the clear; it is taken only for this machine.
    #[error("the address must begin with https://")]
    NotHttps,
}

impl BaseUrl {
    /// Reads an address, with or without `/openapi/v2` and trailing slashes.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let url = Url::parse(text.trim()).map_err(|_| BaseUrlError::Malformed)?;
        if !matches!(url.scheme(), "http" | "https") || url.query().is_some() || url.fragment().is_some() {
            return Err(BaseUrlError::Malformed);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BaseUrlError::UserInfo);
        }
        let host = url.host_str().ok_or(BaseUrlError::Malformed)?.to_owned();
        let loopback = is_loopback(&url);
        if url.scheme() == "http" && !loopback {
            return Err(BaseUrlError::NotHttps);
        }
        // Of the path alone: a host may be called `openapi`.
        let path = url.path().trim_end_matches('/');
        let path = path.strip_suffix("/openapi/v2").unwrap_or(path).trim_end_matches('/');
        let address = format!("{}{path}", url.origin().ascii_serialization());
        Ok(Self { address, host, loopback })
    }

    /// The site that lives at this address; none for a custom one.
    pub fn site(&self) -> Option<Site> {
        Site::ALL.into_iter().find(|site| *self == site.base())
    }

    /// The host name or address literal, without the port.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether the API runs on this machine, as the practice server and the tests do.
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// The address, for instance `https://www.runninghub.ai`.
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// The full address of a path that begins with a slash.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.address)
    }
}

/// Whether the host of a URL is this machine, by its literal: nothing is resolved.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

/// The path of a model, for instance `rhart-video-g-official/video-extend`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Endpoint(String);

/// A text that cannot be the path of a model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not the path of a model")]
pub struct BadEndpoint(String);

impl Endpoint {
    /// Checks that the path has plain segments only, so that it cannot lead anywhere else.
    pub fn parse(text: &str) -> Result<Self, BadEndpoint> {
        let plain = |segment: &str| {
            !segment.is_empty()
                && segment != "."
                && segment != ".."
                && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        };
        if text.split('/').all(plain) { Ok(Self(text.to_owned())) } else { Err(BadEndpoint(text.to_owned())) }
    }

    /// The path without slashes at its ends.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_with_and_without_its_tail() {
        for text in [
            "https://www.runninghub.ai",
            "https://www.runninghub.ai/",
            "https://www.runninghub.ai/openapi/v2",
            " https://WWW.runninghub.ai/openapi/v2/ ",
        ] {
            let base = BaseUrl::parse(text).unwrap();
            assert_eq!(base.as_str(), "https://www.runninghub.ai", "{text}");
            assert_eq!(base.site(), Some(Site::International), "{text}");
        }
    }

    #[test]
    fn a_custom_address_keeps_its_port_and_its_path() {
        let base = BaseUrl::parse("http://127.0.0.1:4711/openapi/v2").unwrap();
        assert_eq!(base.as_str(), "http://127.0.0.1:4711");
        assert!(base.is_loopback());
        assert_eq!(base.site(), None);
        let base = BaseUrl::parse("https://gateway.example/hub/openapi/v2/").unwrap();
        assert_eq!(base.at("/openapi/v2/query"), "https://gateway.example/hub/openapi/v2/query");
        let base = BaseUrl::parse("https://openapi/v2").unwrap();
        assert_eq!(base.as_str(), "https://openapi/v2", "this is no tail, but a host and its path");
    }

    #[test]
    fn an_address_that_would_show_the_key_is_refused() {
        for (text, error) in [
            ("http://www.runninghub.ai", BaseUrlError::NotHttps),
            ("http://127.0.0.1.example.com", BaseUrlError::NotHttps),
            ("https://someone@www.runninghub.ai", BaseUrlError::UserInfo),
            ("ftp://127.0.0.1", BaseUrlError::Malformed),
            ("https://www.runninghub.ai/?a=b", BaseUrlError::Malformed),
            ("www.runninghub.ai", BaseUrlError::Malformed),
            ("", BaseUrlError::Malformed),
        ] {
            assert_eq!(BaseUrl::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn the_path_of_a_model_cannot_lead_elsewhere() {
        assert!(Endpoint::parse("rhart-video-v3.1-fast-official/video-extend").is_ok());
        for text in ["", "/a", "a/", "a//b", "../query", "a/..", "a?b", "a#b", "a b", "a%2fb"] {
            assert!(Endpoint::parse(text).is_err(), "{text}");
        }
    }
}
