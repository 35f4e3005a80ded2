//! The account: the key on its one way in, and which service is worked with.

use tauri::State;

use super::{Answer, nothing};
use crate::{
    shell::Shell,
    views::{AccountView, KeyEnter, ModeChoose},
};

#[tauri::command]
pub async fn key_enter(shell: State<'_, Shell>, request: KeyEnter) -> Answer<AccountView> {
    shell.account.enter(&request.key, request.keep).await?;
    Ok(shell.tell_account())
}

#[tauri::command]
pub async fn key_reload(shell: State<'_, Shell>, request: ()) -> Answer<AccountView> {
    nothing(request);
    shell.account.reload().await?;
    Ok(shell.tell_account())
}

#[tauri::command]
pub async fn key_remove(shell: State<'_, Shell>, request: ()) -> Answer<AccountView> {
    nothing(request);
    shell.account.remove().await?;
    Ok(shell.tell_account())
}

#[tauri::command]
pub async fn account_refresh(shell: State<'_, Shell>, request: ()) -> Answer<AccountView> {
    nothing(request);
    shell.account.refresh().await;
    Ok(shell.tell_account())
}

#[tauri::command]
pub async fn mode_choose(shell: State<'_, Shell>, request: ModeChoose) -> Answer<AccountView> {
    shell.account.choose(request.mode).await?;
    Ok(shell.tell_account())
}
