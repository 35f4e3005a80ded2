//! Clips, pictures and sounds: taking them in, and showing where they lie.

use std::path::{Path, PathBuf};

use afterframe_core::{ids::MediaId, media::MediaKind};
use afterframe_engine::{KeepFrameError, MOST_OF_A_FRAME};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use tauri::State;

use super::{Answer, copies};
use crate::{
    desktop::Offered,
    error::{ErrorCode, UiError},
    events::look_at,
    fail::{engine_failed, frame_failed, media_failed},
    samples,
    shell::Shell,
    views::{FrameKeep, Landed, MediaAdd, MediaChoose, MediaRequest, MediaSample, MediaView},
};

#[tauri::command]
pub async fn media_add(shell: State<'_, Shell>, request: MediaAdd) -> Answer<MediaView> {
    take_in(&shell, &pasted_path(&request.path)).await
}

#[tauri::command]
pub async fn media_choose(shell: State<'_, Shell>, request: MediaChoose) -> Answer<Option<MediaView>> {
    match shell.desktop.choose_file(offered(&shell, &request.kinds)).await {
        Some(path) => take_in(&shell, &path).await.map(Some),
        None => Ok(None),
    }
}

/// Any number of files, each taken or refused for itself.
#[tauri::command]
pub async fn media_choose_several(shell: State<'_, Shell>, request: MediaChoose) -> Answer<Vec<Landed>> {
    let paths = shell.desktop.choose_files(offered(&shell, &request.kinds)).await;
    Ok(look_at(&shell, paths).await)
}

#[tauri::command]
pub async fn media_sample(shell: State<'_, Shell>, request: MediaSample) -> Answer<MediaView> {
    let failed = |error: std::io::Error| UiError::worth_a_retry(ErrorCode::StoreFailed, error.to_string());
    let words = &shell.engine.language().words().files;
    let path = samples::lay_out(&shell.data_folder, request.kind, words).await.map_err(failed)?;
    take_in(&shell, &path).await
}

#[tauri::command]
pub async fn media_get(shell: State<'_, Shell>, request: MediaRequest) -> Answer<MediaView> {
    let entry = shell.engine.media(&request.id).await.map_err(engine_failed)?;
    entry.map(|entry| shell.presenter.media(entry)).ok_or_else(|| gone(&request.id))
}

#[tauri::command]
pub async fn media_reveal(shell: State<'_, Shell>, request: MediaRequest) -> Answer<()> {
    let path = shell.engine.media_path(&request.id).await.map_err(engine_failed)?;
    let there = path.filter(|path| path.exists()).ok_or_else(|| gone(&request.id))?;
    shell.desktop.reveal(&there).map_err(|error| UiError::worth_a_retry(ErrorCode::OpenFailed, error))
}

/// Asks where a copy is to lie and writes it. `false`: the person chose no place.
#[tauri::command]
pub async fn media_copy(shell: State<'_, Shell>, request: MediaRequest) -> Answer<bool> {
    let path = shell.engine.media_path(&request.id).await.map_err(engine_failed)?;
    let there = path.filter(|path| path.exists()).ok_or_else(|| gone(&request.id))?;
    let name = there.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Some(target) = shell.desktop.choose_target(name).await else { return Ok(false) };
    let failed = |error: std::io::Error| UiError::worth_a_retry(ErrorCode::CopyFailed, error.to_string());
    copy(&there, &target).await.map_err(failed)?;
    Ok(true)
}

/// Keeps a picture of a film beside results.
#[tauri::command]
pub async fn frame_keep(shell: State<'_, Shell>, request: FrameKeep) -> Answer<MediaView> {
    let FrameKeep { id, time_ms, png } = request;
    // Before it is taken apart: four letters stand for three bytes.
    if png.len() / 4 > MOST_OF_A_FRAME / 3 {
        return Err(frame_failed(KeepFrameError::TooLarge(png.len())));
    }
    let png = BASE64_STANDARD.decode(png).map_err(|_| frame_failed(KeepFrameError::NotAPicture))?;
    let entry = shell.engine.keep_frame(&id, time_ms, png).await.map_err(frame_failed)?;
    Ok(shell.presenter.media(entry))
}

/// Copies beside the target first: what is replaced is whole until the copy is. A file that is chosen as its own copy stays
/// as it is, because opening it for writing would empty it.
async fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    let same = match (from.canonicalize(), to.canonicalize()) {
        (Ok(from), Ok(to)) => from == to,
        _ => false,
    };
    if same {
        return Ok(());
    }
    let (from, to) = (from.to_owned(), to.to_owned());
    let written = tokio::task::spawn_blocking(move || {
        let folder = to.parent().unwrap_or(Path::new("."));
        copies::write(&mut std::fs::File::open(from)?, folder, &to)
    });
    written.await.map_err(std::io::Error::other)?
}

async fn take_in(shell: &Shell, path: &Path) -> Answer<MediaView> {
    let entry = shell.engine.add_media(path).await.map_err(media_failed)?;
    Ok(shell.landed(entry).await)
}

fn gone(id: &MediaId) -> UiError {
    UiError::before_sending(ErrorCode::FileGone, format!("the file {id} is not there"))
}

/// A path as people paste it: quoted by a file manager, or as a `file://` address.
fn pasted_path(text: &str) -> PathBuf {
    let bare = text.trim().trim_matches(|letter| letter == '"' || letter == '\'');
    let address = url::Url::parse(bare).ok().filter(|address| address.scheme() == "file");
    address.and_then(|address| address.to_file_path().ok()).unwrap_or_else(|| PathBuf::from(bare))
}

fn offered(shell: &Shell, kinds: &[MediaKind]) -> Offered {
    let endings = kinds.iter().flat_map(|kind| endings(*kind)).copied().collect();
    Offered { name: &shell.engine.language().words().files.media, endings }
}

/// What the dialog offers for each kind. Only a first sieve: what a file is, its content says.
fn endings(kind: MediaKind) -> &'static [&'static str] {
    match kind {
        MediaKind::Video => &["mp4", "mov", "m4v", "webm", "mkv", "avi"],
        MediaKind::Image => &["jpg", "jpeg", "png", "webp"],
        MediaKind::Audio => &["mp3", "wav", "flac", "m4a", "ogg"],
        MediaKind::Model3d => &["glb", "gltf", "obj", "fbx", "stl", "ply", "usdz"],
        MediaKind::Text => &["txt", "md", "json"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_path_loses_its_quotes_and_its_scheme() {
        assert_eq!(pasted_path("  \"/home/ada/my clip.mp4\" "), PathBuf::from("/home/ada/my clip.mp4"));
        assert_eq!(pasted_path("'/a/b.mp4'"), PathBuf::from("/a/b.mp4"));
        #[cfg(unix)]
        assert_eq!(pasted_path("file:///home/ada/my%20clip.mp4"), PathBuf::from("/home/ada/my clip.mp4"));
    }
}
