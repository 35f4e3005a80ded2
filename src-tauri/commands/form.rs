//! Questions about a form before it is sent: does the clip fit, is it right, what would it cost.

use afterframe_core::{
    form::{FieldProblem, fits},
    price::Price,
};
use tauri::State;

use super::Answer;
use crate::{
    error::{ErrorCode, UiError},
    fail::engine_failed,
    shell::Shell,
    views::{FormRequest, MediaRequest, ModelFit, PricesRequest},
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
