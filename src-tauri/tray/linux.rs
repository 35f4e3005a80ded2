//! The icon over D-Bus (StatusNotifierItem): no library of the system is needed, and a desktop without a tray is known as such.

use ksni::{Category, Handle, Icon, MenuItem, OfflineReason, ToolTip, TrayMethods as _, menu::StandardItem};
use tauri::AppHandle;
use zbus::proxy;

use super::{Choice, Words, chosen, offered, shown};
use crate::bus;

#[proxy(
    interface = "org.kde.StatusNotifierWatcher",
    default_service = "org.kde.StatusNotifierWatcher",
    default_path = "/StatusNotifierWatcher"
)]
trait Watcher {
    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> zbus::Result<bool>;
}

/// Whether the desktop shows icons of programs.
pub async fn is_offered(_app: &AppHandle) -> bool {
    let Some(connection) = bus::session().await else { return false };
    let Ok(watcher) = WatcherProxy::new(&connection).await else { return false };
    watcher.is_status_notifier_host_registered().await.unwrap_or(false)
}

/// The icon. It is gone when this is dropped.
pub struct Tray(Handle<Item>);

impl Tray {
    /// Shows it; `None` where there is no place for it.
    pub async fn open(app: &AppHandle, words: Words) -> Option<Self> {
        let icon = app.default_window_icon().map(|icon| Icon {
            width: i32::try_from(icon.width()).unwrap_or_default(),
            height: i32::try_from(icon.height()).unwrap_or_default(),
            data: icon.rgba().chunks_exact(4).flat_map(|pixel| [pixel[3], pixel[0], pixel[1], pixel[2]]).collect(),
        });
        match (Item { app: app.clone(), words, icon }).spawn().await {
            Ok(handle) => Some(Self(handle)),
            Err(error) => {
                tracing::info!(%error, "there is no tray");
                None
            }
        }
    }

    /// Says something else.
    pub async fn say(&self, words: Words) {
        let _gone = self.0.update(|item| item.words = words).await;
    }
}

impl Drop for Tray {
    fn drop(&mut self) {
        drop(self.0.shutdown());
    }
}

struct Item {
    app: AppHandle,
    words: Words,
    icon: Option<Icon>,
}

impl ksni::Tray for Item {
    fn id(&self) -> String {
        "afterframe".to_owned()
    }

    fn title(&self) -> String {
        "Afterframe".to_owned()
    }

    fn category(&self) -> Category {
        Category::ApplicationStatus
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        self.icon.iter().cloned().collect()
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip { title: "Afterframe".to_owned(), description: self.words.at_work.clone(), ..ToolTip::default() }
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        chosen(&self.app, Choice::Show);
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        let choice = |label: &str, choice: Choice| -> MenuItem<Self> {
            StandardItem {
                label: label.to_owned(),
                activate: Box::new(move |item: &mut Self| chosen(&item.app, choice)),
                ..StandardItem::default()
            }
            .into()
        };
        let said = StandardItem { label: self.words.at_work.clone(), enabled: false, ..StandardItem::default() };
        vec![
            choice(self.words.show, Choice::Show),
            said.into(),
            MenuItem::Separator,
            choice(self.words.quit, Choice::Quit),
        ]
    }

    fn watcher_online(&self) {
        offered(&self.app, true);
        shown(&self.app, true);
    }

    fn watcher_offline(&self, _reason: OfflineReason) -> bool {
        offered(&self.app, false);
        shown(&self.app, false);
        // It may come back: desktops are restarted.
        true
    }
}
