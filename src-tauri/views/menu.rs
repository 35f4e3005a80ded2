//! What the menus of the program ask of the window.

use serde::Serialize;
use ts_rs::TS;

/// One item. Its shortcut, where it has one, does the same in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum MenuAction {
    New,
    Add,
    Search,
    Settings,
    Make,
    Library,
    Money,
    Extend,
    Again,
    Shortcuts,
    Guide,
    About,
}

impl MenuAction {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::New,
        Self::Add,
        Self::Search,
        Self::Settings,
        Self::Make,
        Self::Library,
        Self::Money,
        Self::Extend,
        Self::Again,
        Self::Shortcuts,
        Self::Guide,
        Self::About,
    ];

    /// The name by which the system gives it back.
    pub const fn id(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Add => "add",
            Self::Search => "search",
            Self::Settings => "settings",
            Self::Make => "make",
            Self::Library => "library",
            Self::Money => "money",
            Self::Extend => "extend",
            Self::Again => "again",
            Self::Shortcuts => "shortcuts",
            Self::Guide => "guide",
            Self::About => "about",
        }
    }
}
