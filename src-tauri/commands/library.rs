//! The library: what it holds, in parts and in numbers, and what a person does with several jobs at once.

use afterframe_core::{
    ids::JobId,
    library::{Beside, History, LibraryCounts},
};
use afterframe_engine::{EngineError, ResultFiles};
use tauri::State;

use super::{Answer, nothing};
use crate::{
    fail::{delete_failed, engine_failed, rename_failed},
    shell::Shell,
    views::{
        Binned, FilesFate, JobRename, JobRequest, JobView, JobsBin, JobsStar, JobsTag, JobsUnbin, LibraryBesideRequest,
        LibraryCountsRequest, LibraryPage, LibraryPageRequest, Unbinned,
    },
};

#[tauri::command]
pub async fn library_page(shell: State<'_, Shell>, request: LibraryPageRequest) -> Answer<LibraryPage> {
    let LibraryPageRequest { filter, sort, offset, limit } = request;
    let (total, entries) = shell.engine.library_page(filter, sort, offset, limit).await.map_err(engine_failed)?;
    Ok(LibraryPage { total, jobs: entries.into_iter().map(|entry| shell.presenter.job(entry)).collect() })
}

#[tauri::command]
pub async fn library_counts(shell: State<'_, Shell>, request: LibraryCountsRequest) -> Answer<LibraryCounts> {
    shell.engine.library_counts(request.filter).await.map_err(engine_failed)
}

#[tauri::command]
pub async fn library_ids(shell: State<'_, Shell>, request: LibraryPageRequest) -> Answer<Vec<JobId>> {
    let LibraryPageRequest { filter, sort, offset, limit } = request;
    shell.engine.library_ids(filter, sort, offset, limit).await.map_err(engine_failed)
}

#[tauri::command]
pub async fn library_beside(shell: State<'_, Shell>, request: LibraryBesideRequest) -> Answer<Beside> {
    shell.engine.library_beside(request.filter, request.sort, &request.id).await.map_err(engine_failed)
}

#[tauri::command]
pub async fn job_get(shell: State<'_, Shell>, request: JobRequest) -> Answer<JobView> {
    let entry = shell.engine.job(&request.id).await.map_err(engine_failed)?;
    let entry = entry.ok_or_else(|| engine_failed(EngineError::NoSuchJob(request.id)))?;
    Ok(shell.presenter.job(entry))
}

#[tauri::command]
pub async fn history(shell: State<'_, Shell>, request: ()) -> Answer<History> {
    nothing(request);
    shell.engine.history().await.map_err(engine_failed)
}

#[tauri::command]
pub async fn jobs_star(shell: State<'_, Shell>, request: JobsStar) -> Answer<()> {
    shell.engine.star(request.ids, request.starred).await.map_err(engine_failed)
}

#[tauri::command]
pub async fn jobs_tag(shell: State<'_, Shell>, request: JobsTag) -> Answer<()> {
    shell.engine.tag(request.ids, request.add, request.remove).await.map_err(engine_failed)
}

#[tauri::command]
pub async fn job_rename(shell: State<'_, Shell>, request: JobRename) -> Answer<JobView> {
    let entry = shell.engine.rename(&request.id, &request.title).await.map_err(rename_failed)?;
    Ok(shell.presenter.job(entry))
}

#[tauri::command]
pub async fn jobs_bin(shell: State<'_, Shell>, request: JobsBin) -> Answer<Binned> {
    let files = match request.files {
        FilesFate::Keep => ResultFiles::Keep,
        FilesFate::Bin => ResultFiles::Bin,
    };
    let (bin, count) = shell.engine.bin(request.ids, files).await.map_err(delete_failed)?;
    Ok(Binned { bin, count })
}

#[tauri::command]
pub async fn jobs_unbin(shell: State<'_, Shell>, request: JobsUnbin) -> Answer<Unbinned> {
    let back = shell.engine.unbin(&request.bin).await.map_err(engine_failed)?;
    Ok(Unbinned { count: back.count, missing: back.missing })
}
