//! Turns the engine's errors into the window's codes. One total match each: a new situation in the
//! engine does not compile here until it has a code, and a code has words.

use std::path::Path;

use afterframe_engine::{
    AddMediaError, CollectionError, CreateError, DeleteError, EngineError, FetchError, FolderError, InspectError,
    KeepFrameError, LineError, ProxyError, RenameError, TaskError,
};

use crate::error::{ErrorCode as Code, UiError};

/// The store, or a name that does not exist.
#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
pub fn engine_failed(error: EngineError) -> UiError {
    let detail = error.to_string();
    match error {
        EngineError::NoSuchModel(_) => UiError::before_sending(Code::ModelUnknown, detail),
        EngineError::NoSuchJob(_) => UiError::before_sending(Code::JobUnknown, detail),
        EngineError::Closed | EngineError::Store(_) => UiError::worth_a_retry(Code::StoreFailed, detail),
    }
}

/// A file that cannot be taken in.
pub fn media_failed(error: AddMediaError) -> UiError {
    match error {
        AddMediaError::Inspect(error) => inspect_failed(&error),
        AddMediaError::Engine(error) => engine_failed(error),
    }
}

fn inspect_failed(error: &InspectError) -> UiError {
    let code = match error {
        InspectError::NotFound => Code::FileNotFound,
        InspectError::IsFolder => Code::FileIsFolder,
        InspectError::Empty => Code::FileEmpty,
        InspectError::NotRegular | InspectError::Unreadable(_) => Code::FileUnreadable,
        InspectError::NotMedia { .. } => Code::FileNotMedia,
        InspectError::Damaged { .. } => Code::FileDamaged,
    };
    UiError::before_sending(code, error.to_string())
}

/// A file from the clipboard or from an address that is not here.
pub fn fetch_failed(error: FetchError) -> UiError {
    let detail = error.to_string();
    match error {
        FetchError::NoSite => UiError::before_sending(Code::NoAccount, detail),
        FetchError::Address(_) => UiError::before_sending(Code::AddressRefused, detail),
        FetchError::NotThere(_) => UiError::before_sending(Code::AddressEmpty, detail),
        FetchError::Interrupted(_) => UiError::worth_a_retry(Code::AddressUnreachable, detail),
        FetchError::TooLarge => UiError::before_sending(Code::AddressTooLarge, detail),
        FetchError::NoRoom | FetchError::Disk(_) => UiError::worth_a_retry(Code::CopyFailed, detail),
        FetchError::Add(error) => media_failed(error),
    }
}

/// A job that could not be written.
pub fn create_failed(error: CreateError) -> UiError {
    match error {
        CreateError::Invalid(problems) => {
            UiError::before_sending(Code::NotNow, format!("{} fields are not right", problems.len()))
        }
        CreateError::NoSite => UiError::before_sending(Code::NoAccount, "no service is chosen"),
        CreateError::Sent => line_failed(LineError::Sent),
        CreateError::Engine(error) => engine_failed(error),
    }
}

/// A job that stands in the line no more.
pub fn line_failed(error: LineError) -> UiError {
    match error {
        LineError::Sent => UiError::before_sending(Code::AlreadySent, error.to_string()),
        LineError::Engine(error) => engine_failed(error),
    }
}

/// A task's number that leads nowhere, or an account that could not be looked at.
pub fn task_failed(error: TaskError) -> UiError {
    let detail = error.to_string();
    match error {
        TaskError::NotANumber => UiError::before_sending(Code::TaskMalformed, detail),
        TaskError::NotThere => UiError::before_sending(Code::TaskUnknown, detail),
        TaskError::Taken => UiError::before_sending(Code::TaskTaken, detail),
        TaskError::MovedOn => UiError::before_sending(Code::NotNow, detail),
        TaskError::NoKey => UiError::before_sending(Code::NoAccount, detail),
        TaskError::Call(_) => UiError::worth_a_retry(Code::SiteUnreachable, detail),
        TaskError::Engine(error) => engine_failed(error),
    }
}

/// A proxy that cannot be used.
pub fn proxy_failed(error: ProxyError) -> UiError {
    let detail = error.to_string();
    match error {
        ProxyError::Malformed | ProxyError::UserInfo => UiError::before_sending(Code::ProxyMalformed, detail),
        ProxyError::Client(_) => UiError::worth_a_retry(Code::ProxyMalformed, detail),
        ProxyError::Engine(error) => engine_failed(error),
    }
}

/// Jobs that stay in the library.
pub fn delete_failed(error: DeleteError) -> UiError {
    match error {
        DeleteError::Moves => UiError::worth_a_retry(Code::NotNow, error.to_string()),
        DeleteError::Engine(error) => engine_failed(error),
    }
}

/// A job that kept its title.
pub fn rename_failed(error: RenameError) -> UiError {
    let detail = error.to_string();
    match error {
        RenameError::Title => UiError::before_sending(Code::NameUnusable, detail),
        RenameError::Moves => UiError::worth_a_retry(Code::NotNow, detail),
        RenameError::File { path, source } => {
            UiError::worth_a_retry(Code::RenameFailed, format!("{}: {source}", last_part(&path)))
        }
        RenameError::Engine(error) => engine_failed(error),
    }
}

/// A collection that is not there, or not to be called that.
pub fn collection_failed(error: CollectionError) -> UiError {
    let detail = error.to_string();
    match error {
        CollectionError::Name => UiError::before_sending(Code::NameUnusable, detail),
        CollectionError::NotThere => UiError::before_sending(Code::CollectionUnknown, detail),
        CollectionError::Engine(error) => engine_failed(error),
    }
}

/// A picture of a film that was not kept.
pub fn frame_failed(error: KeepFrameError) -> UiError {
    let detail = error.to_string();
    match error {
        KeepFrameError::NoSuchFilm(_) => UiError::before_sending(Code::FileGone, detail),
        KeepFrameError::NotAPicture | KeepFrameError::TooLarge(_) | KeepFrameError::Add(AddMediaError::Inspect(_)) => {
            UiError::before_sending(Code::FrameFailed, detail)
        }
        KeepFrameError::Folder { path, source } => {
            UiError::worth_a_retry(Code::FolderUnusable, format!("{}: {source}", last_part(&path)))
        }
        KeepFrameError::Add(AddMediaError::Engine(error)) | KeepFrameError::Engine(error) => engine_failed(error),
    }
}

/// A folder that takes no results.
pub fn folder_failed(error: FolderError) -> UiError {
    match error {
        FolderError::NotWritable { path, source } => {
            UiError::worth_a_retry(Code::FolderUnusable, format!("{}: {source}", last_part(&path)))
        }
        FolderError::Engine(error) => engine_failed(error),
    }
}

fn last_part(path: &Path) -> String {
    path.file_name().map_or_else(|| path.to_string_lossy().into_owned(), |name| name.to_string_lossy().into_owned())
}
