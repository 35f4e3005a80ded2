//! Brings the window back when the process that draws it ends: a codec or a graphics driver may take it
//! along, and the studio's work goes on in this process all the while. Linux only; WebView2 and
//! WKWebView have their own ways, which Tauri looks after.

use tauri::WebviewWindow;

/// Watches over the window's drawing process.
#[cfg(target_os = "linux")]
pub fn watch_over(window: &WebviewWindow) -> tauri::Result<()> {
    use std::{
        cell::Cell,
        time::{Duration, Instant},
    };

    use webkit2gtk::WebViewExt as _;

    /// A process that ends again this soon would end for ever.
    const ENOUGH: Duration = Duration::from_secs(10);

    window.with_webview(|view| {
        let last: Cell<Option<Instant>> = Cell::new(None);
        view.inner().connect_web_process_terminated(move |view, reason| {
            let again = last.replace(Some(Instant::now())).is_some_and(|before| before.elapsed() < ENOUGH);
            tracing::error!(?reason, again, "the process that draws the window ended");
            if !again {
                view.reload();
            }
        });
    })
}

/// Nothing to do elsewhere.
#[cfg(not(target_os = "linux"))]
pub fn watch_over(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
