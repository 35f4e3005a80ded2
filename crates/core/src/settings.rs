//! What a person can set.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{language::Language, money::Money};

/// Light, dark, or as the system is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

/// Which service the program works with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Nothing chosen yet: the welcome page is shown.
    #[default]
    Undecided,
    /// The built-in server on this computer.
    Practice,
    /// RunningHub with the person's own key.
    RunningHub,
}

/// How the library lays out what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LibraryLayout {
    /// Posters.
    #[default]
    Grid,
    /// A line for each job.
    List,
}

/// The order of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LibrarySort {
    #[default]
    Newest,
    Oldest,
    /// By name, as people sort names.
    Name,
    /// The longest film or sound first.
    Longest,
    /// What cost most first; what is unknown comes last.
    Dearest,
}

/// Everything a person has set; kept in the database, never with a key in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    pub theme: Theme,
    /// `None` follows the system.
    pub language: Option<Language>,
    pub mode: Mode,
    /// The base address of the site that knew the key, such as `https://www.runninghub.ai`.
    pub site: Option<String>,
    /// Where results go; `None` is the `Afterframe` folder in the system's folder for videos.
    pub results_folder: Option<String>,
    /// The proxy for everything that leaves this computer, such as `http://proxy.example:3128`; `None` takes the system's.
    pub proxy: Option<String>,
    /// The families of models with a star, in the order in which they got it.
    pub favourites: Vec<String>,
    /// Models that nobody has confirmed yet, and those whose time is over, are offered too.
    pub newer_models: bool,
    /// Nothing is uploaded or submitted until the person lets the line go on.
    pub line_paused: bool,
    /// A message of the system when jobs end while the window is not in front.
    pub notify: bool,
    /// Closing the window leaves the program running in the tray.
    pub close_to_tray: bool,
    /// The menu bar is shown in the window. On a Mac it always stands at the top of the screen.
    pub menu_bar: bool,
    /// What a result was made with is written into its file, where the container takes it.
    pub settings_in_files: bool,
    /// A warning is shown while the balance is below this.
    pub warn_below: Option<Money>,
    /// A press of the button that may cost more than this is asked about first.
    pub ask_above: Option<Money>,
    /// A press that would bring the month above this is asked about first.
    pub ask_above_in_a_month: Option<Money>,
    /// How loud films and sounds are, in percent.
    pub volume: u8,
    pub library_layout: LibraryLayout,
    /// The width that the library's cards come close to, in CSS pixels.
    pub card_width: u16,
    pub library_sort: LibrarySort,
    /// The panel beside the library is open.
    pub details: bool,
    /// The guided first run is over: gone through, or put away.
    pub guided: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            language: None,
            mode: Mode::default(),
            site: None,
            results_folder: None,
            proxy: None,
            favourites: Vec::new(),
            newer_models: false,
            line_paused: false,
            notify: true,
            close_to_tray: false,
            menu_bar: false,
            settings_in_files: true,
            warn_below: None,
            ask_above: None,
            ask_above_in_a_month: None,
            volume: 100,
            library_layout: LibraryLayout::default(),
            card_width: 300,
            library_sort: LibrarySort::default(),
            details: false,
            guided: false,
        }
    }
}

/// One setting that the window changes by itself. Those with consequences (the folder, the proxy, the line) have commands of
/// their own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "name", content = "value", rename_all = "kebab-case")]
pub enum Preference {
    Theme(Theme),
    Language(Option<Language>),
    NewerModels(bool),
    Notify(bool),
    CloseToTray(bool),
    MenuBar(bool),
    SettingsInFiles(bool),
    WarnBelow(Option<Money>),
    AskAbove(Option<Money>),
    AskAboveInAMonth(Option<Money>),
    Volume(u8),
    LibraryLayout(LibraryLayout),
    CardWidth(u16),
    LibrarySort(LibrarySort),
    Details(bool),
    Guided(bool),
}

impl Preference {
    /// Puts it in its place. Numbers are brought within their bounds: a volume up to 100, cards from 160 to 640 pixels.
    pub fn apply(self, settings: &mut Settings) {
        match self {
            Self::Theme(theme) => settings.theme = theme,
            Self::Language(language) => settings.language = language,
            Self::NewerModels(shown) => settings.newer_models = shown,
            Self::Notify(on) => settings.notify = on,
            Self::CloseToTray(on) => settings.close_to_tray = on,
            Self::MenuBar(shown) => settings.menu_bar = shown,
            Self::SettingsInFiles(on) => settings.settings_in_files = on,
            Self::WarnBelow(sum) => settings.warn_below = sum,
            Self::AskAbove(sum) => settings.ask_above = sum,
            Self::AskAboveInAMonth(sum) => settings.ask_above_in_a_month = sum,
            Self::Volume(percent) => settings.volume = percent.min(100),
            Self::LibraryLayout(layout) => settings.library_layout = layout,
            Self::CardWidth(pixels) => settings.card_width = pixels.clamp(160, 640),
            Self::LibrarySort(sort) => settings.library_sort = sort,
            Self::Details(open) => settings.details = open,
            Self::Guided(over) => settings.guided = over,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_an_older_program_get_the_defaults_of_this_one() {
        let read: Settings = serde_json::from_str(r#"{"theme":"dark","linePaused":true}"#).expect("it can be read");
        assert_eq!(read, Settings { theme: Theme::Dark, line_paused: true, ..Settings::default() });
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut settings = Settings::default();
        for preference in [Preference::Volume(250), Preference::CardWidth(9)] {
            preference.apply(&mut settings);
        }
        assert_eq!((settings.volume, settings.card_width), (100, 160));
    }
}
