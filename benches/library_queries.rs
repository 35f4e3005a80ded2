//! How long the library takes to answer, with ten and with a hundred thousand jobs: the first page, a page in the middle, what a
//! person searches for, the counts beside the list. Each beside a plain way to the same answer in the same run: looking through
//! the prompts of all jobs with LIKE, or reading all rows. Medians; the numbers that are wanted stand beside.

#[path = "shared/invented.rs"]
mod invented;

use std::{
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use afterframe_core::{
    ids::Endpoint,
    library::{LibraryFilter, LibraryState},
    settings::LibrarySort,
};
use afterframe_store::{Question, Shelves, Store};
use rusqlite::{Connection, OpenFlags};

const ROUNDS: usize = 21;
/// The peers need seconds; a few rounds show their order of magnitude.
const ROUNDS_OF_PEERS: usize = 5;
const PAGE: u32 = 60;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for count in [10_000, 100_000] {
        measure(count)?;
    }
    Ok(())
}

fn measure(count: usize) -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("afterframe.db");
    let mut store = Store::open(&path)?;
    let start = Instant::now();
    invented::fill(&mut store, 0, count, Path::new("/films"))?;
    println!("\n{count} jobs, written in {:.1} s", start.elapsed().as_secs_f64());
    store.close()?;
    let start = Instant::now();
    let store = Store::open(&path)?;
    println!("  opened, with a check of the whole file, in {:.0} ms", ms(start.elapsed()));
    let reader = store.reader()?.ok_or("no write-ahead log here")?;
    let shelves = reader.shelves();
    let raw = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;

    let like = "SELECT count(*) FROM jobs WHERE job LIKE '%lantern%'";
    let looked = median(ROUNDS_OF_PEERS, || scan(&raw, like))?;
    let all = median(ROUNDS_OF_PEERS, || scan(&raw, "SELECT count(json_extract(job, '$.title')) FROM jobs"))?;
    println!("  peer: LIKE over all jobs {:.1} ms, reading the title of all jobs {:.1} ms", ms(looked), ms(all));

    let none = LibraryFilter::default();
    let text = |text: &str| LibraryFilter { text: text.to_owned(), ..none.clone() };
    let starred = LibraryFilter { favourites: true, ..none.clone() };
    let failed = LibraryFilter { states: vec![LibraryState::Failed], ..none.clone() };
    let narrow =
        LibraryFilter { tags: vec!["music video".to_owned()], month: Some("2024-03".to_owned()), ..none.clone() };
    let grok: Vec<Endpoint> = invented::MODELS[..2].iter().map(|(endpoint, _)| Endpoint::from(*endpoint)).collect();
    let deep = u32::try_from(count / 2)?;
    let page = |name: &str, filter: &LibraryFilter, endpoints: Option<&[Endpoint]>, sort, offset, wanted: f64| {
        let question = Question { filter, endpoints };
        let mut total = 0;
        let time = median(ROUNDS, || {
            total = black_box(shelves.page(question, sort, offset, PAGE)?).total;
            Ok(())
        })?;
        report(&format!("{name} ({total})"), time, wanted, looked);
        Ok::<_, Box<dyn std::error::Error>>(())
    };
    page("first page", &none, None, LibrarySort::Newest, 0, 10.0)?;
    page("first page by name", &none, None, LibrarySort::Name, 0, 10.0)?;
    page("first page by cost", &none, None, LibrarySort::Dearest, 0, 10.0)?;
    page("page in the middle", &none, None, LibrarySort::Newest, deep, 10.0)?;
    page("page in the middle by name", &none, None, LibrarySort::Name, deep, 10.0)?;
    page("favourites", &starred, None, LibrarySort::Newest, 0, 10.0)?;
    page("failed", &failed, None, LibrarySort::Newest, 0, 10.0)?;
    page("one family", &none, Some(&grok), LibrarySort::Newest, 0, 10.0)?;
    page("a tag in a month", &narrow, None, LibrarySort::Newest, 0, 10.0)?;
    page("search: a rare word", &text("heron"), None, LibrarySort::Newest, 0, 30.0)?;
    page("search: a common word", &text("lantern"), None, LibrarySort::Newest, 0, 30.0)?;
    page("search: a word of every job", &text("1080p"), None, LibrarySort::Newest, 0, 30.0)?;
    page("search: one letter", &text("l"), None, LibrarySort::Newest, 0, 30.0)?;
    page("search: two words", &text("ridge dusk"), None, LibrarySort::Newest, 0, 30.0)?;
    page("search: Chinese", &text("夕阳落在"), None, LibrarySort::Newest, 0, 30.0)?;
    page("search: a model", &text("wan 2.7"), None, LibrarySort::Newest, 0, 30.0)?;
    page("search: a common word by name", &text("lantern"), None, LibrarySort::Name, 0, 30.0)?;
    page(
        "search: a common word, favourites",
        &LibraryFilter { favourites: true, ..text("lantern") },
        None,
        LibrarySort::Newest,
        0,
        30.0,
    )?;
    for (name, filter) in [
        ("counts", &none),
        ("counts of favourites", &starred),
        ("counts of a search", &text("lantern")),
        ("counts of a search for a word of every job", &text("1080p")),
        ("counts of a tag in a month", &narrow),
    ] {
        let time = median(ROUNDS, || Ok(count_all(shelves, filter)?))?;
        report(name, time, 100.0, all);
    }
    let question = Question { filter: &none, endpoints: None };
    let ids = shelves.ids(question, LibrarySort::Newest, deep, 1)?;
    let time = median(ROUNDS, || {
        black_box(shelves.beside(question, LibrarySort::Newest, &ids[0])?);
        Ok(())
    })?;
    report("neighbours of one in the middle", time, 30.0, all);
    let time = median(ROUNDS, || {
        black_box(shelves.uses(50)?);
        Ok(())
    })?;
    report("history of models", time, 30.0, all);
    let size = std::fs::metadata(&path)?.len();
    println!("  the file: {} MB, {} bytes a job", size / 1_000_000, size / count as u64);
    Ok(())
}

fn count_all(shelves: Shelves<'_>, filter: &LibraryFilter) -> Result<(), afterframe_store::StoreError> {
    let question = Question { filter, endpoints: None };
    black_box(shelves.facets(question)?);
    black_box(shelves.tag_counts(question)?);
    black_box(shelves.collection_counts(question)?);
    Ok(())
}

fn scan(raw: &Connection, sql: &str) -> Result<(), Box<dyn std::error::Error>> {
    black_box(raw.query_row(sql, [], |row| row.get::<_, u32>(0))?);
    Ok(())
}

fn report(name: &str, time: Duration, wanted: f64, peer: Duration) {
    let ratio = peer.as_secs_f64() / time.as_secs_f64().max(f64::MIN_POSITIVE);
    let holds = if ms(time) > wanted { "does not hold" } else { "holds" };
    println!(
        "  {name:<52} {:>8.2} ms (wanted: {wanted:.0}), {ratio:>6.0} times quicker than the peer: {holds}",
        ms(time)
    );
}

fn median(
    rounds: usize,
    mut what: impl FnMut() -> Result<(), Box<dyn std::error::Error>>,
) -> Result<Duration, Box<dyn std::error::Error>> {
    let mut times = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let start = Instant::now();
        what()?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    Ok(times[rounds / 2])
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
