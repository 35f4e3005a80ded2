//! The library on a real file: every filter, every order, every count, words in any script, and what comes and goes meanwhile.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../../../benches/shared/invented.rs"]
mod invented;

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

#[test]
fn every_part_of_a_filter_finds_what_it_says() {
    let room = room_of_five();
    let none = LibraryFilter::default;
    assert_eq!(room.with(&none()), ["lake", "hill", "fire", "lost", "gone"]);
    let states = |states: &[LibraryState]| room.with(&LibraryFilter { states: states.to_vec(), ..none() });
    assert_eq!(states(&[LibraryState::Making]), ["fire"]);
    assert_eq!(states(&[LibraryState::Unclear, LibraryState::Done]), ["lake", "hill", "lost", "gone"]);
    assert_eq!(states(&[LibraryState::Failed]), [""; 0]);
    assert_eq!(room.with(&LibraryFilter { kinds: vec![MediaKind::Image], ..none() }), ["hill"]);
    assert_eq!(room.with(&LibraryFilter { favourites: true, ..none() }), ["hill"]);
    assert_eq!(room.with(&LibraryFilter { practice: Some(true), ..none() }), ["fire"]);
    assert_eq!(room.with(&LibraryFilter { practice: Some(false), ..none() }), ["lake", "hill", "lost", "gone"]);
    assert_eq!(room.with(&LibraryFilter { month: Some("2026-01".to_owned()), ..none() }), ["lake", "hill"]);
    assert_eq!(room.with(&LibraryFilter { tags: vec!["blue".to_owned()], ..none() }), ["lake", "hill"]);
    let both = vec!["blue".to_owned(), "wide".to_owned()];
    assert_eq!(room.with(&LibraryFilter { tags: both, ..none() }), ["lake"]);
    assert_eq!(room.with(&LibraryFilter { collection: Some("c".to_owned()), ..none() }), ["lake", "lost"]);
    let band = |currency, from_micros, to_micros| {
        room.with(&LibraryFilter { costs: Some(CostBand { currency, from_micros, to_micros }), ..none() })
    };
    assert_eq!(band(Currency::Cny, None, None), ["lake"]);
    assert_eq!(band(Currency::Usd, Some(1_000_000), Some(1_000_000)), ["hill"]);
    assert_eq!(band(Currency::Usd, Some(1_000_001), None), [""; 0]);
    let filter = none();
    let endpoints = [Endpoint::from("maker/b")];
    let question = Question { filter: &filter, endpoints: Some(&endpoints) };
    assert_eq!(room.store.shelves().ids(question, LibrarySort::Newest, 0, 9).unwrap(), ids_of(&["hill"]));
    let nothing = Question { filter: &filter, endpoints: Some(&[]) };
    assert_eq!(room.store.shelves().page(nothing, LibrarySort::Newest, 0, 9).unwrap().total, 0);
    // Everything at once.
    let all = LibraryFilter {
        text: "BOAT".to_owned(),
        states: vec![LibraryState::Done],
        kinds: vec![MediaKind::Video],
        practice: Some(false),
        month: Some("2026-01".to_owned()),
        tags: vec!["wide".to_owned()],
        collection: Some("c".to_owned()),
        costs: Some(CostBand { currency: Currency::Cny, from_micros: Some(1), to_micros: None }),
        ..none()
    };
    assert_eq!(room.with(&all), ["lake"]);
}

#[test]
fn every_order_is_whole_and_goes_the_way_it_says() {
    let room = room_of_five();
    let order = |sort| room.found(&LibraryFilter::default(), sort);
    assert_eq!(order(LibrarySort::Newest), ["gone", "lost", "fire", "hill", "lake"]);
    assert_eq!(order(LibrarySort::Oldest), ["lake", "hill", "fire", "lost", "gone"]);
    assert_eq!(order(LibrarySort::Name), ["fire", "gone", "lost", "hill", "lake"]);
    assert_eq!(order(LibrarySort::Longest), ["lake", "gone", "lost", "fire", "hill"]);
    assert_eq!(order(LibrarySort::Dearest), ["hill", "lake", "gone", "lost", "fire"]);
    let text = LibraryFilter { text: "on".to_owned(), ..LibraryFilter::default() };
    assert_eq!(room.found(&text, LibrarySort::Dearest), ["hill", "lake"]);
    assert_eq!(room.found(&text, LibrarySort::Name), ["hill", "lake"]);
    assert_eq!(room.found(&text, LibrarySort::Newest), ["hill", "lake"]);
}

#[test]
fn what_the_jobs_have_in_common_is_counted() {
    let room = room_of_five();
    let filter = LibraryFilter::default();
    let facets = room.store.shelves().facets(all_models(&filter)).unwrap();
    assert_eq!(facets.iter().map(|facet| facet.count).sum::<u32>(), 5);
    let hill = facets.iter().find(|facet| facet.favourite).unwrap();
    assert_eq!(
        (hill.kind, hill.endpoint.as_str(), hill.month.as_str()),
        (Some(MediaKind::Image), "maker/b", "2026-01")
    );
    // What is counted alone is not narrowed by itself, and everything else narrows it.
    let narrow = LibraryFilter { states: vec![LibraryState::Unclear], text: "o".to_owned(), ..filter.clone() };
    let facets = room.store.shelves().facets(all_models(&narrow)).unwrap();
    assert_eq!(facets.iter().map(|facet| facet.count).sum::<u32>(), 2, "on the lake, on the hill");
    let tags = |filter: &LibraryFilter| -> Vec<(String, u32)> {
        let counts = room.store.shelves().tag_counts(all_models(filter)).unwrap();
        counts.into_iter().map(|count| (count.tag, count.count)).collect()
    };
    let pair = |tag: &str, count| (tag.to_owned(), count);
    assert_eq!(tags(&filter), [pair("blue", 2), pair("wide", 1)]);
    let wide = LibraryFilter { tags: vec!["wide".to_owned()], ..filter.clone() };
    assert_eq!(tags(&wide), [pair("blue", 2), pair("wide", 1)], "without regard to tags");
    let images = LibraryFilter { kinds: vec![MediaKind::Image], ..filter.clone() };
    assert_eq!(tags(&images), [pair("blue", 1), pair("wide", 0)]);
    let collections = |filter: &LibraryFilter| -> Vec<(String, u32)> {
        let counts = room.store.shelves().collection_counts(all_models(filter)).unwrap();
        counts.into_iter().map(|count| (count.name, count.count)).collect()
    };
    assert_eq!(collections(&filter), [pair("Best of", 2)]);
    assert_eq!(collections(&images), [pair("Best of", 0)]);
    room.store.fill_bin(&bin("b"), &ids_of(&["lake"])).unwrap();
    assert_eq!(tags(&filter), [pair("blue", 1), pair("wide", 0)], "what lies in a bin is not counted");
    assert_eq!(collections(&filter), [pair("Best of", 1)]);
}

#[test]
fn any_beginning_of_a_word_is_found_whatever_its_case_and_accents() {
    let room = Room::new();
    room.store.know_models(&[(Endpoint::from("maker/a"), "Veo 3.1 Pro\nVeo 3.1\nGoogle".to_owned())]).unwrap();
    room.store.save_job(&job("a", 1, "Café at night", "Der Fuß im Gras; o'clock")).unwrap();
    let other = Job { endpoint: Endpoint::from("maker/b"), ..job("b", 2, "harbour", "ships leave the night behind") };
    room.store.save_job(&other).unwrap();
    room.store.add_media(&result("b", MediaKind::Video, None)).unwrap();
    room.store.tag(&ids_of(&["b"]), &["Music Video".to_owned()], &[]).unwrap();
    for (text, ids) in [
        ("cafe", &["a"][..]),
        ("CAFÉ", &["a"]),
        ("nig", &["a", "b"]),
        ("night caf", &["a"]),
        ("ight", &[]),
        ("clock", &["a"]),
        ("o'clock", &["a"]),
        ("veo", &["a"]),
        ("3.1", &["a"]),
        ("goog", &["a"]),
        ("music", &["b"]),
        ("b.mp4", &["b"]),
        ("", &["a", "b"]),
        ("   ", &["a", "b"]),
    ] {
        assert_eq!(room.text(text), ids, "{text:?}");
    }
    room.store.tag(&ids_of(&["b"]), &[], &["Music Video".to_owned()]).unwrap();
    assert_eq!(room.text("music"), [""; 0]);
}

#[test]
fn any_part_of_a_text_without_spaces_is_found() {
    let room = Room::new();
    room.store.save_job(&job("zh", 1, "海边", "镜头缓缓推进，夕阳落在海面上 4K")).unwrap();
    room.store.save_job(&job("ja", 2, "夜", "カメラがゆっくり進む")).unwrap();
    room.store.save_job(&job("ko", 3, "밤", "천천히 움직이는 카메라")).unwrap();
    for (text, ids) in [
        ("夕阳", &["zh"][..]),
        ("阳落在", &["zh"]),
        ("阳夕", &[]),
        ("推进 4k", &["zh"]),
        ("海面上 缓缓", &["zh"]),
        ("ゆっくり", &["ja"]),
        ("メラ", &["ja"]),
        ("움직", &["ko"]),
        ("메라", &["ko"]),
    ] {
        assert_eq!(room.text(text), ids, "{text}");
    }
}

#[test]
fn nothing_that_is_typed_is_taken_for_a_command() {
    let room = Room::new();
    room.store.save_job(&job("a", 1, "plain", "to be OR not to be \"quoted\" (in brackets) a:b")).unwrap();
    for found in
        ["OR", "\"quoted\"", "(in", "a:b", "be OR", "not", "NEAR(to be)", "text:", "-", "^", "*", "\"", "\"\"\""]
    {
        let ids = room.text(found);
        assert!(ids.is_empty() || ids == ["a"], "{found}");
    }
    assert_eq!(room.text("OR"), ["a"]);
    assert_eq!(room.text("AND"), [""; 0]);
    assert_eq!(room.text("\"quoted\""), ["a"]);
    assert_eq!(room.text("'; DROP TABLE shelf; --"), [""; 0]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_has_an_answer_and_a_prompt_is_found_by_its_words(
        typed in any::<String>(),
        words in proptest::collection::vec("[a-z0-9]{1,8}", 1..5),
    ) {
        let room = Room::new();
        room.store.save_job(&job("a", 1, &typed, &format!("{} {typed}", words.join(" ")))).unwrap();
        let filter = LibraryFilter { text: typed, ..LibraryFilter::default() };
        room.store.shelves().page(all_models(&filter), LibrarySort::Name, 0, 9).unwrap();
        room.store.shelves().facets(all_models(&filter)).unwrap();
        prop_assert_eq!(room.text(&words.join(" ")).len(), 1, "{:?}", words);
    }
}

#[test]
fn nothing_is_passed_over_while_others_come_in() {
    let room = Room::new();
    // All of the same instant, so that nothing but their numbers keeps them in order.
    for number in 0..50 {
        room.store.save_job(&job(&format!("old-{number:02}"), 7, "same", "same")).unwrap();
    }
    let filter = LibraryFilter::default();
    let mut seen = Vec::new();
    for page in 0..5 {
        let ids = room.store.shelves().ids(all_models(&filter), LibrarySort::Newest, page * 10, 10).unwrap();
        seen.extend(ids.iter().map(|id| id.as_str().to_owned()));
        room.store.save_job(&job(&format!("new-{page}"), 8, "same", "same")).unwrap();
    }
    let rest = room.store.shelves().ids(all_models(&filter), LibrarySort::Newest, 50, 10).unwrap();
    seen.extend(rest.iter().map(|id| id.as_str().to_owned()));
    let old: BTreeSet<&String> = seen.iter().filter(|id| id.starts_with("old")).collect();
    assert_eq!(old.len(), 50, "each at least once");
    let orders = [LibrarySort::Newest, LibrarySort::Name, LibrarySort::Longest, LibrarySort::Dearest];
    for sort in orders {
        let pages: Vec<JobId> = (0..6)
            .flat_map(|page| room.store.shelves().ids(all_models(&filter), sort, page * 10, 10).unwrap())
            .collect();
        assert_eq!(pages.iter().collect::<HashSet<_>>().len(), 55, "{sort:?}: each once while nothing comes");
    }
}

#[test]
fn a_job_has_neighbours_in_every_order_and_those_without_a_result_are_passed_over() {
    let room = Room::new();
    for (number, title) in ["b", "a", "d", "c"].into_iter().enumerate() {
        room.store.save_job(&job(title, i64::try_from(number).unwrap(), title, "p")).unwrap();
        if title != "c" {
            room.store.add_media(&result(title, MediaKind::Video, Some(1))).unwrap();
        }
    }
    let filter = LibraryFilter::default();
    let beside = |filter: &LibraryFilter, sort, id: &str| {
        let found = room.store.shelves().beside(all_models(filter), sort, &JobId::from(id)).unwrap();
        let text = |id: Option<JobId>| id.map_or("-".to_owned(), |id| id.to_string());
        (text(found.previous), text(found.next), found.at, found.total)
    };
    let is = |previous: &str, next: &str, at, total| (previous.to_owned(), next.to_owned(), at, total);
    assert_eq!(beside(&filter, LibrarySort::Oldest, "a"), is("b", "d", Some(1), 3));
    assert_eq!(beside(&filter, LibrarySort::Newest, "a"), is("d", "b", Some(1), 3));
    assert_eq!(beside(&filter, LibrarySort::Name, "a"), is("-", "b", Some(0), 3));
    assert_eq!(beside(&filter, LibrarySort::Name, "b"), is("a", "d", Some(1), 3));
    assert_eq!(beside(&filter, LibrarySort::Name, "c"), is("b", "d", None, 3), "it stands there without being seen");
    assert_eq!(beside(&filter, LibrarySort::Longest, "a"), is("d", "b", Some(1), 3));
    assert_eq!(beside(&filter, LibrarySort::Newest, "nobody"), is("-", "-", None, 3));
    let text = LibraryFilter { text: "p".to_owned(), ..filter.clone() };
    assert_eq!(beside(&text, LibrarySort::Newest, "a"), is("d", "b", Some(1), 3));
    let only = LibraryFilter { text: "a".to_owned(), ..filter };
    assert_eq!(
        beside(&only, LibrarySort::Name, "b"),
        is("a", "-", None, 1),
        "left of the filter while it is looked at"
    );
}

#[test]
fn takes_of_the_same_title_are_told_apart_and_keep_their_numbers() {
    let room = Room::new();
    let take = |id: &str| room.store.shelf(&JobId::from(id)).unwrap().take;
    room.store.save_job(&job("a", 1, "girl reading", "p")).unwrap();
    assert_eq!(take("a"), None, "the only one");
    room.store.save_job(&job("b", 2, "girl reading", "p")).unwrap();
    room.store.save_job(&job("c", 3, "girl reading", "p")).unwrap();
    room.store.save_job(&job("b", 2, "girl reading", "another prompt")).unwrap();
    assert_eq!((take("a"), take("b"), take("c")), (Some(1), Some(2), Some(3)));
    room.store.fill_bin(&bin("x"), &ids_of(&["b"])).unwrap();
    assert_eq!((take("a"), take("c")), (Some(1), Some(3)));
    room.store.save_job(&job("c", 3, "boy reading", "p")).unwrap();
    assert_eq!((take("a"), take("c")), (None, None));
    room.store.undo_bin("x").unwrap();
    assert_eq!((take("a"), take("b")), (Some(1), Some(2)));
}

#[test]
fn a_group_stays_with_its_jobs_whatever_becomes_of_them() {
    let room = Room::new();
    let group = JobGroup { id: "g".to_owned(), kind: GroupKind::Compare };
    room.store.save_group(&[job("a", 1, "t", "p"), job("b", 2, "t", "p")], &group).unwrap();
    room.store.save_job(&job("c", 3, "t", "p")).unwrap();
    room.store.save_job(&Job { state: JobState::Running, ..job("a", 1, "t", "p") }).unwrap();
    assert_eq!(room.store.shelf(&JobId::from("a")).unwrap().group, Some(group));
    assert_eq!(room.store.shelf(&JobId::from("c")).unwrap().group, None);
    assert_eq!(room.with(&LibraryFilter { group: Some("g".to_owned()), ..LibraryFilter::default() }), ["a", "b"]);
}

fn bin(id: &str) -> BinRow {
    BinRow { id: id.to_owned(), with_files: true, made_at: Timestamp(0) }
}

#[test]
fn what_lies_in_a_bin_is_in_no_answer_and_comes_back_exactly() {
    let room = room_of_five();
    let before = room.store.shelves().page(all_models(&LibraryFilter::default()), LibrarySort::Newest, 0, 9).unwrap();
    let ids = ids_of(&["lake", "fire"]);
    room.store.fill_bin(&bin("b"), &ids).unwrap();
    assert_eq!(room.with(&LibraryFilter::default()), ["hill", "lost", "gone"]);
    assert_eq!(room.text("boat"), [""; 0]);
    assert_eq!(room.store.jobs().unwrap().len(), 3);
    assert_eq!(room.store.job_ids().unwrap().len(), 3);
    assert_eq!(room.store.jobs_that_move().unwrap(), []);
    assert_eq!(room.store.job(&ids[0]).unwrap(), None);
    assert_eq!(room.store.jobs_in_bin("b").unwrap().len(), 2);
    // What a person named with words of it keeps it out all the same.
    room.store.know_models(&[(Endpoint::from("maker/a"), "Other".to_owned())]).unwrap();
    assert_eq!(room.text("other"), ["lost", "gone"]);
    room.store.undo_bin("b").unwrap();
    assert_eq!(room.store.bins().unwrap(), []);
    let after = room.store.shelves().page(all_models(&LibraryFilter::default()), LibrarySort::Newest, 0, 9).unwrap();
    assert_eq!(after, before);
    assert_eq!(room.text("boat"), ["lake"]);
    assert_eq!(room.text("other"), ["lake", "fire", "lost", "gone"]);
}

#[test]
fn a_removed_job_leaves_nothing_on_the_shelf() {
    let room = room_of_five();
    for id in ["lake", "hill", "fire", "lost", "gone"] {
        room.store.remove_job(&JobId::from(id)).unwrap();
    }
    let raw = rusqlite::Connection::open(&room.path).unwrap();
    for table in ["shelf", "tags", "collection_jobs", "job_inputs", "shelf_words"] {
        let left: u32 = raw.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert_eq!(left, 0, "{table}");
    }
}

#[test]
fn a_file_is_known_to_be_used_by_other_jobs() {
    let room = Room::new();
    let with_input = |id: &str, input: &str| {
        let values: FormValues = [(FieldKey::from("v"), FieldValue::Media { media: MediaId::from(input) })].into();
        Job { values, ..job(id, 1, id, "") }
    };
    room.store.save_job(&with_input("a", "clip")).unwrap();
    room.store.save_job(&with_input("b", "result-a")).unwrap();
    let result = MediaId::from("result-a");
    assert!(room.store.is_used_outside(&result, "bin").unwrap());
    room.store.fill_bin(&bin("bin"), &ids_of(&["a", "b"])).unwrap();
    assert!(!room.store.is_used_outside(&result, "bin").unwrap(), "both go together");
    assert!(room.store.is_used_outside(&result, "other").unwrap(), "the other may come back");
    room.store.undo_bin("bin").unwrap();
    room.store.save_job(&with_input("b", "another")).unwrap();
    assert!(!room.store.is_used_outside(&result, "bin").unwrap());
}

#[test]
fn a_renaming_is_noted_until_it_is_done() {
    let room = room_of_five();
    let row = RenameRow { media_id: MediaId::from("result-lake"), target: PathBuf::from("/films/pond.mp4") };
    room.store.begin_renames(std::slice::from_ref(&row)).unwrap();
    assert_eq!(room.store.open_renames().unwrap(), std::slice::from_ref(&row));
    let renamed = Job { title: "pond".to_owned(), ..room.store.job(&JobId::from("lake")).unwrap().unwrap() };
    room.store.finish_renamed_job(&renamed, &[row]).unwrap();
    assert_eq!(room.store.open_renames().unwrap(), []);
    let media = room.store.media(&MediaId::from("result-lake")).unwrap().unwrap();
    assert_eq!((media.path.as_path(), media.title.as_str()), (Path::new("/films/pond.mp4"), "pond"));
    assert_eq!(room.text("pond"), ["lake"]);
    assert_eq!(room.text("pond.mp4"), ["lake"]);
}

#[test]
fn models_are_known_by_their_latest_use_and_by_how_long_they_take() {
    let room = Room::new();
    for number in 0..4 {
        let done = Job {
            accepted_at: Some(Timestamp(number * 1000)),
            finished_at: Some(Timestamp(number * 1000 + 60_000)),
            ..job(&format!("a{number}"), number * 1000, "t", "p")
        };
        room.store.save_job(&done).unwrap();
    }
    let times = (Some(Timestamp(9_000)), Some(Timestamp(10_000)));
    let other = Job {
        endpoint: Endpoint::from("maker/b"),
        accepted_at: times.0,
        finished_at: times.1,
        ..job("b", 9_000, "t", "p")
    };
    for (id, job) in [
        ("practice", Job { practice: true, ..other.clone() }),
        ("fetched", Job { origin: Origin::Fetched, ..other.clone() }),
        ("running", Job { state: JobState::Running, ..other.clone() }),
    ] {
        room.store.save_job(&Job { id: JobId::from(id), ..job }).unwrap();
    }
    let uses = room.store.shelves().uses(3).unwrap();
    assert_eq!(uses.len(), 2);
    assert_eq!((uses[0].endpoint.as_str(), uses[0].latest, uses[0].waited.len()), ("maker/a", Timestamp(3_000), 3));
    assert_eq!((uses[1].endpoint.as_str(), uses[1].latest, uses[1].waited.len()), ("maker/b", Timestamp(9_000), 0));
}

#[test]
fn a_reader_sees_what_was_written_a_moment_ago_and_writes_nothing() {
    let room = Room::new();
    let reader = room.store.reader().unwrap().expect("a local drive has a write-ahead log");
    let filter = LibraryFilter::default();
    let count = || reader.shelves().page(all_models(&filter), LibrarySort::Newest, 0, 9).unwrap().total;
    assert_eq!(count(), 0);
    room.store.save_job(&job("a", 1, "t", "p")).unwrap();
    assert_eq!(count(), 1);
}

/// Every version that was released, with the rows of version 1 and a finished job with a result.
#[test]
fn an_older_library_gets_its_shelf() {
    const STEPS: [&str; 3] =
        [include_str!("schemas/v1.sql"), include_str!("schemas/v2.sql"), include_str!("schemas/v3.sql")];
    for version in 1..=STEPS.len() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("afterframe.db");
        let raw = rusqlite::Connection::open(&path).unwrap();
        STEPS[..version].iter().for_each(|step| raw.execute_batch(step).unwrap());
        let done =
            serde_json::to_string(&Job { results: vec![MediaId::from("r")], ..job("b", 2, "clip", "a heron lands") });
        raw.execute(
            "INSERT INTO jobs VALUES ('b', 2, 'done', 1, 'site', 'maker/a', ?1), ('c', 3, 'done', 1, 'site', 'maker/a', 'broken')",
            [done.unwrap()],
        )
        .unwrap();
        raw.execute_batch(
            "INSERT INTO media SELECT 'r', path, modified_at, kind, facts, title, 'b', 0, family, practice, has_poster,
                 content_hash, created_at FROM media WHERE id = 'm1'",
        )
        .unwrap();
        raw.close().unwrap();
        let store = Store::open(&path).unwrap();
        assert!(folder.path().join(format!("afterframe.db.v{version}")).exists(), "a copy was taken first");
        // What an engine does at its start.
        store.know_models(&[(Endpoint::from("maker/model"), "Veo 3.1".to_owned())]).unwrap();
        let room = Room { folder, path, store };
        assert_eq!(room.with(&LibraryFilter::default()), ["a", "b"], "{version}");
        assert_eq!(room.with(&LibraryFilter { kinds: vec![MediaKind::Video], ..LibraryFilter::default() }), ["b"]);
        assert_eq!(
            room.with(&LibraryFilter { states: vec![LibraryState::Unclear], ..LibraryFilter::default() }),
            ["a"]
        );
        assert_eq!(room.text("heron"), ["b"]);
        assert_eq!(room.text("ridge.mp4"), ["b"]);
        assert_eq!(room.text("veo"), ["a"]);
        let takes = ["a", "b"].map(|id| room.store.shelf(&JobId::from(id)).unwrap().take);
        assert_eq!(takes, [Some(1), Some(2)]);
        assert!(room.store.is_used_outside(&MediaId::from("m1"), "bin").unwrap());
    }
}

#[test]
fn a_damaged_index_of_words_is_made_anew_and_nothing_else_is_lost() {
    let room = room_of_five();
    let raw = rusqlite::Connection::open(&room.path).unwrap();
    raw.execute("DELETE FROM shelf_words_data WHERE id > 10", []).unwrap();
    raw.close().unwrap();
    let Room { folder, path, store } = room;
    // Killed, not closed.
    drop(store);
    let room = Room { store: Store::open(&path).unwrap(), folder, path };
    assert_eq!(room.with(&LibraryFilter::default()).len(), 5);
    room.store.know_models(&[]).unwrap();
    assert_eq!(room.text("boat"), ["lake"]);
}

#[test]
fn a_hundred_thousand_jobs_are_found_again() {
    let mut room = Room::new();
    invented::fill(&mut room.store, 0, 100_000, Path::new("/films")).unwrap();
    let none = LibraryFilter::default();
    let shelves = room.store.shelves();
    let page = shelves.page(all_models(&none), LibrarySort::Newest, 60, 60).unwrap();
    assert_eq!((page.total, page.jobs.len()), (100_000, 60));
    assert_eq!(page.jobs[0].job.id, JobId::from("job-00099939"));
    let rare = LibraryFilter { text: "heron".to_owned(), ..none.clone() };
    assert_eq!(shelves.page(all_models(&rare), LibrarySort::Newest, 0, 60).unwrap().total, 250);
    let stars = LibraryFilter { favourites: true, ..none.clone() };
    assert_eq!(shelves.page(all_models(&stars), LibrarySort::Name, 0, 60).unwrap().total, 4_000);
    assert_eq!(shelves.facets(all_models(&none)).unwrap().iter().map(|facet| facet.count).sum::<u32>(), 100_000);
    let common = LibraryFilter { text: "lantern".to_owned(), states: vec![LibraryState::Failed], ..none.clone() };
    let total =
        shelves.page(all_models(&LibraryFilter { states: Vec::new(), ..common.clone() }), LibrarySort::Newest, 0, 1);
    let facets = shelves.facets(all_models(&common)).unwrap();
    assert_eq!(
        facets.iter().map(|facet| facet.count).sum::<u32>(),
        total.unwrap().total,
        "many are counted in another way"
    );
    let tags = shelves.tag_counts(all_models(&none)).unwrap();
    assert_eq!(tags.iter().map(|tag| tag.count).collect::<Vec<_>>(), [10_000, 2_500]);
}
