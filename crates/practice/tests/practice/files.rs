//! Results as files: ranges, tags, dates, ends of links.

use std::time::Duration;

use afterframe_practice::Options;

use crate::client::{Caller, GROK, quick, result_of};

#[tokio::test]
async fn a_result_is_served_whole_and_in_parts() {
    let caller = Caller::quick().await;
    let url = caller.result().await;
    let whole = caller.get(&url, &[]).await;
    assert_eq!(whole.status(), 200);
    assert_eq!(whole.headers()["accept-ranges"], "bytes");
    assert_eq!(whole.headers()["content-type"], "video/mp4");
    let whole = whole.bytes().await.unwrap();
    let length = whole.len();
    for (range, from, to) in [("bytes=0-99", 0, 100), ("bytes=1000-", 1000, length), ("bytes=-10", length - 10, length)]
    {
        let part = caller.get(&url, &[("range", range)]).await;
        assert_eq!(part.status(), 206);
        assert_eq!(part.headers()["content-range"].to_str().unwrap(), format!("bytes {from}-{}/{length}", to - 1));
        assert_eq!(part.bytes().await.unwrap(), whole.slice(from..to));
    }
    let beyond = caller.get(&url, &[("range", &format!("bytes={length}-"))]).await;
    assert_eq!(beyond.status(), 416);
    assert_eq!(beyond.headers()["content-range"].to_str().unwrap(), format!("bytes */{length}"));
}

#[tokio::test]
async fn tags_and_dates_say_whether_it_is_still_the_same_file() {
    let caller = Caller::quick().await;
    let url = caller.result().await;
    let head = caller.http.head(&url).send().await.unwrap();
    let header = |name: &str| head.headers()[name].to_str().unwrap().to_owned();
    let (tag, date, length) = (header("etag"), header("last-modified"), header("content-length"));
    assert!(
        tag.starts_with('"') && date.ends_with(" GMT") && length.parse::<u64>().unwrap() > 0,
        "{tag} {date} {length}"
    );
    let range = ("range", "bytes=5-9");
    for (condition, status) in [(tag.as_str(), 206), (date.as_str(), 206), ("\"another\"", 200)] {
        assert_eq!(caller.get(&url, &[range, ("if-range", condition)]).await.status(), status, "{condition}");
    }
    assert_eq!(caller.get(&url, &[("if-none-match", &tag)]).await.status(), 304);
    assert_eq!(caller.get(&url, &[("if-none-match", "\"another\"")]).await.status(), 200);
}

#[tokio::test]
async fn a_link_ends_and_a_new_question_gives_a_new_one() {
    let caller = Caller::with(Options { link_lifetime: Duration::from_secs(2), ..quick() }).await;
    let body = caller.extend_body().await;
    let id = caller.task(GROK, &body).await;
    let old = result_of(&caller.finished(&id).await);
    let begun = std::time::Instant::now();
    while caller.get(&old, &[]).await.status() != 403 {
        assert!(begun.elapsed() < Duration::from_secs(20), "the link never ends");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(caller.get(&result_of(&caller.query(&id).await), &[]).await.status(), 200);
    let refused = caller.submit(GROK, &body).await;
    assert_eq!(refused["errorCode"], "1007");
    assert!(refused["errorMessage"].as_str().unwrap().contains("videoUrl"), "{refused}");
}

#[tokio::test]
async fn only_signed_names_are_served() {
    let caller = Caller::quick().await;
    let url = caller.result().await;
    let (base, name) = url.rsplit_once('/').unwrap();
    for forged in [
        format!("{base}/ledger.json"),
        format!("{base}/..%2Fledger.json"),
        caller.url(&format!("/results/9999999999-{}/{name}", "0".repeat(40))),
        caller.url(&format!("/uploads/x/{name}")),
    ] {
        assert_eq!(caller.get(&forged, &[]).await.status(), 403, "{forged}");
    }
}
