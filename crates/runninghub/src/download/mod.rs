//! Downloads of results: to a part file of the caller, resumed where that is safe, checked for length.
//!
//! Here is what a download is asked and what can come of it. `rule` says which addresses are allowed,
//! `resolver` holds the rule where the connection is made, `transfer` moves the bytes. Renaming the
//! part file, looking at its contents and deciding when to try again are the caller's.

pub(crate) mod head;
mod resolver;
pub(crate) mod rule;
mod transfer;

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

pub(crate) use resolver::PublicResolver;
pub use rule::UrlRefusal;

use crate::NetworkError;

/// What to fetch, and where to put it.
#[derive(Clone)]
pub struct Download<'a> {
    /// The address from a [`crate::ResultItem`].
    pub url: &'a str,
    /// The part file; made if it is not there. Nobody else may write it meanwhile.
    pub part_path: &'a Path,
    /// What is known about the bytes that the part file already holds. Without it they are dropped.
    pub resume: Option<ResumeState>,
    /// The largest file that is taken, in bytes.
    pub max_bytes: u64,
}

impl std::fmt::Debug for Download<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The address is signed: whoever has it has the file.
        f.debug_struct("Download")
            .field("part_path", &self.part_path)
            .field("resume", &self.resume)
            .field("max_bytes", &self.max_bytes)
            .finish_non_exhaustive()
    }
}

/// What makes it safe to go on with a part file: the strong ETag under which its bytes came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResumeState {
    /// The ETag with its quotes; never a weak one.
    pub etag: String,
    /// The size of the whole file, if the server said it.
    pub total: Option<u64>,
}

/// What is told while a download runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DownloadEvent {
    /// The server answered; kept with the part file, `resume` lets a later download go on.
    Started {
        /// None where the server gives no strong ETag.
        resume: Option<ResumeState>,
        /// Bytes that the part file keeps from before.
        received: u64,
        /// The size of the whole file, if the server said it.
        total: Option<u64>,
    },
    /// More bytes are in the part file; about every quarter of a megabyte.
    Progress {
        /// Bytes in the part file.
        received: u64,
        /// The size of the whole file, if the server said it.
        total: Option<u64>,
    },
}

/// What came of a download.
#[derive(Debug)]
pub enum DownloadOutcome {
    /// The part file holds the whole result and is on disk for good (fsync).
    Complete {
        /// Its size.
        bytes: u64,
        /// What the server called it; not to be trusted. None where nothing had to be fetched.
        content_type: Option<String>,
    },
    /// The address lives no longer (403, 404, 410), or its signature is not taken (400, 401): only a
    /// fresh one, from a query, can help.
    Expired {
        /// The HTTP status.
        status: u16,
    },
    /// It broke off; trying again is right.
    Interrupted {
        /// Why.
        cause: InterruptCause,
        /// What to hand in with the next try.
        resume: Option<ResumeState>,
    },
    /// The address is one that results may not come from. Nothing was sent there.
    Refused(UrlRefusal),
    /// The file is larger than the caller takes; the part file is empty.
    TooLarge {
        /// The limit of the caller.
        limit: u64,
    },
    /// The part file cannot be written.
    Disk(io::Error),
    /// The token was cancelled.
    Cancelled {
        /// What to hand in to go on later.
        resume: Option<ResumeState>,
    },
}

/// Why a download broke off.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InterruptCause {
    /// The network.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// A status that is neither the file nor the end of the address.
    #[error("the file server answered {0}")]
    Status(u16),
    /// More than three redirects.
    #[error("the file server redirects too often")]
    TooManyRedirects,
    /// An answer that contradicts itself or the request.
    #[error("the answer of the file server was not understood")]
    BadAnswer,
}
