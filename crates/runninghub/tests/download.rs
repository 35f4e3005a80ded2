//! Downloads: whole, resumed, started over, expired, cut, refused, too large, cancelled.

#![expect(clippy::unwrap_used, reason = "a test that cannot set up its server may end so")]

mod support;

use std::path::PathBuf;
use std::time::Duration;

use runninghub::{
    ClientOptions, Download, DownloadEvent, DownloadOutcome, InterruptCause, NetworkKind, ResumeState, Timeouts,
    UrlRefusal,
};
use support::raw::{Play, Raw, answer, answer_of_length};
use support::{KEY, client, client_with, options};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

const ETAG: (&str, &str) = ("ETag", "\"v1\"");

/// A folder with a part file, and what is told while it is filled.
struct Bench {
    folder: TempDir,
    resume: Option<ResumeState>,
    max_bytes: u64,
    events: Vec<DownloadEvent>,
    options: ClientOptions,
}

impl Bench {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            resume: None,
            max_bytes: 1024 * 1024 * 1024,
            events: Vec::new(),
            options: options(),
        }
    }

    /// A part file that already holds the beginning of `whole`.
    fn with_part(held: &[u8], total: Option<u64>) -> Self {
        let mut bench = Self::new();
        std::fs::write(bench.part(), held).unwrap();
        bench.resume = Some(ResumeState { etag: ETAG.1.to_owned(), total });
        bench
    }

    fn part(&self) -> PathBuf {
        self.folder.path().join("clip.part")
    }

    fn held(&self) -> Vec<u8> {
        std::fs::read(self.part()).unwrap()
    }

    async fn fetch(&mut self, server: &Raw) -> DownloadOutcome {
        let url = format!("{}/result.mp4", server.address);
        self.fetch_url(server, &url, &CancellationToken::new()).await
    }

    async fn fetch_url(&mut self, server: &Raw, url: &str, cancel: &CancellationToken) -> DownloadOutcome {
        let part = self.part();
        let request = Download { url, part_path: &part, resume: self.resume.clone(), max_bytes: self.max_bytes };
        let client = client_with(&server.address, &self.options);
        let outcome = client.download(&request, |event| self.events.push(event), cancel).await;
        for request in server.requests() {
            assert!(!request.contains(KEY), "the key was sent to the file server");
            assert!(!request.to_lowercase().contains("authorization"), "{request}");
        }
        outcome
    }
}

fn complete(outcome: &DownloadOutcome) -> u64 {
    let DownloadOutcome::Complete { bytes, .. } = outcome else { panic!("{outcome:?}") };
    *bytes
}

#[tokio::test]
async fn a_result_is_fetched_whole_and_without_the_key() {
    let whole: Vec<u8> = (0..=255).cycle().take(700_000).collect();
    let headers = [ETAG, ("Content-Type", "video/mp4")];
    let server = Raw::start([Play::Say(answer(200, &headers, &whole))]).await;
    let mut bench = Bench::new();
    let outcome = bench.fetch(&server).await;
    assert!(
        matches!(&outcome, DownloadOutcome::Complete { bytes: 700_000, content_type }
        if content_type.as_deref() == Some("video/mp4")),
        "{outcome:?}"
    );
    assert_eq!(bench.held(), whole);
    let resume = Some(ResumeState { etag: "\"v1\"".into(), total: Some(700_000) });
    assert_eq!(bench.events[0], DownloadEvent::Started { resume, received: 0, total: Some(700_000) });
    let last = DownloadEvent::Progress { received: 700_000, total: Some(700_000) };
    assert_eq!(bench.events.last(), Some(&last));
    assert!(server.requests()[0].to_lowercase().contains("accept-encoding: identity"));
}

#[tokio::test]
async fn a_download_that_was_cut_goes_on_where_it_stopped() {
    let server = Raw::start([
        Play::SayThenReset(answer_of_length(200, &[ETAG], b"01234", 10)),
        Play::Say(answer(206, &[ETAG, ("Content-Range", "bytes 5-9/10")], b"56789")),
    ])
    .await;
    let mut bench = Bench::new();
    let outcome = bench.fetch(&server).await;
    let DownloadOutcome::Interrupted { cause, resume } = outcome else { panic!("{outcome:?}") };
    assert!(matches!(cause, InterruptCause::Network(error) if error.kind == NetworkKind::Interrupted));
    assert_eq!(resume, Some(ResumeState { etag: "\"v1\"".into(), total: Some(10) }));
    assert_eq!(bench.held(), b"01234");
    bench.resume = resume;
    assert_eq!(complete(&bench.fetch(&server).await), 10);
    assert_eq!(bench.held(), b"0123456789");
    let second = server.requests()[1].to_lowercase();
    assert!(second.contains("range: bytes=5-\r\n") && second.contains("if-range: \"v1\"\r\n"));
}

#[tokio::test]
async fn a_file_that_changed_is_fetched_from_its_start() {
    let server = Raw::start([Play::Say(answer(200, &[("ETag", "\"v2\"")], b"abc"))]).await;
    let mut bench = Bench::with_part(b"01234", Some(10));
    assert_eq!(complete(&bench.fetch(&server).await), 3);
    assert_eq!(bench.held(), b"abc");
}

#[tokio::test]
async fn a_part_that_does_not_fit_is_fetched_from_its_start() {
    for headers in [
        [ETAG, ("Content-Range", "bytes 4-9/10")],
        [ETAG, ("Content-Range", "bytes 5-9/11")],
        [("ETag", "\"v2\""), ("Content-Range", "bytes 5-9/10")],
        [ETAG, ("Content-Range", "nonsense")],
    ] {
        let server =
            Raw::start([Play::Say(answer(206, &headers, b"xxxxx")), Play::Say(answer(200, &[ETAG], b"0123456789"))])
                .await;
        let mut bench = Bench::with_part(b"01234", Some(10));
        assert_eq!(complete(&bench.fetch(&server).await), 10, "{headers:?}");
        assert_eq!(bench.held(), b"0123456789");
        assert!(!server.requests()[1].to_lowercase().contains("range:"));
    }
}

#[tokio::test]
async fn a_range_beyond_the_end_means_whole_or_start_over() {
    let range = [("Content-Range", "bytes */5")];
    let server = Raw::start([Play::Say(answer(416, &range, b""))]).await;
    let mut bench = Bench::with_part(b"01234", None);
    assert_eq!(complete(&bench.fetch(&server).await), 5);
    assert_eq!(bench.held(), b"01234");

    for range in [&[("Content-Range", "bytes */4")][..], &[]] {
        let server = Raw::start([Play::Say(answer(416, range, b"")), Play::Say(answer(200, &[], b"abcd"))]).await;
        let mut bench = Bench::with_part(b"01234", None);
        assert_eq!(complete(&bench.fetch(&server).await), 4);
        assert_eq!(bench.held(), b"abcd");
    }
}

#[tokio::test]
async fn a_part_that_is_already_whole_needs_no_network() {
    let server = Raw::start([]).await;
    let mut bench = Bench::with_part(b"01234", Some(5));
    assert_eq!(complete(&bench.fetch(&server).await), 5);
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn without_a_strong_etag_nothing_is_resumed() {
    for headers in [&[("ETag", "W/\"v1\"")][..], &[]] {
        let cut = answer_of_length(200, headers, b"01234", 10);
        let server = Raw::start([Play::Say(cut), Play::Say(answer(200, headers, b"0123456789"))]).await;
        let mut bench = Bench::new();
        let outcome = bench.fetch(&server).await;
        assert!(matches!(outcome, DownloadOutcome::Interrupted { resume: None, .. }), "{outcome:?}");
        assert_eq!(complete(&bench.fetch(&server).await), 10);
        assert_eq!(bench.held(), b"0123456789");
        assert!(!server.requests()[1].to_lowercase().contains("range:"));
    }
}

#[tokio::test]
async fn an_address_that_lives_no_longer_has_expired() {
    for status in [400, 401, 403, 404, 410] {
        let server = Raw::start([Play::Say(answer(status, &[], b"gone"))]).await;
        let mut bench = Bench::with_part(b"01234", Some(10));
        let outcome = bench.fetch(&server).await;
        assert!(matches!(outcome, DownloadOutcome::Expired { status: said } if said == status));
        assert_eq!(bench.held(), b"01234", "what was fetched is kept for the fresh address");
    }
}

#[tokio::test]
async fn trouble_of_the_file_server_keeps_what_was_fetched() {
    for status in [429, 500, 503] {
        let server = Raw::start([Play::Say(answer(status, &[], b"later"))]).await;
        let mut bench = Bench::with_part(b"01234", Some(10));
        let outcome = bench.fetch(&server).await;
        assert!(
            matches!(&outcome, DownloadOutcome::Interrupted { cause: InterruptCause::Status(said), resume: Some(_) }
                if *said == status),
            "{outcome:?}"
        );
        assert_eq!(bench.held(), b"01234");
    }
}

#[tokio::test]
async fn a_download_that_stands_still_is_given_up() {
    for play in [Play::ReadThenStall, Play::SayThenStall(answer_of_length(200, &[ETAG], b"01234", 10))] {
        let server = Raw::start([play]).await;
        let mut bench = Bench::new();
        let short = Timeouts { download_stall: Duration::from_millis(500), ..options().timeouts };
        bench.options = ClientOptions { timeouts: short, ..options() };
        let outcome = bench.fetch(&server).await;
        assert!(
            matches!(&outcome, DownloadOutcome::Interrupted { cause: InterruptCause::Network(error), .. }
                if error.kind == NetworkKind::Stalled),
            "{outcome:?}"
        );
    }
}

#[tokio::test]
async fn three_redirects_are_followed_and_a_fourth_is_not() {
    let redirect = || Play::Say(answer(302, &[("Location", "/next.mp4")], b""));
    let server = Raw::start([redirect(), redirect(), redirect(), Play::Say(answer(200, &[], b"abc"))]).await;
    assert_eq!(complete(&Bench::new().fetch(&server).await), 3);
    assert!(server.requests()[3].starts_with("GET /next.mp4 "));

    let server = Raw::start([redirect(), redirect(), redirect(), redirect()]).await;
    let outcome = Bench::new().fetch(&server).await;
    assert!(
        matches!(outcome, DownloadOutcome::Interrupted { cause: InterruptCause::TooManyRedirects, .. }),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_redirect_to_a_place_that_is_not_allowed_is_refused() {
    for (place, refusal) in [
        ("http://192.168.1.1/a.mp4", UrlRefusal::NotHttps),
        ("https://169.254.169.254/latest", UrlRefusal::IpLiteral),
        ("http://example.com/a.mp4", UrlRefusal::NotHttps),
        ("file:///etc/passwd", UrlRefusal::NotHttps),
    ] {
        let server = Raw::start([Play::Say(answer(302, &[("Location", place)], b""))]).await;
        let outcome = Bench::new().fetch(&server).await;
        assert!(matches!(outcome, DownloadOutcome::Refused(said) if said == refusal), "{place}");
    }
}

#[tokio::test]
async fn an_address_that_is_not_allowed_leaves_no_trace() {
    let server = Raw::start([]).await;
    let mut bench = Bench::new();
    let cancel = CancellationToken::new();
    let outcome = bench.fetch_url(&server, "http://10.0.0.1/a.mp4", &cancel).await;
    assert!(matches!(outcome, DownloadOutcome::Refused(UrlRefusal::NotHttps)), "{outcome:?}");
    assert!(!bench.part().exists());
    // A public API never leads to this machine.
    let request =
        Download { url: &format!("{}/a.mp4", server.address), part_path: &bench.part(), resume: None, max_bytes: 10 };
    let outcome = client("https://www.runninghub.ai").download(&request, |_| {}, &cancel).await;
    assert!(matches!(outcome, DownloadOutcome::Refused(UrlRefusal::NotHttps)), "{outcome:?}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_file_that_is_too_large_is_not_kept() {
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n01234567890123456789\r\n0\r\n\r\n";
    for play in [Play::Say(answer(200, &[], &[b'x'; 20])), Play::Say(chunked.to_vec())] {
        let server = Raw::start([play]).await;
        let mut bench = Bench::new();
        bench.max_bytes = 19;
        let outcome = bench.fetch(&server).await;
        assert!(matches!(outcome, DownloadOutcome::TooLarge { limit: 19 }), "{outcome:?}");
        assert!(bench.held().is_empty());
    }
}

#[tokio::test]
async fn a_length_that_was_not_announced_is_no_fault() {
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    let server = Raw::start([Play::Say(chunked.to_vec())]).await;
    let mut bench = Bench::new();
    assert_eq!(complete(&bench.fetch(&server).await), 3);
    let cut = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc";
    let server = Raw::start([Play::Say(cut.to_vec())]).await;
    let outcome = Bench::new().fetch(&server).await;
    assert!(matches!(outcome, DownloadOutcome::Interrupted { .. }), "{outcome:?}");
}

#[tokio::test]
async fn the_token_stops_a_download_and_leaves_what_came() {
    let server = Raw::start([Play::SayThenStall(answer_of_length(200, &[ETAG], b"01234", 10))]).await;
    let mut bench = Bench::new();
    let cancel = CancellationToken::new();
    let (token, part) = (cancel.clone(), bench.part());
    let watch = tokio::spawn(async move {
        while std::fs::read(&part).map_or(0, |held| held.len()) < 5 {
            tokio::task::yield_now().await;
        }
        token.cancel();
    });
    let url = format!("{}/result.mp4", server.address);
    let outcome = bench.fetch_url(&server, &url, &cancel).await;
    watch.await.unwrap();
    let DownloadOutcome::Cancelled { resume } = outcome else { panic!("{outcome:?}") };
    assert_eq!(resume.map(|state| state.total), Some(Some(10)));
    assert_eq!(bench.held(), b"01234");
}

#[tokio::test]
async fn a_part_file_that_cannot_be_written_is_said() {
    let server = Raw::start([]).await;
    let folder = tempfile::tempdir().unwrap();
    let request = Download {
        url: &format!("{}/a.mp4", server.address),
        part_path: &folder.path().join("no such folder").join("clip.part"),
        resume: None,
        max_bytes: 10,
    };
    let outcome = client(&server.address).download(&request, |_| {}, &CancellationToken::new()).await;
    assert!(matches!(outcome, DownloadOutcome::Disk(_)), "{outcome:?}");
}
