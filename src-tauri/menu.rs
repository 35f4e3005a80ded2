//! The menus of the program: always at the top of a Mac's screen, in the window elsewhere where a person wants them. An item
//! does nothing here but tell the window, which does what the shortcut does; edit roles are the system's.
//!
//! No key may act twice. On a Mac the page is asked before the menu, on Linux the menu takes a key before the page sees it, and
//! on Windows both might act: there the keys are only written beside the items.

use afterframe_core::{settings::Settings, text::Language};
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
        let removed = window.remove_menu().map(drop);
        if settings.menu_bar { build(app, language).and_then(|menu| window.set_menu(menu)).map(drop) } else { removed }
    } else {
        Ok(())
    };
    if let Err(error) = done {
        tracing::warn!(%error, "the menus cannot be shown");
    }
}

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
    let words = Words::of(language);
    let mut menus = Vec::new();
    if cfg!(target_os = "macos") {
        menus.push(program(app, &words)?);
    }
    menus.extend([file(app, &words)?, edit(app, &words)?, view(app, &words)?, take(app, &words)?]);
    menus.extend([window(app, &words)?, help(app, &words)?]);
    let mut builder = MenuBuilder::new(app);
    for menu in &menus {
        builder = builder.item(menu);
    }
    builder.build()
}

/// The menu of a Mac that has the program's name.
fn program(app: &AppHandle, words: &Words) -> tauri::Result<Submenu<Wry>> {
    SubmenuBuilder::new(app, "Afterframe")
        .item(&item(app, MenuAction::About, words)?)
        .separator()
        .item(&item(app, MenuAction::Settings, words)?)
        .separator()
        .item(&PredefinedMenuItem::services(app, Some(words.services))?)
        .separator()
        .item(&PredefinedMenuItem::hide(app, Some(words.hide))?)
        .item(&PredefinedMenuItem::hide_others(app, Some(words.hide_others))?)
        .item(&PredefinedMenuItem::show_all(app, Some(words.show_all))?)
        .separator()
        .item(&plain(app, QUIT, words.quit, Some("CmdOrCtrl+Q"))?)
        .build()
}

fn file(app: &AppHandle, words: &Words) -> tauri::Result<Submenu<Wry>> {
    let builder = SubmenuBuilder::new(app, words.file).item(&item(app, MenuAction::New, words)?).item(&item(
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
        .item(&plain(app, QUIT, words.quit, Some("CmdOrCtrl+Q"))?)
        .build()
}

fn edit(app: &AppHandle, words: &Words) -> tauri::Result<Submenu<Wry>> {
    let [undo, redo, cut, copy, paste, all] = words.edits;
    let builder = SubmenuBuilder::new(app, words.edit);
    let builder = if cfg!(target_os = "linux") {
        // The keys are the page's: it knows what is being edited.
        let own = |name: &str, text: &str| plain(app, &format!("{EDIT}{name}"), text, None);
        builder
            .item(&own("Undo", undo)?)
            .item(&own("Redo", redo)?)
            .separator()
            .item(&own("Cut", cut)?)
            .item(&own("Copy", copy)?)
            .item(&own("Paste", paste)?)
            .item(&own("SelectAll", all)?)
    } else {
        builder
            .item(&PredefinedMenuItem::undo(app, Some(undo))?)
            .item(&PredefinedMenuItem::redo(app, Some(redo))?)
            .separator()
            .item(&PredefinedMenuItem::cut(app, Some(cut))?)
            .item(&PredefinedMenuItem::copy(app, Some(copy))?)
            .item(&PredefinedMenuItem::paste(app, Some(paste))?)
            .item(&PredefinedMenuItem::select_all(app, Some(all))?)
    };
    builder.separator().item(&item(app, MenuAction::Search, words)?).build()
}

fn view(app: &AppHandle, words: &Words) -> tauri::Result<Submenu<Wry>> {
    let builder = SubmenuBuilder::new(app, words.view)
        .item(&item(app, MenuAction::Make, words)?)
        .item(&item(app, MenuAction::Library, words)?)
        .item(&item(app, MenuAction::Money, words)?);
    if cfg!(target_os = "macos") {
        return builder.separator().item(&PredefinedMenuItem::fullscreen(app, Some(words.full_screen))?).build();
    }
    builder.build()
}

fn take(app: &AppHandle, words: &Words) -> tauri::Result<Submenu<Wry>> {
    SubmenuBuilder::new(app, words.take)
        .item(&item(app, MenuAction::Extend, words)?)
        .item(&item(app, MenuAction::Again, words)?)
        .build()
}

fn window(app: &AppHandle, words: &Words) -> tauri::Result<Submenu<Wry>> {
    SubmenuBuilder::new(app, words.window)
        .item(&PredefinedMenuItem::minimize(app, Some(words.minimize))?)
        .item(&PredefinedMenuItem::maximize(app, Some(words.maximize))?)
        .separator()
        .item(&PredefinedMenuItem::close_window(app, Some(words.close))?)
        .build()
}

fn help(app: &AppHandle, words: &Words) -> tauri::Result<Submenu<Wry>> {
    let builder = SubmenuBuilder::new(app, words.help).item(&item(app, MenuAction::Shortcuts, words)?).item(&item(
        app,
        MenuAction::Guide,
        words,
    )?);
    if cfg!(target_os = "macos") {
        return builder.build();
    }
    builder.separator().item(&item(app, MenuAction::About, words)?).build()
}

fn item(app: &AppHandle, action: MenuAction, words: &Words) -> tauri::Result<MenuItem<Wry>> {
    plain(app, action.id(), words.action(action), key(action))
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

/// The words of the menus, which stand outside the window.
struct Words {
    language: Language,
    file: &'static str,
    edit: &'static str,
    view: &'static str,
    take: &'static str,
    window: &'static str,
    help: &'static str,
    /// Undo, redo, cut, copy, paste, select all.
    edits: [&'static str; 6],
    services: &'static str,
    hide: &'static str,
    hide_others: &'static str,
    show_all: &'static str,
    full_screen: &'static str,
    minimize: &'static str,
    maximize: &'static str,
    close: &'static str,
    quit: &'static str,
}

impl Words {
    const fn of(language: Language) -> Self {
        match language {
            Language::En => Self {
                language,
                file: "File",
                edit: "Edit",
                view: "View",
                take: "Take",
                window: "Window",
                help: "Help",
                edits: ["Undo", "Redo", "Cut", "Copy", "Paste", "Select all"],
                services: "Services",
                hide: "Hide Afterframe",
                hide_others: "Hide others",
                show_all: "Show all",
                full_screen: "Full screen",
                minimize: "Minimise",
                maximize: "Maximise",
                close: "Close",
                quit: "Quit Afterframe",
            },
            Language::Zh => Self {
                language,
                file: "文件",
                edit: "编辑",
                view: "视图",
                take: "作品",
                window: "窗口",
                help: "帮助",
                edits: ["撤销", "重做", "剪切", "复制", "粘贴", "全选"],
                services: "服务",
                hide: "隐藏 Afterframe",
                hide_others: "隐藏其他",
                show_all: "全部显示",
                full_screen: "全屏",
                minimize: "最小化",
                maximize: "最大化",
                close: "关闭",
                quit: "退出 Afterframe",
            },
        }
    }

    const fn action(&self, action: MenuAction) -> &'static str {
        match (action, self.language) {
            (MenuAction::New, Language::En) => "Start anew",
            (MenuAction::New, Language::Zh) => "重新开始",
            (MenuAction::Add, Language::En) => "Choose a file…",
            (MenuAction::Add, Language::Zh) => "选择文件…",
            (MenuAction::Search, Language::En) => "Search in the library",
            (MenuAction::Search, Language::Zh) => "在作品库中搜索",
            (MenuAction::Settings, Language::En) => "Settings…",
            (MenuAction::Settings, Language::Zh) => "设置…",
            (MenuAction::Make, Language::En) => "Make",
            (MenuAction::Make, Language::Zh) => "创作",
            (MenuAction::Library, Language::En) => "Library",
            (MenuAction::Library, Language::Zh) => "作品库",
            (MenuAction::Money, Language::En) => "Money",
            (MenuAction::Money, Language::Zh) => "费用",
            (MenuAction::Extend, Language::En) => "Extend",
            (MenuAction::Extend, Language::Zh) => "续写",
            (MenuAction::Again, Language::En) => "Make again",
            (MenuAction::Again, Language::Zh) => "再做一次",
            (MenuAction::Shortcuts, Language::En) => "Keyboard shortcuts",
            (MenuAction::Shortcuts, Language::Zh) => "键盘快捷键",
            (MenuAction::Guide, Language::En) => "Show me around",
            (MenuAction::Guide, Language::Zh) => "带我看看",
            (MenuAction::About, Language::En) => "About Afterframe",
            (MenuAction::About, Language::Zh) => "关于 Afterframe",
        }
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
    fn the_words_of_the_menus_are_in_one_language() {
        for action in MenuAction::ALL {
            assert!(
                Words::of(Language::En).action(action).is_ascii() || action.id() == "add" || action.id() == "settings"
            );
            assert!(!Words::of(Language::Zh).action(action).is_ascii());
        }
    }
}
