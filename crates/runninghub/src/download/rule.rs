//! Which addresses a result may be fetched from.
//!
//! The address comes from a server, so it must not lead this program to the machines around it. The
//! part of the rule that needs the resolved address is applied in `resolver`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use crate::BaseUrl;
use crate::base::is_loopback;

/// The part of the rule that an address breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum UrlRefusal {
    /// Not an address.
    #[error("the result's address is not a web address")]
    Malformed,
    /// Not https.
    #[error("the result's address is not https")]
    NotHttps,
    /// A user name or a password in it.
    #[error("the result's address carries a user name")]
    UserInfo,
    /// A port other than that of https.
    #[error("the result's address has an unusual port")]
    Port,
    /// Numbers instead of a name.
    #[error("the result's address has no host name")]
    IpLiteral,
    /// A name that means this machine or this network.
    #[error("the result's address is a name of the local network")]
    PrivateName,
    /// A name that resolves to no public address.
    #[error("the result's host resolves to an address of the local network")]
    PrivateAddress,
}

impl UrlRefusal {
    /// Whether the same address will always be refused. What a name resolves to can change: the login
    /// page of a hotel network answers for every name until one has logged in.
    pub fn is_final(self) -> bool {
        self != Self::PrivateAddress
    }
}

/// Names that never mean a public host.
const PRIVATE_SUFFIXES: [&str; 10] =
    ["localhost", "localdomain", "local", "internal", "lan", "home", "intranet", "corp", "private", "home.arpa"];

/// Checks an address. The answer says whether its name must also resolve publicly.
pub(crate) fn check(base: &BaseUrl, text: &str) -> Result<Allowed, UrlRefusal> {
    let url = Url::parse(text).map_err(|_| UrlRefusal::Malformed)?;
    check_url(base, url)
}

/// As [`check`], for an address that was already read.
pub(crate) fn check_url(base: &BaseUrl, url: Url) -> Result<Allowed, UrlRefusal> {
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UrlRefusal::UserInfo);
    }
    if matches!(url.scheme(), "http" | "https") && same_machine(base, &url) {
        return Ok(Allowed { url, guarded_host: None });
    }
    if url.scheme() != "https" {
        return Err(UrlRefusal::NotHttps);
    }
    if url.port().is_some() {
        return Err(UrlRefusal::Port);
    }
    let name = match url.host() {
        Some(Host::Domain(name)) => name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase(),
        Some(_) => return Err(UrlRefusal::IpLiteral),
        None => return Err(UrlRefusal::Malformed),
    };
    // No system looks such a name up, and what one would make of it is not known.
    if name.split('.').any(str::is_empty) {
        return Err(UrlRefusal::Malformed);
    }
    let private = PRIVATE_SUFFIXES
        .iter()
        .any(|suffix| name.strip_suffix(suffix).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')));
    if private || !name.contains('.') {
        return Err(UrlRefusal::PrivateName);
    }
    Ok(Allowed { url, guarded_host: Some(name) })
}

/// An address that passed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Allowed {
    pub url: Url,
    /// The name that must resolve to a public address; none for this machine.
    pub guarded_host: Option<String>,
}

/// Where the API itself runs on this machine, its results may come from the same host. The usual
/// names of this machine count as one.
fn same_machine(base: &BaseUrl, url: &Url) -> bool {
    const USUAL: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];
    let Some(host) = url.host_str() else { return false };
    base.is_loopback()
        && is_loopback(url)
        && (host == base.host() || (USUAL.contains(&host) && USUAL.contains(&base.host())))
}

/// Whether an address is on the public internet.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// 198.18.0.0/15 counts as public on purpose: it is reserved for benchmarks and routed nowhere, and
/// widespread proxy programs answer every name with an address of it and take the connection over.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || a == 0
        || a >= 224
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        // The metadata server of Alibaba Cloud is in 100.64/10; that of Azure looks public.
        || address == Ipv4Addr::new(168, 63, 129, 16))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let embedded = Ipv4Addr::from((u32::from(segments[6]) << 16) | u32::from(segments[7]));
    match segments {
        // An IPv4 address written as IPv6, and one behind the NAT64 of a network without IPv4.
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => is_public_v4(embedded),
        // Teredo and other protocol assignments, documentation, 6to4.
        [0x2001, second, ..] => second >= 0x200 && second != 0xdb8,
        [0x2002, ..] => false,
        [0x3fff, second, ..] => second >= 0x1000,
        // All that is given out today begins with the bits 001.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(base: &str, url: &str) -> Option<UrlRefusal> {
        check(&BaseUrl::parse(base).unwrap(), url).err()
    }

    #[test]
    fn a_result_comes_over_https_from_a_public_name() {
        for (url, expected) in [
            ("https://rh-1253.cos.ap-hongkong.myqcloud.com/a.mp4?sign=1", None),
            ("https://files.example.com:443/a.mp4", None),
            ("http://files.example.com/a.mp4", Some(UrlRefusal::NotHttps)),
            ("ftp://files.example.com/a.mp4", Some(UrlRefusal::NotHttps)),
            ("file:///etc/passwd", Some(UrlRefusal::NotHttps)),
            ("https://me@files.example.com/a", Some(UrlRefusal::UserInfo)),
            ("https://me:x@files.example.com/a", Some(UrlRefusal::UserInfo)),
            ("https://files.example.com:8443/a", Some(UrlRefusal::Port)),
            ("https://93.184.216.34/a", Some(UrlRefusal::IpLiteral)),
            ("https://0x7f000001/a", Some(UrlRefusal::IpLiteral)),
            ("https://2130706433/a", Some(UrlRefusal::IpLiteral)),
            ("https://[2606:2800:220:1::1]/a", Some(UrlRefusal::IpLiteral)),
            ("https://localhost/a", Some(UrlRefusal::PrivateName)),
            ("https://LOCALHOST./a", Some(UrlRefusal::PrivateName)),
            ("https://a.localhost/a", Some(UrlRefusal::PrivateName)),
            ("https://printer.local/a", Some(UrlRefusal::PrivateName)),
            ("https://metadata.google.internal/a", Some(UrlRefusal::PrivateName)),
            ("https://router/a", Some(UrlRefusal::PrivateName)),
            ("https://notlocal.example.com/a", None),
            ("http://127.0.0.1:4711/a", Some(UrlRefusal::NotHttps)),
            ("https://files.corp/a", Some(UrlRefusal::PrivateName)),
            ("https://files.example.com../a", Some(UrlRefusal::Malformed)),
            ("https://files..example.com/a", Some(UrlRefusal::Malformed)),
            ("a.mp4", Some(UrlRefusal::Malformed)),
            ("", Some(UrlRefusal::Malformed)),
        ] {
            assert_eq!(refusal("https://www.runninghub.ai", url), expected, "{url}");
        }
    }

    #[test]
    fn only_an_api_on_this_machine_may_serve_results_from_this_machine() {
        let base = "http://127.0.0.1:4711";
        for (url, expected) in [
            ("http://127.0.0.1:4711/a.mp4", None),
            ("http://127.0.0.1:9/a.mp4", None),
            ("http://localhost:4711/a.mp4", None),
            ("http://127.0.0.2:4711/a.mp4", Some(UrlRefusal::NotHttps)),
            ("http://192.168.1.1/a.mp4", Some(UrlRefusal::NotHttps)),
            ("https://192.168.1.1/a.mp4", Some(UrlRefusal::IpLiteral)),
            ("http://me@127.0.0.1:4711/a.mp4", Some(UrlRefusal::UserInfo)),
            ("file://localhost/etc/passwd", Some(UrlRefusal::NotHttps)),
            ("https://files.example.com/a.mp4", None),
        ] {
            assert_eq!(refusal(base, url), expected, "{url}");
        }
    }

    #[test]
    fn the_name_of_a_public_host_is_guarded_and_this_machine_is_not() {
        let base = BaseUrl::parse("http://127.0.0.1:4711").unwrap();
        let guarded = |url: &str| check(&base, url).unwrap().guarded_host;
        assert_eq!(guarded("https://Files.Example.com./a").as_deref(), Some("files.example.com"));
        assert_eq!(guarded("http://127.0.0.1:4711/a"), None);
    }

    #[test]
    fn addresses_of_this_machine_and_the_networks_around_it_are_not_public() {
        for text in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.100.100.200",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "192.0.0.192",
            "168.63.129.16",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
        ] {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
        for text in [
            "93.184.216.34",
            "172.32.0.1",
            "100.128.0.1",
            "1.1.1.1",
            "198.18.0.7",
            "2606:4700::1111",
            "2001:4860:4860::8888",
            "64:ff9b::808:808",
            "::ffff:8.8.8.8",
        ] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
    }
}
