//! The library as a person uses it: found by model and task, counted, labelled, renamed, thrown away and brought back. The clock
//! stands still until a test moves it.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use afterframe_core::{
    catalogue::Task,
    form::{FieldValue, FormValues},
    ids::{Endpoint, FieldKey, JobId, MediaId},
    job::{Job, JobState},
    library::LibraryFilter,
    media::{MediaFacts, MediaKind},
    settings::LibrarySort,
    time::{Span, Timestamp},
};
use afterframe_engine::{
    Bin, Change, Clock, CollectionError, DeleteError, Engine, EngineError, JobEntry, Options, RenameError, ResultFiles,
    Sleep, Unbinned,
};
use afterframe_store::{BinRow, MediaRow, RenameRow, Store};
use tokio::sync::{broadcast, watch};

use crate::world::{DAY, EXTEND, FROM_PICTURE, FolderBin, World, names, wait_for};

const NOW: i64 = 1_800_000_000_000;

/// A clock that a test moves.
struct HeldClock(watch::Sender<i64>);

impl HeldClock {
    fn pass(&self, span: Span) {
        self.0.send_modify(|now| *now += span.0);
    }
}

impl Clock for HeldClock {
    fn now(&self) -> Timestamp {
        Timestamp(*self.0.borrow())
    }

    fn today(&self) -> String {
        DAY.to_owned()
    }

    fn sleep(&self, span: Span) -> Sleep<'_> {
        let mut time = self.0.subscribe();
        let end = *time.borrow() + span.0;
        Box::pin(async move { drop(time.wait_for(|now| *now >= end).await) })
    }
}

/// A bin that takes nothing while it is told so, and else everything, into a folder.
struct Moody {
    refuses: Mutex<bool>,
    folder: FolderBin,
}

impl Bin for Moody {
    fn take(&self, path: &Path) -> Result<(), String> {
        if *self.refuses.lock().unwrap() { Err("no bin on this drive".to_owned()) } else { self.folder.take(path) }
    }
}

struct Stage {
    world: World,
    clock: Arc<HeldClock>,
    bin: Arc<Moody>,
    engine: Engine,
    changes: broadcast::Receiver<Change>,
}

impl Stage {
    /// A library with these jobs; `prepare` may do more to it before it is opened.
    async fn with(jobs: &[Job], prepare: impl FnOnce(&mut Store, &World)) -> Self {
        let world = World::new().await;
        fs::create_dir_all(world.path("data")).unwrap();
        fs::create_dir_all(world.films().join(DAY)).unwrap();
        let mut store = Store::open(&world.path("data").join("afterframe.db")).unwrap();
        for job in jobs {
            store.save_job(job).unwrap();
            for (number, id) in (0_u32..).zip(&job.results) {
                let path = world.films().join(DAY).join(format!(
                    "{} – Grok Imagine extend – {:02}.mp4",
                    job.title,
                    number + 1
                ));
                fs::write(&path, format!("film of {id}")).unwrap();
                store.add_media(&media(id, path, &job.id, number)).unwrap();
            }
        }
        prepare(&mut store, &world);
        store.close().unwrap();
        let clock = Arc::new(HeldClock(watch::Sender::new(NOW)));
        let bin = Arc::new(Moody { refuses: Mutex::new(false), folder: FolderBin(world.path("bin")) });
        let engine = Engine::open(options(&world, &clock, &bin)).await.unwrap();
        let changes = engine.changes();
        Self { world, clock, bin, engine, changes }
    }

    async fn of(jobs: &[Job]) -> Self {
        Self::with(jobs, |_, _| ()).await
    }

    /// Ends it as a crash does, and begins again.
    async fn killed_and_opened(self) -> Self {
        let Self { world, clock, bin, engine, changes } = self;
        drop((engine, changes));
        let engine = wait_for(|| async { Engine::open(options(&world, &clock, &bin)).await.ok() }).await.unwrap();
        let changes = engine.changes();
        Self { world, clock, bin, engine, changes }
    }

    async fn titles(&self) -> Vec<String> {
        let (_, jobs) = self.engine.library_page(LibraryFilter::default(), LibrarySort::Oldest, 0, 200).await.unwrap();
        jobs.into_iter().map(|entry| entry.job.title).collect()
    }

    async fn job(&self, id: &str) -> JobEntry {
        self.engine.job(&JobId::from(id)).await.unwrap().unwrap()
    }

    fn films(&self) -> Vec<String> {
        self.world.results()
    }

    fn binned(&self) -> Vec<String> {
        names(&self.world.path("bin"))
    }

    async fn until(&self, what: &str, ask: impl AsyncFn() -> bool) {
        let found = wait_for(|| async { ask().await.then_some(()) }).await;
        assert!(found.is_some(), "never: {what}");
    }

    /// The next change of this kind.
    async fn told<T>(&mut self, mut wanted: impl FnMut(&Change) -> Option<T>) -> T {
        loop {
            let change = self.changes.recv().await.unwrap();
            if let Some(found) = wanted(&change) {
                return found;
            }
        }
    }
}

fn options(world: &World, clock: &Arc<HeldClock>, bin: &Arc<Moody>) -> Options {
    let (clock, bin): (Arc<dyn Clock>, Arc<dyn Bin>) = (Arc::clone(clock) as _, Arc::clone(bin) as _);
    Options { clock, bin, ..world.options() }
}

fn media(id: &MediaId, path: PathBuf, job: &JobId, number: u32) -> MediaRow {
    MediaRow {
        id: id.clone(),
        path,
        modified_at: None,
        facts: MediaFacts {
            kind: MediaKind::Video,
            format: "mp4".to_owned(),
            size_bytes: 9,
            duration_ms: Some(6_000),
            width: None,
            height: None,
            frame_rate: None,
            video_codec: None,
            has_sound: None,
        },
        title: "film".to_owned(),
        job_id: Some(job.clone()),
        number: Some(number),
        family: None,
        practice: false,
        has_poster: true,
        content_hash: None,
        created_at: Timestamp(NOW),
    }
}

/// A finished job with so many results.
fn done(title: &str, results: usize) -> Job {
    let age = i64::from(title.bytes().next().unwrap());
    let new = Job::new(
        JobId::from(title),
        Endpoint::from(EXTEND),
        FormValues::new(),
        "site".to_owned(),
        Timestamp(NOW + age),
    );
    let results = (0..results).map(|number| MediaId::new(format!("{title}-{number}"))).collect();
    Job { title: title.to_owned(), state: JobState::Done, results, ..new }
}

/// The same, made of the first result of another.
fn made_of(title: &str, other: &str) -> Job {
    let input = FieldValue::Media { media: MediaId::new(format!("{other}-0")) };
    Job { values: [(FieldKey::from("videoUrl"), input)].into(), ..done(title, 1) }
}

fn ids(titles: &[&str]) -> Vec<JobId> {
    titles.iter().map(|title| JobId::from(*title)).collect()
}

fn film(title: &str) -> String {
    format!("{title} – Grok Imagine extend – 01.mp4")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_thrown_away_is_hidden_at_once_and_goes_when_it_can_come_back_no_more() {
    let mut stage = Stage::of(&[done("a", 1), done("b", 2), done("c", 1)]).await;
    let (_, count) = stage.engine.bin(ids(&["a", "b", "a"]), ResultFiles::Bin).await.unwrap();
    assert_eq!(count, 2);
    assert_eq!(stage.titles().await, ["c"]);
    assert!(stage.engine.job(&JobId::from("a")).await.unwrap().is_none());
    let gone =
        stage.told(|change| matches!(change, Change::JobGone(id) if *id == JobId::from("a")).then_some(())).await;
    assert_eq!(gone, ());
    stage.told(|change| matches!(change, Change::Library).then_some(())).await;
    stage.clock.pass(Span::seconds(9));
    assert_eq!(stage.films().len(), 4, "nothing of them was touched");
    stage.clock.pass(Span::seconds(1));
    stage.until("the files are in the bin", async || stage.binned().len() == 3).await;
    stage.until("the rows are gone", async || stage.engine.media(&MediaId::from("a-0")).await.unwrap().is_none()).await;
    assert_eq!(stage.films(), [film("c")]);
    stage.engine.shutdown().await;
    let stage = stage.killed_and_opened().await;
    assert_eq!(stage.titles().await, ["c"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_back_is_as_it_was() {
    let mut stage = Stage::of(&[done("a", 1), done("b", 1)]).await;
    stage.engine.star(ids(&["a"]), true).await.unwrap();
    stage.engine.tag(ids(&["a", "b"]), vec!["  blue ".to_owned(), " ".to_owned()], Vec::new()).await.unwrap();
    let collection = stage.engine.create_collection("Trailer").await.unwrap();
    stage.engine.fill_collection(&collection.id, ids(&["a"]), true).await.unwrap();
    let before = stage.job("a").await;
    assert_eq!((before.shelf.favourite, &before.shelf.tags[..]), (true, &["blue".to_owned()][..]));
    assert_eq!(before.shelf.collections, [collection.id]);
    let (bin, _) = stage.engine.bin(ids(&["a", "b"]), ResultFiles::Bin).await.unwrap();
    stage.clock.pass(Span::seconds(9));
    assert_eq!(stage.engine.unbin(&bin).await.unwrap(), Unbinned { count: 2, missing: 0 });
    assert_eq!(stage.job("a").await, before);
    stage
        .told(|change| {
            matches!(change, Change::Job(entry) if entry.job.title == "b" && entry.shelf.tags == ["blue"]).then_some(())
        })
        .await;
    stage.clock.pass(Span::seconds(60));
    assert_eq!(stage.engine.unbin(&bin).await.unwrap(), Unbinned::default(), "there is nothing in it any more");
    assert_eq!((stage.films().len(), stage.binned().len()), (2, 0));
    stage.engine.shutdown().await;
    assert_eq!((stage.films().len(), stage.binned().len()), (2, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bin_is_emptied_when_the_program_ends_and_after_a_crash() {
    let stage = Stage::of(&[done("a", 1), done("b", 1)]).await;
    stage.engine.bin(ids(&["a"]), ResultFiles::Bin).await.unwrap();
    stage.engine.shutdown().await;
    assert_eq!(stage.binned(), [film("a")]);
    let stage = stage.killed_and_opened().await;
    stage.engine.bin(ids(&["b"]), ResultFiles::Bin).await.unwrap();
    let stage = stage.killed_and_opened().await;
    stage.until("the other is there too", async || stage.binned().len() == 2).await;
    assert_eq!(stage.titles().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_to_stay_stay_and_those_that_are_gone_already_stop_nothing() {
    let stage = Stage::of(&[done("a", 1), done("b", 2)]).await;
    fs::remove_file(stage.world.films().join(DAY).join(film("b"))).unwrap();
    stage.engine.bin(ids(&["a"]), ResultFiles::Keep).await.unwrap();
    stage.engine.bin(ids(&["b"]), ResultFiles::Bin).await.unwrap();
    stage.engine.shutdown().await;
    assert_eq!(stage.films(), [film("a")]);
    assert_eq!(stage.binned(), ["b – Grok Imagine extend – 02.mp4"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_bin_of_the_system_refuses_comes_back_and_is_told() {
    let mut stage = Stage::of(&[done("a", 1), done("b", 0)]).await;
    *stage.bin.refuses.lock().unwrap() = true;
    stage.engine.bin(ids(&["a", "b"]), ResultFiles::Bin).await.unwrap();
    stage.clock.pass(Span::seconds(10));
    let told = stage.told(|change| match change {
        Change::BinFailed { count, detail } => Some((*count, detail.clone())),
        _ => None,
    });
    let (count, detail) = told.await;
    assert_eq!((count, detail), (1, format!("{}: no bin on this drive", film("a"))));
    assert_eq!(stage.titles().await, ["a"]);
    assert!(stage.job("a").await.results[0].exists);
    *stage.bin.refuses.lock().unwrap() = false;
    stage.engine.bin(ids(&["a"]), ResultFiles::Bin).await.unwrap();
    stage.engine.shutdown().await;
    assert_eq!(stage.binned(), [film("a")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_another_job_starts_from_stays_with_it() {
    let stage = Stage::of(&[done("a", 1), made_of("b", "a"), done("c", 1), made_of("d", "c")]).await;
    stage.engine.bin(ids(&["a", "c", "d"]), ResultFiles::Bin).await.unwrap();
    stage.clock.pass(Span::seconds(10));
    stage.until("both of a pair are in the bin", async || stage.binned().len() == 2).await;
    stage.until("the rows are gone", async || stage.engine.media(&MediaId::from("d-0")).await.unwrap().is_none()).await;
    assert_eq!(stage.films(), [film("a"), film("b")]);
    let input = stage.job("b").await.inputs.remove(0);
    assert!(input.exists && input.job.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_runninghub_has_in_hand_is_not_thrown_away_and_what_was_never_sent_is() {
    let moving = Job { state: JobState::Running, ..done("a", 0) };
    let in_line = Job { state: JobState::Preparing, paused: true, ..done("b", 0) };
    let stage = Stage::of(&[moving, in_line, done("c", 0)]).await;
    for with in [ids(&["a"]), ids(&["c", "a"])] {
        assert!(matches!(stage.engine.bin(with, ResultFiles::Keep).await, Err(DeleteError::Moves)));
    }
    let nobody = stage.engine.bin(ids(&["c", "x"]), ResultFiles::Keep).await;
    assert!(matches!(nobody, Err(DeleteError::Engine(EngineError::NoSuchJob(_)))));
    assert_eq!(stage.titles().await, ["a", "b", "c"], "all or none");
    let (bin, _) = stage.engine.bin(ids(&["b"]), ResultFiles::Keep).await.unwrap();
    assert!(stage.engine.resume(&JobId::from("b")).await.is_err(), "it moves no more");
    stage.engine.unbin(&bin).await.unwrap();
    assert!(!stage.engine.resume(&JobId::from("b")).await.unwrap().job.paused, "it moves again");
    stage.engine.bin(ids(&["b"]), ResultFiles::Keep).await.unwrap();
    let stage = stage.killed_and_opened().await;
    stage.until("it is gone for good", async || stage.engine.job_ids().await.unwrap().len() == 2).await;
    assert_eq!(stage.engine.jobs_under_way().await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_library_that_was_restored_from_a_copy_throws_nothing_away() {
    let jobs = [done("a", 1)];
    let stage = Stage::with(&jobs, |store, _| {
        let bin = BinRow { id: "old".to_owned(), with_files: true, made_at: Timestamp(NOW) };
        store.fill_bin(&bin, &ids(&["a"])).unwrap();
        store.keep_copy().unwrap();
        store.undo_bin("old").unwrap();
    });
    let stage = stage.await;
    stage.engine.shutdown().await;
    let library = stage.world.path("data").join("afterframe.db");
    for copy in ["kept-1", "kept-2"] {
        let kept = stage.world.path("data").join(format!("afterframe.db.{copy}"));
        if copy == "kept-1" && kept.with_extension("kept-2").exists() {
            fs::remove_file(&kept).unwrap();
        }
    }
    fs::write(&library, b"damaged beyond reading").unwrap();
    let stage = stage.killed_and_opened().await;
    assert!(stage.engine.mended().is_some_and(|mended| mended.copied_at.is_some()));
    assert_eq!(stage.titles().await, ["a"], "it may have come back since the copy was taken");
    stage.engine.shutdown().await;
    assert_eq!(stage.films(), [film("a")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_title_names_the_files_too_and_takes_nobody_s_place() {
    let stage = Stage::of(&[done("a", 2), done("b", 1)]).await;
    let entry = stage.engine.rename(&JobId::from("a"), "  Sea:\nside ").await.unwrap();
    assert_eq!(entry.job.title, "Sea: side");
    let [first, second] = [1, 2].map(|number| format!("Sea side – Grok Imagine extend – {number:02}.mp4"));
    assert_eq!(stage.films(), [first.clone(), second, film("b")]);
    assert_eq!((&entry.results[0].file_name, &entry.results[0].title), (&first, &"Sea: side".to_owned()));
    assert!(entry.results.iter().all(|result| result.exists));
    assert_eq!(fs::read_to_string(&entry.results[1].path).unwrap(), "film of a-1");
    let found = LibraryFilter { text: "sea".to_owned(), ..LibraryFilter::default() };
    assert_eq!(stage.engine.library_page(found, LibrarySort::Newest, 0, 9).await.unwrap().0, 1);
    // The name is taken, also by a file that nobody knows.
    fs::write(stage.world.films().join(DAY).join("SEA SIDE – grok imagine extend – 03.MOV"), b"mine").unwrap();
    let entry = stage.engine.rename(&JobId::from("b"), "Sea side").await.unwrap();
    assert_eq!(entry.results[0].file_name, "Sea side – Grok Imagine extend – 04.mp4");
    assert_eq!(stage.films().len(), 4);
    // Once more the same: nothing to do on the disk.
    stage.engine.rename(&JobId::from("b"), "Sea side").await.unwrap();
    assert_eq!(stage.films().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_title_of_nothing_a_moving_job_and_a_missing_file_are_renamed_as_far_as_that_goes() {
    let stage = Stage::of(&[done("a", 1), Job { state: JobState::Running, ..done("b", 0) }]).await;
    assert!(matches!(stage.engine.rename(&JobId::from("a"), " \n ").await, Err(RenameError::Title)));
    assert!(matches!(stage.engine.rename(&JobId::from("b"), "c").await, Err(RenameError::Moves)));
    fs::remove_file(stage.world.films().join(DAY).join(film("a"))).unwrap();
    let entry = stage.engine.rename(&JobId::from("a"), "c").await.unwrap();
    assert_eq!((entry.job.title.as_str(), entry.results[0].file_name.as_str()), ("c", film("a").as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_whose_renaming_a_crash_cut_off_is_found_under_either_name() {
    let target = |world: &World, title: &str| world.films().join(DAY).join(film(title));
    let jobs = [done("a", 1), done("b", 1)];
    let stage = Stage::with(&jobs, |store, world| {
        let row = |id: &str, title: &str| RenameRow { media_id: MediaId::from(id), target: target(world, title) };
        store.begin_renames(&[row("a-0", "new a"), row("b-0", "new b")]).unwrap();
        fs::rename(target(world, "a"), target(world, "new a")).unwrap();
    });
    let stage = stage.await;
    stage.until("the new name is known", async || stage.job("a").await.results[0].file_name == film("new a")).await;
    assert!(stage.job("a").await.results[0].exists);
    assert_eq!(stage.job("b").await.results[0].file_name, film("b"));
    assert!(stage.job("b").await.results[0].exists);
}

#[tokio::test(flavor = "multi_thread")]
async fn models_are_found_by_family_and_task_and_counted_by_both() {
    let picture = Job { endpoint: Endpoint::from(FROM_PICTURE), ..done("b", 1) };
    let wan = Job { endpoint: Endpoint::from("alibaba/wan-2.7/video-extend"), ..done("c", 1) };
    let found = Job { endpoint: Endpoint::new(""), state: JobState::Stopped, ..done("d", 0) };
    let stage = Stage::of(&[done("a", 1), picture, wan, found]).await;
    let page = async |filter: &LibraryFilter| {
        let (_, jobs) = stage.engine.library_page(filter.clone(), LibrarySort::Oldest, 0, 9).await.unwrap();
        jobs.into_iter().map(|entry| entry.job.title).collect::<Vec<_>>().join(" ")
    };
    let none = LibraryFilter::default();
    let grok = LibraryFilter { families: vec!["grok-imagine".to_owned()], ..none.clone() };
    let extend = LibraryFilter { tasks: vec![Task::VideoExtend], ..none.clone() };
    let both = LibraryFilter { tasks: vec![Task::VideoExtend], ..grok.clone() };
    assert_eq!(page(&grok).await, "a b");
    assert_eq!(page(&extend).await, "a c");
    assert_eq!(page(&both).await, "a");
    assert_eq!(page(&LibraryFilter { families: vec!["nothing".to_owned()], ..none.clone() }).await, "");
    let counts = stage.engine.library_counts(both).await.unwrap();
    assert_eq!(counts.total, 1);
    let families: Vec<_> = counts.families.iter().map(|one| (one.family.as_str(), one.count)).collect();
    assert_eq!(families, [("grok-imagine", 1), ("wan-2.7", 1)], "of those that extend");
    let tasks: Vec<_> = counts.tasks.iter().map(|one| (one.task, one.count)).collect();
    assert_eq!(tasks.len(), 2, "of those of the family: {tasks:?}");
    let counts = stage.engine.library_counts(none).await.unwrap();
    assert_eq!((counts.total, counts.states.done, counts.states.unclear), (4, 3, 1));
    assert_eq!(counts.kinds.iter().map(|one| one.count).collect::<Vec<_>>(), [3]);
    assert_eq!(counts.months.iter().map(|one| one.count).sum::<u32>(), 4);
    let history = stage.engine.history().await.unwrap();
    assert_eq!(history.recent, ["wan-2.7", "grok-imagine"]);
    let words = LibraryFilter { text: "wan".to_owned(), ..LibraryFilter::default() };
    assert_eq!(page(&words).await, "c", "a library of an older program learns the names of its models");
}

#[tokio::test(flavor = "multi_thread")]
async fn collections_have_names_of_their_own_and_nothing_goes_with_them() {
    let mut stage = Stage::of(&[done("a", 0), done("b", 0)]).await;
    let first = stage.engine.create_collection("  Music\tvideo ").await.unwrap();
    assert_eq!(first.name, "Music video");
    let second = stage.engine.create_collection("Trailer").await.unwrap();
    for name in ["", " ", "MUSIC VIDEO"] {
        assert!(matches!(stage.engine.create_collection(name).await, Err(CollectionError::Name)), "{name:?}");
    }
    assert!(matches!(stage.engine.rename_collection(&second.id, "music video").await, Err(CollectionError::Name)));
    assert!(matches!(stage.engine.rename_collection("none", "x").await, Err(CollectionError::NotThere)));
    assert_eq!(stage.engine.rename_collection(&first.id, "MUSIC video").await.unwrap().name, "MUSIC video");
    stage.engine.fill_collection(&first.id, ids(&["a", "b"]), true).await.unwrap();
    stage.engine.fill_collection(&first.id, ids(&["b"]), false).await.unwrap();
    assert!(matches!(stage.engine.fill_collection("none", ids(&["a"]), true).await, Err(CollectionError::NotThere)));
    let counts = stage.engine.library_counts(LibraryFilter::default()).await.unwrap();
    let named: Vec<_> = counts.collections.iter().map(|one| (one.name.as_str(), one.count)).collect();
    assert_eq!(named, [("MUSIC video", 1), ("Trailer", 0)]);
    stage.engine.remove_collection(&first.id).await.unwrap();
    assert!(matches!(stage.engine.remove_collection(&first.id).await, Err(CollectionError::NotThere)));
    stage
        .told(|change| {
            matches!(change, Change::Job(entry) if entry.job.title == "a" && entry.shelf.collections.is_empty())
                .then_some(())
        })
        .await;
    assert_eq!(stage.titles().await, ["a", "b"]);
}
