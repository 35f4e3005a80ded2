//! What WebKitGTK has to be told about the window that it draws. Linux only; WebView2 and WKWebView have their own ways with
//! memory, with graphics and with a drawing process that ends, which Tauri and the systems look after.

use tauri::WebviewWindow;

/// Suits WebKit to one page whose files are near and to the computer it is on, and brings the page back when its process ends.
///
/// WebKit keeps pictures and answers for the next page, as a browser needs it. Here is one page, whose files come from
/// this computer: after a walk over a large library all of its posters would stay in memory.
///
/// A codec or a graphics driver may take the drawing process along; the studio's work goes on in this process all the while.
#[cfg(target_os = "linux")]
pub fn look_after(window: &WebviewWindow) -> tauri::Result<()> {
    use std::{
        cell::Cell,
        path::Path,
        time::{Duration, Instant},
    };

    use webkit2gtk::{CacheModel, HardwareAccelerationPolicy, SettingsExt as _, WebContextExt as _, WebViewExt as _};

    /// A process that ends again this soon would end for ever.
    const ENOUGH: Duration = Duration::from_secs(10);

    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| value != "0");
    // Both are WebKit's and Mesa's own: who sets them wants layers all the same, or the card left alone.
    let paints_layers = is_set("WEBKIT_FORCE_COMPOSITING_MODE")
        || (!is_set("LIBGL_ALWAYS_SOFTWARE") && linux::has_graphics_card(Path::new("/dev")));
    window.with_webview(move |view| {
        let view = view.inner();
        if let Some(context) = view.context() {
            context.set_cache_model(CacheModel::DocumentViewer);
        }
        if let Some(settings) = view.settings().filter(|_| !paints_layers) {
            tracing::info!("there is no graphics card: the window is painted without layers");
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
        let last: Cell<Option<Instant>> = Cell::new(None);
        view.connect_web_process_terminated(move |view, reason| {
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
pub fn look_after(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{fs, path::Path};

    /// Whether anything but the processor could paint. Without a card WebKit's layers are put together by the processor as well, which
    /// is several times the work of painting the page at once; `docs/PERFORMANCE.md` has the figures.
    pub(super) fn has_graphics_card(devices: &Path) -> bool {
        let nodes = fs::read_dir(devices.join("dri")).into_iter().flatten().flatten();
        let renders = nodes.into_iter().any(|node| node.file_name().to_string_lossy().starts_with("renderD"));
        // The driver of this maker can do without the kernel's usual nodes.
        renders || devices.join("nvidia0").exists()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_screen_without_a_card_that_renders_is_no_graphics_card() {
            let devices = tempfile::tempdir().expect("a folder can be made");
            let has = || has_graphics_card(devices.path());
            assert!(!has(), "nothing is there at all");
            fs::create_dir(devices.path().join("dri")).expect("a folder can be made");
            fs::write(devices.path().join("dri/card0"), "").expect("a file can be written");
            assert!(!has(), "a card may only show");
            fs::write(devices.path().join("dri/renderD128"), "").expect("a file can be written");
            assert!(has());
            fs::remove_dir_all(devices.path().join("dri")).expect("a folder can be removed");
            fs::write(devices.path().join("nvidia0"), "").expect("a file can be written");
            assert!(has());
        }
    }
}
