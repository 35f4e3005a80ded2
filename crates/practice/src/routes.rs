//! Which path is answered where.

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post},
};

use crate::{account, answer::Refusal, codes::words, controls, files, hub::Hub, inject, query, submit, uploads};

/// Room for a picture that is sent inside the JSON.
const MAX_JSON: usize = 32 * 1024 * 1024;

pub(crate) fn router(hub: &Arc<Hub>) -> Router {
    let mut router = Router::new()
        .route("/openapi/v2/media/upload/binary", post(uploads::new_upload).layer(DefaultBodyLimit::disable()))
        .route("/task/openapi/upload", post(uploads::old_upload).layer(DefaultBodyLimit::disable()))
        .route("/openapi/v2/query", post(query::query))
        .route("/openapi/v2/queue/status", get(account::queue_status))
        .route("/openapi/v2/price-preview/{*endpoint}", post(submit::price_preview))
        .route("/openapi/v2/{*endpoint}", post(submit::submit))
        .route("/uc/openapi/accountStatus", post(account::account_status))
        .route("/task/openapi/cancel", post(query::cancel))
        .route("/task/openapi/status", post(query::old_status))
        .route("/task/openapi/outputs", post(query::old_outputs))
        .route("/results/{signed}/{name}", get(files::result))
        .route("/uploads/{signed}/{name}", get(files::upload));
    if hub.options.controls {
        router = router
            .route("/practice/faults", get(controls::list).post(controls::set).delete(controls::clear))
            .route("/practice/log", get(controls::log));
    }
    router
        .fallback(unknown_path)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(MAX_JSON))
        .layer(middleware::from_fn_with_state(Arc::clone(hub), inject::around))
        .with_state(Arc::clone(hub))
}

async fn unknown_path() -> Response {
    Refusal::Flat { code: 1001, message: words(1001).to_owned(), status: StatusCode::NOT_FOUND }.into_response()
}

async fn wrong_method() -> Response {
    Refusal::Flat { code: 1009, message: words(1009).to_owned(), status: StatusCode::METHOD_NOT_ALLOWED }
        .into_response()
}
