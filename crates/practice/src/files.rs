//! Serves results and uploads as an object store does: signed links with an end, ETag, Last-Modified, one Range, If-Range.

use std::{io, path::PathBuf, sync::Arc, time::UNIX_EPOCH};

use afterframe_media::Format;
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, fmt::rfc2822::DateTimePrinter};
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncSeekExt, SeekFrom},
};
use tokio_util::io::ReaderStream;

use crate::{
    faults::{Fault, Place},
    hub::Hub,
    links::BadLink,
};

/// `GET` and `HEAD /results/{signed}/{name}`.
pub(crate) async fn result(
    State(hub): State<Arc<Hub>>,
    Path(link): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let folder = hub.results();
    serve(&hub, folder, link, &headers).await
}

/// `GET` and `HEAD /uploads/{signed}/{name}`.
pub(crate) async fn upload(
    State(hub): State<Arc<Hub>>,
    Path(link): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let folder = hub.uploads();
    serve(&hub, folder, link, &headers).await
}

async fn serve(hub: &Hub, folder: PathBuf, (signed, name): (String, String), headers: &HeaderMap) -> Response {
    match hub.signer.check(&signed, &name, Timestamp::now()) {
        Ok(()) => {}
        Err(BadLink::Expired) => return refused(StatusCode::FORBIDDEN, "AccessDenied", "Request has expired"),
        Err(BadLink::Forged) => {
            return refused(StatusCode::FORBIDDEN, "SignatureDoesNotMatch", "The signature does not match");
        }
    }
    // Only names that were signed come here, and only names of ours are signed.
    let Ok(file) = File::open(folder.join(&name)).await else {
        return refused(StatusCode::NOT_FOUND, "NoSuchKey", "The specified key does not exist");
    };
    let ranges = hub.faults.take(Place::Download, |fault| *fault == Fault::NoRange).is_none();
    answer(file, &name, headers, ranges).await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

async fn answer(mut file: File, name: &str, headers: &HeaderMap, ranges: bool) -> io::Result<Response> {
    let meta = file.metadata().await?;
    let length = meta.len();
    let changed = meta.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    let tag = format!("\"{:x}-{:x}\"", length, changed.as_nanos());
    let changed = Timestamp::from_second(i64::try_from(changed.as_secs()).unwrap_or_default()).unwrap_or_default();
    let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&changed).unwrap_or_default();
    let asked = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());

    let mut response = Response::new(Body::empty());
    put(&mut response, header::ETAG, &tag);
    put(&mut response, header::LAST_MODIFIED, &date);
    put(&mut response, header::CONTENT_TYPE, content_type(name));
    if asked(header::IF_NONE_MATCH)
        .is_some_and(|known| known == "*" || known.split(',').any(|known| known.trim() == tag))
    {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return Ok(response);
    }
    let same = asked(header::IF_RANGE).is_none_or(|known| known == tag || known == date);
    let part = if ranges && same { part(asked(header::RANGE), length) } else { Part::All };
    if ranges {
        put(&mut response, header::ACCEPT_RANGES, "bytes");
    }
    let (first, count) = match part {
        Part::All => (0, length),
        Part::Some { first, last } => {
            put(&mut response, header::CONTENT_RANGE, &format!("bytes {first}-{last}/{length}"));
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            (first, last - first + 1)
        }
        Part::Beyond => {
            put(&mut response, header::CONTENT_RANGE, &format!("bytes */{length}"));
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            return Ok(response);
        }
    };
    put(&mut response, header::CONTENT_LENGTH, &count.to_string());
    file.seek(SeekFrom::Start(first)).await?;
    *response.body_mut() = Body::from_stream(ReaderStream::with_capacity(file.take(count), 64 * 1024));
    Ok(response)
}

fn put(response: &mut Response, name: HeaderName, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        response.headers_mut().insert(name, value);
    }
}

/// What of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    All,
    Some { first: u64, last: u64 },
    Beyond,
}

/// Reads a `Range` header. What is not one plain range of bytes is ignored, as the standard says.
fn part(asked: Option<&str>, length: u64) -> Part {
    let Some((first, last)) =
        asked.and_then(|text| text.strip_prefix("bytes=")).and_then(|range| range.split_once('-'))
    else {
        return Part::All;
    };
    let (first, last) = (first.trim(), last.trim());
    let (first, last) = match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last => (first, last.min(length.saturating_sub(1))),
        (Ok(first), Err(_)) if last.is_empty() => (first, length.saturating_sub(1)),
        (Err(_), Ok(0)) if first.is_empty() => return Part::Beyond,
        (Err(_), Ok(tail)) if first.is_empty() => (length.saturating_sub(tail), length.saturating_sub(1)),
        _ => return Part::All,
    };
    if first >= length { Part::Beyond } else { Part::Some { first, last } }
}

fn content_type(name: &str) -> &'static str {
    let extension = name.rsplit('.').next().unwrap_or_default();
    Format::named(extension).map_or("application/octet-stream", Format::mime)
}

fn refused(status: StatusCode, code: &str, message: &str) -> Response {
    let page = format!(
        "<?xml version='1.0' encoding='utf-8' ?>\n<Error>\n\t<Code>{code}</Code>\n\t<Message>{message}</Message>\n</Error>\n"
    );
    (status, [(header::CONTENT_TYPE, "application/xml")], page).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        for (asked, expected) in [
            ("bytes=0-", Part::Some { first: 0, last: 99 }),
            ("bytes=10-19", Part::Some { first: 10, last: 19 }),
            ("bytes=90-500", Part::Some { first: 90, last: 99 }),
            ("bytes=-10", Part::Some { first: 90, last: 99 }),
            ("bytes=-500", Part::Some { first: 0, last: 99 }),
            ("bytes=100-", Part::Beyond),
            ("bytes=-0", Part::Beyond),
            ("bytes=20-10", Part::All),
            ("bytes=0-1,5-6", Part::All),
            ("bytes=a-b", Part::All),
            ("lines=0-1", Part::All),
        ] {
            assert_eq!(part(Some(asked), 100), expected, "{asked}");
        }
        assert_eq!(part(Some("bytes=0-"), 0), Part::Beyond);
    }
}
