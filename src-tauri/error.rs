//! What the window is told when a request fails: a code that it has words for.

use afterframe_core::job::Charged;
use serde::Serialize;
use ts_rs::TS;

/// A failed request. The words are the window's, by `code`; `detail` is for the folded technical part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[error("{code:?}: {detail}")]
#[serde(rename_all = "camelCase")]
pub struct UiError {
    pub code: ErrorCode,
    pub detail: String,
    pub charged: Charged,
    /// The same request may succeed when it is made again.
    pub retryable: bool,
}

/// Every situation that a request can end in, other than well. The window has words for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorCode {
    /// Not shaped like a key at all.
    KeyMalformed,
    /// Neither site knows it.
    KeyUnknown,
    /// The site knows it, but its account may not use the API.
    KeyNotAllowed,
    /// No site could be asked.
    SiteUnreachable,
    KeychainLocked,
    KeychainMissing,
    KeychainFailed,
    FileNotFound,
    FileIsFolder,
    FileEmpty,
    FileUnreadable,
    /// Readable, but no video, picture or sound.
    FileNotMedia,
    /// Begins like media and does not hold together.
    FileDamaged,
    /// The file was known and is not there any more.
    FileGone,
    /// An address that nothing is fetched from: not https, or not public.
    AddressRefused,
    /// Nothing is given there to everybody.
    AddressEmpty,
    AddressUnreachable,
    AddressTooLarge,
    ModelUnknown,
    JobUnknown,
    /// Neither a key nor practice mode is there to make it with.
    NoAccount,
    /// The job has moved on since the button was drawn.
    NotNow,
    /// The job was sent in the meantime, so it cannot be held, moved or changed.
    AlreadySent,
    /// Not shaped like the number of a task.
    TaskMalformed,
    /// The site knows no such task of this account.
    TaskUnknown,
    /// Another job of the library has that task.
    TaskTaken,
    /// Not the address of a proxy, or one with a password in it.
    ProxyMalformed,
    FolderUnusable,
    BinFailed,
    /// A name that nothing can be called by: empty, or one that is taken.
    NameUnusable,
    /// A file could not be given its new name.
    RenameFailed,
    CollectionUnknown,
    /// The picture of a film did not arrive whole.
    FrameFailed,
    /// The copy could not be written where the person wanted it.
    CopyFailed,
    /// The clipboard or a drag did not take the file.
    CarryFailed,
    /// The database does not take a write; nothing was sent.
    StoreFailed,
    PracticeFailed,
    /// The browser or the file manager did not open.
    OpenFailed,
}

impl UiError {
    /// A failure before anything was sent: nothing can have been charged.
    pub fn before_sending(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), charged: Charged::No, retryable: false }
    }

    /// The same, where trying again makes sense.
    pub fn worth_a_retry(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self { retryable: true, ..Self::before_sending(code, detail) }
    }
}
