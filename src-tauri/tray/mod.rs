//! The icon in the tray, which stays when the window is closed: how many takes are being made, and the ways back and out.
//! Linux speaks for itself over D-Bus, the other systems through Tauri.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod others;

use std::sync::atomic::{AtomicBool, Ordering};

use afterframe_core::language::Language;
use tauri::{AppHandle, Manager as _};

use crate::{leave, shell::Shell, start, views::Change};

#[cfg(target_os = "linux")]
pub use linux::{Tray, is_offered};
#[cfg(not(target_os = "linux"))]
pub use others::{Tray, is_offered};

/// What is known of the tray, for whoever closes the window.
#[derive(Debug, Default)]
pub struct Shelter {
    is_offered: AtomicBool,
    is_shown: AtomicBool,
}

impl Shelter {
    /// Whether this desktop shows icons of programs at all, as far as is known.
    pub fn is_offered(&self) -> bool {
        self.is_offered.load(Ordering::SeqCst)
    }

    /// Whether the icon is there: only then may the window go without a trace.
    pub fn takes_the_window(&self) -> bool {
        self.is_shown.load(Ordering::SeqCst)
    }
}

/// A tray is there, or is not; the window is told when that is news.
pub fn offered(app: &AppHandle, available: bool) {
    let before = app.state::<Shelter>().is_offered.swap(available, Ordering::SeqCst);
    if before != available
        && let Some(shell) = app.try_state::<Shell>()
    {
        shell.tell(&Change::Tray { available });
    }
}

/// The icon is there, or is gone. A window that is hidden comes back with the last of it.
pub fn shown(app: &AppHandle, is_shown: bool) {
    app.state::<Shelter>().is_shown.store(is_shown, Ordering::SeqCst);
    let hidden = app.get_webview_window("main").is_some_and(|window| !window.is_visible().unwrap_or(true));
    if !is_shown && hidden {
        start::show_window(app);
    }
}

/// What a person chooses in the icon's menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    Show,
    Quit,
}

fn chosen(app: &AppHandle, choice: Choice) {
    match choice {
        Choice::Show => start::show_window(app),
        Choice::Quit => leave::quit(app),
    }
}

/// What the icon says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub show: &'static str,
    /// A sentence, not a choice.
    pub at_work: String,
    pub quit: &'static str,
}

impl Words {
    /// What it says while so many takes are being made.
    pub fn of(count: usize, language: Language) -> Self {
        let words = &language.words().tray;
        let at_work = if count == 0 { words.idle.clone() } else { words.at_work.of(count) };
        Self { show: &words.show, at_work, quit: &words.quit }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_counts_the_takes_in_both_languages() {
        let said = |count| [Language::En, Language::Zh].map(|language| Words::of(count, language).at_work);
        assert_eq!(said(0), ["Nothing is being made", "没有正在生成的作品"]);
        assert_eq!(said(1), ["1 take is being made", "正在生成 1 个作品"]);
        assert_eq!(said(3), ["3 takes are being made", "正在生成 3 个作品"]);
    }

    #[test]
    fn a_window_is_not_hidden_before_the_icon_is_there() {
        assert!(!Shelter::default().takes_the_window());
    }
}
