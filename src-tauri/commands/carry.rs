//! Files between this window and other programs: pasted, copied, dragged out, fetched from an address.

use afterframe_core::{ids::MediaId, media::MediaKind};
use tauri::State;

use super::Answer;
use crate::{
    carry::{Carried, Pasted},
    error::{ErrorCode, UiError},
    events::look_at,
    fail::{engine_failed, fetch_failed},
    shell::Shell,
    views::{Landed, MediaFetch, MediaRequest, MediaView},
};

/// The files or the picture on the clipboard; none where it holds words alone.
#[tauri::command]
pub async fn media_paste(shell: State<'_, Shell>, request: ()) -> Answer<Vec<Landed>> {
    super::nothing(request);
    match shell.desktop.pasted().await {
        Pasted::Files(paths) => Ok(look_at(&shell, paths).await),
        Pasted::Picture(picture) => {
            let entry = shell.engine.keep_pasted(picture).await.map_err(fetch_failed)?;
            Ok(vec![Landed::Media { media: Box::new(shell.landed(entry).await) }])
        }
        Pasted::Nothing => Ok(Vec::new()),
    }
}

/// Puts the file itself on the clipboard, and a picture as a picture, too.
#[tauri::command]
pub async fn media_copy_file(shell: State<'_, Shell>, request: MediaRequest) -> Answer<()> {
    let file = carried(&shell, &request.id).await?;
    shell.desktop.copy_file(file).await.map_err(not_carried)
}

/// Begins to drag the file out of the window. The pointer is held down on it.
#[tauri::command]
pub async fn media_drag(shell: State<'_, Shell>, request: MediaRequest) -> Answer<()> {
    let file = carried(&shell, &request.id).await?;
    shell.desktop.drag(file).await.map_err(not_carried)
}

/// Fetches the media file at an address, after a person said yes to it. `None`: it was stopped.
#[tauri::command]
pub async fn media_fetch(shell: State<'_, Shell>, request: MediaFetch) -> Answer<Option<MediaView>> {
    match shell.engine.fetch_media(&request.address).await.map_err(fetch_failed)? {
        Some(entry) => Ok(Some(shell.landed(entry).await)),
        None => Ok(None),
    }
}

/// Stops it. What was nearly there may come all the same.
#[tauri::command]
pub async fn media_fetch_stop(shell: State<'_, Shell>, request: MediaFetch) -> Answer<()> {
    shell.engine.stop_fetching(&request.address);
    Ok(())
}

fn not_carried(error: String) -> UiError {
    UiError::before_sending(ErrorCode::CarryFailed, error)
}

async fn carried(shell: &Shell, id: &MediaId) -> Answer<Carried> {
    let entry = shell.engine.media(id).await.map_err(engine_failed)?;
    let entry = entry.filter(|entry| entry.exists);
    let entry =
        entry.ok_or_else(|| UiError::before_sending(ErrorCode::FileGone, format!("the file {id} is not there")))?;
    let icon = shell.engine.poster_path(id).await.map_err(engine_failed)?;
    Ok(Carried { path: entry.path, is_picture: entry.facts.kind == MediaKind::Image, icon })
}
