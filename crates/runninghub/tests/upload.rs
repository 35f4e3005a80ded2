//! Uploads: what is sent, what is told on the way, and every way in which they end.

#![expect(clippy::unwrap_used, reason = "a test that cannot set up its server may end so")]

mod support;

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use runninghub::{
    CallError, ClientOptions, ErrorKind, NetworkKind, Progress, Timeouts, UploadError, UploadName, Uploaded,
};
use serde_json::{Value, json};
use support::raw::{Play, Raw, answer};
use support::{Hub, KEY, client, client_with, options};
use tokio::io::{AsyncRead, ReadBuf};
use tokio_util::sync::CancellationToken;

const PATH: &str = "/openapi/v2/media/upload/binary";
const NAME: UploadName<'_> = UploadName { file_name: "clip.mp4", content_type: "video/mp4" };

/// Zeros without end, counted as they are read.
struct Zeros(Arc<AtomicU64>);

impl AsyncRead for Zeros {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let room = buffer.remaining();
        buffer.initialize_unfilled().fill(0);
        buffer.advance(room);
        self.0.fetch_add(room as u64, Ordering::Relaxed);
        Poll::Ready(Ok(()))
    }
}

fn good(code: u16) -> Value {
    json!({"code": code, "message": "success", "data": {
        "type": "video", "download_url": "https://x.example/up.mp4?sign=1",
        "fileName": "openapi/abc.mp4", "size": "3490"
    }})
}

async fn upload(address: &str, options: &ClientOptions, length: u64) -> Result<Uploaded, UploadError> {
    let reader = Zeros(Arc::default());
    let cancel = CancellationToken::new();
    client_with(address, options).upload_reader(reader, length, NAME, |_| {}, &cancel).await
}

#[tokio::test]
async fn a_file_goes_out_as_one_part_and_comes_back_with_its_address() {
    for code in [0, 200] {
        let hub = Hub::start().await;
        hub.answer("POST", PATH, 200, good(code)).await;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("my clip ü.mp4");
        std::fs::write(&path, vec![7; 300_000]).unwrap();
        let told = Arc::new(Mutex::new(Vec::new()));
        let note = Arc::clone(&told);
        let name = UploadName { file_name: "my clip ü.mp4", content_type: "video/mp4" };
        let uploaded = hub
            .client()
            .upload_file(&path, name, move |now| note.lock().unwrap().push(now), &CancellationToken::new())
            .await
            .unwrap();
        assert_eq!(
            uploaded,
            Uploaded {
                download_url: "https://x.example/up.mp4?sign=1".into(),
                file_name: "openapi/abc.mp4".into(),
                size: Some(3490),
            }
        );
        let told = told.lock().unwrap().clone();
        assert!(told.windows(2).all(|pair| pair[0].sent < pair[1].sent), "{told:?}");
        assert_eq!(told.last(), Some(&Progress { sent: 300_000, total: 300_000 }));

        let requests = hub.requests().await;
        assert_eq!(requests[0].headers["authorization"], format!("Bearer {KEY}"));
        let length: usize = requests[0].headers["content-length"].to_str().unwrap().parse().unwrap();
        assert_eq!(length, requests[0].body.len());
        let text = String::from_utf8_lossy(&requests[0].body);
        assert!(text.contains("name=\"file\"; filename=\"my_clip__.mp4\""), "{}", &text[..300]);
        assert!(text.contains("Content-Type: video/mp4"));
    }
}

#[tokio::test]
async fn no_more_is_read_than_the_server_takes() {
    let server = Raw::start([Play::ReadHeadThenStall]).await;
    let read = Arc::new(AtomicU64::new(0));
    let reader = Zeros(Arc::clone(&read));
    let short = Timeouts {
        connect: Duration::from_millis(200),
        upload_stall: Duration::from_millis(500),
        ..options().timeouts
    };
    let client = client_with(&server.address, &ClientOptions { timeouts: short, ..options() });
    let cancel = CancellationToken::new();
    let error = client.upload_reader(reader, 10 * 1024 * 1024 * 1024, NAME, |_| {}, &cancel).await.unwrap_err();
    assert!(matches!(error, UploadError::Stalled), "{error:?}");
    assert!(error.is_transient());
    // What was read lies in the two socket buffers of the system, whatever the size of the file.
    let read = read.load(Ordering::Relaxed);
    assert!(read < 32 * 1024 * 1024, "{read} bytes were read ahead");
}

#[tokio::test]
async fn a_refusal_is_told_with_its_kind() {
    for (status, answer, kind, transient) in [
        (200, json!({"code": 1008, "message": "too large"}), ErrorKind::FileTooLarge, false),
        (200, json!({"code": 809, "msg": "APIKEY_FILE_SIZE_EXCEEDED"}), ErrorKind::FileTooLarge, false),
        (200, json!({"code": 808, "msg": "APIKEY_UPLOAD_FAILED"}), ErrorKind::UploadFailed, true),
        (413, json!({}), ErrorKind::FileTooLarge, false),
        (401, json!({"code": 1002}), ErrorKind::Auth, false),
        (502, json!({}), ErrorKind::ServerTrouble, true),
    ] {
        let hub = Hub::start().await;
        hub.answer("POST", PATH, status, answer.clone()).await;
        let error = upload(&hub.server.uri(), &options(), 1000).await.unwrap_err();
        assert_eq!(error.is_transient(), transient, "{answer}");
        let UploadError::Call(error) = error else { panic!("{error:?}") };
        assert_eq!(error.kind(), kind, "{answer}");
    }
}

#[tokio::test]
async fn a_refusal_in_the_middle_of_the_upload_is_heard() {
    let say = answer(413, &[], b"{\"code\":1008,\"message\":\"too large\"}");
    let server = Raw::start([Play::ReadHeadThenSay(say)]).await;
    let error = upload(&server.address, &options(), 50 * 1024 * 1024).await.unwrap_err();
    let UploadError::Call(error) = error else { panic!("{error:?}") };
    assert_eq!(error.kind(), ErrorKind::FileTooLarge);
}

#[tokio::test]
async fn a_broken_connection_and_a_lost_answer_may_be_tried_again() {
    let short = Timeouts { upload_answer: Duration::from_millis(300), ..options().timeouts };
    let options = ClientOptions { timeouts: short, ..options() };
    for (play, kind) in [
        (Play::ResetAtOnce, NetworkKind::Interrupted),
        (Play::ReadThenReset, NetworkKind::Interrupted),
        (Play::ReadThenClose, NetworkKind::Interrupted),
        (Play::ReadThenStall, NetworkKind::TimedOut),
    ] {
        let server = Raw::start([play]).await;
        let error = upload(&server.address, &options, 100_000).await.unwrap_err();
        assert!(error.is_transient());
        let UploadError::Call(CallError::Network(error)) = error else { panic!("{error:?}") };
        assert_eq!(error.kind, kind);
        assert_eq!(server.requests().len(), 1, "sent more than once");
    }
}

#[tokio::test]
async fn the_token_stops_an_upload() {
    let server = Raw::start([Play::ReadHeadThenStall]).await;
    let cancel = CancellationToken::new();
    let token = cancel.clone();
    let reader = Zeros(Arc::default());
    let stop = move |now: Progress| {
        if now.sent > 200_000 {
            token.cancel();
        }
    };
    let error =
        client(&server.address).upload_reader(reader, u64::from(u32::MAX), NAME, stop, &cancel).await.unwrap_err();
    assert!(matches!(error, UploadError::Cancelled), "{error:?}");
}

#[tokio::test]
async fn a_file_that_shrinks_or_is_not_there_is_said() {
    let hub = Hub::start().await;
    let cancel = CancellationToken::new();
    let reader = io::Cursor::new(vec![1_u8; 1000]);
    let error = hub.client().upload_reader(reader, 2000, NAME, |_| {}, &cancel).await.unwrap_err();
    assert!(matches!(error, UploadError::FileChanged), "{error:?}");
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none.mp4");
    let error = hub.client().upload_file(&missing, NAME, |_| {}, &cancel).await.unwrap_err();
    assert!(matches!(error, UploadError::File(_)), "{error:?}");
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_carries_the_key_nowhere() {
    let target = Raw::start([]).await;
    let header = [("Location", target.address.as_str())];
    let server = Raw::start([Play::Say(answer(307, &header, b""))]).await;
    let error = upload(&server.address, &options(), 1000).await.unwrap_err();
    let UploadError::Call(error) = error else { panic!("{error:?}") };
    assert_eq!(error, CallError::Unreadable { status: 307 });
    assert!(target.requests().is_empty());
}
