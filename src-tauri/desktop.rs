//! What lies around the window and belongs to the system: dialogs, the browser, the file manager, and
//! the way to the page itself. Behind a trait, so that every command can be tested without a screen.

use std::{
    future::Future,
    path::{Path, PathBuf},
    pin::Pin,
};

use rfd::{AsyncFileDialog, FileHandle};
use serde::Serialize;
use tauri::{AppHandle, Emitter as _, Manager as _, WebviewWindow};
use tauri_plugin_opener::OpenerExt as _;

use crate::{
    carry::{self, Carried, Done, Pasting},
    leave,
    tray::Shelter,
};

/// What a person chose, or `None`.
pub type Choosing = Pin<Box<dyn Future<Output = Option<PathBuf>> + Send>>;
/// Everything that a person chose; empty where that was nothing.
pub type ChoosingSeveral = Pin<Box<dyn Future<Output = Vec<PathBuf>> + Send>>;

/// What can be chosen in the system's dialog for files.
#[derive(Debug, Clone)]
pub struct Offered {
    /// What the dialog calls such files.
    pub name: &'static str,
    pub endings: Vec<&'static str>,
}

/// The system around the window.
pub trait Desktop: Send + Sync + 'static {
    /// The system's dialog for one file.
    fn choose_file(&self, offered: Offered) -> Choosing;
    /// The system's dialog for any number of files.
    fn choose_files(&self, offered: Offered) -> ChoosingSeveral;
    /// The system's dialog for a folder, opened at `start`.
    fn choose_folder(&self, start: PathBuf) -> Choosing;
    /// The system's dialog for a place to save to, with `name` as the first idea. It asks by itself before a file is replaced.
    fn choose_target(&self, name: String) -> Choosing;
    /// Opens a page in the person's browser.
    fn open_page(&self, address: &str) -> Result<(), String>;
    /// Shows a file where it lies.
    fn reveal(&self, path: &Path) -> Result<(), String>;
    /// Whether there is a tray that the window could be closed into.
    fn has_tray(&self) -> bool;
    /// Ends the program, after the question that closing it may be worth.
    fn quit(&self);
    /// Puts a file on the clipboard.
    fn copy_file(&self, file: Carried) -> Done;
    /// Looks what the clipboard holds.
    fn pasted(&self) -> Pasting;
    /// Begins to drag a file out of the window.
    fn drag(&self, file: Carried) -> Done;
    /// Sends an event to the window. One that is closing hears nothing, which is as well.
    fn tell(&self, event: &str, payload: serde_json::Value);
}

/// Sends `payload` as `event`.
pub fn tell(desktop: &dyn Desktop, event: &str, payload: &impl Serialize) {
    match serde_json::to_value(payload) {
        Ok(payload) => desktop.tell(event, payload),
        Err(error) => tracing::error!(%error, event, "an event cannot be sent"),
    }
}

impl Offered {
    fn dialog(&self) -> AsyncFileDialog {
        AsyncFileDialog::new().add_filter(self.name, &self.endings)
    }
}

/// The real one.
pub struct TauriDesktop(pub AppHandle);

impl TauriDesktop {
    /// Opens a dialog over the window and waits for the answer. Systems want their dialogs made on the main thread, and people
    /// take their time.
    fn dialog<F, T>(
        &self,
        open: impl FnOnce(&WebviewWindow) -> F + Send + 'static,
    ) -> impl Future<Output = Option<T>> + Send + 'static
    where
        F: Future<Output = Option<T>> + Send + 'static,
    {
        let app = self.0.clone();
        async move {
            let window = app.get_webview_window("main")?;
            let (send, receive) = tokio::sync::oneshot::channel();
            app.run_on_main_thread(move || {
                let _ = send.send(open(&window));
            })
            .ok()?;
            receive.await.ok()?.await
        }
    }

    fn one<F>(&self, open: impl FnOnce(&WebviewWindow) -> F + Send + 'static) -> Choosing
    where
        F: Future<Output = Option<FileHandle>> + Send + 'static,
    {
        let chosen = self.dialog(open);
        Box::pin(async move { Some(chosen.await?.path().to_path_buf()) })
    }
}

impl Desktop for TauriDesktop {
    fn choose_file(&self, offered: Offered) -> Choosing {
        self.one(move |window| offered.dialog().set_parent(window).pick_file())
    }

    fn choose_files(&self, offered: Offered) -> ChoosingSeveral {
        let chosen = self.dialog(move |window| offered.dialog().set_parent(window).pick_files());
        Box::pin(async move {
            let files = chosen.await.unwrap_or_default();
            files.iter().map(|file| file.path().to_path_buf()).collect()
        })
    }

    fn choose_folder(&self, start: PathBuf) -> Choosing {
        self.one(move |window| AsyncFileDialog::new().set_parent(window).set_directory(start).pick_folder())
    }

    fn choose_target(&self, name: String) -> Choosing {
        self.one(move |window| AsyncFileDialog::new().set_parent(window).set_file_name(name).save_file())
    }

    fn open_page(&self, address: &str) -> Result<(), String> {
        self.0.opener().open_url(address, None::<&str>).map_err(|error| error.to_string())
    }

    fn reveal(&self, path: &Path) -> Result<(), String> {
        self.0.opener().reveal_item_in_dir(path).map_err(|error| error.to_string())
    }

    fn has_tray(&self) -> bool {
        self.0.state::<Shelter>().is_offered()
    }

    fn quit(&self) {
        leave::quit(&self.0);
    }

    fn copy_file(&self, file: Carried) -> Done {
        carry::copy(&self.0, file)
    }

    fn pasted(&self) -> Pasting {
        carry::pasted(&self.0)
    }

    fn drag(&self, file: Carried) -> Done {
        carry::drag(&self.0, file)
    }

    fn tell(&self, event: &str, payload: serde_json::Value) {
        let _ = self.0.emit_to("main", event, payload);
    }
}
