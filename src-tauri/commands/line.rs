//! The line before the submit: holding one job or all, changing places, changing a form.

use afterframe_core::settings::Settings;
use afterframe_engine::CreateError;
use tauri::State;

use super::Answer;
use crate::{
    fail::{create_failed, engine_failed, line_failed},
    shell::Shell,
    views::{JobCreated, JobEdit, JobMove, JobRequest, JobView, LineSet},
};

#[tauri::command]
pub async fn job_pause(shell: State<'_, Shell>, request: JobRequest) -> Answer<JobView> {
    let entry = shell.engine.pause(&request.id).await.map_err(line_failed)?;
    Ok(shell.presenter.job(entry))
}

#[tauri::command]
pub async fn job_resume(shell: State<'_, Shell>, request: JobRequest) -> Answer<JobView> {
    let entry = shell.engine.resume(&request.id).await.map_err(line_failed)?;
    Ok(shell.presenter.job(entry))
}

#[tauri::command]
pub async fn job_move(shell: State<'_, Shell>, request: JobMove) -> Answer<JobView> {
    let entry = shell.engine.move_in_line(&request.id, request.before).await.map_err(line_failed)?;
    Ok(shell.presenter.job(entry))
}

#[tauri::command]
pub async fn job_edit(shell: State<'_, Shell>, request: JobEdit) -> Answer<JobCreated> {
    match shell.engine.edit(&request.id, &request.endpoint, request.values).await {
        Ok(entry) => Ok(JobCreated::Created { job: Box::new(shell.presenter.job(entry)) }),
        Err(CreateError::Invalid(problems)) => Ok(JobCreated::Refused { problems }),
        Err(error) => Err(create_failed(error)),
    }
}

#[tauri::command]
pub async fn line_set(shell: State<'_, Shell>, request: LineSet) -> Answer<Settings> {
    let done = if request.paused { shell.engine.hold_line().await } else { shell.engine.release_line().await };
    done.map_err(engine_failed)
}
