//! How far the takes are, on the program's icon in the dock or the task bar.

use tauri::AppHandle;

/// Shows a share in percent; `None` takes it away. On Linux the launcher's own protocol is spoken over D-Bus, which KDE, Ubuntu's
/// dock and others listen to; Tauri asks a library for it that few systems have.
#[cfg(target_os = "linux")]
pub async fn show(_app: &AppHandle, percent: Option<u8>) {
    use std::collections::HashMap;

    use zbus::zvariant::Value;

    /// Named after the file that the package brings.
    const LAUNCHER: &str = "application://Afterframe.desktop";

    let Some(connection) = crate::bus::session().await else { return };
    let properties = HashMap::from([
        ("progress", Value::from(f64::from(percent.unwrap_or_default()) / 100.0)),
        ("progress-visible", Value::from(percent.is_some())),
    ]);
    let told = connection
        .emit_signal(
            None::<&str>,
            "/studio/afterframe/desktop",
            "com.canonical.Unity.LauncherEntry",
            "Update",
            &(LAUNCHER, properties),
        )
        .await;
    if let Err(error) = told {
        tracing::debug!(%error, "the dock is not told of progress");
    }
}

/// Shows a share in percent; `None` takes it away.
#[cfg(not(target_os = "linux"))]
pub async fn show(app: &AppHandle, percent: Option<u8>) {
    use tauri::{
        Manager as _,
        window::{ProgressBarState, ProgressBarStatus},
    };

    let Some(window) = app.get_webview_window("main") else { return };
    let status = if percent.is_some() { ProgressBarStatus::Normal } else { ProgressBarStatus::None };
    let told = window.set_progress_bar(ProgressBarState { status: Some(status), progress: percent.map(u64::from) });
    if let Err(error) = told {
        tracing::debug!(%error, "the task bar is not told of progress");
    }
}
