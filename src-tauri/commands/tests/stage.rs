//! Where the commands are run: a window without a screen, a desktop of paper, and the practice server.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use afterframe_engine::{BaseUrl, Engine, Options};
use afterframe_practice::{Options as PracticeOptions, Practice};
use afterframe_secrets::{MockStore, SecretStore};
use serde_json::{Value, json};
use tauri::{
    App, WebviewWindow, WebviewWindowBuilder,
    ipc::{CallbackFn, InvokeBody},
    test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder},
    webview::InvokeRequest,
};

use crate::{
    account::Account,
    carry::{Carried, Done, Pasted, Pasting},
    commands::handler,
    desktop::{Choosing, ChoosingSeveral, Desktop, Offered},
    environment::Environment,
    present::Presenter,
    shell::Shell,
};

/// The model that most tests use.
pub(super) const EXTEND: &str = "rhart-video-g-official/video-extend";

/// A desktop that chooses what it was told to and remembers what it was asked.
#[derive(Default, Clone)]
pub(super) struct Paper {
    pub(super) file: Arc<Mutex<Option<PathBuf>>>,
    pub(super) folder: Arc<Mutex<Option<PathBuf>>>,
    pub(super) copies: Arc<Mutex<Option<PathBuf>>>,
    pub(super) pages: Arc<Mutex<Vec<String>>>,
    pub(super) revealed: Arc<Mutex<Vec<PathBuf>>>,
    pub(super) events: Arc<Mutex<Vec<(String, Value)>>>,
    pub(super) broken: Arc<AtomicBool>,
    pub(super) copied: Arc<Mutex<Vec<PathBuf>>>,
    pub(super) clipboard: Arc<Mutex<Option<Pasted>>>,
    pub(super) quits: Arc<AtomicUsize>,
}

impl Paper {
    fn answer(&self) -> Result<(), String> {
        if self.broken.load(Ordering::SeqCst) { Err("nothing opens".to_owned()) } else { Ok(()) }
    }
}

impl Desktop for Paper {
    fn choose_file(&self, _offered: Offered) -> Choosing {
        let file = self.file.lock().expect("not poisoned").clone();
        Box::pin(async move { file })
    }

    fn choose_files(&self, _offered: Offered) -> ChoosingSeveral {
        let file = self.file.lock().expect("not poisoned").clone();
        Box::pin(async move { file.into_iter().chain([PathBuf::from("/nowhere/picture.png")]).collect() })
    }

    fn choose_folder(&self, _start: PathBuf) -> Choosing {
        let folder = self.folder.lock().expect("not poisoned").clone();
        Box::pin(async move { folder })
    }

    fn choose_target(&self, name: String) -> Choosing {
        let folder = self.copies.lock().expect("not poisoned").clone();
        Box::pin(async move { folder.map(|folder| folder.join(name)) })
    }

    fn open_page(&self, address: &str) -> Result<(), String> {
        self.pages.lock().expect("not poisoned").push(address.to_owned());
        self.answer()
    }

    fn reveal(&self, path: &Path) -> Result<(), String> {
        self.revealed.lock().expect("not poisoned").push(path.to_path_buf());
        self.answer()
    }

    fn has_tray(&self) -> bool {
        true
    }

    fn quit(&self) {
        self.quits.fetch_add(1, Ordering::SeqCst);
    }

    fn copy_file(&self, file: Carried) -> Done {
        self.copied.lock().expect("not poisoned").push(file.path);
        let answer = self.answer();
        Box::pin(async move { answer })
    }

    fn pasted(&self) -> Pasting {
        let pasted = self.clipboard.lock().expect("not poisoned").clone();
        Box::pin(async move { pasted.unwrap_or(Pasted::Nothing) })
    }

    fn drag(&self, file: Carried) -> Done {
        self.copy_file(file)
    }

    fn tell(&self, event: &str, payload: Value) {
        self.events.lock().expect("not poisoned").push((event.to_owned(), payload));
    }
}

pub(super) struct Stage {
    pub(super) folder: tempfile::TempDir,
    pub(super) paper: Paper,
    pub(super) secrets: Arc<MockStore>,
    pub(super) service: Practice,
    pub(super) window: WebviewWindow<MockRuntime>,
    pub(super) app: App<MockRuntime>,
    pub(super) called: Mutex<BTreeSet<String>>,
}

impl Stage {
    pub(super) fn set() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (paper, secrets) = (Paper::default(), Arc::new(MockStore::default()));
        let data_folder = folder.path().join("data");
        let (shell, service) = tauri::async_runtime::block_on(async {
            let options = PracticeOptions { pace: 0.0, ..PracticeOptions::default() };
            let service = Practice::start(options).await.expect("the practice server starts");
            let options = Options::new(&data_folder, folder.path().join("Videos"));
            let engine = Engine::open(options).await.expect("the engine opens");
            let address = Some(BaseUrl::parse(&service.base_url()).expect("an address"));
            let environment = Environment { address, practice_speed: Some(1000.0), ..Environment::default() };
            let store: Arc<dyn SecretStore> = secrets.clone();
            let account = Account::new(engine.clone(), store, environment.clone(), data_folder.join("practice"));
            account.start().await.expect("the account starts");
            let shell = Shell {
                version: "0.0.0".to_owned(),
                desktop: Box::new(paper.clone()),
                engine,
                account,
                presenter: Presenter::new(Some(folder.path().to_path_buf())),
                environment,
                data_folder,
                media_base: "http://127.0.0.1:1/token".to_owned(),
            };
            (shell, service)
        });
        let app = mock_builder()
            .invoke_handler(handler())
            .manage(shell)
            .build(tauri::generate_context!())
            .expect("the program builds without a screen");
        let window = WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default()).build().expect("a window");
        Self { folder, paper, secrets, service, window, app, called: Mutex::default() }
    }

    pub(super) fn call(&self, command: &str, request: &Value) -> Result<Value, Value> {
        self.called.lock().expect("not poisoned").insert(command.to_owned());
        ask(&self.window, command, request)
    }

    pub(super) fn done(&self, command: &str, request: impl Into<Value>) -> Value {
        self.call(command, &request.into()).unwrap_or_else(|error| panic!("{command} failed: {error}"))
    }

    pub(super) fn refused(&self, command: &str, request: impl Into<Value>) -> Value {
        match self.call(command, &request.into()) {
            Ok(answer) => panic!("{command} was expected to fail and answered {answer}"),
            Err(error) => error,
        }
    }

    /// Practice mode, and the clip that comes with the program.
    pub(super) fn practice_clip(&self) -> Value {
        assert_eq!(self.done("mode_choose", json!({ "mode": "practice" }))["mode"], "practice");
        self.done("media_sample", json!({ "kind": "video" }))
    }

    /// The form that goes on from `clip`.
    pub(super) fn extend(clip: &Value, prompt: &str) -> Value {
        let values = json!({ "videoUrl": { "media": clip["id"] }, "prompt": prompt, "duration": "6" });
        json!({ "endpoint": EXTEND, "values": values })
    }

    /// A job that is done, made of this form.
    pub(super) fn made(&self, form: Value) -> Value {
        let made = self.done("job_create", form);
        assert_eq!(made["type"], "created");
        self.wait_for(&made["job"]["id"], "done")
    }

    pub(super) fn job(&self, id: &Value) -> Value {
        self.done("job_get", json!({ "id": id }))
    }

    pub(super) fn wait_for(&self, id: &Value, state: &str) -> Value {
        let end = Instant::now() + Duration::from_mins(1);
        loop {
            let job = self.job(id);
            if job["state"]["type"] == state {
                return job;
            }
            assert!(Instant::now() < end, "the job is {} and not {state}", job["state"]);
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

pub(super) fn ask(window: &WebviewWindow<MockRuntime>, command: &str, request: &Value) -> Result<Value, Value> {
    let invoke = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: "tauri://localhost".parse().expect("an address"),
        body: InvokeBody::Json(json!({ "request": request })),
        headers: tauri::http::HeaderMap::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, invoke).map(|body| body.deserialize().expect("an answer is JSON"))
}
