//! The menus of the program: always at the top of a Mac's screen, in the window elsewhere where a person wants them. An item
//! does nothing here but tell the window, which does what the shortcut does; edit roles are the system's.
//!
//! No key may act twice. On a Mac the page is asked before the menu, on Linux the menu takes a key before the page sees it, and
//! on Windows both might act: there the keys are only written beside the items.

use afterframe_core::{language::Language, settings::Settings, words::MenuWords};
use tauri::{
    AppHandle, Manager as _, Wry,
    menu::{Menu, MenuBuilder, MenuEvent, MenuItem, MenuItemBuilder, PredefinedMenuItem, Submenu, SubmenuBuilder},
};

use crate::{
    commands::system_language,
    leave,
    shell::Shell,
    views::{Change, MenuAction},
};

const QUIT: &str = "quit";
const EDIT: &str = "edit-";

/// Puts the menus where they belong, in the language of the settings, or takes them away.
pub fn show(app: &AppHandle, settings: &Settings) {
    let language = settings.language.unwrap_or_else(system_language);
    let done = if cfg!(target_os = "macos") {
        build(app, language).and_then(|menu| app.set_menu(menu)).map(drop)
    } else if let Some(window) = app.get_webview_window("main") {
        lay_ground(app);
        let removed = window.remove_menu().map(drop);
        if settings.menu_bar { build(app, language).and_then(|menu| window.set_menu(menu)).map(drop) } else { removed }
    } else {
        Ok(())
    };
    if let Err(error) = done {
        tracing::warn!(%error, "the menus cannot be shown");
    }
}

/// The menu bar of GTK has no colour of its own: through it one sees the colour that the window has before its page is there, which is
/// dark, and the words in it are as the system has them.
#[cfg(target_os = "linux")]
fn lay_ground(app: &AppHandle) {
    use gtk::prelude::CssProviderExt as _;

    static ONCE: std::sync::Once = std::sync::Once::new();
    let laid = app.run_on_main_thread(|| {
        ONCE.call_once(|| {
            let ground = gtk::CssProvider::new();
            if let (Ok(()), Some(screen)) =
                (ground.load_from_data(b"menubar { background-color: @theme_bg_color; }"), gtk::gdk::Screen::default())
            {
                let priority = gtk::STYLE_PROVIDER_PRIORITY_APPLICATION;
                gtk::StyleContext::add_provider_for_screen(&screen, &ground, priority);
            }
        });
    });
    if let Err(error) = laid {
        tracing::warn!(%error, "the menu bar has no ground");
    }
}

#[cfg(not(target_os = "linux"))]
fn lay_ground(_app: &AppHandle) {}

/// Does what was chosen.
pub fn chosen(app: &AppHandle, event: &MenuEvent) {
    let id = event.id().as_ref();
    if id == QUIT {
        leave::quit(app);
    } else if let Some(edit) = id.strip_prefix(EDIT) {
        edit_text(app, edit);
    } else if let Some(action) = MenuAction::ALL.into_iter().find(|action| action.id() == id)
        && let Some(shell) = app.try_state::<Shell>()
    {
        shell.tell(&Change::Menu { action });
    }
}

/// What a menu of Linux does to the text in hand. The other systems have roles for it.
#[cfg(target_os = "linux")]
fn edit_text(app: &AppHandle, edit: &str) {
    use webkit2gtk::WebViewExt as _;

    let Some(window) = app.get_webview_window("main") else { return };
    let edit = edit.to_owned();
    let done = window.with_webview(move |view| view.inner().execute_editing_command(&edit));
    if let Err(error) = done {
        tracing::warn!(%error, "the text cannot be edited from the menu");
    }
}

#[cfg(not(target_os = "linux"))]
fn edit_text(_app: &AppHandle, _edit: &str) {}

fn build(app: &AppHandle, language: Language) -> tauri::Result<Menu<Wry>> {
    let words = &language.words().menu;
    let mut menus = Vec::new();
    if cfg!(target_os = "macos") {
        menus.push(program(app, words)?);
    }
    menus.extend([file(app, words)?, edit(app, words)?, view(app, words)?, take(app, words)?]);
    menus.extend([window(app, words)?, help(app, words)?]);
    let mut builder = MenuBuilder::new(app);
    for menu in &menus {
        builder = builder.item(menu);
    }
    builder.build()
}

/// The menu of a Mac that has the program's name.
fn program(app: &AppHandle, words: &MenuWords) -> tauri::Result<Submenu<Wry>> {
    SubmenuBuilder::new(app, "Afterframe")
        .item(&item(app, MenuAction::About, words)?)
        .separator()
        .item(&item(app, MenuAction::Settings, words)?)
        .separator()
        .item(&PredefinedMenuItem::services(app, Some(&words.services))?)
        .separator()
        .item(&PredefinedMenuItem::hide(app, Some(&words.hide))?)
        .item(&PredefinedMenuItem::hide_others(app, Some(&words.hide_others))?)
        .item(&PredefinedMenuItem::show_all(app, Some(&words.show_all))?)
        .separator()
        .item(&plain(app, QUIT, &words.quit, Some("CmdOrCtrl+Q"))?)
        .build()
}

fn file(app: &AppHandle, words: &MenuWords) -> tauri::Result<Submenu<Wry>> {
    let builder = SubmenuBuilder::new(app, &words.file).item(&item(app, MenuAction::New, words)?).item(&item(
        app,
        MenuAction::Add,
        words,
    )?);
    if cfg!(target_os = "macos") {
        return builder.build();
    }
    builder
        .separator()
        .item(&item(app, MenuAction::Settings, words)?)
        .separator()
        .item(&plain(app, QUIT, &words.quit, Some("CmdOrCtrl+Q"))?)
        .build()
}

fn edit(app: &AppHandle, words: &MenuWords) -> tauri::Result<Submenu<Wry>> {
    let builder = SubmenuBuilder::new(app, &words.edit);
    let builder = if cfg!(target_os = "linux") {
        // The keys are the page's: it knows what is being edited.
        let own = |name: &str, text: &str| plain(app, &format!("{EDIT}{name}"), text, None);
        builder
            .item(&own("Undo", &words.undo)?)
            .item(&own("Redo", &words.redo)?)
            .separator()
            .item(&own("Cut", &words.cut)?)
            .item(&own("Copy", &words.copy)?)
            .item(&own("Paste", &words.paste)?)
            .item(&own("SelectAll", &words.select_all)?)
    } else {
        builder
            .item(&PredefinedMenuItem::undo(app, Some(&words.undo))?)
            .item(&PredefinedMenuItem::redo(app, Some(&words.redo))?)
            .separator()
            .item(&PredefinedMenuItem::cut(app, Some(&words.cut))?)
            .item(&PredefinedMenuItem::copy(app, Some(&words.copy))?)
            .item(&PredefinedMenuItem::paste(app, Some(&words.paste))?)
            .item(&PredefinedMenuItem::select_all(app, Some(&words.select_all))?)
    };
    builder.separator().item(&item(app, MenuAction::Search, words)?).build()
}

fn view(app: &AppHandle, words: &MenuWords) -> tauri::Result<Submenu<Wry>> {
    let builder = SubmenuBuilder::new(app, &words.view)
        .item(&item(app, MenuAction::Make, words)?)
        .item(&item(app, MenuAction::Library, words)?)
        .item(&item(app, MenuAction::Money, words)?);
    if cfg!(target_os = "macos") {
        return builder.separator().item(&PredefinedMenuItem::fullscreen(app, Some(&words.full_screen))?).build();
    }
    builder.build()
}

fn take(app: &AppHandle, words: &MenuWords) -> tauri::Result<Submenu<Wry>> {
    SubmenuBuilder::new(app, &words.take)
        .item(&item(app, MenuAction::Extend, words)?)
        .item(&item(app, MenuAction::Again, words)?)
        .build()
}

fn window(app: &AppHandle, words: &MenuWords) -> tauri::Result<Submenu<Wry>> {
    SubmenuBuilder::new(app, &words.window)
        .item(&PredefinedMenuItem::minimize(app, Some(&words.minimize))?)
        .item(&PredefinedMenuItem::maximize(app, Some(&words.maximize))?)
        .separator()
        .item(&PredefinedMenuItem::close_window(app, Some(&words.close))?)
        .build()
}

fn help(app: &AppHandle, words: &MenuWords) -> tauri::Result<Submenu<Wry>> {
    let builder = SubmenuBuilder::new(app, &words.help).item(&item(app, MenuAction::Shortcuts, words)?).item(&item(
        app,
        MenuAction::Guide,
        words,
    )?);
    if cfg!(target_os = "macos") {
        return builder.build();
    }
    builder.separator().item(&item(app, MenuAction::About, words)?).build()
}

fn item(app: &AppHandle, action: MenuAction, words: &MenuWords) -> tauri::Result<MenuItem<Wry>> {
    plain(app, action.id(), name(action, words), key(action))
}

/// The keys that the page knows too.
const fn key(action: MenuAction) -> Option<&'static str> {
    Some(match action {
        MenuAction::New => "CmdOrCtrl+N",
        MenuAction::Add => "CmdOrCtrl+O",
        MenuAction::Search => "CmdOrCtrl+F",
        MenuAction::Settings => "CmdOrCtrl+,",
        MenuAction::Make => "CmdOrCtrl+1",
        MenuAction::Library => "CmdOrCtrl+2",
        MenuAction::Money => "CmdOrCtrl+3",
        MenuAction::Extend => "CmdOrCtrl+E",
        MenuAction::Again => "CmdOrCtrl+R",
        MenuAction::Shortcuts | MenuAction::Guide | MenuAction::About => return None,
    })
}

fn plain(app: &AppHandle, id: &str, text: &str, key: Option<&str>) -> tauri::Result<MenuItem<Wry>> {
    match key {
        Some(key) if cfg!(windows) => {
            let shown = key.replace("CmdOrCtrl", "Ctrl");
            MenuItemBuilder::with_id(id, format!("{text}\t{shown}")).build(app)
        }
        Some(key) => MenuItemBuilder::with_id(id, text).accelerator(key).build(app),
        None => MenuItemBuilder::with_id(id, text).build(app),
    }
}

/// What an item is called.
fn name(action: MenuAction, words: &MenuWords) -> &str {
    match action {
        MenuAction::New => &words.new,
        MenuAction::Add => &words.add,
        MenuAction::Search => &words.search,
        MenuAction::Settings => &words.settings,
        MenuAction::Make => &words.make,
        MenuAction::Library => &words.library,
        MenuAction::Money => &words.money,
        MenuAction::Extend => &words.extend,
        MenuAction::Again => &words.again,
        MenuAction::Shortcuts => &words.shortcuts,
        MenuAction::Guide => &words.guide,
        MenuAction::About => &words.about,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_has_its_own_name_and_no_two_share_a_key() {
        let ids: std::collections::HashSet<_> = MenuAction::ALL.iter().map(|action| action.id()).collect();
        let keys: Vec<_> = MenuAction::ALL.into_iter().filter_map(key).collect();
        assert_eq!(ids.len(), MenuAction::ALL.len());
        assert_eq!(keys.iter().collect::<std::collections::HashSet<_>>().len(), keys.len());
        assert!(ids.iter().all(|id| *id != QUIT && !id.starts_with(EDIT)));
    }

    #[test]
    fn no_two_items_have_the_same_words_in_any_language() {
        for language in Language::ALL {
            let words = &language.words().menu;
            let names: std::collections::HashSet<_> = MenuAction::ALL.map(|action| name(action, words)).into();
            assert_eq!(names.len(), MenuAction::ALL.len(), "{language:?}");
        }
    }
}
