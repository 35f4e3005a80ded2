//! Words in any script, and what people type that looks like a command.

use super::*;

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
