//! Hashes as text: of contents, and of keys that must not be kept.

use std::{
    fmt::Write as _,
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use runninghub::ApiKey;
use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};
use tokio::task::spawn_blocking;

/// The SHA-256 of a file that is still as long as it was when it was looked at.
pub(crate) async fn of_file(path: PathBuf, size_bytes: u64) -> io::Result<String> {
    spawn_blocking(move || read_through(&path, size_bytes)).await.map_err(io::Error::other)?
}

fn read_through(path: &Path, size_bytes: u64) -> io::Result<String> {
    let mut file = File::open(path)?;
    if file.metadata()?.len() != size_bytes {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the file is another one now"));
    }
    let mut hasher = Sha256::new();
    let mut block = vec![0_u8; 256 * 1024];
    loop {
        let read = file.read(&mut block)?;
        if read == 0 {
            break;
        }
        hasher.update(&block[..read]);
    }
    Ok(hex(&hasher.finalize()))
}

/// A digest in hex.
pub(crate) fn hex(digest: &[u8]) -> String {
    let mut text = String::with_capacity(digest.len() * 2);
    for byte in digest {
        // A string takes any text.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// What a job remembers of the account that it was submitted with. A key is random enough that nobody finds it from this,
/// and the salt makes it mean nothing outside of this library.
pub(crate) fn account(salt: &[u8], site: &str, key: &ApiKey) -> String {
    let mut hasher = Sha256::new();
    // Lengths, so that no two different things are written alike.
    for part in [salt, site.as_bytes(), key.secret().expose_secret().as_bytes()] {
        hasher.update(part.len().to_le_bytes());
        hasher.update(part);
    }
    hex(&hasher.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_told_by_library_site_and_key_and_the_key_is_not_in_it() {
        let text = "0123456789abcdef0123456789abcdef";
        let (one, other) = (ApiKey::new(text).unwrap(), ApiKey::new(&"f".repeat(32)).unwrap());
        let known = account(b"salt", "site", &one);
        assert_eq!(known, account(b"salt", "site", &one));
        for different in
            [account(b"salt", "site", &other), account(b"salt", "elsewhere", &one), account(b"other", "site", &one)]
        {
            assert_ne!(known, different);
        }
        assert_eq!(known.len(), 64);
        assert!(!known.contains(text));
    }
}
