//! The media server as a stranger, a neighbour program and a player meet it.

use std::{path::PathBuf, sync::Arc};

use hyper::{Request, StatusCode};
use reqwest::{Client, Method, Response};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::{Found, Lookup, Token, Wanted, content_type, loopback::Loopback, respond, serve};

struct Stage {
    server: Loopback,
    token: Token,
    lookup: Lookup,
    client: Client,
    content: Vec<u8>,
    folder: tempfile::TempDir,
}

impl Stage {
    async fn set() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let content: Vec<u8> = (0..3_000_000_u32).map(|at| (at % 251) as u8).collect();
        let film = folder.path().join("film one.mp4");
        std::fs::write(&film, &content).expect("the film is written");
        let lyrics = folder.path().join("lyrics.txt");
        std::fs::write(&lyrics, "<script>alert(1)</script>").expect("the words are written");
        let gone = folder.path().join("gone.mp4");
        let here = folder.path().to_path_buf();
        let lookup: Lookup = Arc::new(move |wanted| {
            let path: Option<PathBuf> = match &wanted {
                Wanted::Media(id) if id.as_str() == "film-1" => Some(film.clone()),
                Wanted::Poster(id) if id.as_str() == "film-1" => Some(film.clone()),
                Wanted::Media(id) if matches!(id.as_str(), "lyrics" | "song" | "body") => Some(lyrics.clone()),
                Wanted::Media(id) if id.as_str() == "gone" => Some(gone.clone()),
                Wanted::Media(id) if id.as_str() == "folder" => Some(here.clone()),
                _ => None,
            };
            let format = match &wanted {
                Wanted::Media(id) if id.as_str() == "lyrics" => "md",
                Wanted::Media(id) if id.as_str() == "song" => "mp3",
                Wanted::Media(id) if id.as_str() == "body" => "glb",
                _ => "mp4",
            };
            Box::pin(async move { path.map(|path| Found { path, content_type: content_type(format) }) })
        });
        let token = Token::random().expect("the system has randomness");
        let server = serve(token.clone(), lookup.clone()).await.expect("loopback has a free port");
        let client = Client::builder().no_proxy().build().expect("a client");
        Self { server, token, lookup, client, content, folder }
    }

    async fn ask(&self, method: Method, below: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = self.client.request(method, format!("{}/{below}", self.server.base()));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.expect("the server answers")
    }
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().expect("a readable header"))
}

#[tokio::test]
async fn a_film_comes_whole_or_in_the_part_that_is_asked_for() {
    let stage = Stage::set().await;
    let whole = stage.ask(Method::GET, "film-1", &[]).await;
    assert_eq!(whole.status(), StatusCode::OK);
    assert_eq!(header(&whole, "content-type"), "video/mp4");
    assert_eq!(header(&whole, "accept-ranges"), "bytes");
    assert_eq!(header(&whole, "x-content-type-options"), "nosniff");
    assert_eq!(header(&whole, "cache-control"), "no-store");
    assert_eq!(whole.bytes().await.expect("a body"), stage.content);

    let part = stage.ask(Method::GET, "film-1", &[("range", "bytes=2999990-")]).await;
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(header(&part, "content-range"), "bytes 2999990-2999999/3000000");
    assert_eq!(part.bytes().await.expect("a body"), stage.content[2_999_990..]);

    let beyond = stage.ask(Method::GET, "film-1", &[("range", "bytes=3000000-")]).await;
    assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(header(&beyond, "content-range"), "bytes */3000000");

    let head = stage.ask(Method::HEAD, "film-1", &[]).await;
    assert_eq!(header(&head, "content-length"), "3000000");
    assert!(head.bytes().await.expect("a body").is_empty());
}

#[tokio::test]
async fn words_go_out_as_words_and_sounds_in_parts() {
    let stage = Stage::set().await;
    let lyrics = stage.ask(Method::GET, "lyrics", &[("origin", "tauri://localhost")]).await;
    assert_eq!(header(&lyrics, "content-type"), "text/plain; charset=utf-8");
    assert_eq!(header(&lyrics, "x-content-type-options"), "nosniff");
    assert_eq!(header(&lyrics, "access-control-allow-origin"), "tauri://localhost");
    let song = stage.ask(Method::GET, "song", &[("range", "bytes=1-6")]).await;
    assert_eq!((song.status(), header(&song, "content-type")), (StatusCode::PARTIAL_CONTENT, "audio/mpeg"));
    assert_eq!(song.text().await.expect("a body"), "script");
    let body = stage.ask(Method::GET, "body", &[]).await;
    assert_eq!(header(&body, "content-type"), "model/gltf-binary");
    for unknown in ["html", "svg", "bin", "zip", "exe", ""] {
        assert_eq!(content_type(unknown), "application/octet-stream", "{unknown}");
    }
}

#[tokio::test]
async fn who_does_not_know_the_token_or_the_id_finds_nothing() {
    let stage = Stage::set().await;
    for below in
        ["other", "gone", "folder", "film-1/", "../film-1", "%2e%2e%2fetc%2fpasswd", "poster/other", "poster", ""]
    {
        assert_eq!(stage.ask(Method::GET, below, &[]).await.status(), StatusCode::NOT_FOUND, "{below}");
    }
    let address = stage.server.base().rsplit_once('/').expect("a token at the end").0.to_owned();
    for path in ["film-1", "", "0000000000000000000000000000000000000000000000000000000000000000/film-1"] {
        let answer = stage.client.get(format!("{address}/{path}")).send().await.expect("the server answers");
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
    }
    assert!(stage.folder.path().exists());
}

#[tokio::test]
async fn only_the_programs_own_page_may_read() {
    let stage = Stage::set().await;
    let own = stage.ask(Method::GET, "poster/film-1", &[("origin", "tauri://localhost")]).await;
    assert_eq!(own.status(), StatusCode::OK);
    assert_eq!(header(&own, "access-control-allow-origin"), "tauri://localhost");
    for origin in ["https://evil.example", "null", "http://localhost:1420"] {
        let answer = stage.ask(Method::GET, "film-1", &[("origin", origin)]).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{origin}");
    }
    let post = stage.ask(Method::POST, "film-1", &[]).await;
    assert_eq!(post.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_page_that_rebinds_its_name_to_loopback_is_turned_away() {
    let stage = Stage::set().await;
    let rest = stage.server.base().strip_prefix("http://").expect("an http address");
    let (address, token) = rest.split_once('/').expect("a token");
    let mut stream = TcpStream::connect(address).await.expect("the server listens");
    let request = format!("GET /{token}/film-1 HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("the request goes out");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer comes");
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
}

#[tokio::test]
async fn a_player_that_hangs_up_leaves_the_server_well() {
    let stage = Stage::set().await;
    for _ in 0..80 {
        let answer = stage.ask(Method::GET, "film-1", &[]).await;
        drop(answer);
    }
    assert_eq!(stage.ask(Method::GET, "film-1", &[]).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_protocol_gives_bounded_parts_of_the_same_bytes() {
    let stage = Stage::set().await;
    let ask = |range: Option<&str>| {
        let mut request = Request::get(format!("http://media.localhost/{}/film-1", stage.token.as_str()));
        if let Some(range) = range {
            request = request.header("range", range);
        }
        request.body(Vec::new()).expect("a request")
    };
    let first = respond(ask(Some("bytes=0-")), &stage.token, &stage.lookup).await;
    assert_eq!(first.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(first.body().len(), 2 * 1024 * 1024);
    assert_eq!(first.headers()["content-range"], "bytes 0-2097151/3000000");
    let rest = respond(ask(Some("bytes=2097152-")), &stage.token, &stage.lookup).await;
    assert_eq!([first.body().as_slice(), rest.body()].concat(), stage.content);
    let stranger = Request::get("http://media.localhost/x/film-1").body(Vec::new()).expect("a request");
    assert_eq!(respond(stranger, &stage.token, &stage.lookup).await.status(), StatusCode::NOT_FOUND);
}
