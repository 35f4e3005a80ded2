//! What the window needs once, at its start, and the small requests that belong to no room.

use afterframe_core::{catalogue::Model, language::Language, settings::Settings, time::Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::account::AccountView;

/// Everything that is known when the window opens.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppStart {
    pub version: String,
    pub system_language: Language,
    pub settings: Settings,
    /// Where results go, as words a person reads; not a path to open.
    pub results_folder: String,
    pub account: AccountView,
    pub catalogue: Vec<Model>,
    /// Media are at `<this>/<id>`, posters at `<this>/poster/<id>`.
    pub media_base: String,
    /// Where the library lies, in words.
    pub data_folder: String,
    pub tools: Tools,
    pub overrides: Overrides,
    /// The desktop has a place for the program's icon, as far as is known.
    pub tray: bool,
    /// What was done at the start about a library that was damaged or gone.
    pub mended: Option<MendedView>,
}

/// A library that could not be opened, and what took its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MendedView {
    /// When the copy was taken that took its place; `null` where there was none.
    pub copied_at: Option<Timestamp>,
    /// The name under which the damaged file is kept; `null` where it was gone.
    pub set_aside: Option<String>,
}

/// Programs that the studio uses where they are installed.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct Tools {
    pub ffmpeg: bool,
}

/// What the environment sets over the settings.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Overrides {
    pub key: bool,
    /// The address in `RH_API_BASE_URL`.
    pub address: Option<String>,
}

/// A family of models gets its star or loses it.
#[derive(Debug, Deserialize, TS)]
pub struct FavouriteSet {
    pub family: String,
    pub starred: bool,
}

/// The proxy for everything that leaves this computer; `null` is the system's.
#[derive(Debug, Deserialize, TS)]
pub struct ProxySave {
    pub proxy: Option<String>,
}

/// Pages that the program opens in the browser. A closed list: no address ever comes from the window.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    KeysInternational,
    KeysChina,
    CreditInternational,
    CreditChina,
    CallsInternational,
    CallsChina,
}

#[derive(Debug, Deserialize, TS)]
pub struct LinkOpen {
    pub link: Link,
}
