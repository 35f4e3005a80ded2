//! Uploads: streamed from where the file lies, with progress, a watchdog for standstill, and a token
//! that stops them.
//!
//! An upload is free and may be repeated from its start; when to do so is not decided here.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_util::stream;
use reqwest::multipart::{Form, Part};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::sync::Notify;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::answer::understood;
use crate::error::{NetworkError, NetworkKind};
use crate::http::Answer;
use crate::key::ApiKey;
use crate::number;
use crate::{CallError, Client, ErrorKind};

/// How much is read and handed over at a time; with the socket's buffer this is all that an upload
/// holds in memory.
const BLOCK: usize = 128 * 1024;

/// How the file is named to RunningHub.
#[derive(Debug, Clone, Copy)]
pub struct UploadName<'a> {
    /// A file name with the right extension. Characters that a header cannot carry plainly are replaced.
    pub file_name: &'a str,
    /// For instance `video/mp4`.
    pub content_type: &'a str,
}

/// How far an upload is, in bytes of the file that were handed to the system for sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Handed over.
    pub sent: u64,
    /// The size of the file.
    pub total: u64,
}

/// A file that RunningHub has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uploaded {
    /// What goes into the fields of models. Signed, lives for about a day, belongs into no log.
    pub download_url: String,
    /// What goes into the fields of workflows and apps.
    pub file_name: String,
    /// The size as the server counted it.
    pub size: Option<u64>,
}

/// Why an upload has no result.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    File(#[source] io::Error),
    /// The file became shorter while it was read.
    #[error("the file changed while it was sent")]
    FileChanged,
    /// The token was cancelled.
    #[error("the upload was cancelled")]
    Cancelled,
    /// Nothing could be handed over for as long as the options allow.
    #[error("the upload stood still")]
    Stalled,
    /// The server could not be reached, broke off, or said no.
    #[error(transparent)]
    Call(#[from] CallError),
}

impl UploadError {
    /// Whether the same upload may succeed later without anything being changed.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::File(_) | Self::FileChanged | Self::Cancelled => false,
            Self::Stalled => true,
            Self::Call(CallError::Refused(refusal)) if refusal.kind == ErrorKind::UploadFailed => true,
            Self::Call(error) => error.is_transient(),
        }
    }
}

impl Uploaded {
    /// Where the file is, from the answer to its upload.
    pub(crate) fn read(answer: &Answer, key: &ApiKey) -> Result<Self, UploadError> {
        let understood = understood(answer, key)?;
        let text = |names: [&str; 2]| names.iter().find_map(|name| understood.data().get(name).and_then(number::text));
        let Some(download_url) = text(["download_url", "downloadUrl"]) else {
            return Err(UploadError::Call(understood.unreadable()));
        };
        Ok(Self {
            download_url,
            file_name: text(["fileName", "file_name"]).unwrap_or_default(),
            size: understood.data().get("size").and_then(number::whole),
        })
    }
}

impl Client {
    /// Uploads a file.
    pub async fn upload_file(
        &self,
        path: &Path,
        name: UploadName<'_>,
        progress: impl Fn(Progress) + Send + Sync + 'static,
        cancel: &CancellationToken,
    ) -> Result<Uploaded, UploadError> {
        let file = tokio::fs::File::open(path).await.map_err(UploadError::File)?;
        let length = file.metadata().await.map_err(UploadError::File)?.len();
        self.upload_reader(file, length, name, progress, cancel).await
    }

    /// Uploads `length` bytes of a reader.
    pub async fn upload_reader(
        &self,
        reader: impl AsyncRead + Send + Unpin + 'static,
        length: u64,
        name: UploadName<'_>,
        progress: impl Fn(Progress) + Send + Sync + 'static,
        cancel: &CancellationToken,
    ) -> Result<Uploaded, UploadError> {
        let watch = Arc::new(Watch::default());
        let body = body(reader, length, progress, Arc::clone(&watch));
        let part = Part::stream_with_length(body, length)
            .file_name(plain_name(name.file_name))
            .mime_str(name.content_type)
            .map_err(|error| CallError::Network(error.into()))?;
        let url = self.inner.base.at("/openapi/v2/media/upload/binary");
        let form = Form::new().part("file", part);
        let request = self.signed(self.inner.http.upload.post(url).multipart(form));
        let exchange = async {
            let response = request.send().await.map_err(NetworkError::from)?;
            Ok::<_, NetworkError>(Answer::read(response).await)
        };
        let answer = tokio::select! {
            biased;
            () = cancel.cancelled() => return Err(UploadError::Cancelled),
            answer = exchange => answer,
            error = self.standstill(&watch) => return Err(error),
        };
        match answer {
            Ok(answer) => Uploaded::read(&answer, &self.inner.key),
            // The reason why the body broke off, if it lies on this side, is better than what HTTP says.
            Err(error) => Err(watch.fault().unwrap_or(UploadError::Call(error.into()))),
        }
    }

    /// Ends when nothing moved for too long: while the file is sent, and then while the answer is awaited.
    async fn standstill(&self, watch: &Watch) -> UploadError {
        let timeouts = &self.inner.timeouts;
        // The connection has its own limit, which must be able to end first and say so.
        let mut allowed = timeouts.upload_stall + timeouts.connect;
        let mut seen = (0, Instant::now());
        loop {
            tokio::select! {
                () = tokio::time::sleep_until(seen.1 + allowed) => {}
                () = watch.all_taken.notified() => {}
            }
            let moved = watch.moves.load(Ordering::Acquire);
            let whole = watch.whole.load(Ordering::Acquire);
            if moved != seen.0 {
                seen = (moved, watch.last());
                allowed = if whole { timeouts.upload_answer } else { timeouts.upload_stall };
            } else if whole {
                let detail = format!("no answer in {} s", timeouts.upload_answer.as_secs());
                let error = NetworkError::new(NetworkKind::TimedOut, detail);
                return UploadError::Call(CallError::Network(error));
            } else {
                return UploadError::Stalled;
            }
        }
    }
}

/// What the body tells the watchdog.
#[derive(Default)]
struct Watch {
    /// Counts the blocks.
    moves: AtomicU64,
    /// Whether the last block has been taken.
    whole: AtomicBool,
    /// Wakes the watchdog when the last block has been taken, because another limit counts from there.
    all_taken: Notify,
    /// When the last block was taken.
    last: Mutex<Option<Instant>>,
    fault: Mutex<Option<UploadError>>,
}

impl Watch {
    fn moved(&self, whole: bool) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        self.whole.store(whole, Ordering::Release);
        self.moves.fetch_add(1, Ordering::AcqRel);
        if whole {
            self.all_taken.notify_one();
        }
    }

    fn last(&self) -> Instant {
        let last = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.unwrap_or_else(Instant::now)
    }

    fn fail(&self, error: UploadError) -> io::Error {
        let words = error.to_string();
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
        io::Error::other(words)
    }

    fn fault(&self) -> Option<UploadError> {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The body: blocks of the reader, counted when they are taken, and exactly as many bytes as promised.
fn body<R: AsyncRead + Send + Unpin + 'static>(
    reader: R,
    length: u64,
    progress: impl Fn(Progress) + Send + Sync + 'static,
    watch: Arc<Watch>,
) -> reqwest::Body {
    let state = (reader.take(length), 0_u64, progress, watch);
    reqwest::Body::wrap_stream(stream::try_unfold(state, move |state| async move {
        let (mut reader, sent, progress, watch) = state;
        if sent == length {
            return Ok::<_, io::Error>(None);
        }
        let room = usize::try_from(length - sent).map_or(BLOCK, |left| left.min(BLOCK));
        let mut block = vec![0; room];
        let read = match reader.read(&mut block).await {
            Ok(0) => return Err(watch.fail(UploadError::FileChanged)),
            Ok(read) => read,
            Err(error) => return Err(watch.fail(UploadError::File(error))),
        };
        block.truncate(read);
        let sent = sent + read as u64;
        watch.moved(sent == length);
        progress(Progress { sent, total: length });
        Ok(Some((Bytes::from(block), (reader, sent, progress, watch))))
    }))
}

/// A file name that every server reads the same: RunningHub only looks at the extension.
fn plain_name(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    let plain = plain.trim_start_matches('.');
    let start = plain.len().saturating_sub(100);
    if plain.is_empty() { "file".to_owned() } else { plain[start..].to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_sent_in_plain_characters() {
        assert_eq!(plain_name("clip.mp4"), "clip.mp4");
        assert_eq!(plain_name("mädchen \"1\".mp4"), "m_dchen__1_.mp4");
        assert_eq!(plain_name("../..\\x.mov"), "_.._x.mov");
        assert_eq!(plain_name("…"), "_");
        assert_eq!(plain_name(""), "file");
        assert!(plain_name(&format!("{}.mp4", "a".repeat(400))).ends_with("a.mp4"));
    }
}
