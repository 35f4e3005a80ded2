//! Jobs: making them, and what a person can do with one.

use afterframe_engine::{CreateError, EngineError};
use tauri::State;

use super::{Answer, nothing};
use crate::{
    fail::{create_failed, engine_failed, task_failed},
    present::jobs_under_way,
    report,
    shell::Shell,
    views::{
        FormRequest, InquiryView, JobAttach, JobCreated, JobRequest, JobView, ReportRequest, ResultsFound, TaskFetch,
    },
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
    jobs_under_way(&shell.engine, &shell.presenter).await.map_err(engine_failed)
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
pub async fn job_inquire(shell: State<'_, Shell>, request: JobRequest) -> Answer<InquiryView> {
    let found = shell.engine.inquire(&request.id).await.map_err(task_failed)?;
    Ok(InquiryView {
        sent_at: found.sent_at,
        balance_before: found.balance_before,
        balance_now: found.balance_now,
        running: found.running,
        watched: found.watched,
    })
}

#[tauri::command]
pub async fn job_attach(shell: State<'_, Shell>, request: JobAttach) -> Answer<JobView> {
    let entry = shell.engine.attach(&request.id, &request.task_id).await.map_err(task_failed)?;
    Ok(shell.presenter.job(entry))
}

#[tauri::command]
pub async fn task_fetch(shell: State<'_, Shell>, request: TaskFetch) -> Answer<JobView> {
    let entry = shell.engine.fetch_task(&request.task_id, request.endpoint).await.map_err(task_failed)?;
    Ok(shell.presenter.job(entry))
}

#[tauri::command]
pub async fn results_find(shell: State<'_, Shell>, request: ()) -> Answer<ResultsFound> {
    nothing(request);
    let found = shell.engine.look_for_lost_results().await.map_err(engine_failed)?;
    Ok(ResultsFound { count: u32::try_from(found.len()).unwrap_or(u32::MAX) })
}

#[tauri::command]
pub async fn report_make(shell: State<'_, Shell>, request: ReportRequest) -> Answer<String> {
    let program = shell.about_the_program().await?;
    let Some(id) = request.job else { return Ok(report::of_program(&program)) };
    let entry = shell.engine.job(&id).await.map_err(engine_failed)?;
    let job = entry.ok_or_else(|| engine_failed(EngineError::NoSuchJob(id.clone())))?.job;
    let past = shell.engine.past_states(&id).await.map_err(engine_failed)?;
    Ok(report::of_job(&program, &job, &past))
}
