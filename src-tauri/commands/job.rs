//! Jobs: making them, and what a person can do with one.

use afterframe_engine::{CreateError, ResultFiles};
use tauri::State;

use super::{Answer, nothing};
use crate::{
    fail::{create_failed, delete_failed, engine_failed},
    present::all_jobs,
    shell::Shell,
    views::{FilesFate, FormRequest, JobCreated, JobDelete, JobRequest, JobView},
};

#[tauri::command]
pub async fn job_create(shell: State<'_, Shell>, request: FormRequest) -> Answer<JobCreated> {
    match shell.engine.create(&request.endpoint, request.values).await {
        Ok(entry) => Ok(JobCreated::Created { job: Box::new(shell.presenter.job(entry)) }),
        Err(CreateError::Invalid(problems)) => Ok(JobCreated::Refused { problems }),
        Err(error) => Err(create_failed(error)),
    }
}

#[tauri::command]
pub async fn job_list(shell: State<'_, Shell>, request: ()) -> Answer<Vec<JobView>> {
    nothing(request);
    all_jobs(&shell.engine, &shell.presenter).await.map_err(engine_failed)
}

#[tauri::command]
pub async fn job_send_again(shell: State<'_, Shell>, request: JobRequest) -> Answer<JobView> {
    let entry = shell.engine.send_again(&request.id).await.map_err(engine_failed)?;
    Ok(shell.presenter.job(entry))
}

#[tauri::command]
pub async fn job_stop_watching(shell: State<'_, Shell>, request: JobRequest) -> Answer<JobView> {
    let entry = shell.engine.stop_watching(&request.id).await.map_err(engine_failed)?;
    Ok(shell.presenter.job(entry))
}

#[tauri::command]
pub async fn job_watch_again(shell: State<'_, Shell>, request: JobRequest) -> Answer<JobView> {
    let entry = shell.engine.watch_again(&request.id).await.map_err(engine_failed)?;
    Ok(shell.presenter.job(entry))
}

#[tauri::command]
pub async fn job_cancel(shell: State<'_, Shell>, request: JobRequest) -> Answer<JobView> {
    let entry = shell.engine.cancel(&request.id).await.map_err(engine_failed)?;
    Ok(shell.presenter.job(entry))
}

#[tauri::command]
pub async fn job_delete(shell: State<'_, Shell>, request: JobDelete) -> Answer<()> {
    let files = match request.files {
        FilesFate::Keep => ResultFiles::Keep,
        FilesFate::Bin => ResultFiles::Bin,
    };
    shell.engine.delete(&request.id, files).await.map_err(delete_failed)
}
