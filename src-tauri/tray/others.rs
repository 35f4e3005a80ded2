//! The icon on macOS and Windows, which always have a place for it.

use tauri::{
    AppHandle, Wry,
    menu::{MenuBuilder, MenuItem, MenuItemBuilder},
    tray::{MouseButton, TrayIcon, TrayIconBuilder, TrayIconEvent},
};

use super::{Choice, Words, chosen};

/// Whether the system shows icons of programs.
pub async fn is_offered(_app: &AppHandle) -> bool {
    true
}

/// The icon. It is gone when this is dropped.
pub struct Tray {
    app: AppHandle,
    icon: TrayIcon,
    show: MenuItem<Wry>,
    at_work: MenuItem<Wry>,
    quit: MenuItem<Wry>,
}

impl Tray {
    /// Shows it; `None` where the system refuses.
    pub async fn open(app: &AppHandle, words: Words) -> Option<Self> {
        match Self::build(app, &words) {
            Ok(tray) => Some(tray),
            Err(error) => {
                tracing::info!(%error, "there is no tray");
                None
            }
        }
    }

    fn build(app: &AppHandle, words: &Words) -> tauri::Result<Self> {
        let show = MenuItemBuilder::with_id("tray-show", words.show).build(app)?;
        let at_work = MenuItemBuilder::with_id("tray-at-work", &words.at_work).enabled(false).build(app)?;
        let quit = MenuItemBuilder::with_id("tray-quit", words.quit).build(app)?;
        let menu = MenuBuilder::new(app).item(&show).item(&at_work).separator().item(&quit).build()?;
        let mut builder = TrayIconBuilder::new()
            .menu(&menu)
            .tooltip(&words.at_work)
            // On a Mac a click opens the menu; on Windows it opens the program.
            .show_menu_on_left_click(cfg!(target_os = "macos"))
            .on_menu_event(|app, event| match event.id().as_ref() {
                "tray-show" => chosen(app, Choice::Show),
                "tray-quit" => chosen(app, Choice::Quit),
                _ => {}
            })
            .on_tray_icon_event(|icon, event| {
                if let TrayIconEvent::Click { button: MouseButton::Left, .. } = event
                    && cfg!(windows)
                {
                    chosen(icon.app_handle(), Choice::Show);
                }
            });
        if let Some(icon) = app.default_window_icon() {
            builder = builder.icon(icon.clone());
        }
        Ok(Self { app: app.clone(), icon: builder.build(app)?, show, at_work, quit })
    }

    /// Says something else.
    pub async fn say(&self, words: Words) {
        let said = self
            .show
            .set_text(words.show)
            .and_then(|()| self.at_work.set_text(&words.at_work))
            .and_then(|()| self.quit.set_text(words.quit))
            .and_then(|()| self.icon.set_tooltip(Some(&words.at_work)));
        if let Err(error) = said {
            tracing::debug!(%error, "the tray says what it said before");
        }
    }
}

impl Drop for Tray {
    fn drop(&mut self) {
        drop(self.app.remove_tray_by_id(self.icon.id()));
    }
}
