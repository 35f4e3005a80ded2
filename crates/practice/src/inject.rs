//! The layer around every call: it keeps the record and plays the faults that need no knowledge of the call.

use std::{future::pending, sync::Arc, time::Duration};

use axum::{
    Extension,
    body::Bytes,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use futures_util::{Stream, StreamExt};

use crate::{
    alter,
    answer::{Refusal, Tag},
    drip::{after_half, slowly},
    faults::{Fault, Place},
    hub::Hub,
    log::LoggedRequest,
    wire::Wire,
};

pub(crate) async fn around(
    State(hub): State<Arc<Hub>>,
    Extension(wire): Extension<Wire>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    if path.starts_with("/practice/") {
        return next.run(request).await;
    }
    let place = Place::of(request.method(), path);
    let fault = place.and_then(|place| hub.faults.take_around(place));
    let number = hub.record.begin(LoggedRequest {
        method: request.method().to_string(),
        path: path.to_owned(),
        place,
        status: None,
        endpoint: endpoint(place, path),
        task_id: None,
        fault: fault.clone(),
    });
    let response = match (fault, place) {
        (Some(fault), Some(place)) => play(&hub, number, fault, place, &wire, request, next).await,
        _ => next.run(request).await,
    };
    note(&hub, number, &response, true);
    response
}

fn endpoint(place: Option<Place>, path: &str) -> Option<String> {
    match place {
        Some(Place::Submit) => path.strip_prefix("/openapi/v2/").map(str::to_owned),
        Some(Place::Price) => path.strip_prefix("/openapi/v2/price-preview/").map(str::to_owned),
        _ => None,
    }
}

/// Puts what an answer tells into the record; its status only if it really goes out.
fn note(hub: &Hub, number: usize, response: &Response, goes_out: bool) {
    let tag = response.extensions().get::<Tag>().cloned();
    hub.record.note(number, |row| {
        if goes_out {
            row.status = Some(response.status().as_u16());
        }
        row.task_id = tag.map(|tag| tag.task_id).or_else(|| row.task_id.take());
    });
}

async fn play(
    hub: &Hub,
    number: usize,
    fault: Fault,
    place: Place,
    wire: &Wire,
    request: Request,
    next: Next,
) -> Response {
    match fault {
        Fault::ResetBeforeBody => {
            wire.reset();
            pending().await
        }
        Fault::ResetAfterBody => {
            swallow(request).await;
            wire.reset();
            pending().await
        }
        Fault::LostAnswer => {
            note(hub, number, &next.run(request).await, false);
            wire.reset();
            pending().await
        }
        Fault::StallInHeaders => {
            note(hub, number, &next.run(request).await, false);
            pending().await
        }
        Fault::Status { status, retry_after_seconds } => {
            swallow(request).await;
            gateway(status, retry_after_seconds)
        }
        Fault::Code { code } => {
            swallow(request).await;
            refusal(place, code).into_response()
        }
        Fault::BadKey => {
            swallow(request).await;
            Refusal::bad_key().into_response()
        }
        Fault::Html => {
            swallow(request).await;
            Html("<!doctype html><title>Welcome</title><p>Please sign in to use this network.").into_response()
        }
        Fault::Late { milliseconds } => {
            let response = next.run(request).await;
            tokio::time::sleep(Duration::from_millis(u64::from(milliseconds))).await;
            response
        }
        Fault::Redirect => {
            let same = request.uri().to_string();
            swallow(request).await;
            redirect(&same)
        }
        Fault::RedirectToPrivate => {
            swallow(request).await;
            redirect("http://192.168.0.1/film.mp4")
        }
        Fault::RangeRefused => {
            swallow(request).await;
            StatusCode::RANGE_NOT_SATISFIABLE.into_response()
        }
        Fault::CutWithoutLength => {
            let mut response = after_half(next.run(request).await, breaks_off().boxed());
            response.headers_mut().remove(header::CONTENT_LENGTH);
            response
        }
        Fault::StallInBody => after_half(next.run(request).await, futures_util::stream::pending().boxed()),
        Fault::Truncate => after_half(next.run(request).await, breaks_off().boxed()),
        Fault::SlowDrip { bytes_per_second } => slowly(next.run(request).await, bytes_per_second),
        // What is left changes the answer alone, or is played inside the calls and never taken here.
        other => alter::answer(next.run(request).await, &other).await,
    }
}

/// An end that is none. The pause lets out what was written before it; hyper would otherwise close without sending the head.
fn breaks_off() -> impl Stream<Item = Result<Bytes, axum::Error>> {
    futures_util::stream::once(async {
        tokio::time::sleep(Duration::from_millis(150)).await;
        Err(axum::Error::new(std::io::Error::from(std::io::ErrorKind::ConnectionReset)))
    })
}

/// The method stays, as with 307, so that a client that follows by itself repeats all of it.
fn redirect(to: &str) -> Response {
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
}

/// Reads the request to its end, so that the other side has sent all of it.
async fn swallow(request: Request) {
    let mut body = request.into_body().into_data_stream();
    while let Some(Ok(_)) = body.next().await {}
}

fn refusal(place: Place, code: u32) -> Refusal {
    match place {
        Place::Upload => Refusal::upload(code),
        Place::Account | Place::Cancel | Place::Status | Place::Outputs => Refusal::Wrapped { code },
        _ => Refusal::flat(code),
    }
}

fn gateway(status: u16, retry_after: Option<u32>) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    let page =
        format!("<html><head><title>{status}</title></head><body><center><h1>{status}</h1></center></body></html>");
    let mut response = (status, Html(page)).into_response();
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
