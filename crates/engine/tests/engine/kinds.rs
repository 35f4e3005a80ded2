//! Results of every kind: bodies, words, sounds, sets of pictures, and one that is none of them. And several files in one field.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use afterframe_core::{
    form::{FieldValue, defaults},
    ids::{Endpoint, FieldKey},
    job::{FailureKind, JobState},
    media::MediaKind,
};
use afterframe_engine::{Connection, JobEntry};
use runninghub::{ApiKey, BaseUrl};
use serde_json::{Value, json};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::path};

use crate::world::{DAY, Running, World, wait_for};

const EDIT: &str = "alibaba/wan-2.7/image-edit";
const MARBLE: &str = "marble/upload-media-asset";
const TASK: &str = "2013508786110730241";

/// A RunningHub of one finished task, whose answer and files a test chooses.
struct Hub {
    server: MockServer,
    world: World,
}

impl Hub {
    async fn new() -> Self {
        let mut world = World::new().await;
        world.tools = afterframe_media::available();
        Self { server: MockServer::start().await, world }
    }

    /// Puts a file there and gives its address.
    async fn file(&self, name: &str, answer: ResponseTemplate) -> String {
        let place = format!("/files/{name}");
        Mock::given(path(place.as_str())).respond_with(answer).mount(&self.server).await;
        format!("{}{place}", self.server.uri())
    }

    async fn bytes(&self, name: &str, bytes: impl Into<Vec<u8>>) -> String {
        self.file(name, ResponseTemplate::new(200).set_body_bytes(bytes)).await
    }

    /// The task is a success with these results.
    async fn made(&self, results: &Value) {
        let answer = json!({"taskId": TASK, "status": "SUCCESS", "errorCode": "", "results": results,
                            "usage": {"consumeMoney": "0.10"}});
        Mock::given(path("/openapi/v2/query"))
            .respond_with(ResponseTemplate::new(200).set_body_json(answer))
            .mount(&self.server)
            .await;
    }

    async fn start(&self) -> Running {
        let running = self.world.open().await;
        let base = BaseUrl::parse(&self.server.uri()).unwrap();
        let key = ApiKey::new("0123456789abcdef0123456789abcdef").unwrap();
        running.connect(Connection { base, key, practice: false });
        running
    }

    /// Fetches the task to its end.
    async fn fetched(&self, running: &Running) -> JobEntry {
        let begun = running.engine.fetch_task(TASK, None).await.unwrap();
        running.until(&begun.job.id, "over", |job| job.state.is_at_rest()).await
    }

    async fn asked(&self, place: &str) -> usize {
        let requests = self.server.received_requests().await.unwrap();
        requests.iter().filter(|request| request.url.path() == place).count()
    }

    /// A file of ffmpeg's.
    fn film(&self, name: &str, arguments: &str) -> Vec<u8> {
        let target: PathBuf = self.world.path("clips").join(name);
        let ffmpeg = self.world.tools.ffmpeg.clone().expect("these tests need ffmpeg");
        let done = Command::new(ffmpeg).args(["-v", "error", "-y"]).args(arguments.split(' ')).arg(&target).status();
        assert!(done.unwrap().success());
        fs::read(target).unwrap()
    }

    fn picture(&self, name: &str) -> Vec<u8> {
        self.film(name, "-f lavfi -i testsrc2=s=64x48:d=1 -frames:v 1")
    }
}

fn glb() -> Vec<u8> {
    let scene = br#"{"asset":{"version":"2.0"},"scenes":[{"nodes":[]}],"scene":0}  "#;
    let chunk = u32::try_from(scene.len()).unwrap();
    let words = [2, 20 + chunk, chunk].map(u32::to_le_bytes);
    [b"glTF", &words[0][..], &words[1], &words[2], b"JSON", scene].concat()
}

fn kinds(entry: &JobEntry) -> Vec<(MediaKind, &str)> {
    assert_eq!(entry.job.state, JobState::Done);
    entry.results.iter().map(|result| (result.facts.kind, result.facts.format.as_str())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_in_words_becomes_a_file_with_exactly_these_words() {
    let hub = Hub::new().await;
    let words = "[Verse 1]\nDusk falls over the ridge,\n暮色降临。\n";
    hub.made(
        &json!([{"url": null, "nodeId": "1", "outputType": "txt", "text": words}, {"content": "A second answer"}]),
    )
    .await;
    let running = hub.start().await;
    let done = hub.fetched(&running).await;
    assert_eq!(kinds(&done), [(MediaKind::Text, "txt"), (MediaKind::Text, "txt")]);
    let path = running.engine.media_path(&done.results[0].id).await.unwrap().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), words);
    assert_eq!(path.extension().unwrap(), "txt");
    assert_eq!(hub.world.results().len(), 2, "no part file is left");
    assert!(!done.results[0].has_poster);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_is_kept_under_its_own_ending_whatever_its_address_says() {
    let hub = Hub::new().await;
    let url = hub.bytes("film.mp4.exe", glb()).await;
    hub.made(&json!([{"url": url, "outputType": "glb"}])).await;
    let running = hub.start().await;
    let done = hub.fetched(&running).await;
    assert_eq!(kinds(&done), [(MediaKind::Model3d, "glb")]);
    assert_eq!(Path::new(&done.results[0].file_name).extension().unwrap(), "glb");
    let path = running.engine.media_path(&done.results[0].id).await.unwrap().unwrap();
    assert_eq!(fs::read(path).unwrap(), glb());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_has_its_length_and_gets_a_drawn_poster() {
    let hub = Hub::new().await;
    let sound = hub.film("song.mp3", "-f lavfi -i sine=f=330:d=3");
    let url = hub.bytes("a", sound).await;
    hub.made(&json!([{"url": url, "outputType": "mp3"}])).await;
    let running = hub.start().await;
    let done = hub.fetched(&running).await;
    assert_eq!(kinds(&done), [(MediaKind::Audio, "mp3")]);
    let length = done.results[0].facts.duration_ms.unwrap();
    assert!((2_900..3_200).contains(&length), "{length}");
    let poster = wait_for(|| async { running.engine.poster_path(&done.results[0].id).await.unwrap() }).await.unwrap();
    assert!(fs::read(poster).unwrap().starts_with(&[0xff, 0xd8]));
}

#[tokio::test(flavor = "multi_thread")]
async fn four_pictures_of_one_task_stay_in_their_order() {
    let hub = Hub::new().await;
    let mut results = Vec::new();
    for name in ["1.png", "2.jpg", "3.webp", "4.png"] {
        results.push(json!({"url": hub.bytes(name, hub.picture(name)).await, "outputType": "png"}));
    }
    hub.made(&json!(results)).await;
    let running = hub.start().await;
    let done = hub.fetched(&running).await;
    let formats: Vec<_> = kinds(&done).into_iter().map(|(_, format)| format.to_owned()).collect();
    assert_eq!(formats, ["png", "jpg", "webp", "png"]);
    assert_eq!(hub.world.results().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_bad_file_among_three_costs_nobody_the_other_two() {
    let hub = Hub::new().await;
    let first = hub.bytes("1", hub.picture("1.png")).await;
    let page = hub.bytes("2", "<!DOCTYPE html><html><body>Sorry</body></html>").await;
    let third = hub.bytes("3", hub.picture("3.png")).await;
    hub.made(&json!([first, page, third].map(|url| json!({"url": url, "outputType": "png"})))).await;
    let running = hub.start().await;
    let done = hub.fetched(&running).await;
    assert_eq!(kinds(&done), [(MediaKind::Image, "png"), (MediaKind::Image, "png")]);
    assert_eq!(done.job.missing, 1, "it is said that one is not here");
    assert_eq!(hub.world.results().len(), 2, "of the page nothing is left");
    assert_eq!((hub.asked("/files/1").await, hub.asked("/files/3").await), (1, 1), "what is good is fetched once");
    assert!(hub.asked("/files/2").await > 3, "what is bad is given a few chances");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_odd_file_beside_a_good_one_is_kept_and_alone_it_is_no_result() {
    let odd = [0x8F, 0x03, 0x00, 0x9A, 0xC1, 0x5E, 0x00, 0xFF, 0x77];
    let hub = Hub::new().await;
    let strange = hub.bytes("1", odd).await;
    let good = hub.bytes("2", hub.picture("2.png")).await;
    hub.made(&json!([strange, good].map(|url| json!({"url": url, "outputType": "png"})))).await;
    let running = hub.start().await;
    let done = hub.fetched(&running).await;
    assert_eq!(kinds(&done), [(MediaKind::Text, "bin"), (MediaKind::Image, "png")], "in the order of the task");

    let hub = Hub::new().await;
    let strange = hub.bytes("1", odd).await;
    hub.made(&json!([{"url": strange, "outputType": "png"}])).await;
    let running = hub.start().await;
    let over = hub.fetched(&running).await;
    let JobState::Failed { failure } = over.job.state else { panic!("{:?}", over.job.state) };
    assert_eq!(failure.kind, FailureKind::BadResult);
    assert!(hub.world.results().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateways_excuse_is_no_text_result() {
    let hub = Hub::new().await;
    let url = hub.bytes("1", r#"{"error": "busy"}"#).await;
    hub.made(&json!([{"url": url, "outputType": "mp4"}])).await;
    let running = hub.start().await;
    let over = hub.fetched(&running).await;
    assert!(matches!(over.job.state, JobState::Failed { .. }), "{:?}", over.job.state);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_leads_nowhere_again_and_again_is_asked_for_anew() {
    let hub = Hub::new().await;
    // Not one of the answers that mean an address has died.
    let dead = hub.file("dead", ResponseTemplate::new(402)).await;
    let alive = hub.bytes("alive", hub.picture("1.png")).await;
    let answer = |url: &str| {
        let body = json!({"taskId": TASK, "status": "SUCCESS", "results": [{"url": url, "outputType": "png"}]});
        ResponseTemplate::new(200).set_body_json(body)
    };
    // The number is asked about before it is believed, and once more by the job.
    let query = || Mock::given(path("/openapi/v2/query"));
    query().respond_with(answer(&dead)).up_to_n_times(2).mount(&hub.server).await;
    query().respond_with(answer(&alive)).mount(&hub.server).await;
    let running = hub.start().await;
    let done = hub.fetched(&running).await;
    assert_eq!(kinds(&done), [(MediaKind::Image, "png")]);
    let asked = hub.asked("/files/dead").await;
    assert!((3..8).contains(&asked), "{asked}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_file_beside_a_good_one_is_kept_with_its_ending() {
    let hub = Hub::new().await;
    let whole = hub.film("1.mp4", "-f lavfi -i testsrc2=s=64x48:d=2");
    let cut = hub.bytes("1", &whole[..whole.len() - 900]).await;
    let good = hub.bytes("2", hub.picture("2.png")).await;
    hub.made(&json!([{"url": cut, "outputType": "mp4"}, {"url": good, "outputType": "png"}])).await;
    let running = hub.start().await;
    let done = hub.fetched(&running).await;
    assert_eq!(kinds(&done), [(MediaKind::Text, "mp4"), (MediaKind::Image, "png")]);
    assert_eq!(done.job.missing, 0);
    assert!(hub.asked("/files/1").await > 3, "it is given a few chances");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_dead_address_of_two_ends_and_what_is_missing_comes_when_it_is_looked_for_again() {
    let hub = Hub::new().await;
    let dead = json!({"url": format!("{}/files/nowhere", hub.server.uri()), "outputType": "png"});
    let good = json!({"url": hub.bytes("2", hub.picture("2.png")).await, "outputType": "png"});
    let answer = |results: Value| {
        ResponseTemplate::new(200).set_body_json(json!({"taskId": TASK, "status": "SUCCESS", "results": results}))
    };
    let query = || Mock::given(path("/openapi/v2/query"));
    let first = query().respond_with(answer(json!([dead, good]))).mount_as_scoped(&hub.server).await;
    let running = hub.start().await;
    let done = hub.fetched(&running).await;
    assert_eq!((kinds(&done), done.job.missing), (vec![(MediaKind::Image, "png")], 1));
    let asked = hub.asked("/files/nowhere").await;
    assert!((8..20).contains(&asked), "{asked}");

    // It still is not there: what is here stays.
    let id = done.job.id;
    let settled = |job: &afterframe_core::job::Job| job.state.is_at_rest();
    running.engine.watch_again(&id).await.unwrap();
    let done = running.until(&id, "over", settled).await;
    assert_eq!((kinds(&done), done.job.missing), (vec![(MediaKind::Image, "png")], 1));
    drop(first);
    let alive = json!({"url": hub.bytes("1", hub.picture("1.jpg")).await, "outputType": "jpg"});
    query().respond_with(answer(json!([alive, good]))).mount(&hub.server).await;
    running.engine.watch_again(&id).await.unwrap();
    let done = running.until(&id, "over", settled).await;
    assert_eq!(kinds(&done), [(MediaKind::Image, "jpg"), (MediaKind::Image, "png")], "in the order of the task");
    assert_eq!((done.job.missing, hub.world.results().len()), (0, 2));
    assert_eq!(hub.asked("/files/2").await, 1, "what is here is not fetched again");
}

#[tokio::test(flavor = "multi_thread")]
async fn words_and_bodies_are_found_again_when_the_library_is_lost_and_a_persons_notes_are_not() {
    let hub = Hub::new().await;
    let url = hub.bytes("1", glb()).await;
    hub.made(&json!([{"url": url, "outputType": "glb"}, {"text": "Dusk falls."}])).await;
    let running = hub.start().await;
    hub.fetched(&running).await;
    running.engine.shutdown().await;
    running.kill();
    fs::remove_dir_all(hub.world.path("data")).unwrap();
    fs::write(hub.world.films().join(DAY).join("shopping.txt"), b"milk").unwrap();

    let running = hub.start().await;
    let found = running.engine.look_for_lost_results().await.unwrap();
    let mut kinds: Vec<_> = found.iter().flat_map(kinds).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, [(MediaKind::Model3d, "glb"), (MediaKind::Text, "txt")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn several_files_of_one_field_go_up_once_each_and_are_sent_in_their_order() {
    let hub = Hub::new().await;
    // The address tells the content, by its length.
    let uploaded = |request: &Request| {
        let url = format!("https://files.example/{}", request.body.len());
        ResponseTemplate::new(200).set_body_json(json!({"code": 0, "message": "", "data": {"download_url": url}}))
    };
    Mock::given(path("/openapi/v2/media/upload/binary")).respond_with(uploaded).mount(&hub.server).await;
    let accepted = json!({"taskId": TASK, "status": "RUNNING", "errorCode": ""});
    Mock::given(path(format!("/openapi/v2/{EDIT}")))
        .respond_with(ResponseTemplate::new(200).set_body_json(accepted))
        .mount(&hub.server)
        .await;
    let result = hub.bytes("1", hub.picture("made.png")).await;
    hub.made(&json!([{"url": result, "outputType": "png"}])).await;

    let running = hub.start().await;
    let mut ids = Vec::new();
    for size in ["400x300", "640x480", "320x320"] {
        let name = format!("{size}.png");
        hub.film(&name, &format!("-f lavfi -i testsrc2=s={size}:d=1 -frames:v 1"));
        ids.push(running.engine.add_media(&hub.world.path("clips").join(name)).await.unwrap().id);
    }
    let wanted = vec![ids[1].clone(), ids[0].clone(), ids[2].clone()];
    let endpoint = Endpoint::from(EDIT);
    let mut values = defaults(running.engine.catalogue().model(&endpoint).unwrap());
    values.insert(FieldKey::from("prompt"), FieldValue::Text("One evening in three pictures.".to_owned()));
    values.insert(FieldKey::from("imageUrls"), FieldValue::Files { media: wanted.clone() });
    let made = running.engine.create(&endpoint, values).await.unwrap();
    let inputs: Vec<_> = made.inputs.iter().map(|input| input.id.clone()).collect();
    assert_eq!(inputs, wanted, "the card shows them in their order");

    let done = running.until_done(&made.job.id).await;
    assert_eq!(hub.asked("/openapi/v2/media/upload/binary").await, 3);
    let requests = hub.server.received_requests().await.unwrap();
    let submit = requests.iter().find(|request| request.url.path().ends_with(EDIT)).unwrap();
    let body: Value = serde_json::from_slice(&submit.body).unwrap();
    let expected: Vec<_> = wanted.iter().map(|id| json!(done.job.uploads[id].url)).collect();
    assert_eq!(body["imageUrls"], json!(expected));
    let mut different = expected.clone();
    different.dedup();
    assert_eq!(different.len(), 3, "{expected:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_in_a_field_that_is_hidden_never_leaves_the_computer() {
    let world = World::new().await;
    let running = world.open().await;
    running.connect(world.connection(world.hub.key()));
    let picture = running.engine.add_media(&world.picture()).await.unwrap();
    let clip = running.engine.add_media(&world.clip()).await.unwrap();
    let endpoint = Endpoint::from(MARBLE);
    let mut values = defaults(running.engine.catalogue().model(&endpoint).unwrap());
    values.insert(FieldKey::from("fileName"), FieldValue::Text("valley.jpg".to_owned()));
    values.insert(FieldKey::from("kind"), FieldValue::Text("image".to_owned()));
    values.insert(FieldKey::from("imageUrl"), FieldValue::Media { media: picture.id.clone() });
    values.insert(FieldKey::from("videoUrl"), FieldValue::Media { media: clip.id });
    let made = running.engine.create(&endpoint, values).await.unwrap();
    let inputs: Vec<_> = made.inputs.into_iter().map(|input| input.id).collect();
    assert_eq!(inputs, [picture.id]);
}
