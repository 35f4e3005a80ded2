//! Takes files, the new way and the old way. They go to disk as they come; memory stays the same whatever their size.

use std::{io, path::Path, sync::Arc, time::Duration};

use afterframe_media::{Tools, inspect_with};
use axum::{
    Json,
    extract::{
        Multipart, State,
        multipart::{Field, MultipartError},
    },
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tracing::error;

use crate::{
    answer::{Refusal, wrapped},
    hub::Hub,
    keys::random_key,
    ledger::Upload,
};

/// What the documentation says the old upload takes.
const OLD_LIMIT: u64 = 30 * 1024 * 1024;
/// The formats that the documentation lists, with what the service calls their kind.
const FORMATS: [(&str, &str); 12] = [
    ("jpg", "image"),
    ("jpeg", "image"),
    ("png", "image"),
    ("webp", "image"),
    ("mp4", "video"),
    ("avi", "video"),
    ("mov", "video"),
    ("mkv", "video"),
    ("mp3", "audio"),
    ("wav", "audio"),
    ("flac", "audio"),
    ("zip", "zip"),
];

/// `POST /openapi/v2/media/upload/binary`: the part `file`, the key as Bearer.
pub(crate) async fn new_upload(State(hub): State<Arc<Hub>>, headers: HeaderMap, mut form: Multipart) -> Response {
    if hub.bearer(&headers).is_none() {
        read_to_the_end(&mut form).await;
        return Refusal::bad_key().into_response();
    }
    match take_form(&hub, &mut form, hub.options.upload_limit).await {
        Ok(Form { file: Some(file), .. }) => {
            let link = hub.link("uploads", &file.name, hub.options.link_lifetime);
            Json(json!({"code": 0, "message": "success", "data": {
                "type": file.kind, "download_url": link, "fileName": format!("openapi/{}", file.name), "size": file.size.to_string()
            }}))
            .into_response()
        }
        Ok(_) => Refusal::Upload { code: 1007, message: "file: the part is missing".to_owned() }.into_response(),
        Err(problem) => problem.refusal(1008).into_response(),
    }
}

/// `POST /task/openapi/upload`: the parts `apiKey`, `fileType` and `file`.
pub(crate) async fn old_upload(State(hub): State<Arc<Hub>>, headers: HeaderMap, mut form: Multipart) -> Response {
    match take_form(&hub, &mut form, OLD_LIMIT).await {
        Ok(form) => {
            let holder = form.key.as_deref().map_or_else(|| hub.bearer(&headers), |key| hub.keys.holder(key));
            match (holder, form.file) {
                (None, _) => Refusal::Wrapped { code: 802 }.into_response(),
                (_, None) => Refusal::Wrapped { code: 301 }.into_response(),
                (Some(_), Some(file)) => {
                    wrapped(&json!({"fileName": format!("api/{}", file.name), "fileType": "input"}))
                }
            }
        }
        Err(Problem::TooLarge) => Refusal::Wrapped { code: 809 }.into_response(),
        Err(Problem::Form(_) | Problem::Format) => Refusal::Wrapped { code: 301 }.into_response(),
        Err(Problem::Disk(_)) => Refusal::Wrapped { code: 808 }.into_response(),
    }
}

#[derive(Default)]
struct Form {
    key: Option<String>,
    file: Option<Stored>,
}

struct Stored {
    name: String,
    kind: &'static str,
    size: u64,
}

/// Why a form was not taken.
enum Problem {
    TooLarge,
    Format,
    Form(MultipartError),
    Disk(io::Error),
}

impl Problem {
    fn refusal(self, too_large: u32) -> Refusal {
        match self {
            Self::TooLarge => Refusal::upload(too_large),
            Self::Format => {
                Refusal::Upload { code: 1007, message: "file: this type of file is not supported".to_owned() }
            }
            Self::Form(error) => Refusal::Upload { code: 1007, message: format!("file: {}", error.body_text()) },
            Self::Disk(error) => {
                error!(%error, "an upload cannot be kept");
                Refusal::upload(1013)
            }
        }
    }
}

/// Reads the whole form, also when it is going to be refused: a client that is still sending would see a reset instead of the answer.
async fn take_form(hub: &Hub, form: &mut Multipart, limit: u64) -> Result<Form, Problem> {
    let taken = take_parts(hub, form, limit).await;
    if taken.is_err() {
        read_to_the_end(form).await;
    }
    taken
}

async fn read_to_the_end(form: &mut Multipart) {
    while let Ok(Some(mut part)) = form.next_field().await {
        while let Ok(Some(_)) = part.chunk().await {}
    }
}

async fn take_parts(hub: &Hub, form: &mut Multipart, limit: u64) -> Result<Form, Problem> {
    let mut taken = Form::default();
    while let Some(part) = form.next_field().await.map_err(Problem::Form)? {
        match part.name() {
            Some("file") => taken.file = Some(take_file(hub, part, limit).await?),
            Some("apiKey") => taken.key = Some(part.text().await.map_err(Problem::Form)?),
            _ => {}
        }
    }
    Ok(taken)
}

async fn take_file(hub: &Hub, mut part: Field<'_>, limit: u64) -> Result<Stored, Problem> {
    let (format, kind) = format_of(part.file_name(), part.content_type()).ok_or(Problem::Format)?;
    let folder = hub.uploads();
    let writing = tempfile::Builder::new().prefix("arriving-").tempfile_in(&folder).map_err(Problem::Disk)?;
    let mut file = tokio::fs::File::from_std(writing.reopen().map_err(Problem::Disk)?);
    let mut size = 0_u64;
    while let Some(bytes) = part.chunk().await.map_err(Problem::Form)? {
        size += bytes.len() as u64;
        if size > limit {
            return Err(Problem::TooLarge);
        }
        file.write_all(&bytes).await.map_err(Problem::Disk)?;
    }
    file.flush().await.map_err(Problem::Disk)?;
    let name = new_name(format).map_err(Problem::Disk)?;
    writing.persist(folder.join(&name)).map_err(|error| Problem::Disk(error.error))?;
    let upload = Upload { size, format: plain(format).to_owned(), duration_ms: duration_ms(&folder.join(&name)).await };
    hub.change(|ledger| ledger.uploads.insert(name.clone(), upload));
    Ok(Stored { name, kind, size })
}

/// How long a clip or sound plays, for prices by the second. Read from its head alone; a broken file is found out when it is used.
async fn duration_ms(file: &Path) -> Option<u64> {
    let seconds = inspect_with(&Tools::default(), file).await.ok()?.duration_seconds?;
    u64::try_from(Duration::from_secs_f64(seconds.clamp(0.0, 1e7)).as_millis()).ok()
}

/// A picture or clip that came inside the JSON, kept like an upload. `None` if it is not of a known format or too large.
pub(crate) fn keep_inline(hub: &Hub, content_type: &str, bytes: &[u8]) -> io::Result<Option<String>> {
    let Some((format, _)) = format_of(None, Some(content_type)) else { return Ok(None) };
    let name = new_name(format)?;
    std::fs::write(hub.uploads().join(&name), bytes)?;
    let upload = Upload { size: bytes.len() as u64, format: plain(format).to_owned(), duration_ms: None };
    hub.change(|ledger| ledger.uploads.insert(name.clone(), upload));
    Ok(Some(name))
}

/// A name that nobody guesses. The service hashes the content; here that would cost more than the whole transfer.
fn new_name(format: &str) -> io::Result<String> {
    let chance = random_key().map_err(|error| io::Error::other(error.to_string()))?;
    Ok(format!("{chance}.{format}"))
}

/// Format and kind by the file's extension, or by the content type where it has none.
fn format_of(file_name: Option<&str>, content_type: Option<&str>) -> Option<(&'static str, &'static str)> {
    let extension = file_name.and_then(|name| Path::new(name).extension()?.to_str());
    let wanted = match (extension, content_type) {
        (Some(extension), _) => extension.to_ascii_lowercase(),
        (None, Some(content_type)) => match content_type.rsplit('/').next()? {
            "quicktime" => "mov".to_owned(),
            "x-matroska" => "mkv".to_owned(),
            "x-msvideo" => "avi".to_owned(),
            "mpeg" => "mp3".to_owned(),
            "x-wav" => "wav".to_owned(),
            subtype => subtype.to_ascii_lowercase(),
        },
        (None, None) => return None,
    };
    FORMATS.into_iter().find(|(format, _)| *format == wanted)
}

fn plain(format: &str) -> &str {
    if format == "jpeg" { "jpg" } else { format }
}
