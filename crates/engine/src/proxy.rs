//! The way out of this computer: a proxy that a person sets. Without one the client takes the system's.

use afterframe_core::settings::Settings;
use runninghub::ClientOptions;
use url::Url;

use crate::{
    engine::{Engine, Inner},
    error::ProxyError,
};

impl Engine {
    /// Sets the proxy for everything that leaves this computer; `None` or nothing is the system's. Ways to sites are made
    /// anew with it; requests that are under way end as they began.
    pub async fn set_proxy(&self, proxy: Option<&str>) -> Result<Settings, ProxyError> {
        let proxy = proxy.map(str::trim).filter(|text| !text.is_empty()).map(checked).transpose()?;
        let settings = self.change_settings(|settings| settings.proxy = proxy).await?;
        let options = self.inner.client_options();
        self.inner.sites_mut().renew(&options)?;
        Ok(settings)
    }
}

impl Inner {
    /// How clients are made now.
    pub(crate) fn client_options(&self) -> ClientOptions {
        let mut options = self.options.client.clone();
        options.proxy = self.settings().proxy.clone().or(options.proxy);
        options
    }
}

/// An address of scheme, host and perhaps a port. A password in it would lie open in the settings.
fn checked(text: &str) -> Result<String, ProxyError> {
    let with_scheme = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    let url = Url::parse(&with_scheme).map_err(|_| ProxyError::Malformed)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(ProxyError::UserInfo);
    }
    let plain = matches!(url.scheme(), "http" | "https")
        && url.host_str().is_some_and(|host| !host.is_empty())
        && matches!(url.path(), "" | "/")
        && url.query().is_none()
        && url.fragment().is_none();
    if plain { Ok(url.as_str().trim_end_matches('/').to_owned()) } else { Err(ProxyError::Malformed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_an_address_without_a_password() {
        for (text, kept) in [
            ("http://proxy.example:3128", "http://proxy.example:3128"),
            ("proxy.example:3128", "http://proxy.example:3128"),
            ("10.0.0.7:8080/", "http://10.0.0.7:8080"),
            ("https://proxy.example/", "https://proxy.example"),
        ] {
            assert_eq!(checked(text).unwrap(), kept);
        }
        for text in ["http://", "ftp://proxy.example", "socks5://127.0.0.1:1080", "http://proxy.example/path", "a b"] {
            assert!(matches!(checked(text), Err(ProxyError::Malformed)), "{text}");
        }
        assert!(matches!(checked("http://ada:secret@proxy.example:3128"), Err(ProxyError::UserInfo)));
    }
}
