//! Signed links with an end, as object stores hand them out: `/results/{expiry}-{signature}/{name}`.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::keys::hex;

/// Why a link does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadLink {
    Forged,
    Expired,
}

#[derive(Debug)]
pub(crate) struct Signer {
    secret: String,
}

impl Signer {
    pub(crate) const fn new(secret: String) -> Self {
        Self { secret }
    }

    /// The signed part of a link to `name` that lives until `until`.
    pub(crate) fn sign(&self, name: &str, until: Timestamp) -> String {
        let seconds = until.as_second();
        format!("{seconds}-{}", self.signature(name, seconds))
    }

    pub(crate) fn check(&self, signed: &str, name: &str, now: Timestamp) -> Result<(), BadLink> {
        let (seconds, signature) = signed.split_once('-').ok_or(BadLink::Forged)?;
        let seconds: i64 = seconds.parse().map_err(|_| BadLink::Forged)?;
        if signature != self.signature(name, seconds) {
            return Err(BadLink::Forged);
        }
        if now.as_second() >= seconds { Err(BadLink::Expired) } else { Ok(()) }
    }

    fn signature(&self, name: &str, seconds: i64) -> String {
        let digest = Sha256::digest(format!("{0}\n{name}\n{seconds}\n{0}", self.secret));
        hex(&digest)[..40].to_owned()
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    #[test]
    fn a_link_opens_its_own_file_until_its_time_is_up() {
        let (signer, now) = (Signer::new("secret".to_owned()), Timestamp::UNIX_EPOCH + 1_000_000.hours());
        let link = signer.sign("a.mp4", now + 1.hour());
        assert_eq!(signer.check(&link, "a.mp4", now), Ok(()));
        assert_eq!(signer.check(&link, "b.mp4", now), Err(BadLink::Forged));
        assert_eq!(signer.check(&link, "a.mp4", now + 1.hour()), Err(BadLink::Expired));
        assert_eq!(signer.check("9999999999-0000", "a.mp4", now), Err(BadLink::Forged));
        assert_eq!(signer.check("rubbish", "a.mp4", now), Err(BadLink::Forged));
    }
}
