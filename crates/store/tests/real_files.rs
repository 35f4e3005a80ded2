//! The store on real files: what was written is there again, an older file is brought up to date, a newer one is left
//! alone, and a process that is killed in the middle loses nothing that was said to be written.

use std::{
    collections::BTreeMap,
    env, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use afterframe_core::{
    form::{FieldValue, Spelling},
    ids::{Endpoint, FieldKey, JobId, MediaId},
    job::{Job, JobState, Upload, WaitReason},
    media::{MediaFacts, MediaKind},
    settings::{Settings, Theme},
    time::Timestamp,
};
use afterframe_store::{DownloadRow, MediaRow, RecordRow, Store, StoreError};

fn job(id: &str, created_at: i64, state: JobState) -> Job {
    let values = BTreeMap::from([(FieldKey::from("videoUrl"), FieldValue::Media { media: MediaId::from("m1") })]);
    let (endpoint, site) = (Endpoint::from("maker/model"), "https://site.example".to_owned());
    let title = "clip".to_owned();
    Job { title, state, ..Job::new(JobId::from(id), endpoint, values, site, Timestamp(created_at)) }
}

fn media(id: &str, path: &Path, job_id: Option<&str>) -> MediaRow {
    MediaRow {
        id: MediaId::from(id),
        path: path.to_owned(),
        modified_at: Some(Timestamp(5)),
        facts: MediaFacts {
            kind: MediaKind::Video,
            format: "mp4".to_owned(),
            size_bytes: 7,
            duration_ms: Some(8_000),
            width: Some(640),
            height: Some(360),
            frame_rate: Some(24.0),
            video_codec: Some("H.264".to_owned()),
            has_sound: Some(true),
        },
        title: "ridge".to_owned(),
        job_id: job_id.map(JobId::from),
        number: job_id.map(|_| 0),
        family: None,
        practice: true,
        has_poster: false,
        content_hash: None,
        created_at: Timestamp(9),
    }
}

fn database(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("afterframe.db")
}

#[test]
fn what_was_written_is_there_after_the_file_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = database(&folder);
    let settings = Settings { theme: Theme::Dark, ..Settings::default() };
    {
        let mut store = Store::open(&path).unwrap();
        assert_eq!(store.settings().unwrap(), Settings::default());
        store.save_settings(&settings).unwrap();
        store.save_job(&job("a", 1, JobState::Queued)).unwrap();
        store.save_job(&job("b", 2, JobState::Done)).unwrap();
        store.save_job(&job("a", 1, JobState::Running)).unwrap();
        let download = DownloadRow {
            job_id: JobId::from("b"),
            number: 0,
            folder: PathBuf::from("/films"),
            part_path: PathBuf::from("/films/x.part"),
            final_path: None,
            etag: Some("\"1\"".to_owned()),
            total_bytes: Some(10),
        };
        store.save_download(&download).unwrap();
        assert_eq!(store.download(&JobId::from("b"), 0).unwrap(), Some(download));
        store.finish_download(&media("r", Path::new("/films/x.mp4"), Some("b"))).unwrap();
        assert_eq!(store.downloads_of(&JobId::from("b")).unwrap(), []);
        store.close().unwrap();
    }
    let store = Store::open(&path).unwrap();
    assert_eq!(store.settings().unwrap(), settings);
    let ids = |jobs: Vec<Job>| jobs.into_iter().map(|job| job.id.as_str().to_owned()).collect::<Vec<_>>();
    assert_eq!(ids(store.jobs().unwrap()), ["b", "a"]);
    assert_eq!(ids(store.jobs_that_move().unwrap()), ["a"]);
    assert_eq!(ids(store.open_jobs_of("https://site.example").unwrap()), ["a"]);
    assert_eq!(store.job(&JobId::from("a")).unwrap(), Some(job("a", 1, JobState::Running)));
    assert_eq!(store.job(&JobId::from("c")).unwrap(), None);
    assert_eq!(store.media_of_job(&JobId::from("b")).unwrap(), [media("r", Path::new("/films/x.mp4"), Some("b"))]);
}

#[test]
fn a_result_outlives_its_job() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&database(&folder)).unwrap();
    store.save_job(&job("a", 1, JobState::Done)).unwrap();
    store.add_media(&media("r", Path::new("/r.mp4"), Some("a"))).unwrap();
    store.remove_job(&JobId::from("a")).unwrap();
    let row = store.media(&MediaId::from("r")).unwrap().unwrap();
    assert_eq!((row.job_id, row.title.as_str()), (None, "ridge"));
}

#[test]
fn what_a_result_was_made_with_outlives_its_job_too() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&database(&folder)).unwrap();
    store.save_job(&job("a", 1, JobState::Done)).unwrap();
    let record = RecordRow {
        content_hash: "ab".to_owned(),
        size_bytes: 7,
        json: "{}".to_owned(),
        job_id: Some(JobId::from("a")),
        made_at: Timestamp(3),
    };
    store.save_record(&record).unwrap();
    store.save_record(&record).unwrap();
    assert!(store.has_record_of_size(7).unwrap());
    assert!(!store.has_record_of_size(8).unwrap());
    assert_eq!(store.record("ab").unwrap(), Some(record.clone()));
    store.remove_job(&JobId::from("a")).unwrap();
    assert_eq!(store.record("ab").unwrap(), Some(RecordRow { job_id: None, ..record }));
    assert_eq!(store.record("cd").unwrap(), None);
}

#[test]
fn a_second_result_with_the_same_number_is_refused_and_keeps_the_download() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&database(&folder)).unwrap();
    store.save_job(&job("a", 1, JobState::Downloading)).unwrap();
    let download = DownloadRow {
        job_id: JobId::from("a"),
        number: 0,
        folder: PathBuf::from("/films"),
        part_path: PathBuf::from("/films/x.part"),
        final_path: None,
        etag: None,
        total_bytes: None,
    };
    store.add_media(&media("first", Path::new("/1.mp4"), Some("a"))).unwrap();
    store.save_download(&download).unwrap();
    let refused = store.finish_download(&media("second", Path::new("/2.mp4"), Some("a")));
    assert!(matches!(refused, Err(StoreError::Sqlite(_))));
    assert_eq!(store.download(&JobId::from("a"), 0).unwrap(), Some(download));
    assert_eq!(store.media(&MediaId::from("second")).unwrap(), None);
}

#[test]
fn a_place_for_a_download_belongs_to_whoever_took_it_last() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&database(&folder)).unwrap();
    let row = |job: &str, path: &str| DownloadRow {
        job_id: JobId::from(job),
        number: 0,
        folder: PathBuf::from("/films"),
        part_path: PathBuf::from(path),
        final_path: None,
        etag: None,
        total_bytes: None,
    };
    for id in ["a", "b"] {
        store.save_job(&job(id, 1, JobState::Downloading)).unwrap();
    }
    store.begin_download(&row("a", "/films/01.part")).unwrap();
    store.begin_download(&row("b", "/films/02.part")).unwrap();
    assert_eq!(store.download(&JobId::from("a"), 0).unwrap(), Some(row("a", "/films/01.part")));
    store.begin_download(&row("b", "/films/01.part")).unwrap();
    assert_eq!(store.download(&JobId::from("a"), 0).unwrap(), None);
    assert_eq!(store.download(&JobId::from("b"), 0).unwrap(), Some(row("b", "/films/01.part")));
}

#[cfg(unix)]
#[test]
fn a_path_that_is_no_utf_8_comes_back_as_it_was() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&database(&folder)).unwrap();
    let path = Path::new(OsStr::from_bytes(b"/clips/caf\xe9.mp4"));
    store.add_media(&media("m", path, None)).unwrap();
    store.set_has_poster(&MediaId::from("m")).unwrap();
    store.set_content_hash(&MediaId::from("m"), "abc").unwrap();
    let found = store.media_at(path).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].path, path);
    assert!(found[0].has_poster);
    assert_eq!(found[0].content_hash.as_deref(), Some("abc"));
    assert_eq!(store.media_without_poster().unwrap(), []);
}

#[test]
fn an_address_is_remembered_for_its_site_and_for_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&database(&folder)).unwrap();
    let upload = Upload { url: "https://a.example/1".to_owned(), expires_at: Timestamp(100) };
    store.remember_upload("one", "hash", &upload, Timestamp(0)).unwrap();
    assert_eq!(store.upload("one", "hash", Timestamp(99)).unwrap(), Some(upload.clone()));
    assert_eq!(store.upload("one", "hash", Timestamp(100)).unwrap(), None);
    assert_eq!(store.upload("two", "hash", Timestamp(0)).unwrap(), None);
    store.forget_uploads("one").unwrap();
    assert_eq!(store.upload("one", "hash", Timestamp(0)).unwrap(), None);
}

#[test]
fn a_file_from_a_newer_program_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = database(&folder);
    Store::open(&path).unwrap().close().unwrap();
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.pragma_update(None, "user_version", 99).unwrap();
    raw.close().unwrap();
    let before = fs::read(&path).unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::Newer { found: 99, known: 4 })));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_file_that_is_no_database_is_called_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = database(&folder);
    fs::write(&path, "this was never a database, however long it may be".repeat(100)).unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::Damaged { .. })));
}

#[test]
fn a_broken_page_is_found_at_the_start_after_an_unclean_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = database(&folder);
    let store = Store::open(&path).unwrap();
    for number in 0..200 {
        store.save_job(&job(&format!("job-{number:04}"), number, JobState::Done)).unwrap();
    }
    store.close().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0xa5);
    fs::write(&path, bytes).unwrap();
    fs::write(folder.path().join("afterframe.db.open"), b"").unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::Damaged { .. })));
}

/// The schema as version 1 wrote it, by hand: a released schema is never changed.
#[test]
fn a_file_of_version_1_opens_with_its_rows() {
    let folder = tempfile::tempdir().unwrap();
    let path = database(&folder);
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch(include_str!("schemas/v1.sql")).unwrap();
    raw.close().unwrap();
    let store = Store::open(&path).unwrap();
    let jobs = store.jobs().unwrap();
    assert_eq!(jobs.len(), 1);
    assert_eq!(jobs[0].state, JobState::Unknown { since: Timestamp(1_000) });
    assert_eq!(store.media(&MediaId::from("m1")).unwrap().unwrap().title, "ridge");
    assert_eq!(store.settings().unwrap().theme, Theme::Dark);
    assert_eq!(store.spelling("https://site.example", &Endpoint::from("maker/model")).unwrap(), None);
    assert_eq!(store.salt().unwrap().len(), 32);
    let states = store.past_states(&jobs[0].id).unwrap();
    assert_eq!(states.len(), 1, "what is known of its past is where it is");
    assert!(folder.path().join("afterframe.db.v1").exists(), "a copy was taken first");
}

#[test]
fn the_states_of_a_job_are_kept_with_their_times_and_only_when_they_change() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&database(&folder)).unwrap();
    let at = |state, changed_at| Job { changed_at: Timestamp(changed_at), ..job("a", 1, state) };
    let waiting = JobState::Waiting { reason: WaitReason::Slot };
    store.save_job(&at(JobState::Preparing, 1)).unwrap();
    store.save_job(&at(waiting.clone(), 2)).unwrap();
    store.save_job(&at(waiting.clone(), 3)).unwrap();
    store.save_job(&Job { paused: true, ..at(waiting.clone(), 4) }).unwrap();
    store.save_job(&at(JobState::Submitting { since: Timestamp(5) }, 5)).unwrap();
    let states = store.past_states(&JobId::from("a")).unwrap();
    let told: Vec<_> = states.iter().map(|past| (past.state.as_str(), past.at.0)).collect();
    assert_eq!(told, [("preparing", 1), ("waiting", 2), ("waiting, held", 4), ("submitting", 5)]);
    for number in 0..100 {
        let state = if number % 2 == 0 { waiting.clone() } else { JobState::Submitting { since: Timestamp(0) } };
        store.save_job(&at(state, 100 + number)).unwrap();
    }
    let states = store.past_states(&JobId::from("a")).unwrap();
    assert_eq!((states.len(), states[0].at.0, states.last().unwrap().at.0), (40, 1, 199));
    store.remove_job(&JobId::from("a")).unwrap();
    assert_eq!(store.past_states(&JobId::from("a")).unwrap(), []);
}

#[test]
fn a_spelling_is_remembered_for_its_site_and_its_model() {
    let folder = tempfile::tempdir().unwrap();
    let model = Endpoint::from("maker/model");
    {
        let store = Store::open(&database(&folder)).unwrap();
        assert_eq!(store.spelling("one", &model).unwrap(), None);
        for spelling in Spelling::ALL {
            store.remember_spelling("one", &model, spelling).unwrap();
            assert_eq!(store.spelling("one", &model).unwrap(), Some(spelling));
        }
        store.close().unwrap();
    }
    let store = Store::open(&database(&folder)).unwrap();
    assert_eq!(store.spelling("one", &model).unwrap(), Some(Spelling::Nodes));
    assert_eq!(store.spelling("two", &model).unwrap(), None);
    assert_eq!(store.spelling("one", &Endpoint::from("maker/other")).unwrap(), None);
    store.forget_spelling("one", &model).unwrap();
    assert_eq!(store.spelling("one", &model).unwrap(), None);
}

#[test]
fn every_library_has_a_salt_of_its_own_and_keeps_it() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let salt = |folder: &tempfile::TempDir| Store::open(&database(folder)).unwrap().salt().unwrap();
    assert_eq!(salt(&one), salt(&one));
    assert_ne!(salt(&one), salt(&two));
}

/// The first half of the next test runs in a process of its own, which is this test binary again.
#[test]
fn one_row_that_cannot_be_read_keeps_no_other_from_going_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = database(&folder);
    let store = Store::open(&path).unwrap();
    store.save_job(&job("good", 2, JobState::Running)).unwrap();
    store.save_job(&job("broken", 1, JobState::Running)).unwrap();
    store.close().unwrap();
    let file = rusqlite::Connection::open(&path).unwrap();
    file.execute("UPDATE jobs SET job = '{\"id\":' WHERE id = 'broken'", []).unwrap();
    drop(file);

    let store = Store::open(&path).unwrap();
    for jobs in [store.jobs().unwrap(), store.jobs_that_move().unwrap()] {
        let ids: Vec<_> = jobs.iter().map(|job| job.id.as_str()).collect();
        assert_eq!(ids, ["good"]);
    }
    assert!(store.job(&JobId::from("broken")).is_err(), "asked for by name it is said to be unreadable");
}

#[test]
fn a_killed_process_loses_nothing_that_was_written() {
    if let Some(path) = env::var_os("AFTERFRAME_WRITE_UNTIL_KILLED") {
        let store = Store::open(Path::new(&path)).unwrap();
        for number in 0.. {
            store.save_job(&job(&format!("job-{number:08}"), number, JobState::Queued)).unwrap();
            println!("written {number}");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let path = database(&folder);
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "a_killed_process_loses_nothing_that_was_written", "--nocapture"])
        .env("AFTERFRAME_WRITE_UNTIL_KILLED", &path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("written ")?.parse::<i64>().ok());
    let last = said.by_ref().find(|number| *number >= 40).unwrap();
    child.kill().unwrap();
    let last = said.last().unwrap_or(last);
    child.wait().unwrap();
    let store = Store::open(&path).unwrap();
    let kept = i64::try_from(store.jobs_that_move().unwrap().len()).unwrap();
    assert!(kept > last, "{kept} rows for {last} that were said to be written");
}
