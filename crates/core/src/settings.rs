//! What a person can set.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::text::Language;

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

/// Everything a person has set; kept in the database, never with a key in it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
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
}
