//! What the program tells the window: every change of the engine, and files that are dropped.

use std::{collections::HashSet, path::PathBuf};

use afterframe_core::ids::JobId;
use afterframe_engine as engine;
use tauri::{DragDropEvent, Manager as _, PhysicalPosition, Window};
use tokio::sync::broadcast::error::RecvError;

use crate::{
    carry::OwnDrag,
    desktop::tell,
    error::{ErrorCode, UiError},
    fail::media_failed,
    shell::Shell,
    views::{Change, DropEvent, Landed, Phase},
};

/// How many files from outside are told anew: as many as a person may have in front of them, and more.
const FILES_TOLD: u32 = 200;

/// Passes on everything that changes, until the engine ends.
pub async fn forward(shell: &Shell) {
    let mut changes = shell.engine.changes();
    let mut known = Known::now(shell).await;
    loop {
        match changes.recv().await {
            Ok(change) => {
                match &change {
                    engine::Change::Job(entry) => known.see(&entry.job.id, entry.job.state.is_at_rest()),
                    engine::Change::JobGone(id) => known.forget(id),
                    _ => {}
                }
                pass_on(shell, change).await;
            }
            // The window was slower than the changes: what is told from here on makes up for them.
            Err(RecvError::Lagged(_)) => known = tell_everything(shell, &known).await,
            Err(RecvError::Closed) => return,
        }
    }
}

/// The jobs that the window may have.
#[derive(Default)]
struct Known {
    all: HashSet<JobId>,
    /// Those that it thinks are under way.
    moving: HashSet<JobId>,
}

impl Known {
    async fn now(shell: &Shell) -> Self {
        let all = shell.engine.job_ids().await.unwrap_or_default().into_iter().collect();
        let under_way = shell.engine.jobs_under_way().await.unwrap_or_default();
        Self { all, moving: under_way.into_iter().map(|entry| entry.job.id).collect() }
    }

    fn see(&mut self, id: &JobId, at_rest: bool) {
        self.all.insert(id.clone());
        if at_rest {
            self.moving.remove(id);
        } else {
            self.moving.insert(id.clone());
        }
    }

    fn forget(&mut self, id: &JobId) {
        self.all.remove(id);
        self.moving.remove(id);
    }
}

/// Tells anew what is under way, what was when it was told last, and what a form may hold; everything else the window asks for
/// anew by itself. Gives what it knows then.
async fn tell_everything(shell: &Shell, known: &Known) -> Known {
    let now = Known::now(shell).await;
    for id in known.all.difference(&now.all) {
        shell.tell(&Change::JobGone { id: id.clone() });
    }
    for id in known.moving.union(&now.moving) {
        if let Ok(Some(entry)) = shell.engine.job(id).await {
            shell.tell(&Change::Job { job: Box::new(shell.presenter.job(entry)) });
        }
    }
    for entry in shell.engine.media_from_outside(FILES_TOLD).await.unwrap_or_default() {
        shell.tell(&Change::Media { media: Box::new(shell.presenter.media(entry)) });
    }
    shell.tell(&Change::Library);
    if let Ok(settings) = shell.engine.settings().await {
        pass_on(shell, engine::Change::Settings(settings)).await;
    }
    shell.tell(&Change::StoreFailing { failing: shell.engine.is_store_failing() });
    shell.tell_account();
    now
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
        engine::Change::Library => Change::Library,
        engine::Change::BinFailed { count, detail } => {
            Change::BinFailed { count, error: UiError::worth_a_retry(ErrorCode::BinFailed, detail) }
        }
        engine::Change::StoreFailing { failing } => Change::StoreFailing { failing },
    };
    shell.tell(&change);
}

/// Follows a drag over the window. The paths stay on this side; the window gets what they turn out to be.
pub fn drag(window: &Window, event: &DragDropEvent) {
    let app = window.app_handle();
    let Some(shell) = app.try_state::<Shell>() else { return };
    let own = app.try_state::<OwnDrag>().is_some_and(|own| own.is_under_way());
    let say = |event: &DropEvent| tell(shell.desktop.as_ref(), "drop", event);
    match event {
        DragDropEvent::Enter { position, .. } | DragDropEvent::Over { position } => say(&over(window, *position, own)),
        DragDropEvent::Leave => say(&DropEvent::Left),
        DragDropEvent::Drop { paths, position } => {
            // A quick hand lets go farther on than where it was last seen.
            say(&over(window, *position, own));
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

fn over(window: &Window, position: PhysicalPosition<f64>, own: bool) -> DropEvent {
    let scale = drag_scale(window);
    DropEvent::Over { x: position.x / scale, y: position.y / scale, own }
}

/// How many of the units in which a drag's place is told make one pixel of the page. Everywhere but on Windows it is told
/// in pixels of the page already, although its type says otherwise.
fn drag_scale(window: &Window) -> f64 {
    if cfg!(windows) { window.scale_factor().unwrap_or(1.0) } else { 1.0 }
}

/// What the files at these paths turn out to be.
pub async fn look_at(shell: &Shell, paths: Vec<PathBuf>) -> Vec<Landed> {
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        files.push(match shell.engine.add_media(&path).await {
            Ok(entry) => Landed::Media { media: Box::new(shell.landed(entry).await) },
            Err(error) => {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                Landed::Refused { name, error: media_failed(error) }
            }
        });
    }
    files
}

#[cfg(test)]
mod tests {
    use std::{path::Path, sync::Arc};

    use afterframe_core::settings::Theme;
    use afterframe_engine::{Engine, Options};
    use afterframe_secrets::MockStore;
    use serde_json::Value;
    use tokio::sync::mpsc;

    use super::*;
    use crate::{
        account::Account,
        carry::{Carried, Done, Pasted, Pasting},
        desktop::{Choosing, ChoosingSeveral, Desktop, Offered},
        environment::Environment,
        present::Presenter,
    };

    /// A window that keeps what it is told.
    struct Listener(mpsc::UnboundedSender<Value>);

    impl Desktop for Listener {
        fn choose_file(&self, _: Offered) -> Choosing {
            Box::pin(async { None })
        }

        fn choose_files(&self, _: Offered) -> ChoosingSeveral {
            Box::pin(async { Vec::new() })
        }

        fn choose_folder(&self, _: PathBuf) -> Choosing {
            Box::pin(async { None })
        }

        fn choose_target(&self, _: String) -> Choosing {
            Box::pin(async { None })
        }

        fn open_page(&self, _: &str) -> Result<(), String> {
            Ok(())
        }

        fn reveal(&self, _: &Path) -> Result<(), String> {
            Ok(())
        }

        fn has_tray(&self) -> bool {
            false
        }

        fn quit(&self) {}

        fn copy_file(&self, _: Carried) -> Done {
            Box::pin(async { Ok(()) })
        }

        fn pasted(&self) -> Pasting {
            Box::pin(async { Pasted::Nothing })
        }

        fn drag(&self, _: Carried) -> Done {
            Box::pin(async { Ok(()) })
        }

        fn tell(&self, _: &str, payload: Value) {
            let _ = self.0.send(payload);
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_window_that_missed_changes_is_told_of_jobs_files_settings_and_the_account() {
        let folder = tempfile::tempdir().expect("a folder");
        let options = Options::new(folder.path().join("data"), folder.path().join("Videos"));
        let engine = Engine::open(options).await.expect("the engine opens");
        let environment = Environment::default();
        let secrets = Arc::new(MockStore::default());
        let account = Account::new(engine.clone(), secrets, environment.clone(), folder.path().join("practice"));
        let (tell, mut told) = mpsc::unbounded_channel();
        let shell = Shell {
            version: "0.0.0".to_owned(),
            desktop: Box::new(Listener(tell)),
            engine: engine.clone(),
            account,
            presenter: Presenter::new(None),
            environment,
            data_folder: folder.path().join("data"),
            media_base: String::new(),
        };
        let clip = folder.path().join("ridge.mp4");
        std::fs::write(&clip, include_bytes!("../assets/samples/ridge-at-dusk.mp4")).expect("a clip");
        let media = engine.add_media(&clip).await.expect("the clip is known");
        engine.change_settings(|settings| settings.theme = Theme::Dark).await.expect("the settings are kept");

        let gone = Known { all: HashSet::from([JobId::from("deleted meanwhile")]), ..Known::default() };
        let known = tell_everything(&shell, &gone).await;
        assert!(known.all.is_empty());
        let mut changes = Vec::new();
        while let Ok(change) = told.try_recv() {
            changes.push(change);
        }
        let of = |kind: &str| changes.iter().find(|change| change["type"] == kind).unwrap_or(&Value::Null).clone();
        assert_eq!(of("job-gone")["id"], "deleted meanwhile");
        assert_eq!(of("media")["media"]["id"], media.id.as_str());
        assert_eq!(of("library")["type"], "library");
        assert_eq!(of("settings")["settings"]["theme"], "dark");
        assert_eq!(of("store-failing")["failing"], false);
        assert_eq!(of("account")["account"]["mode"], "undecided");
    }
}
