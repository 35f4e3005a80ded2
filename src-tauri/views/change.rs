//! What the program tells the window without being asked.

use afterframe_core::{ids::JobId, settings::Settings};
use serde::Serialize;
use ts_rs::TS;

use super::{account::AccountView, job::JobView, media::MediaView, menu::MenuAction};
use crate::error::UiError;

/// Something is different now. Sent as the event `change`, one for each write.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "type", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Change {
    Job {
        job: Box<JobView>,
    },
    JobGone {
        id: JobId,
    },
    /// Bytes on their way; kept nowhere.
    Progress {
        id: JobId,
        phase: Phase,
        #[ts(type = "number")]
        done_bytes: u64,
        /// `null` while the server did not say.
        #[ts(type = "number | null")]
        total_bytes: Option<u64>,
    },
    /// A file got its poster, went or came back.
    Media {
        media: Box<MediaView>,
    },
    /// Collections or many jobs are different: the library is worth asking anew.
    Library,
    /// The system's bin did not take files, so their jobs are back.
    BinFailed {
        count: u32,
        error: UiError,
    },
    Settings {
        settings: Settings,
        results_folder: String,
    },
    Account {
        account: AccountView,
    },
    /// A message of the system was clicked: the window shows this job.
    Open {
        job: JobId,
    },
    /// Something was chosen in the program's menus.
    Menu {
        action: MenuAction,
    },
    /// Whether the desktop has a place for the program's icon, into which the window could be closed.
    Tray {
        available: bool,
    },
    /// The database takes no writes (a full disk, say): nothing is sent until it does again.
    StoreFailing {
        failing: bool,
    },
}

/// Which way the bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    Upload,
    Download,
}

/// A file is dragged over the window or was dropped on it. Sent as the event `drop`.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum DropEvent {
    /// Held over this place of the window, in pixels of the page.
    Over {
        x: f64,
        y: f64,
        /// They were picked up in this window.
        own: bool,
    },
    Left,
    /// Dropped; the files are being looked at.
    Looking,
    Landed {
        files: Vec<Landed>,
    },
}

/// What one dropped file turned out to be.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Landed {
    Media { media: Box<MediaView> },
    Refused { name: String, error: UiError },
}
