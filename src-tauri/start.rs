//! The start of the program, in order: folders, log, engine, media server, account, window.

use std::{error::Error, sync::Arc, time::Duration};

use afterframe_core::ids::MediaId;
use afterframe_engine::{Engine, OpenError, Options, StoreError};
use afterframe_secrets::Keychain;
use tauri::{AppHandle, Builder, Manager as _, Runtime, WebviewWindowBuilder};

use crate::{
    account::Account,
    around,
    carry::OwnDrag,
    commands::system_language,
    desktop::TauriDesktop,
    environment::Environment,
    events, folders, log,
    media_server::{self, Found, Lookup, Token, Wanted},
    place,
    present::Presenter,
    shell::Shell,
    webkit,
};

/// Longer than a keychain needs that is open.
const PATIENCE_WITH_THE_KEYCHAIN: Duration = Duration::from_millis(1200);

/// What the media protocol needs; managed apart from the shell, which does not exist when the protocol is registered.
struct MediaDoor {
    token: Token,
    lookup: Lookup,
}

/// Everything between the first line and a window with something to show.
pub fn begin(app: &AppHandle) -> Result<(), Box<dyn Error>> {
    let data_folder = folders::data_folder(app)?;
    log::begin(&data_folder);
    let opened = tauri::async_runtime::block_on(open(app));
    let shell = match opened {
        Ok(shell) => shell,
        Err(error) => {
            tracing::error!(%error, "the program cannot start");
            say_why_not(&why_not(&*error));
            return Err(error);
        }
    };
    app.manage(shell);
    unlock(app);
    {
        let app = app.clone();
        tauri::async_runtime::spawn(async move { events::forward(&app.state::<Shell>()).await });
    }
    app.manage(OwnDrag::default());
    open_window(app)?;
    let app = app.clone();
    tauri::async_runtime::spawn(async move { around::follow(&app).await });
    Ok(())
}

/// Looks for the key beside the window: a keychain that asks for its password must not keep the window from opening. One
/// that answers at once is waited for, so that the first picture is already right.
fn unlock(app: &AppHandle) {
    let (found, wait) = std::sync::mpsc::channel();
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let shell = app.state::<Shell>();
        if let Err(error) = shell.account.unlock().await {
            tracing::error!(%error, "the key could not be looked for");
        }
        shell.tell_account();
        let _ = found.send(());
        shell.account.refresh().await;
        shell.tell_account();
    });
    let _ = wait.recv_timeout(PATIENCE_WITH_THE_KEYCHAIN);
}

async fn open(app: &AppHandle) -> Result<Shell, Box<dyn Error>> {
    let data_folder = folders::data_folder(app)?;
    let options = Options::new(data_folder.clone(), folders::default_results_folder(app)?);
    let engine = Engine::open(Options { language: system_language(), ..options }).await?;
    let environment = Environment::read();
    let account =
        Account::new(engine.clone(), Arc::new(Keychain::new()), environment.clone(), data_folder.join("practice"));
    account.start().await?;
    if engine.mended().is_some() {
        find_what_is_newer(engine.clone());
    }
    let token = Token::random()?;
    let lookup = lookup(engine.clone());
    app.manage(MediaDoor { token: token.clone(), lookup: lookup.clone() });
    let media_base = if cfg!(windows) {
        format!("{}/{}", media_server::PROTOCOL_BASE, token.as_str())
    } else {
        let server = media_server::serve(token, lookup).await?;
        let base = server.base().to_owned();
        // Managed, so that it lives as long as the program.
        app.manage(server);
        base
    };
    let presenter = Presenter::new(app.path().home_dir().ok());
    let version = app.package_info().version.to_string();
    let desktop = Box::new(TauriDesktop(app.clone()));
    Ok(Shell { version, desktop, engine, account, presenter, environment, data_folder, media_base })
}

/// A library that came from a copy, or begins anew, lacks the newest results. Looking at many files takes its time.
fn find_what_is_newer(engine: Engine) {
    tauri::async_runtime::spawn(async move {
        match engine.look_for_lost_results().await {
            Ok(found) => tracing::info!(found = found.len(), "results that the library lacked were taken in"),
            Err(error) => tracing::error!(%error, "results that the library lacks could not be looked for"),
        }
    });
}

/// What a person is told: in the language of the system, because the settings are in what cannot be opened.
fn why_not(error: &(dyn Error + 'static)) -> String {
    let words = &system_language().words().start;
    let said = match error.downcast_ref::<OpenError>() {
        // Nothing is wrong, so that there are no details.
        Some(OpenError::InUse) => return words.already_open.clone(),
        Some(OpenError::Folder { .. }) => &words.folder,
        Some(OpenError::Store(StoreError::Newer { .. })) => &words.newer_library,
        Some(OpenError::Store(_)) => &words.library,
        None => &words.other,
    };
    format!("{said}\n\n{error}")
}

fn lookup(engine: Engine) -> Lookup {
    Arc::new(move |wanted| {
        let engine = engine.clone();
        Box::pin(async move {
            match wanted {
                Wanted::Media(id) => found_media(&engine, &id).await,
                Wanted::Poster(id) => {
                    let path = engine.poster_path(&id).await.ok()??;
                    Some(Found { path, content_type: "image/jpeg" })
                }
            }
        })
    })
}

async fn found_media(engine: &Engine, id: &MediaId) -> Option<Found> {
    let entry = engine.media(id).await.ok()??;
    Some(Found { path: entry.path, content_type: media_server::content_type(&entry.facts.format) })
}

fn open_window(app: &AppHandle) -> Result<(), Box<dyn Error>> {
    let config = app.config().app.windows.first().ok_or("the configuration names no window")?;
    let window = WebviewWindowBuilder::from_config(app, config)?
        // The page is the program's own and stays so: a link dropped on the window leads nowhere.
        .on_navigation(|address| {
            let own = address.scheme() == "tauri" || address.host_str() == Some("tauri.localhost");
            own || address.as_str() == "about:blank"
        })
        .build()?;
    webkit::look_after(&window)?;
    if let Err(error) = place::bring_into_view(&window) {
        tracing::warn!(%error, "where the window stands is not known");
    }
    Ok(())
}

/// Registers the media protocol. It answers on every system, and is used on Windows.
pub fn media_protocol<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder.register_asynchronous_uri_scheme_protocol(media_server::SCHEME, |context, request, responder| {
        let app = context.app_handle().clone();
        tauri::async_runtime::spawn(async move {
            let door = app.state::<MediaDoor>();
            responder.respond(media_server::respond(request, &door.token, &door.lookup).await);
        });
    })
}

/// Brings the window to the front, from wherever it is: what a second start of the program does.
pub fn show_window(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Whether a person looks at the window, as far as the system says.
pub fn is_in_front(app: &AppHandle) -> bool {
    app.get_webview_window("main").is_some_and(|window| {
        let seen = window.is_visible().unwrap_or(true) && !window.is_minimized().unwrap_or(false);
        seen && window.is_focused().unwrap_or(true)
    })
}

/// Tells a person why there is no window: in a dialog where there is a screen, on the terminal anyway.
pub fn say_why_not(why: &str) {
    eprintln!("{why}");
    let automated = std::env::var_os("TAURI_AUTOMATION").is_some();
    if !automated {
        rfd::MessageDialog::new()
            .set_level(rfd::MessageLevel::Error)
            .set_title("Afterframe")
            .set_description(why)
            .show();
    }
}
