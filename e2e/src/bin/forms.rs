//! Measures in the real window what a person feels: opening the form of every family through the search, and typing in it. Prints the
//! figures; nothing fails by them, because they are the machine's as much as the program's. `./dev bench forms`.

fn main() {
    #[cfg(target_os = "linux")]
    linux::measure();
    #[cfg(not(target_os = "linux"))]
    eprintln!("The forms are measured on Linux: WebKitGTK alone comes with a driver.");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::time::Duration;

    use afterframe_e2e::{Desk, Launch, Window, poll_until, start_practice};
    use serde_json::{Value, json};

    /// What is typed, a letter after the other, in the languages that people type in.
    const WORDS: [&str; 8] =
        ["kling 3.0 pro", "veo", "可灵", "lip sync", "midjorney", "wan 2.7 extend", "seedance ref", "extend a clip"];

    /// In the page: resolves when what was done before it is on the screen.
    const PAINTED: &str = "const painted = () => new Promise((done) => requestAnimationFrame(() => {
         const channel = new MessageChannel();
         channel.port1.onmessage = done;
         channel.port2.postMessage(0);
     }));
     const type = (text) => {
         const input = document.querySelector('[data-testid=finder] input');
         input.value = text;
         input.dispatchEvent(new Event('input', { bubbles: true }));
     };
     const pause = (time) => new Promise((done) => setTimeout(done, time));
     const open = async () => {
         if (!document.querySelector('[data-testid=finder]')) {
             window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }));
         }
         while (!document.querySelector('[data-testid=finder] input')) await painted();
         // It opens narrowed to what the form before started from.
         for (const chip of document.querySelectorAll('[data-testid=finder] .filters [aria-pressed=true]')) chip.click();
     };
     // Everything but the painting, which is the machine's: what the page is made of, and where it stands.
     const laidOut = async () => {
         await Promise.resolve();
         await pause(0);
         return document.documentElement.offsetHeight;
     };
     const answer = arguments[arguments.length - 1];
     const given = arguments[0];";

    pub fn measure() {
        let desk = Desk::start("forms");
        let window = Window::open(&desk, &Launch::as_on_this_machine());
        start_practice(&window);
        // As after a start: a person looks before they press anything, and the page gets ready meanwhile.
        std::thread::sleep(Duration::from_secs(4));
        let families = families(&window);
        println!("{}", window.ask("return navigator.userAgent;", vec![]).as_str().unwrap_or_default());

        print("a frame in which nothing changes but a colour", numbers(&ask(&window, NOTHING, "")));
        let (mut forms, mut shown) = (Vec::new(), Vec::new());
        for family in &families {
            let time = ask(&window, OPEN_FORM, family);
            match (time["made"].as_f64(), time["shown"].as_f64()) {
                (Some(made), Some(time)) => {
                    forms.push((made, family.clone()));
                    shown.push(time);
                }
                _ => println!("{family} was not found"),
            }
        }
        let first = forms.first().cloned();
        print("a form, from the click until it stands", forms.iter().map(|(time, _)| *time).collect());
        if let Some((time, family)) = first {
            println!("    the first of all, {family}: {time:.1} ms");
        }
        forms.sort_by(|one, other| other.0.total_cmp(&one.0));
        for (time, family) in forms.iter().take(3) {
            println!("    {time:.1} ms: {family}");
        }

        print("a form, from the click until it is painted", shown);
        let (mut blocked, mut painted, mut frames) = (Vec::new(), Vec::new(), Vec::new());
        for words in WORDS {
            let said = ask(&window, TYPE, words);
            for (list, key) in [(&mut blocked, "blocked"), (&mut painted, "painted"), (&mut frames, "frames")] {
                list.extend(numbers(&said[key]));
            }
        }
        print("a letter in the search, how long it holds the page up", blocked);
        print("a letter in the search, until it is on the screen", painted);
        let late = frames.iter().filter(|time| **time > 25.0).count();
        println!("{late} of {} frames were dropped while a letter was typed every 30 ms", frames.len());
        print("    from one frame to the next", frames);
        window.quit();
    }

    /// Every family that a person sees, by the name that they would type.
    fn families(window: &Window<'_>) -> Vec<String> {
        let names = poll_until("the search lists the families", Duration::from_secs(30), || {
            let names = ask(window, LIST, "");
            (names.as_array().map_or(0, Vec::len) > 50).then_some(names)
        });
        names.as_array().into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect()
    }

    /// Scrolled to its end, because few rows are drawn at first.
    const LIST: &str = "open().then(async () => {
             const list = document.querySelector('[data-testid=finder] [role=listbox]');
             for (let before = -1; before !== list.scrollHeight; ) {
                 before = list.scrollHeight;
                 list.scrollTo({ top: before });
                 await painted();
                 await painted();
             }
             answer([...list.querySelectorAll('[data-testid=finder-row] .name')].map((name) => name.firstChild.data.trim()));
         });";

    const OPEN_FORM: &str = "open().then(async () => {
             type(given);
             await pause(150);
             const row = document.querySelector('[data-testid=finder-row]');
             if (!row) return answer(null);
             const begun = performance.now();
             row.click();
             await laidOut();
             const made = performance.now() - begun;
             await painted();
             const shown = performance.now() - begun;
             await pause(100);
             answer({ made, shown });
         });";

    const TYPE: &str = "open().then(async () => {
             const found = { blocked: [], painted: [], frames: [] };
             for (let at = 1; at <= given.length; at += 1) {
                 const begun = performance.now();
                 type(given.slice(0, at));
                 found.blocked.push(performance.now() - begun);
                 await painted();
                 found.painted.push(performance.now() - begun);
                 await pause(80);
             }
             type('');
             await pause(200);
             let last = null;
             let watches = true;
             const watch = (time) => {
                 if (last !== null) found.frames.push(time - last);
                 last = time;
                 if (watches) requestAnimationFrame(watch);
             };
             requestAnimationFrame(watch);
             for (let at = 1; at <= given.length; at += 1) {
                 type(given.slice(0, at));
                 await pause(30);
             }
             await pause(60);
             watches = false;
             type('');
             await pause(100);
             answer(found);
         });";

    /// What the machine needs for any frame at all.
    const NOTHING: &str = "(async () => {
             const times = [];
             for (let at = 0; at < 40; at += 1) {
                 const begun = performance.now();
                 document.body.style.outline = at % 2 ? '1px solid red' : '';
                 await painted();
                 times.push(performance.now() - begun);
                 await pause(40);
             }
             document.body.style.outline = '';
             answer(times);
         })();";

    fn numbers(list: &Value) -> Vec<f64> {
        list.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
    }

    fn ask(window: &Window<'_>, script: &str, given: &str) -> Value {
        window.ask_later(&format!("{PAINTED}\n{script}"), vec![json!(given)])
    }

    fn print(what: &str, mut times: Vec<f64>) {
        times.sort_by(f64::total_cmp);
        let at =
            |per_cent: usize| times.get(times.len() * per_cent / 100).or(times.last()).copied().unwrap_or_default();
        println!(
            "{what}: {:.1} ms median, {:.1} ms p95, {:.1} ms worst, of {}",
            at(50),
            at(95),
            times.last().copied().unwrap_or_default(),
            times.len()
        );
    }
}
