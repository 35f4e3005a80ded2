//! Collections: making, naming, filling and removing them. What is in them is never touched.

use afterframe_core::library::Collection;
use tauri::State;

use super::Answer;
use crate::{
    fail::collection_failed,
    shell::Shell,
    views::{CollectionCreate, CollectionFill, CollectionRename, CollectionRequest},
};

#[tauri::command]
pub async fn collection_create(shell: State<'_, Shell>, request: CollectionCreate) -> Answer<Collection> {
    shell.engine.create_collection(&request.name).await.map_err(collection_failed)
}

#[tauri::command]
pub async fn collection_rename(shell: State<'_, Shell>, request: CollectionRename) -> Answer<Collection> {
    shell.engine.rename_collection(&request.id, &request.name).await.map_err(collection_failed)
}

#[tauri::command]
pub async fn collection_remove(shell: State<'_, Shell>, request: CollectionRequest) -> Answer<()> {
    shell.engine.remove_collection(&request.id).await.map_err(collection_failed)
}

#[tauri::command]
pub async fn collection_fill(shell: State<'_, Shell>, request: CollectionFill) -> Answer<()> {
    shell.engine.fill_collection(&request.id, request.jobs, request.member).await.map_err(collection_failed)
}
