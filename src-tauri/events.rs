//! What the program tells the window: every change of the engine, and files that are dropped.

use std::path::PathBuf;

use afterframe_engine as engine;
use tauri::{AppHandle, DragDropEvent, Manager as _};
use tokio::sync::broadcast::error::RecvError;

use crate::{
    desktop::tell,
    fail::media_failed,
    present::all_jobs,
    shell::Shell,
    views::{Change, DropEvent, Landed, Phase},
};

/// Passes on everything that changes, until the engine ends.
pub async fn forward(shell: &Shell) {
    let mut changes = shell.engine.changes();
    loop {
        match changes.recv().await {
            Ok(change) => pass_on(shell, change).await,
            // The window was slower than the changes: it gets everything anew.
            Err(RecvError::Lagged(_)) => {
                for job in all_jobs(&shell.engine, &shell.presenter).await.unwrap_or_default() {
                    shell.tell(&Change::Job { job: Box::new(job) });
                }
            }
            Err(RecvError::Closed) => return,
        }
    }
}

async fn pass_on(shell: &Shell, change: engine::Change) {
    let change = match change {
        engine::Change::Job(entry) => Change::Job { job: Box::new(shell.presenter.job(*entry)) },
        engine::Change::JobGone(id) => Change::JobGone { id },
        engine::Change::Media(entry) => Change::Media { media: Box::new(shell.presenter.media(*entry)) },
        engine::Change::Settings(settings) => {
            let results_folder = shell.results_folder().await.unwrap_or_default();
            Change::Settings { settings, results_folder }
        }
        engine::Change::Progress(progress) => Change::Progress {
            id: progress.job,
            phase: match progress.phase {
                engine::Phase::Upload => Phase::Upload,
                engine::Phase::Download => Phase::Download,
            },
            done_bytes: progress.done_bytes,
            total_bytes: progress.total_bytes,
        },
        engine::Change::Balance(balance) => {
            if shell.account.take_balance(&balance) {
                shell.tell_account();
            }
            return;
        }
        engine::Change::StoreFailing { failing } => Change::StoreFailing { failing },
    };
    shell.tell(&change);
}

/// Follows a drag over the window. The paths stay on this side; the window gets what they turn out to be.
pub fn drag(app: &AppHandle, event: &DragDropEvent) {
    let Some(shell) = app.try_state::<Shell>() else { return };
    let say = |event: &DropEvent| tell(shell.desktop.as_ref(), "drop", event);
    match event {
        DragDropEvent::Enter { .. } => say(&DropEvent::Over),
        DragDropEvent::Leave => say(&DropEvent::Left),
        DragDropEvent::Drop { paths, .. } => {
            say(&DropEvent::Looking);
            let (app, paths) = (app.clone(), paths.clone());
            tauri::async_runtime::spawn(async move {
                let shell = app.state::<Shell>();
                let files = look_at(&shell, paths).await;
                tell(shell.desktop.as_ref(), "drop", &DropEvent::Landed { files });
            });
        }
        _ => {}
    }
}

async fn look_at(shell: &Shell, paths: Vec<PathBuf>) -> Vec<Landed> {
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        files.push(match shell.engine.add_media(&path).await {
            Ok(entry) => Landed::Media { media: Box::new(shell.presenter.media(entry)) },
            Err(error) => {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                Landed::Refused { name, error: media_failed(error) }
            }
        });
    }
    files
}
