//! What stays with jobs: takes, groups, bins, names, and the shelf of a library that had none.

use super::*;

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

/// Every version that was released, with the rows of version 1 and a finished job with a result.

#[test]
fn an_older_library_gets_its_shelf() {
    const STEPS: [&str; 3] =
        [include_str!("../schemas/v1.sql"), include_str!("../schemas/v2.sql"), include_str!("../schemas/v3.sql")];
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
