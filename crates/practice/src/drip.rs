//! Answers whose bodies come slowly, stop, or break off.

use std::time::Duration;

use axum::{
    body::{Body, Bytes, HttpBody},
    http::{HeaderValue, header},
    response::Response,
};
use futures_util::{Stream, StreamExt, stream::BoxStream};

type Piece = Result<Bytes, axum::Error>;

/// The first half of the answer, with the length of the whole announced, and then `rest`.
pub(crate) fn after_half(response: Response, rest: BoxStream<'static, Piece>) -> Response {
    let (mut parts, body) = response.into_parts();
    let Some(length) = body.size_hint().exact().or_else(|| announced(&parts.headers)) else {
        return Response::from_parts(parts, body);
    };
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    Response::from_parts(parts, Body::from_stream(first(body, length / 2).chain(rest)))
}

fn announced(headers: &axum::http::HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The first `count` bytes of a body.
fn first(body: Body, count: u64) -> impl Stream<Item = Piece> + Send + 'static {
    body.into_data_stream().scan(count, |left, piece| {
        let kept = piece.map(|bytes| {
            let take = usize::try_from(*left).unwrap_or(usize::MAX).min(bytes.len());
            *left -= take as u64;
            bytes.slice(..take)
        });
        std::future::ready(if matches!(&kept, Ok(bytes) if bytes.is_empty()) { None } else { Some(kept) })
    })
}

/// The answer in ten small pieces a second.
pub(crate) fn slowly(response: Response, bytes_per_second: u32) -> Response {
    let (parts, body) = response.into_parts();
    let piece = usize::try_from(bytes_per_second / 10).unwrap_or(1).max(1);
    let pieces = body.into_data_stream().flat_map(move |bytes| match bytes {
        Ok(bytes) => futures_util::stream::iter(cut(bytes, piece)).boxed(),
        Err(error) => futures_util::stream::iter([Err(error)]).boxed(),
    });
    let slow = pieces.then(|piece| async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        piece
    });
    Response::from_parts(parts, Body::from_stream(slow))
}

fn cut(mut bytes: Bytes, piece: usize) -> impl Iterator<Item = Piece> + Send {
    std::iter::from_fn(move || (!bytes.is_empty()).then(|| Ok(bytes.split_to(piece.min(bytes.len())))))
}
