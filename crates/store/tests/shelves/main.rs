//! The library on a real file: every filter, every order, every count, words in any script, and what comes and goes meanwhile.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../../../../benches/shared/invented.rs"]
mod invented;

mod finding;
mod keeping;
mod words;

use std::{
    collections::{BTreeSet, HashSet},
    path::{Path, PathBuf},
};

use afterframe_core::{
    form::{FieldValue, FormValues},
    group::GroupKind,
    ids::{Endpoint, FieldKey, JobId, MediaId},
    job::{Job, JobState, Origin},
    library::{Collection, CostBand, JobGroup, LibraryFilter, LibraryState},
    media::{MediaFacts, MediaKind},
    money::{Currency, Money},
    settings::LibrarySort,
    time::Timestamp,
};
use afterframe_store::{BinRow, MediaRow, Question, RenameRow, Store};
use proptest::prelude::*;

struct Room {
    /// Goes when the room goes.
    folder: tempfile::TempDir,
    path: PathBuf,
    store: Store,
}

impl Room {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("afterframe.db");
        let store = Store::open(&path).unwrap();
        Self { folder, path, store }
    }

    fn found(&self, filter: &LibraryFilter, sort: LibrarySort) -> Vec<String> {
        let found = self.store.shelves().page(all_models(filter), sort, 0, 200).unwrap();
        let ids: Vec<String> = found.jobs.iter().map(|row| row.job.id.to_string()).collect();
        assert_eq!(found.total as usize, ids.len());
        assert_eq!(self.store.shelves().ids(all_models(filter), sort, 0, 200).unwrap(), ids_of(&ids));
        ids
    }

    fn with(&self, filter: &LibraryFilter) -> Vec<String> {
        self.found(filter, LibrarySort::Oldest)
    }

    fn text(&self, text: &str) -> Vec<String> {
        self.with(&LibraryFilter { text: text.to_owned(), ..LibraryFilter::default() })
    }
}

fn all_models(filter: &LibraryFilter) -> Question<'_> {
    Question { filter, endpoints: None }
}

fn ids_of<T: AsRef<str>>(ids: &[T]) -> Vec<JobId> {
    ids.iter().map(|id| JobId::from(id.as_ref())).collect()
}

fn job(id: &str, created_at: i64, title: &str, prompt: &str) -> Job {
    let values: FormValues = [(FieldKey::from("prompt"), FieldValue::Text(prompt.to_owned()))].into();
    let new = Job::new(JobId::from(id), Endpoint::from("maker/a"), values, "site".to_owned(), Timestamp(created_at));
    Job { title: title.to_owned(), state: JobState::Done, ..new }
}

fn result(job: &str, kind: MediaKind, duration_ms: Option<u64>) -> MediaRow {
    let format = if kind == MediaKind::Image { "png" } else { "mp4" };
    MediaRow {
        id: MediaId::new(format!("result-{job}")),
        path: Path::new("/films").join(format!("{job}.{format}")),
        modified_at: None,
        facts: MediaFacts {
            kind,
            format: format.to_owned(),
            size_bytes: 7,
            duration_ms,
            width: None,
            height: None,
            frame_rate: None,
            video_codec: None,
            has_sound: None,
        },
        title: job.to_owned(),
        job_id: Some(JobId::from(job)),
        number: Some(0),
        family: None,
        practice: false,
        has_poster: false,
        content_hash: None,
        created_at: Timestamp(0),
    }
}

/// Five jobs that differ in everything that can be asked for.
fn room_of_five() -> Room {
    const DAY: i64 = 86_400_000;
    let room = Room::new();
    let store = &room.store;
    // In the middle of their months, so that they are in them wherever the test runs.
    let (january, march) = (1_768_478_400_000, 1_773_576_000_000);
    let money = |micros, currency| Some(Money::new(micros, currency));
    let lake = Job { cost: money(5_000_000, Currency::Cny), ..job("lake", january, "Take 10", "a boat on the lake") };
    let hill = Job {
        cost: money(1_000_000, Currency::Usd),
        endpoint: Endpoint::from("maker/b"),
        ..job("hill", january + DAY, "take 9", "sheep on the hill")
    };
    let fire = Job { state: JobState::Running, practice: true, ..job("fire", march, "bonfire", "sparks fly up") };
    let lost =
        Job { state: JobState::Unknown { since: Timestamp(0) }, ..job("lost", march + 1, "lost", "nobody knows") };
    let gone = Job { state: JobState::Stopped, ..job("gone", march + 2, "gone", "who cares") };
    for job in [&lake, &hill, &fire, &lost, &gone] {
        store.save_job(job).unwrap();
    }
    store.add_media(&result("lake", MediaKind::Video, Some(8_000))).unwrap();
    store.add_media(&result("hill", MediaKind::Image, None)).unwrap();
    store.set_favourite(&ids_of(&["hill"]), true).unwrap();
    store.tag(&ids_of(&["lake", "hill"]), &["blue".to_owned()], &[]).unwrap();
    store.tag(&ids_of(&["lake"]), &["wide".to_owned()], &[]).unwrap();
    let collection = Collection { id: "c".to_owned(), name: "Best of".to_owned() };
    store.save_collection(&collection, Timestamp(0)).unwrap();
    store.put_into_collection("c", &ids_of(&["lake", "lost"])).unwrap();
    room
}

fn bin(id: &str) -> BinRow {
    BinRow { id: id.to_owned(), with_files: true, made_at: Timestamp(0) }
}
