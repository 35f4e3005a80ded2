//! Every command over the bridge as the window uses it, with the window's own permissions, on a
//! runtime without a screen. The service is the practice server.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use afterframe_engine::{BaseUrl, Engine, Options};
use afterframe_practice::{Fault, Options as PracticeOptions, Place, Practice, Times};
use afterframe_secrets::{MockStore, SecretState, SecretStore};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tauri::{
    App, WebviewWindow, WebviewWindowBuilder,
    ipc::{CallbackFn, InvokeBody},
    test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder},
    webview::InvokeRequest,
};

use super::{NAMES, handler};
use crate::{
    account::Account,
    desktop::{Choosing, ChoosingSeveral, Desktop},
    environment::Environment,
    present::Presenter,
    shell::Shell,
};

/// A desktop that chooses what it was told to and remembers what it was asked.
#[derive(Default, Clone)]
struct Paper {
    file: Arc<Mutex<Option<PathBuf>>>,
    folder: Arc<Mutex<Option<PathBuf>>>,
    copies: Arc<Mutex<Option<PathBuf>>>,
    pages: Arc<Mutex<Vec<String>>>,
    revealed: Arc<Mutex<Vec<PathBuf>>>,
    events: Arc<Mutex<Vec<(String, Value)>>>,
    broken: Arc<AtomicBool>,
}

impl Paper {
    fn answer(&self) -> Result<(), String> {
        if self.broken.load(Ordering::SeqCst) { Err("nothing opens".to_owned()) } else { Ok(()) }
    }
}

impl Desktop for Paper {
    fn choose_file(&self, _endings: Vec<&'static str>) -> Choosing {
        let file = self.file.lock().expect("not poisoned").clone();
        Box::pin(async move { file })
    }

    fn choose_files(&self, _endings: Vec<&'static str>) -> ChoosingSeveral {
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

    fn tell(&self, event: &str, payload: Value) {
        self.events.lock().expect("not poisoned").push((event.to_owned(), payload));
    }
}

struct Stage {
    folder: tempfile::TempDir,
    paper: Paper,
    secrets: Arc<MockStore>,
    service: Practice,
    window: WebviewWindow<MockRuntime>,
    app: App<MockRuntime>,
    called: Mutex<BTreeSet<String>>,
}

impl Stage {
    fn set() -> Self {
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

    fn call(&self, command: &str, request: &Value) -> Result<Value, Value> {
        self.called.lock().expect("not poisoned").insert(command.to_owned());
        ask(&self.window, command, request)
    }

    fn done(&self, command: &str, request: impl Into<Value>) -> Value {
        self.call(command, &request.into()).unwrap_or_else(|error| panic!("{command} failed: {error}"))
    }

    fn refused(&self, command: &str, request: impl Into<Value>) -> Value {
        match self.call(command, &request.into()) {
            Ok(answer) => panic!("{command} was expected to fail and answered {answer}"),
            Err(error) => error,
        }
    }

    fn job(&self, id: &Value) -> Value {
        let jobs = self.done("job_list", Value::Null);
        jobs.as_array().expect("a list").iter().find(|job| job["id"] == *id).expect("the job is listed").clone()
    }

    fn wait_for(&self, id: &Value, state: &str) -> Value {
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

fn ask(window: &WebviewWindow<MockRuntime>, command: &str, request: &Value) -> Result<Value, Value> {
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

#[test]
fn every_command_does_its_work_over_the_bridge() {
    let stage = Stage::set();

    let start = stage.done("app_start", Value::Null);
    assert!(start["catalogue"].as_array().is_some_and(|models| models.len() > 400), "every model");
    assert_eq!(start["account"]["mode"], "undecided");
    assert_eq!(start["resultsFolder"], "Videos");
    assert_eq!(start["mended"], Value::Null, "nothing was wrong with it");

    // The key: on its way in, refused, kept, read again, and gone.
    let keep = |key: &str| json!({ "key": key, "keep": "keychain" });
    assert_eq!(stage.refused("key_enter", keep("钥匙"))["code"], "key-malformed");
    assert_eq!(stage.refused("key_enter", keep("00000000000000000000000000000000"))["code"], "key-unknown");
    let key = stage.service.key().to_owned();
    let account = stage.done("key_enter", keep(&key));
    assert_eq!(account["mode"], "running-hub");
    assert_eq!(account["kind"], "shared");
    assert_eq!(account["key"]["type"], "keychain");
    assert_eq!(account["balance"]["currency"], "CNY");
    assert!(!account.to_string().contains(&key), "the key does not come back");
    let site = account["site"].as_str().expect("a site").to_owned();
    let kept = tauri::async_runtime::block_on(stage.secrets.get(&site));
    assert!(matches!(kept, SecretState::Present(secret) if secret.expose_secret() == key));
    assert_eq!(stage.done("key_reload", Value::Null)["key"]["type"], "keychain");
    assert_eq!(stage.done("account_refresh", Value::Null)["reach"], "ok");
    assert_eq!(stage.done("key_remove", Value::Null)["mode"], "undecided");
    let kept = tauri::async_runtime::block_on(stage.secrets.get(&site));
    assert!(matches!(kept, SecretState::NotSet));

    // Practice: a clip, a form, a job, a result.
    assert_eq!(stage.done("mode_choose", json!({ "mode": "practice" }))["mode"], "practice");
    let clip = stage.done("media_sample", json!({ "kind": "video" }));
    assert_eq!(clip["facts"]["format"], "mp4");
    assert_eq!(stage.done("media_get", json!({ "id": clip["id"] }))["name"], clip["name"]);
    let fits = stage.done("model_fits", json!({ "id": clip["id"] }));
    let grok = "rhart-video-g-official/video-extend";
    let fit = fits.as_array().expect("a list").iter().find(|fit| fit["endpoint"] == grok).expect("every model");
    assert_eq!(fit["problems"], json!([]));
    let form = |prompt: &str| {
        let values = json!({ "videoUrl": { "media": clip["id"] }, "prompt": prompt, "duration": "6" });
        json!({ "endpoint": grok, "values": values })
    };
    assert_eq!(stage.done("form_check", form(""))[0]["key"], "prompt");
    assert_eq!(stage.done("form_check", form("on it goes")), json!([]));
    assert_eq!(stage.done("form_price", form("on it goes"))["amount"]["micros"], 1_890_000);
    let listed = stage.done("prices_list", json!({ "forms": [form("on it goes"), form("")] }));
    assert_eq!(listed[0]["amount"]["micros"], 1_890_000, "in the order of the forms");
    assert_eq!(listed.as_array().map(Vec::len), Some(2));
    assert_eq!(stage.done("job_create", form(""))["type"], "refused");
    let made = stage.done("job_create", form("on it goes"));
    assert_eq!(made["type"], "created");
    let done = stage.wait_for(&made["job"]["id"], "done");
    assert_eq!(done["practice"], true);
    let result = &done["results"][0];
    assert_eq!(result["name"], "ridge at dusk – Grok Imagine extend – 01.mp4");
    assert!(result["facts"]["durationMs"].as_u64() > clip["facts"]["durationMs"].as_u64());

    // What can be done with a job that rests: nothing moves it, deleting takes it away.
    let id = json!({ "id": done["id"] });
    for command in ["job_send_again", "job_stop_watching", "job_watch_again", "job_cancel"] {
        assert_eq!(stage.done(command, id.clone())["state"]["type"], "done", "{command}");
    }
    for command in ["job_pause", "job_resume"] {
        assert_eq!(stage.refused(command, id.clone())["code"], "already-sent", "{command}");
    }
    let to_the_end = json!({ "id": done["id"], "before": null });
    assert_eq!(stage.refused("job_move", to_the_end)["code"], "already-sent");
    stage.done("media_reveal", json!({ "id": result["id"] }));
    let shown = stage.paper.revealed.lock().expect("not poisoned")[0].clone();
    assert!(shown.is_file() && shown.starts_with(stage.folder.path().join("Videos")));
    assert_eq!(stage.done("media_copy", json!({ "id": result["id"] })), json!(false), "nobody chose a place");
    *stage.paper.copies.lock().expect("not poisoned") = Some(stage.folder.path().to_path_buf());
    assert_eq!(stage.done("media_copy", json!({ "id": result["id"] })), json!(true));
    let copy = stage.folder.path().join(shown.file_name().expect("a name"));
    assert_eq!(std::fs::read(&copy).expect("a copy"), std::fs::read(&shown).expect("the result"));
    *stage.paper.copies.lock().expect("not poisoned") = shown.parent().map(Path::to_path_buf);
    assert_eq!(stage.done("media_copy", json!({ "id": result["id"] })), json!(true), "it lies there already");
    assert!(std::fs::metadata(&shown).expect("the result").len() > 0, "a file that is its own copy stays whole");
    *stage.paper.copies.lock().expect("not poisoned") = Some(stage.folder.path().join("nowhere"));
    assert_eq!(stage.refused("media_copy", json!({ "id": result["id"] }))["code"], "copy-failed");
    assert_eq!(stage.refused("job_inquire", id.clone())["code"], "not-now");
    let number = done["taskId"].as_str().expect("a task's number").to_owned();
    let attach = |number: &str| json!({ "id": done["id"], "taskId": number });
    assert_eq!(stage.refused("job_attach", attach("12"))["code"], "task-malformed");
    assert_eq!(stage.refused("job_attach", attach(&number))["code"], "not-now");
    let fetch = |number: &str| json!({ "taskId": number, "endpoint": null });
    assert_eq!(stage.refused("task_fetch", fetch("1111111111111111111"))["code"], "task-unknown");
    assert_eq!(stage.done("task_fetch", fetch(&number))["id"], done["id"], "the library has it");
    let report = stage.done("report_make", json!({ "job": done["id"] }));
    let report = report.as_str().expect("a text");
    assert!(report.contains(&number) && report.contains("State: done"), "{report}");
    assert!(report.contains("UTC preparing\n") && report.contains("UTC submitting\n"), "{report}");
    assert!(!report.contains("on it goes") && !report.contains("ridge"), "{report}");
    assert!(stage.done("report_make", json!({ "job": null })).as_str().is_some_and(|text| text.contains("System: ")));
    assert_eq!(stage.done("results_find", Value::Null), json!({ "count": 0 }));
    stage.done("job_delete", json!({ "id": done["id"], "files": "keep" }));
    assert!(shown.is_file(), "kept as asked");
    assert_eq!(stage.done("job_list", Value::Null), json!([]));
    assert_eq!(stage.refused("job_watch_again", id)["code"], "job-unknown");
    assert_eq!(stage.done("results_find", Value::Null), json!({ "count": 1 }), "its file is found again");
    assert_eq!(stage.done("job_list", Value::Null)[0]["origin"], "found");

    // The line before the submit.
    assert_eq!(stage.done("line_set", json!({ "paused": true }))["linePaused"], true);
    let held = |prompt: &str| stage.done("job_create", form(prompt))["job"]["id"].clone();
    let (first, second) = (held("first"), held("second"));
    assert_eq!(stage.done("job_pause", json!({ "id": first }))["paused"], true);
    assert_eq!(stage.done("job_resume", json!({ "id": first }))["paused"], false);
    assert_eq!(stage.done("job_move", json!({ "id": second, "before": first }))["place"], 0);
    assert_eq!(stage.job(&first)["place"], 1);
    let edit = |id: &Value, prompt: &str| {
        let form = form(prompt);
        json!({ "id": id, "endpoint": form["endpoint"], "values": form["values"] })
    };
    assert_eq!(stage.done("job_edit", edit(&first, ""))["type"], "refused");
    assert_eq!(stage.done("job_edit", edit(&first, "changed"))["job"]["values"]["prompt"], "changed");
    assert_eq!(stage.done("line_set", json!({ "paused": false }))["linePaused"], false);
    for id in [first, second] {
        stage.wait_for(&id, "done");
        assert_eq!(stage.refused("job_edit", edit(&id, "too late"))["code"], "already-sent");
    }

    // Dialogs, folders, pages, settings.
    assert_eq!(stage.done("media_choose", json!({ "kinds": ["video"] })), Value::Null);
    *stage.paper.file.lock().expect("not poisoned") = Some(shown.clone());
    assert_eq!(stage.done("media_choose", json!({ "kinds": ["video", "image"] }))["facts"]["kind"], "video");
    let several = stage.done("media_choose_several", json!({ "kinds": ["video"] }));
    assert_eq!(several[0]["media"]["facts"]["kind"], "video");
    assert_eq!((&several[1]["type"], &several[1]["name"]), (&json!("refused"), &json!("picture.png")));
    let quoted = format!("\"{}\"", shown.display());
    assert_eq!(stage.done("media_add", json!({ "path": quoted }))["facts"]["kind"], "video");
    assert_eq!(stage.refused("media_add", json!({ "path": "/nowhere/clip.mp4" }))["code"], "file-not-found");
    let folder = stage.folder.path().to_str().expect("a readable path").to_owned();
    assert_eq!(stage.refused("media_add", json!({ "path": folder }))["code"], "file-is-folder");
    assert_eq!(stage.refused("media_get", json!({ "id": "no-such" }))["code"], "file-gone");

    assert_eq!(stage.done("folder_choose", Value::Null), Value::Null);
    *stage.paper.folder.lock().expect("not poisoned") = Some(stage.folder.path().join("data"));
    assert!(stage.done("folder_choose", Value::Null)["resultsFolder"].is_string());
    assert_eq!(stage.done("folder_reset", Value::Null)["resultsFolder"], Value::Null);
    *stage.paper.folder.lock().expect("not poisoned") = Some(shown.clone());
    assert_eq!(stage.refused("folder_choose", Value::Null)["code"], "folder-unusable");

    assert_eq!(stage.refused("proxy_save", json!({ "proxy": "no proxy" }))["code"], "proxy-malformed");
    let proxied = stage.done("proxy_save", json!({ "proxy": "proxy.example:3128" }));
    assert_eq!(proxied["proxy"], "http://proxy.example:3128");
    assert_eq!(stage.done("proxy_save", json!({ "proxy": null }))["proxy"], Value::Null);

    stage.done("link_open", json!({ "link": "keys-international" }));
    assert!(stage.paper.pages.lock().expect("not poisoned")[0].starts_with("https://www.runninghub.ai/"));
    stage.paper.broken.store(true, Ordering::SeqCst);
    assert_eq!(stage.refused("link_open", json!({ "link": "credit-china" }))["code"], "open-failed");
    let set = |name: &str, value: Value| stage.done("setting_set", json!({ "name": name, "value": value }));
    assert_eq!(set("theme", json!("dark"))["theme"], "dark");
    set("language", json!("zh"));
    let limit = json!({ "micros": 5_000_000, "currency": "USD" });
    assert_eq!(set("ask-above", limit.clone())["askAbove"], limit);
    let star = |family: &str, starred: bool| json!({ "family": family, "starred": starred });
    stage.done("favourite_set", star("veo-3.1", true));
    stage.done("favourite_set", star("wan-2.7", true));
    assert_eq!(stage.done("favourite_set", star("veo-3.1", false))["favourites"], json!(["wan-2.7"]));
    let settings = set("newer-models", json!(true));
    assert_eq!(settings["newerModels"], true);
    assert_eq!(settings["favourites"], json!(["wan-2.7"]), "one setting leaves the others as they are");
    assert_eq!(stage.done("app_start", Value::Null)["settings"]["language"], "zh");

    let called = stage.called.lock().expect("not poisoned").clone();
    let missing: Vec<_> = NAMES.iter().filter(|name| !called.contains(**name)).collect();
    assert!(missing.is_empty(), "no test runs {missing:?}");
    let told = stage.paper.events.lock().expect("not poisoned").clone();
    assert!(told.iter().any(|(event, change)| event == "change" && change["type"] == "account"));
    assert!(!format!("{told:?}").contains(&key), "no event carries the key");
}

#[test]
fn a_window_without_permission_may_call_nothing() {
    let stage = Stage::set();
    let other = WebviewWindowBuilder::new(&stage.app, "other", tauri::WebviewUrl::default()).build().expect("a window");
    for name in NAMES {
        assert!(ask(&other, name, &Value::Null).is_err(), "{name}");
    }
}

#[test]
fn a_keychain_that_is_locked_or_missing_is_said_and_the_key_kept_for_the_session_if_wished() {
    use afterframe_secrets::SecretError;
    let stage = Stage::set();
    let key = stage.service.key().to_owned();
    stage.secrets.fail_next(SecretError::Locked);
    let error = stage.refused("key_enter", json!({ "key": key, "keep": "keychain" }));
    assert_eq!(error["code"], "keychain-locked");
    assert_eq!(error["retryable"], true);
    assert_eq!(stage.done("key_enter", json!({ "key": key, "keep": "keychain" }))["key"]["type"], "keychain");
    let session = stage.done("key_enter", json!({ "key": key, "keep": "session" }));
    assert_eq!(session["key"]["type"], "session");
}

/// Every file under `folder`.
fn files_under(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder that can be read");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { files_under(&path) } else { vec![path] }).collect()
}

fn holds(path: &Path, text: &str) -> bool {
    let bytes = std::fs::read(path).unwrap_or_default();
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

#[test]
fn nothing_that_is_written_holds_the_key_and_the_log_holds_nothing_private() {
    let stage = Stage::set();
    let data = stage.folder.path().join("data");
    crate::log::begin(&data);
    let key = stage.service.key().to_owned();
    stage.done("key_enter", json!({ "key": key, "keep": "keychain" }));
    let clip = stage.done("media_sample", json!({ "kind": "video" }));
    let values = json!({ "videoUrl": { "media": clip["id"] }, "prompt": "a violet heron", "duration": "6" });
    let form = json!({ "endpoint": "rhart-video-g-official/video-extend", "values": values });
    let ends = [
        (Some((Place::Submit, Fault::Code { code: 1007 })), "failed"),
        (Some((Place::Submit, Fault::LostAnswer)), "unknown"),
        (Some((Place::Query, Fault::ExpiredLink)), "done"),
        (Some((Place::Download, Fault::Truncate)), "done"),
        (None, "done"),
    ];
    for (fault, state) in ends {
        stage.service.clear_faults();
        if let Some((place, fault)) = fault {
            stage.service.set_fault(place, fault, Times::Next(1));
        }
        let made = stage.done("job_create", form.clone());
        let ended = stage.wait_for(&made["job"]["id"], state);
        let report = stage.done("report_make", json!({ "job": ended["id"] })).to_string();
        for private in [key.as_str(), "violet heron", "ridge", "/results/", "http:"] {
            assert!(!report.contains(private), "{private} is in the report {report}");
        }
    }
    stage.refused("key_enter", json!({ "key": "0123456789abcdef0123456789abcdef", "keep": "session" }));
    let written = files_under(&data);
    assert!(written.iter().any(|path| path.ends_with("afterframe.db")));
    for path in &written {
        assert!(!holds(path, &key), "the key is in {}", path.display());
    }
    let log: Vec<_> = written.iter().filter(|path| path.starts_with(data.join("log"))).collect();
    assert!(log.iter().any(|path| holds(path, "a job moved")), "something was logged");
    for line in log.iter().flat_map(|path| {
        std::fs::read_to_string(path).expect("a log is text").lines().map(str::to_owned).collect::<Vec<_>>()
    }) {
        for private in ["violet heron", "ridge at dusk", "/results/", "/uploads/", "0123456789abcdef"] {
            assert!(!line.contains(private), "{private} is in the log: {line}");
        }
    }
}
