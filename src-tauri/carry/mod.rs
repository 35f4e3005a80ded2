//! Files on their way to other programs and from them: the clipboard, and drags out of the window. WebKitGTK shows a page no
//! files of the clipboard, and on Linux no kept library gives a drag its data, so both are done here, in the system's own words.

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod linux;

use std::{
    future::Future,
    path::PathBuf,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tauri::{AppHandle, Manager as _, WebviewWindow};
use tokio::sync::oneshot;

#[cfg(not(target_os = "linux"))]
use elsewhere as system;
#[cfg(target_os = "linux")]
use linux as system;

/// Done, or why not in the system's words.
pub type Done = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;
/// What the clipboard holds.
pub type Pasting = Pin<Box<dyn Future<Output = Pasted> + Send>>;

/// What the clipboard holds, as far as it is anything to start from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pasted {
    Files(Vec<PathBuf>),
    /// A PNG.
    Picture(Vec<u8>),
    Nothing,
}

/// A file that leaves the window.
#[derive(Debug, Clone)]
pub struct Carried {
    pub path: PathBuf,
    /// It can be pasted as a picture, too.
    pub is_picture: bool,
    /// A small picture that goes with the pointer.
    pub icon: Option<PathBuf>,
}

/// Whether a drag that began in this window is under way. What is dropped on the window meanwhile comes from itself.
#[derive(Debug, Clone, Default)]
pub struct OwnDrag(Arc<AtomicBool>);

impl OwnDrag {
    pub fn is_under_way(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }

    fn begins(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    fn ends(&self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

/// Puts a file on the clipboard.
pub fn copy(app: &AppHandle, file: Carried) -> Done {
    on_main_thread(app, move |_| system::copy(&file))
}

/// Begins to drag a file out of the window, if the pointer is still held down.
pub fn drag(app: &AppHandle, file: Carried) -> Done {
    let own = app.state::<OwnDrag>().inner().clone();
    on_main_thread(app, move |window| system::drag(&window, &file, &own))
}

/// Looks what the clipboard holds.
pub fn pasted(app: &AppHandle) -> Pasting {
    let (send, receive) = oneshot::channel();
    let asked = app.run_on_main_thread(move || system::pasted(send));
    Box::pin(async move {
        if asked.is_err() {
            return Pasted::Nothing;
        }
        receive.await.unwrap_or(Pasted::Nothing)
    })
}

/// Clipboards and drags belong to the thread of the window.
fn on_main_thread(app: &AppHandle, work: impl FnOnce(WebviewWindow) -> Result<(), String> + Send + 'static) -> Done {
    let (send, receive) = oneshot::channel();
    let window = app.get_webview_window("main");
    let asked = app.run_on_main_thread(move || {
        let _ = send.send(window.map_or_else(|| Err("there is no window".to_owned()), work));
    });
    Box::pin(async move {
        asked.map_err(|error| error.to_string())?;
        receive.await.map_err(|error| error.to_string())?
    })
}
