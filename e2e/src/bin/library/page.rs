//! What the page is asked: when it first had something to show, how long the library takes to open, what scrolling costs.

use std::time::Duration;

use afterframe_e2e::{Window, poll_until};
use serde_json::{Value, json};

/// A frame may take long where a busy processor paints.
const LONGEST: Duration = Duration::from_mins(3);

/// In the page: resolves when what was done before it is on the screen.
const TOOLS: &str = "const painted = () => new Promise((done) => requestAnimationFrame(() => {
         const channel = new MessageChannel();
         channel.port1.onmessage = () => done();
         channel.port2.postMessage(0);
     }));
     const frame = () => new Promise((done) => requestAnimationFrame(done));
     const there = (selector) => new Promise((done) => {
         const look = () => {
             const found = document.querySelector(selector);
             if (found) done(found);
             return found;
         };
         if (look()) return;
         const observer = new MutationObserver(() => { if (look()) observer.disconnect(); });
         observer.observe(document.body, { childList: true, subtree: true, attributes: true });
     });
     const given = arguments[0];
     delete window.measured;
     const answer = (value) => { window.measured = value; };";

/// When the page first showed something: milliseconds of the clock on the wall.
const FIRST_PAINT: &str = "(async () => {
         for (;;) {
             const [paint] = performance.getEntriesByName('first-contentful-paint');
             if (paint) return answer(performance.timeOrigin + paint.startTime);
             await new Promise((done) => setTimeout(done, 20));
         }
     })();";

/// From the press on the library until its first cards are painted, and until every picture in view is there. An empty library
/// says so instead.
const OPEN_LIBRARY: &str = "(async () => {
         const begun = performance.now();
         document.querySelector('[data-testid=rail-library]').click();
         await there('[data-testid=job-card], [data-testid=library-empty]');
         await painted();
         const cards = performance.now() - begun;
         const seen = () => [...document.querySelectorAll('[data-testid=job-card] img')].filter((picture) => {
             const { top } = picture.getBoundingClientRect();
             return top >= 0 && top < innerHeight;
         });
         while (!seen().every((picture) => picture.complete)) await frame();
         await painted();
         answer({ cards, pictures: performance.now() - begun });
     })();";

/// Scrolls from one end to the other within so many milliseconds, as a hand on the scrollbar does. For each frame: how long after the one before it, how long the page
/// itself was at work (events, cards, layout; not the painting), how many cards were in the page.
const SCROLL: &str = "(async () => {
         const list = document.querySelector('.scroller');
         const frames = [], works = [], cards = [];
         let before = null;
         list.scrollTop = 0;
         await painted();
         const begun = performance.now();
         for (let time = await frame(); ; time = await frame()) {
             if (before !== null) frames.push(time - before);
             before = time;
             document.documentElement.offsetHeight;
             works.push(performance.now() - time);
             cards.push(list.querySelectorAll('li').length);
             if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) break;
             list.scrollTop = (list.scrollHeight - list.clientHeight) * Math.min(1, (performance.now() - begun) / given);
         }
         while (!list.querySelector('[data-testid=job-card]')) await frame();
         answer({ frames, works, cards, height: list.scrollHeight });
     })();";

/// Frames in which nothing changes but the colour of a line: what the machine needs for any frame at all.
const NOTHING: &str = "(async () => {
         const frames = [];
         let before = null;
         for (let at = 0; at < 120; at += 1) {
             const time = await frame();
             if (before !== null) frames.push(time - before);
             before = time;
             document.body.style.outline = at % 2 ? '1px solid red' : '1px solid blue';
         }
         document.body.style.outline = '';
         answer(frames);
     })();";

/// How long the library took to open, in milliseconds after the press.
#[derive(Clone, Copy, Debug)]
pub struct Opened {
    /// Until its first cards were painted, or the words that it is empty.
    pub cards: f64,
    /// Until every picture in view was there, too.
    pub pictures: f64,
}

/// What a walk over the whole library cost, frame by frame.
#[derive(Clone, Debug)]
pub struct Scrolled {
    /// From one frame to the next, in milliseconds.
    pub frames: Vec<f64>,
    /// What the page itself was at work in each, in milliseconds.
    pub works: Vec<f64>,
    /// The most cards that were in the page at a time.
    pub most_cards: f64,
    /// How high the library is, in pixels.
    pub height: f64,
}

/// When the page first showed something: milliseconds of the clock on the wall.
pub fn first_paint(window: &Window<'_>) -> f64 {
    number(&ask(window, FIRST_PAINT, 0))
}

/// Opens the library by its place in the rail.
pub fn open_library(window: &Window<'_>) -> Opened {
    window.wait_for("rail-library");
    let said = ask(window, OPEN_LIBRARY, 0);
    Opened { cards: number(&said["cards"]), pictures: number(&said["pictures"]) }
}

/// Scrolls the library from end to end within `time`.
pub fn scroll(window: &Window<'_>, time: Duration) -> Scrolled {
    let said = ask(window, SCROLL, u32::try_from(time.as_millis()).unwrap_or(u32::MAX));
    Scrolled {
        frames: numbers(&said["frames"]),
        works: numbers(&said["works"]),
        most_cards: numbers(&said["cards"]).into_iter().fold(0.0, f64::max),
        height: number(&said["height"]),
    }
}

/// From one frame to the next while nothing changes but the colour of a line.
pub fn frames_of_nothing(window: &Window<'_>) -> Vec<f64> {
    numbers(&ask(window, NOTHING, 0))
}

/// Begins a script and looks for its answer from time to time: the driver waits for none as long as these take.
fn ask(window: &Window<'_>, script: &str, given: u32) -> Value {
    window.ask(&format!("{TOOLS}\n{script}"), vec![json!(given)]);
    poll_until("the page has measured", LONGEST, || {
        let said = window.ask("return window.measured ?? null;", vec![]);
        (!said.is_null()).then_some(said)
    })
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}
