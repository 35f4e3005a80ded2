//! Moves the bytes: asks, follows redirects by hand, checks what kind of answer it is, and writes.

use std::io;
use std::io::SeekFrom;
use std::time::{Duration, Instant};

use reqwest::Response;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING, IF_RANGE, RANGE};
use tokio::fs::{File, OpenOptions};
use tokio::io::{AsyncSeekExt, AsyncWriteExt};
use tokio_util::sync::CancellationToken;

use super::head::{ContentRange, content_range, content_type, redirect, resume_state};
use super::resolver::is_no_public_address;
use super::rule::{check, check_url};
use super::{Download, DownloadEvent, DownloadOutcome, InterruptCause, ResumeState, UrlRefusal};
use crate::Client;
use crate::error::{NetworkError, NetworkKind};
use crate::http::interrupted;

const MOST_REDIRECTS: usize = 3;
/// How much comes between two words about it, at most. On a slow link it is the time that counts.
const PROGRESS_STEP: u64 = 256 * 1024;
const BETWEEN_PROGRESS: Duration = Duration::from_millis(200);

impl Client {
    /// Fetches a result into its part file. The key is not sent, not even to the API's own host.
    pub async fn download(
        &self,
        request: &Download<'_>,
        on_event: impl FnMut(DownloadEvent) + Send,
        cancel: &CancellationToken,
    ) -> DownloadOutcome {
        let transfer = Transfer { client: self, request, cancel, on_event };
        transfer.run().await.unwrap_or_else(|outcome| outcome)
    }
}

struct Transfer<'a, F> {
    client: &'a Client,
    request: &'a Download<'a>,
    cancel: &'a CancellationToken,
    on_event: F,
}

/// The bytes that a part file holds, and why they may be kept.
struct Kept {
    bytes: u64,
    state: ResumeState,
}

/// An answer whose body is to be written at `offset`.
struct Body {
    response: Response,
    offset: u64,
    total: Option<u64>,
    resume: Option<ResumeState>,
}

/// What the answer to one request means.
enum Step {
    Write(Body),
    /// The part file is already whole.
    Whole(u64),
    /// The kept bytes are of no use: ask for everything.
    StartOver,
}

/// Every end but a good one is an outcome, too; as the error side it can be returned with `?`.
type Ended<T> = Result<T, DownloadOutcome>;

impl<F: FnMut(DownloadEvent) + Send> Transfer<'_, F> {
    async fn run(mut self) -> Ended<DownloadOutcome> {
        // The address first: one that is not allowed must leave no trace on the disk.
        check(&self.client.inner.base, self.request.url).map_err(DownloadOutcome::Refused)?;
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.request.part_path)
            .await
            .map_err(DownloadOutcome::Disk)?;
        let mut kept = self.kept(&file).await.map_err(DownloadOutcome::Disk)?;
        if let Some(Kept { bytes, state }) = &kept
            && state.total == Some(*bytes)
        {
            return finish(&mut file, *bytes, None).await;
        }
        loop {
            match self.ask(kept.as_ref()).await? {
                Step::Write(body) => return self.write(&mut file, body).await,
                Step::Whole(bytes) => return finish(&mut file, bytes, None).await,
                Step::StartOver if kept.is_none() => return Err(bad_answer()),
                Step::StartOver => kept = None,
            }
        }
    }

    /// What the part file holds and may keep.
    async fn kept(&self, file: &File) -> io::Result<Option<Kept>> {
        let bytes = file.metadata().await?.len();
        let state =
            self.request.resume.clone().filter(|state| bytes > 0 && state.total.is_none_or(|total| bytes <= total));
        Ok(state.map(|state| Kept { bytes, state }))
    }

    /// Sends the request, through at most three redirects, and looks at the head of the answer.
    async fn ask(&self, kept: Option<&Kept>) -> Ended<Step> {
        let base = &self.client.inner.base;
        let resume = || kept.map(|kept| kept.state.clone());
        let mut allowed = check(base, self.request.url).map_err(DownloadOutcome::Refused)?;
        for _ in 0..=MOST_REDIRECTS {
            if let Some(host) = allowed.guarded_host.take() {
                self.client.inner.resolver.guard(host);
            }
            let mut request = self.client.inner.http.download.get(allowed.url.clone());
            // What is written must be the file itself: nothing packed, so that lengths can be compared.
            request = request.header(ACCEPT_ENCODING, "identity");
            if let Some(kept) = kept {
                request =
                    request.header(RANGE, format!("bytes={}-", kept.bytes)).header(IF_RANGE, kept.state.etag.as_str());
            }
            let response = self.in_time(request.send(), resume()).await?.map_err(|error| {
                if is_no_public_address(&error) {
                    DownloadOutcome::Refused(UrlRefusal::PrivateAddress)
                } else {
                    broken(NetworkError::from(error), resume())
                }
            })?;
            match redirect(&response, &allowed.url) {
                None => return judge(response, kept),
                Some(Err(())) => return Err(bad_answer()),
                Some(Ok(next)) => {
                    allowed = check_url(base, next).map_err(DownloadOutcome::Refused)?;
                }
            }
        }
        let cause = InterruptCause::TooManyRedirects;
        Err(DownloadOutcome::Interrupted { cause, resume: resume() })
    }

    async fn write(&mut self, file: &mut File, body: Body) -> Ended<DownloadOutcome> {
        let Body { mut response, offset, total, resume } = body;
        let limit = self.request.max_bytes;
        file.set_len(offset).await.map_err(DownloadOutcome::Disk)?;
        if total.is_some_and(|total| total > limit) {
            file.set_len(0).await.map_err(DownloadOutcome::Disk)?;
            return Err(DownloadOutcome::TooLarge { limit });
        }
        file.seek(SeekFrom::Start(offset)).await.map_err(DownloadOutcome::Disk)?;
        (self.on_event)(DownloadEvent::Started { resume: resume.clone(), received: offset, total });
        let content_type = content_type(response.headers());
        let (mut received, mut told, mut told_at) = (offset, offset, Instant::now());
        loop {
            let chunk = match self.in_time(response.chunk(), resume.clone()).await {
                Ok(Ok(Some(chunk))) => chunk,
                Ok(Ok(None)) => break,
                Ok(Err(error)) => {
                    file.flush().await.map_err(DownloadOutcome::Disk)?;
                    return Err(broken(interrupted(error), resume));
                }
                Err(ended) => {
                    file.flush().await.map_err(DownloadOutcome::Disk)?;
                    return Err(ended);
                }
            };
            received += chunk.len() as u64;
            if received > limit {
                file.flush().await.map_err(DownloadOutcome::Disk)?;
                file.set_len(0).await.map_err(DownloadOutcome::Disk)?;
                return Err(DownloadOutcome::TooLarge { limit });
            }
            file.write_all(&chunk).await.map_err(DownloadOutcome::Disk)?;
            if received - told >= PROGRESS_STEP || told_at.elapsed() >= BETWEEN_PROGRESS {
                (told, told_at) = (received, Instant::now());
                (self.on_event)(DownloadEvent::Progress { received, total });
            }
        }
        file.flush().await.map_err(DownloadOutcome::Disk)?;
        match total {
            Some(total) if received < total => {
                let words = format!("{received} of {total} bytes came");
                Err(broken(NetworkError::new(NetworkKind::Interrupted, words), resume))
            }
            Some(total) if received > total => {
                // More than was announced: not the file that it says it is.
                file.set_len(0).await.map_err(DownloadOutcome::Disk)?;
                Err(bad_answer())
            }
            _ => {
                (self.on_event)(DownloadEvent::Progress { received, total });
                finish(file, received, content_type).await
            }
        }
    }

    /// Waits for the network no longer than it may stand still, and not at all once cancelled.
    async fn in_time<T>(&self, work: impl Future<Output = T>, resume: Option<ResumeState>) -> Ended<T> {
        let stall = self.client.inner.timeouts.download_stall;
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => Err(DownloadOutcome::Cancelled { resume }),
            done = tokio::time::timeout(stall, work) => {
                done.map_err(|_| broken(stalled(stall), resume))
            }
        }
    }
}

/// What the head of an answer means for a request that was sent with or without kept bytes.
fn judge(response: Response, kept: Option<&Kept>) -> Ended<Step> {
    let headers = response.headers();
    let packed = headers.get(CONTENT_ENCODING).is_some_and(|value| !value.as_bytes().eq_ignore_ascii_case(b"identity"));
    match (response.status().as_u16(), kept) {
        (200 | 206, _) if packed => Err(bad_answer()),
        (200, _) => {
            let total = response.content_length();
            let resume = resume_state(headers, total);
            Ok(Step::Write(Body { response, offset: 0, total, resume }))
        }
        (206, Some(kept)) => match content_range(headers) {
            Some(ContentRange::Part { start, total, .. })
                if start == kept.bytes
                    && (kept.state.total.is_none() || total.is_none() || kept.state.total == total)
                    && resume_state(headers, None).is_none_or(|state| state.etag == kept.state.etag) =>
            {
                let total = total.or(kept.state.total);
                let resume = Some(ResumeState { etag: kept.state.etag.clone(), total });
                Ok(Step::Write(Body { response, offset: kept.bytes, total, resume }))
            }
            _ => Ok(Step::StartOver),
        },
        (416, Some(kept)) => match content_range(headers) {
            Some(ContentRange::Unsatisfied { total }) if total == kept.bytes => Ok(Step::Whole(total)),
            _ => Ok(Step::StartOver),
        },
        (status @ (400 | 401 | 403 | 404 | 410), _) => Err(DownloadOutcome::Expired { status }),
        (206 | 416, None) => Err(bad_answer()),
        (status, kept) => Err(DownloadOutcome::Interrupted {
            cause: InterruptCause::Status(status),
            resume: kept.map(|kept| kept.state.clone()),
        }),
    }
}

/// Brings the part file onto the disk for good.
async fn finish(file: &mut File, bytes: u64, content_type: Option<String>) -> Ended<DownloadOutcome> {
    file.sync_all().await.map_err(DownloadOutcome::Disk)?;
    Ok(DownloadOutcome::Complete { bytes, content_type })
}

fn broken(error: NetworkError, resume: Option<ResumeState>) -> DownloadOutcome {
    DownloadOutcome::Interrupted { cause: InterruptCause::Network(error), resume }
}

fn bad_answer() -> DownloadOutcome {
    DownloadOutcome::Interrupted { cause: InterruptCause::BadAnswer, resume: None }
}

fn stalled(limit: Duration) -> NetworkError {
    let words = format!("nothing came for {} s", limit.as_secs_f32());
    NetworkError::new(NetworkKind::Stalled, words)
}
