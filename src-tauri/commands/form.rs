//! Questions about a form before it is sent: does the clip fit, is it right, what would it cost. And several forms made at once.

use afterframe_core::{
    form::{FieldProblem, fits},
    price::Price,
};
use afterframe_engine::TogetherError;
use tauri::State;

use super::Answer;
use crate::{
    error::{ErrorCode, UiError},
    fail::{create_failed, engine_failed},
    shell::Shell,
    views::{FormRefused, FormRequest, JobsCreate, JobsCreated, MediaRequest, ModelFit, PricesRequest},
};

#[tauri::command]
pub async fn model_fits(shell: State<'_, Shell>, request: MediaRequest) -> Answer<Vec<ModelFit>> {
    let known = shell.engine.known_media(&request.id).await.map_err(engine_failed)?;
    let gone = || UiError::before_sending(ErrorCode::FileGone, format!("the file {} is not there", request.id));
    let known = known.ok_or_else(gone)?;
    let models = shell.engine.catalogue().models().iter();
    Ok(models.map(|model| ModelFit { endpoint: model.endpoint.clone(), problems: fits(model, &known) }).collect())
}

#[tauri::command]
pub async fn form_check(shell: State<'_, Shell>, request: FormRequest) -> Answer<Vec<FieldProblem>> {
    shell.engine.check(&request.endpoint, &request.values).await.map_err(engine_failed)
}

#[tauri::command]
pub async fn form_price(shell: State<'_, Shell>, request: FormRequest) -> Answer<Price> {
    shell.engine.price(&request.endpoint, &request.values).await.map_err(engine_failed)
}

#[tauri::command]
pub async fn prices_list(shell: State<'_, Shell>, request: PricesRequest) -> Answer<Vec<Price>> {
    let forms: Vec<_> = request.forms.into_iter().map(|form| (form.endpoint, form.values)).collect();
    shell.engine.list_prices(&forms).await.map_err(engine_failed)
}

#[tauri::command]
pub async fn jobs_create(shell: State<'_, Shell>, request: JobsCreate) -> Answer<JobsCreated> {
    let forms = request.forms.into_iter().map(|form| (form.endpoint, form.values)).collect();
    match shell.engine.create_together(forms, request.group).await {
        Ok(entries) => {
            Ok(JobsCreated::Created { jobs: entries.into_iter().map(|entry| shell.presenter.job(entry)).collect() })
        }
        Err(TogetherError::Refused(refused)) => {
            let refused = refused.into_iter().map(|(index, problems)| FormRefused { index, problems }).collect();
            Ok(JobsCreated::Refused { refused })
        }
        Err(TogetherError::Count(count)) => {
            Err(UiError::before_sending(ErrorCode::NotNow, format!("{count} forms at once")))
        }
        Err(TogetherError::Form(error)) => Err(create_failed(error)),
    }
}
