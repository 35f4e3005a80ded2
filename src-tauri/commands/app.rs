//! The program itself: what the window needs at its start, its settings, pages in the browser.

use afterframe_core::{
    language::Language,
    settings::{Preference, Settings},
};
use tauri::State;

use super::{Answer, nothing};
use crate::{
    error::{ErrorCode, UiError},
    fail::{engine_failed, folder_failed, proxy_failed},
    shell::Shell,
    views::{AppStart, FavouriteSet, Link, LinkOpen, MendedView, Overrides, ProxySave, Tools},
};

#[tauri::command]
pub async fn app_start(shell: State<'_, Shell>, request: ()) -> Answer<AppStart> {
    nothing(request);
    Ok(AppStart {
        version: shell.version.clone(),
        system_language: system_language(),
        settings: shell.settings().await?,
        results_folder: shell.results_folder().await?,
        account: shell.account.view(),
        catalogue: shell.engine.catalogue().models().to_vec(),
        media_base: shell.media_base.clone(),
        data_folder: shell.presenter.folder(&shell.data_folder),
        tools: Tools { ffmpeg: afterframe_engine::tools().ffmpeg.is_some() },
        overrides: Overrides {
            key: shell.environment.key.is_some(),
            address: shell.environment.address.as_ref().map(ToString::to_string),
        },
        tray: shell.desktop.has_tray(),
        mended: shell
            .engine
            .mended()
            .map(|mended| MendedView { copied_at: mended.copied_at, set_aside: mended.set_aside.clone() }),
    })
}

#[tauri::command]
pub async fn setting_set(shell: State<'_, Shell>, request: Preference) -> Answer<Settings> {
    shell.engine.change_settings(|settings| request.apply(settings)).await.map_err(engine_failed)
}

#[tauri::command]
pub async fn favourite_set(shell: State<'_, Shell>, request: FavouriteSet) -> Answer<Settings> {
    let FavouriteSet { family, starred } = request;
    let change = move |settings: &mut Settings| {
        settings.favourites.retain(|other| *other != family);
        if starred {
            settings.favourites.push(family);
        }
    };
    shell.engine.change_settings(change).await.map_err(engine_failed)
}

#[tauri::command]
pub async fn folder_choose(shell: State<'_, Shell>, request: ()) -> Answer<Option<Settings>> {
    nothing(request);
    let start = shell.engine.results_folder().await.map_err(engine_failed)?;
    let Some(folder) = shell.desktop.choose_folder(start).await else { return Ok(None) };
    shell.engine.set_results_folder(Some(folder)).await.map(Some).map_err(folder_failed)
}

#[tauri::command]
pub async fn folder_reset(shell: State<'_, Shell>, request: ()) -> Answer<Settings> {
    nothing(request);
    shell.engine.set_results_folder(None).await.map_err(folder_failed)
}

#[tauri::command]
pub async fn proxy_save(shell: State<'_, Shell>, request: ProxySave) -> Answer<Settings> {
    shell.engine.set_proxy(request.proxy.as_deref()).await.map_err(proxy_failed)
}

#[tauri::command]
pub async fn link_open(shell: State<'_, Shell>, request: LinkOpen) -> Answer<()> {
    let page = match request.link {
        Link::KeysInternational => "https://www.runninghub.ai/enterprise-api/sharedApi",
        Link::KeysChina => "https://www.runninghub.cn/enterprise-api/sharedApi",
        Link::CreditInternational => "https://www.runninghub.ai/vip-rights/4",
        Link::CreditChina => "https://www.runninghub.cn/vip-rights/4",
        Link::CallsInternational => "https://www.runninghub.ai/call-api/call-record",
        Link::CallsChina => "https://www.runninghub.cn/call-api/call-record",
    };
    shell.desktop.open_page(page).map_err(|error| UiError::worth_a_retry(ErrorCode::OpenFailed, error))
}

/// Ends the program, after the question that closing it may be worth.
#[tauri::command]
pub async fn app_quit(shell: State<'_, Shell>, request: ()) -> Answer<()> {
    nothing(request);
    shell.desktop.quit();
    Ok(())
}

/// The system's own where there are words for it, else English.
pub fn system_language() -> Language {
    Language::of_system(&sys_locale::get_locale().unwrap_or_default())
}
