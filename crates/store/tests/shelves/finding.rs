//! Every filter, every order, every count, and what stands beside a job.

use super::*;

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
