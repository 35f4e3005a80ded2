//! What is lost can be found: a submit without an answer, a task by its number, a film in the folder without its library.

use std::{
    fs,
    io::{Read, Write},
    net::TcpListener,
    sync::mpsc,
    thread,
};

use afterframe_core::{
    ids::Endpoint,
    job::{JobState, Origin},
};
use afterframe_engine::{Connection, ProxyError, TaskError};
use afterframe_practice::{Fault, Place, Times};
use runninghub::{ApiKey, BaseUrl};

use crate::world::{DAY, EXTEND, STEM, World};

#[tokio::test(flavor = "multi_thread")]
async fn a_submit_whose_answer_was_lost_is_looked_into_and_given_its_task() {
    let world = World::new().await;
    let running = world.start().await;
    running.engine.refresh_balance().await.unwrap();
    world.hub.set_fault(Place::Submit, Fault::LostAnswer, Times::Next(1));
    let made = running.extend_clip(&world).await;
    let id = &made.job.id;
    running.until(id, "unknown", |job| matches!(job.state, JobState::Unknown { .. })).await;

    let inquiry = running.engine.inquire(id).await.unwrap();
    assert_eq!(inquiry.balance_before.map(|money| money.micros), Some(100_000_000));
    assert!(inquiry.balance_now.is_some() && inquiry.running.is_some());
    assert_eq!(inquiry.watched, 0);

    let number = world.hub.log().into_iter().find_map(|request| request.task_id).unwrap();
    let typed = format!(" {} {}\n", &number[..4], &number[4..]);
    assert!(matches!(running.engine.attach(id, "12").await, Err(TaskError::NotANumber)));
    assert!(matches!(running.engine.attach(id, "1111111111111111111").await, Err(TaskError::NotThere)));
    let still = running.engine.job(id).await.unwrap().unwrap();
    assert!(matches!(still.job.state, JobState::Unknown { .. }), "a wrong number ends nothing");
    running.engine.attach(id, &typed).await.unwrap();
    let done = running.until_done(id).await;
    assert_eq!(done.job.task_id.unwrap().as_str(), number);
    assert_eq!((world.hub.submits(EXTEND), world.hub.tasks_created(EXTEND)), (1, 1));
    assert!(matches!(running.engine.attach(id, &number).await, Err(TaskError::MovedOn)));
    assert!(matches!(running.engine.inquire(id).await, Err(TaskError::MovedOn)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_fetched_by_its_number_and_nothing_is_submitted() {
    let world = World::new().await;
    let running = world.start().await;
    let made = running.extend_clip(&world).await;
    let done = running.until_done(&made.job.id).await;
    let number = done.job.task_id.unwrap();
    // A task that the library has is looked at again there.
    let same = running.engine.fetch_task(number.as_str(), None).await.unwrap();
    assert_eq!(same.job.id, made.job.id);

    running.throw_away(&made.job.id, afterframe_engine::ResultFiles::Bin).await;
    let missing = running.engine.fetch_task("1111111111111111111", None).await;
    assert!(matches!(missing, Err(TaskError::NotThere)));
    let model = Some(Endpoint::from(EXTEND));
    let fetched = running.engine.fetch_task(number.as_str(), model).await.unwrap();
    assert_eq!(fetched.job.origin, Origin::Fetched);
    running.until_done(&fetched.job.id).await;
    assert_eq!(world.results(), [format!("{number} – Grok Imagine extend – 01.mp4")]);
    running.throw_away(&fetched.job.id, afterframe_engine::ResultFiles::Bin).await;
    let fetched = running.engine.fetch_task(number.as_str(), None).await.unwrap();
    running.until_done(&fetched.job.id).await;
    assert_eq!(world.results(), [format!("{number} – RunningHub – 01.mp4")]);
    assert_eq!(world.hub.submits(EXTEND), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_library_whose_database_is_lost_is_built_again_from_the_folder() {
    let world = World::new().await;
    let running = world.start().await;
    let made = running.extend_clip(&world).await;
    running.until_done(&made.job.id).await;
    assert!(running.engine.look_for_lost_results().await.unwrap().is_empty(), "nothing is lost yet");
    running.engine.shutdown().await;
    running.kill();
    fs::remove_dir_all(world.path("data")).unwrap();
    fs::write(world.films().join(DAY).join("notes.mp4"), b"no film at all").unwrap();
    fs::write(world.films().join(DAY).join("half.part"), b"half a film").unwrap();

    let running = world.start().await;
    assert!(running.engine.jobs().await.unwrap().is_empty());
    let found = running.engine.look_for_lost_results().await.unwrap();
    let [entry] = &found[..] else { panic!("{found:?}") };
    assert_eq!((entry.job.state.clone(), entry.job.origin), (JobState::Done, Origin::Found));
    assert_eq!((entry.job.title.as_str(), entry.job.endpoint.as_str()), ("ridge at dusk", EXTEND));
    assert_eq!(entry.results[0].file_name, format!("{STEM}.mp4"));
    assert!(entry.results[0].exists && entry.results[0].made_by_family.is_some());
    assert_eq!(running.engine.jobs().await.unwrap().len(), 1);
    assert!(running.engine.look_for_lost_results().await.unwrap().is_empty(), "nothing is taken in twice");
    assert_eq!(world.hub.submits(EXTEND), 1);
}

/// A proxy that tells the first line it gets and answers nothing.
fn listening_proxy() -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (asked, heard) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut block = [0_u8; 512];
            let read = stream.read(&mut block).unwrap_or(0);
            let line = String::from_utf8_lossy(&block[..read]).lines().next().unwrap_or_default().to_owned();
            let _ = stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n");
            if asked.send(line).is_err() {
                return;
            }
        }
    });
    (address, heard)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_leaves_this_computer_goes_through_the_proxy_and_what_stays_on_it_does_not() {
    let world = World::new().await;
    let running = world.start().await;
    let (proxy, heard) = listening_proxy();
    assert!(matches!(running.engine.set_proxy(Some("no proxy")).await, Err(ProxyError::Malformed)));
    assert_eq!(running.engine.set_proxy(Some(&proxy)).await.unwrap().proxy.as_deref(), Some(proxy.as_str()));
    // The practice server is on this computer.
    let made = running.extend_clip(&world).await;
    running.until_done(&made.job.id).await;
    assert!(heard.try_recv().is_err(), "nothing of it went through the proxy");
    // A name that is nowhere: only a proxy would be asked for it.
    let base = BaseUrl::parse("https://afterframe.invalid").unwrap();
    let key = ApiKey::new(world.hub.key()).unwrap();
    running.engine.connect(Connection { base, key, practice: false }).unwrap();
    drop(running.engine.refresh_balance().await);
    let line = heard.recv_timeout(std::time::Duration::from_mins(1)).unwrap();
    assert_eq!(line, "CONNECT afterframe.invalid:443 HTTP/1.1");
    assert_eq!(running.engine.set_proxy(Some("  ")).await.unwrap().proxy, None);
}
