//! Addresses that a server gives for results: the first line, and where each further line redirects to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::Url;

use crate::download::rule::{Allowed, check, check_url, is_public};
use crate::{BaseUrl, Endpoint, Site};

/// No address that passes leads to this machine or its neighbours, by a check of its own. The bytes are taken for an
/// address, for a number of the network, for the address of an API and for the path of a model.
pub fn result_address(bytes: &[u8]) {
    numeral(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let base = Site::International.base();
    let mut lines = text.split('\n');
    let mut at = lines.next().and_then(|first| check(&base, first).ok());
    while let Some(Allowed { url, guarded_host }) = at {
        assert_leads_out(&url);
        assert_eq!(guarded_host.as_deref(), Some(url.host_str().unwrap_or_default().trim_end_matches('.')));
        at = lines.next().and_then(|next| url.join(next).ok()).and_then(|next| check_url(&base, next).ok());
    }
    practice(text);
    api(text);
}

/// Judged by the written address alone, as it would be sent.
fn assert_leads_out(url: &Url) {
    let text = url.as_str();
    let rest = text.strip_prefix("https://").expect("an address that passes is https");
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    assert!(!authority.contains(['@', ':', '[', ']', '%', '\\']), "{text} has more than a name");
    let name = authority.strip_suffix('.').unwrap_or(authority);
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte);
    assert!(name.contains('.'), "{text} names a neighbour");
    let last = name.rsplit('.').next().unwrap_or_default();
    let hexadecimal = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let is_numeral =
        last.bytes().all(|digit| digit.is_ascii_digit()) || last.strip_prefix("0x").is_some_and(hexadecimal);
    assert!(!is_numeral, "{text} is a numeral");
    for local in ["localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp", "private"] {
        assert_ne!(last, local, "{text} is a name of the local network");
    }
    assert!(!name.ends_with(".home.arpa"), "{text} is a name of the local network");
    let odd = name.bytes().find(|byte| !plain(*byte) && !b"!$&'()*+,;=~\"`{}".contains(byte));
    assert_eq!(odd, None, "{text} has a name that no system looks up");
}

/// Where the API is on this machine, results may come from it, and from nowhere else around it.
fn practice(text: &str) {
    let base = BaseUrl::parse("http://127.0.0.1:4711").expect("an address");
    let Ok(Allowed { url, guarded_host }) = check(&base, text) else { return };
    assert!(matches!(url.scheme(), "http" | "https"), "{url} is no web address");
    match guarded_host {
        Some(_) => assert_leads_out(&url),
        None => assert!(
            ["127.0.0.1", "localhost", "[::1]"].contains(&url.host_str().unwrap_or_default()),
            "{url} is another machine"
        ),
    }
}

fn api(text: &str) {
    if let Ok(base) = BaseUrl::parse(text) {
        let address = base.at("/openapi/v2/query");
        let url = Url::parse(&address).expect("an address that was taken leads somewhere");
        assert!(url.path().ends_with("/openapi/v2/query"), "{address} leads elsewhere");
        assert!(url.username().is_empty() && url.password().is_none(), "{address} carries a name");
        assert_eq!(url.host_str(), Some(base.host()), "{address} is another host");
        assert!(url.scheme() == "https" || base.is_loopback(), "{address} shows the key");
    }
    if let Ok(endpoint) = Endpoint::parse(text) {
        let url = Url::parse(&Site::China.base().at(&format!("/openapi/v2/{endpoint}"))).expect("an address");
        assert_eq!(url.path(), format!("/openapi/v2/{text}"), "a path that leads elsewhere");
    }
}

/// Networks that are not the public internet, as IANA lists them; written in bits, apart from the rule.
const NOT_PUBLIC_V4: [(u32, u32); 14] = [
    (0x0000_0000, 8),
    (0x0A00_0000, 8),
    (0x6440_0000, 10),
    (0x7F00_0000, 8),
    (0xA9FE_0000, 16),
    (0xAC10_0000, 12),
    (0xC000_0000, 24),
    (0xC000_0200, 24),
    (0xC0A8_0000, 16),
    (0xC633_6400, 24),
    (0xCB00_7100, 24),
    (0xE000_0000, 4),
    (0xF000_0000, 4),
    (0xA83F_8110, 32),
];
const NOT_PUBLIC_V6: [(u128, u32); 10] = [
    (0x0000 << 112, 12),
    (0x0100 << 112, 8),
    (0x2001 << 112, 23),
    (0x2001_0db8 << 96, 32),
    (0x2002 << 112, 16),
    (0x3fff << 112, 20),
    (0x5f00 << 112, 16),
    (0xfc00 << 112, 7),
    (0xfe80 << 112, 9),
    (0xff00 << 112, 8),
];

fn numeral(bytes: &[u8]) {
    if let Some(bytes) = bytes.first_chunk::<4>() {
        let number = u32::from_be_bytes(*bytes);
        if is_public(IpAddr::V4(Ipv4Addr::from(number))) {
            assert!(is_outside_v4(number), "{} is not public", Ipv4Addr::from(number));
        }
    }
    let Some(bytes) = bytes.first_chunk::<16>() else { return };
    let number = u128::from_be_bytes(*bytes);
    if is_public(IpAddr::V6(Ipv6Addr::from(number))) {
        #[expect(clippy::cast_possible_truncation, reason = "the lower part is the address that is carried")]
        let carried = number as u32;
        let is_carrier = [0xFFFF, 0x0064_ff9b << 64].contains(&(number >> 32));
        let outside = NOT_PUBLIC_V6.iter().all(|(network, bits)| number >> (128 - bits) != network >> (128 - bits));
        assert!(if is_carrier { is_outside_v4(carried) } else { outside }, "{} is not public", Ipv6Addr::from(number));
    }
}

fn is_outside_v4(number: u32) -> bool {
    NOT_PUBLIC_V4.iter().all(|(network, bits)| number >> (32 - bits) != network >> (32 - bits))
}
