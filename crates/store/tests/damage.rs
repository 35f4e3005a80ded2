//! Really damaged files: each is found at the start, set aside with every byte, and the last good copy takes its place.
#![expect(clippy::unwrap_used, reason = "what helps the tests may fail as the tests do")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use afterframe_core::{
    form::FormValues,
    ids::{Endpoint, JobId},
    job::{Job, JobState},
    time::Timestamp,
};
use afterframe_store::{Store, StoreError, has_copies, newest_copy, restore};

fn job(id: &str) -> Job {
    let (endpoint, site) = (Endpoint::from("maker/model"), "https://site.example".to_owned());
    Job { state: JobState::Done, ..Job::new(JobId::from(id), endpoint, FormValues::new(), site, Timestamp(1)) }
}

fn add(path: &Path, jobs: std::ops::Range<u32>) {
    let mut store = Store::open(path).unwrap();
    let jobs: Vec<Job> = jobs.map(|number| job(&format!("job-{number:05}"))).collect();
    store.save_jobs(&jobs).unwrap();
    store.keep_what_is_new().unwrap();
    store.close().unwrap();
}

/// A library that was closed twice, with two hundred jobs and then four hundred.
fn library() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("afterframe.db");
    add(&path, 0..200);
    add(&path, 200..400);
    (folder, path)
}

fn kept(path: &Path, number: u32) -> PathBuf {
    path.with_file_name(format!("afterframe.db.kept-{number}"))
}

fn jobs_in(path: &Path) -> usize {
    Store::open(path).unwrap().jobs().unwrap().len()
}

/// What happens to the bytes of a file.
type Damage = fn(&mut Vec<u8>);

/// Every way to break a file that is tried here.
fn damages() -> Vec<(&'static str, Damage)> {
    vec![
        ("cut in half", |bytes| bytes.truncate(bytes.len() / 2)),
        ("cut within a page", |bytes| bytes.truncate(bytes.len() / 3 + 77)),
        ("cut to its head", |bytes| bytes.truncate(60)),
        ("empty", Vec::clear),
        ("a head of noise", |bytes| bytes[..100].fill(0xa7)),
        ("all noise", |bytes| bytes.fill(0x5e)),
        ("pages of noughts", |bytes| {
            let middle = bytes.len() / 2 / 4096 * 4096;
            bytes[middle..middle + 3 * 4096].fill(0);
        }),
        ("a first table of noughts", |bytes| bytes[4096..8192].fill(0)),
    ]
}

#[test]
fn a_damaged_file_is_set_aside_and_the_last_copy_takes_its_place() {
    for (name, damage) in damages() {
        let (folder, path) = library();
        let mut bytes = fs::read(&path).unwrap();
        damage(&mut bytes);
        fs::write(&path, &bytes).unwrap();
        let found = Store::open(&path);
        assert!(matches!(found, Err(StoreError::Damaged { .. })), "{name}: {found:?}");
        drop(found);
        let copy = restore(&path, "damaged-7", |store| store.save_job(&job("noted"))).unwrap();
        assert!(copy.is_some_and(|copy| copy.taken.is_some()), "{name}");
        assert_eq!(jobs_in(&path), 401, "{name}: what is written before the copy counts is in it");
        let aside = folder.path().join("afterframe.db.damaged-7");
        assert_eq!(fs::read(aside).unwrap(), bytes, "{name}: not a byte of it is lost");
    }
}

#[test]
fn a_damaged_copy_gives_way_to_the_one_before() {
    let (_folder, path) = library();
    fs::write(&path, b"gone").unwrap();
    let copy = fs::read(kept(&path, 1)).unwrap();
    fs::write(kept(&path, 1), &copy[..copy.len() / 2]).unwrap();
    assert!(restore(&path, "damaged-1", |_| Ok(())).unwrap().is_some());
    assert_eq!(jobs_in(&path), 200);
}

#[test]
fn without_a_good_copy_the_place_is_free_and_the_file_is_still_there() {
    let (folder, path) = library();
    for number in [1, 2] {
        fs::write(kept(&path, number), b"no copy").unwrap();
    }
    fs::write(&path, b"no database either").unwrap();
    assert_eq!(restore(&path, "damaged-1", |_| panic!("there is nothing to prepare")).unwrap(), None);
    assert!(!path.exists());
    assert_eq!(fs::read(folder.path().join("afterframe.db.damaged-1")).unwrap(), b"no database either");
}

#[test]
fn a_restore_that_was_cut_off_leaves_the_damaged_file_where_it_was() {
    let (_folder, path) = library();
    fs::write(&path, b"damaged").unwrap();
    let cut = restore(&path, "damaged-1", |_| Err(StoreError::Damaged { detail: "killed".to_owned() }));
    assert!(cut.is_err());
    assert_eq!(fs::read(&path).unwrap(), b"damaged");
    assert!(restore(&path, "damaged-2", |_| Ok(())).unwrap().is_some());
    assert_eq!(jobs_in(&path), 400);
}

#[test]
fn a_newer_program_s_library_is_refused_and_never_replaced_by_an_older_copy() {
    let (_folder, path) = library();
    let newer = |path: &Path| {
        let raw = rusqlite::Connection::open(path).unwrap();
        raw.pragma_update(None, "user_version", 99).unwrap();
        raw.close().unwrap();
    };
    newer(&path);
    assert!(matches!(Store::open(&path), Err(StoreError::Newer { found: 99, .. })));
    fs::write(&path, b"damaged").unwrap();
    newer(&kept(&path, 1));
    let refused = restore(&path, "damaged-1", |_| Ok(()));
    assert!(matches!(refused, Err(StoreError::Newer { found: 99, .. })), "{refused:?}");
    assert_eq!(fs::read(&path).unwrap(), b"damaged", "nothing was touched");
}

#[test]
fn a_copy_is_taken_only_when_there_is_something_new_and_the_one_before_stays() {
    let (_folder, path) = library();
    let before = [1, 2].map(|number| fs::read(kept(&path, number)).unwrap());
    add(&path, 0..0);
    assert_eq!([1, 2].map(|number| fs::read(kept(&path, number)).unwrap()), before, "nothing was new");
    add(&path, 400..500);
    assert_eq!(fs::read(kept(&path, 2)).unwrap(), before[0]);
    assert!(newest_copy(&path).is_some() && has_copies(&path));
    // Killed without a copy, and opened again: what it wrote is in no copy yet.
    drop(Store::open(&path).unwrap());
    let mut store = Store::open(&path).unwrap();
    store.keep_what_is_new().unwrap();
    store.close().unwrap();
    assert_ne!(fs::read(kept(&path, 2)).unwrap(), before[0]);
}
