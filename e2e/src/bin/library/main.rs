//! Measures in the real window what a large library costs: the start, the memory, scrolling from end to end. Held against an empty
//! library and an empty window. Prints the figures; nothing fails by them, because they are the machine's as much as the program's.
//! `./dev bench library [start | memory | scrolling]`.

#[cfg(target_os = "linux")]
mod page;
#[cfg(target_os = "linux")]
mod rooms;
#[cfg(target_os = "linux")]
mod table;
#[cfg(target_os = "linux")]
mod tree;

fn main() {
    #[cfg(target_os = "linux")]
    linux::measure();
    #[cfg(not(target_os = "linux"))]
    eprintln!("The library is measured on Linux: WebKitGTK alone comes with a driver.");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::time::{Duration, Instant};

    use afterframe_e2e::{Desk, Launch, Window, lay_out};

    use crate::page::{self, Scrolled};
    use crate::rooms::{self, Room};
    use crate::table::{self, Line, at, median};
    use crate::tree;

    const RESULTS: usize = 10_000;
    /// So often is each program started, in turn.
    const STARTS: usize = 7;
    /// So often is the memory of each looked at, in turn.
    const LOOKS: usize = 3;
    /// A hand on the scrollbar goes over all of it in this time.
    const WALK: Duration = Duration::from_secs(30);
    /// After this nothing moves any more that was begun by the start or by scrolling.
    const REST: Duration = Duration::from_secs(8);

    pub fn measure() {
        let desk = Desk::start("library");
        let peer = Launch::of("examples/empty_window");
        let empty = rooms::empty(&desk);
        let begun = Instant::now();
        let full = rooms::with_results(&desk, &empty, RESULTS, &lay_out(&desk, "ridge-at-dusk.mp4"));
        println!("{RESULTS} results were made in {:.1} s", begun.elapsed().as_secs_f64());

        let part = std::env::args().nth(1);
        let wants = |name: &str| part.as_deref().is_none_or(|part| part == name);
        let mut lines = Vec::new();
        if wants("start") {
            lines.extend(starts(&desk, &peer, &empty, &full));
        }
        if wants("memory") {
            lines.extend(memory(&desk, &peer, &empty, &full));
        }
        if wants("scrolling") {
            lines.extend(scrolling(&walk(&desk, &full.launch())));
        }
        table::print(&lines);
    }

    /// From the start of the process until there is something to see; then, after a press, until the library is.
    fn starts(desk: &Desk, peer: &Launch, empty: &Room, full: &Room) -> Vec<Line> {
        let mut windows = Vec::new();
        let (mut of_empty, mut of_full) = (Vec::new(), Vec::new());
        // The first round only brings everything into the memory of the system.
        for round in 0..=STARTS {
            let start = |launch: &Launch| {
                let window = Window::open_as_it_is(desk, launch);
                let first = page::first_paint(&window) - tree::started_at(window.program_id());
                (window, first)
            };
            let (window, first) = start(peer);
            window.quit();
            print!("start {round} of {STARTS}: {first:.0} ms");
            if round > 0 {
                windows.push(first);
            }
            for (room, times) in [(empty, &mut of_empty), (full, &mut of_full)] {
                let (window, first) = start(&room.launch());
                let opened = page::open_library(&window);
                window.quit();
                print!(", {first:.0} + {:.0} ms", opened.cards);
                if round > 0 {
                    times.push((first, opened));
                }
            }
            println!();
        }
        let window = median(&windows);
        let middle = |times: &[(f64, page::Opened)], part: fn(&(f64, page::Opened)) -> f64| {
            median(&times.iter().map(part).collect::<Vec<_>>())
        };
        let cards = |(first, opened): &(f64, page::Opened)| first + opened.cards;
        let (nothing, first_cards) = (middle(&of_empty, cards), middle(&of_full, cards));
        let begin = |times| middle(times, |(first, _)| *first);
        let press = |times| middle(times, |(_, opened)| opened.cards);
        let pictures = middle(&of_full, |(_, opened)| opened.pictures);
        let than_empty = "the empty library";
        vec![
            Line::alone("Start of an empty window until its first picture", window, "ms", None),
            Line::ratio(
                "Start of the program until its first picture",
                begin(&of_empty),
                "ms",
                ("the window", window),
                None,
            ),
            Line::ratio("  the same with 10,000 results", begin(&of_full), "ms", (than_empty, begin(&of_empty)), None),
            Line::alone("From the press until an empty library is painted", press(&of_empty), "ms", None),
            Line::ratio("  the first of 10,000 results", press(&of_full), "ms", (than_empty, press(&of_empty)), None),
            Line::alone("  and all their pictures in view", pictures, "ms", None),
            Line::ratio("Start to an empty library", nothing, "ms", ("the window", window), None),
            Line::ratio("Start to first cards of 10,000 results", first_cards, "ms", (than_empty, nothing), Some(1.5)),
        ]
    }

    /// The memory of everything that a program started, after a rest: with the library open, and scrolled from end to end.
    fn memory(desk: &Desk, peer: &Launch, empty: &Room, full: &Room) -> Vec<Line> {
        let [mut windows, mut empties, mut opens, mut scrolleds] = [const { Vec::new() }; 4];
        let rest = |window: &Window<'_>, sizes: &mut Vec<f64>| {
            std::thread::sleep(REST);
            sizes.push(tree::memory(window.program_id()));
        };
        for look in 1..=LOOKS {
            let window = Window::open(desk, peer);
            rest(&window, &mut windows);
            window.quit();

            let window = Window::open(desk, &empty.launch());
            page::open_library(&window);
            rest(&window, &mut empties);
            window.quit();

            let window = Window::open(desk, &full.launch());
            page::open_library(&window);
            rest(&window, &mut opens);
            page::scroll(&window, WALK);
            rest(&window, &mut scrolleds);
            window.quit();
            let said = [&windows, &empties, &opens, &scrolleds].map(|sizes| format!("{:.0}", sizes[look - 1]));
            println!("memory {look} of {LOOKS}: {} MB", said.join(", "));
        }
        let (window, nothing) = (median(&windows), median(&empties));
        let than_empty = ("the empty library", nothing);
        vec![
            Line::alone("Memory of an empty window", window, "MB", None),
            Line::ratio("Memory of an empty library", nothing, "MB", ("the window", window), None),
            Line::ratio("Memory of 10,000 results, opened", median(&opens), "MB", than_empty, Some(1.3)),
            Line::ratio("  and scrolled from end to end", median(&scrolleds), "MB", than_empty, Some(1.3)),
        ]
    }

    /// A walk over the library, and what a frame takes in which nothing moves.
    struct Walk {
        nothing: Vec<f64>,
        scrolled: Scrolled,
    }

    impl Walk {
        fn over(window: &Window<'_>) -> Self {
            let nothing = page::frames_of_nothing(window);
            Self { nothing, scrolled: page::scroll(window, WALK) }
        }
    }

    fn walk(desk: &Desk, launch: &Launch) -> Walk {
        let window = Window::open(desk, launch);
        page::open_library(&window);
        std::thread::sleep(REST);
        let walk = Walk::over(&window);
        window.quit();
        walk
    }

    fn scrolling(Walk { nothing, scrolled }: &Walk) -> Vec<Line> {
        let Scrolled { frames, works, most_cards, height } = scrolled;
        let p95 = at(95, frames);
        let peer = "a frame of nothing";
        vec![
            Line::alone(&format!("Scrolling {height:.0} px from end to end: cards"), *most_cards, "", Some(100.0)),
            Line::alone("  a frame, p95", p95, "ms", Some(50.0)),
            Line::ratio("  a frame, p95", p95, "ms", (peer, at(95, nothing)), None),
            Line::ratio("  a frame, median", median(frames), "ms", (peer, median(nothing)), None),
            Line::alone("  what the page itself is at work in a frame, p95", at(95, works), "ms", Some(50.0)),
            Line::alone("  the same, worst", at(100, works), "ms", None),
        ]
    }
}
