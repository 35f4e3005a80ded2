//! The window of the program, seen through WebDriver: find by `data-testid`, click, type, look, photograph.
//!
//! WebKitWebDriver starts the program itself. Pages are asked questions with scripts; they are acted upon with real
//! clicks and keys only.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::prelude::*;
use tokio::runtime::Runtime;

use crate::desk::Desk;
use crate::evidence::{evidence_folder, program};
use crate::picture;
use crate::process::{Process, output_of, wait_for_end};
use crate::wait::poll_until;

/// How long an element may take to appear. Generous: a busy machine is slow, and a passing test does not wait.
const PATIENCE: Duration = Duration::from_secs(30);

/// Keys that have no letter, as [`Window::press`] takes them.
pub mod keys {
    /// The arrow to the left.
    pub const LEFT: &str = "\u{e012}";
    /// The arrow up.
    pub const UP: &str = "\u{e013}";
    /// The arrow to the right.
    pub const RIGHT: &str = "\u{e014}";
    /// The arrow down.
    pub const DOWN: &str = "\u{e015}";
    /// To the beginning.
    pub const HOME: &str = "\u{e011}";
    /// To the end.
    pub const END: &str = "\u{e010}";
    /// Enter.
    pub const ENTER: &str = "\u{e007}";
    /// To the next control.
    pub const TAB: &str = "\u{e004}";
    /// Delete.
    pub const DELETE: &str = "\u{e017}";
    /// Escape.
    pub const ESCAPE: &str = "\u{e00c}";
}

/// A rectangle of the display, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From the left edge of the display.
    pub x: i64,
    /// From its upper edge.
    pub y: i64,
    /// How wide.
    pub width: i64,
    /// How high.
    pub height: i64,
}

/// How a window is opened.
#[derive(Clone, Debug)]
pub struct Launch {
    program: &'static str,
    environment: Vec<(String, String)>,
    size: (u32, u32),
}

impl Default for Launch {
    fn default() -> Self {
        Self {
            program: "afterframe",
            environment: vec![("AFTERFRAME_PRACTICE_SPEED".into(), "20".into())],
            size: (1440, 900),
        }
    }
}

impl Launch {
    /// Another program of this repository, by its place beside the built ones.
    #[must_use]
    pub fn of(program: &'static str) -> Self {
        Self { program, ..Self::default() }
    }

    /// The program painted as a person on this machine gets it: without layers where no graphics card is.
    #[must_use]
    pub fn as_on_this_machine() -> Self {
        Self::default().with("WEBKIT_FORCE_COMPOSITING_MODE", "0")
    }

    /// Adds a variable to the environment of the program.
    #[must_use]
    pub fn with(mut self, key: &str, value: &str) -> Self {
        self.environment.retain(|(known, _)| known != key);
        self.environment.push((key.into(), value.into()));
        self
    }

    /// The size of the window, in CSS pixels at 100 %.
    #[must_use]
    pub fn sized(mut self, width: u32, height: u32) -> Self {
        self.size = (width, height);
        self
    }
}

/// An open window. Dropping it ends the program without asking; `quit` closes it as a person would.
#[derive(Debug)]
pub struct Window<'desk> {
    desk: &'desk Desk,
    session: Option<WebDriver>,
    runtime: Runtime,
    driver: Process,
    /// The id by which the display knows the window; a process has others that nobody sees.
    own: String,
}

impl<'desk> Window<'desk> {
    /// Starts the program, waits until its page is there, and gives the window its size.
    pub fn open(desk: &'desk Desk, launch: &Launch) -> Self {
        let window = Self::open_as_it_is(desk, launch);
        window.resize(launch.size.0, launch.size.1);
        window
    }

    /// Starts the program and waits until its page is there, with the size and the place that the program gives it.
    pub fn open_as_it_is(desk: &'desk Desk, launch: &Launch) -> Self {
        let binary = program(launch.program);
        let port = free_port();
        let mut command = desk.command("WebKitWebDriver");
        command.args([format!("--port={port}"), "--host=127.0.0.1".to_owned()]);
        // Without both, the creation of a session hangs.
        command.env("TAURI_AUTOMATION", "true").env("TAURI_WEBVIEW_AUTOMATION", "true");
        for (key, value) in &launch.environment {
            command.env(key, value);
        }
        let mut driver = Process::start("window", &command, &desk.logs());
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be built");
        poll_until("WebKitWebDriver listens", PATIENCE, || {
            assert!(driver.runs(), "WebKitWebDriver ended at once; see its log");
            std::net::TcpStream::connect(("127.0.0.1", port)).ok()
        });
        // No browserName: with any but its own the driver refuses the session.
        let mut wanted = Capabilities::new();
        wanted.set("webkitgtk:browserOptions", json!({ "binary": binary, "args": [] })).expect("plain JSON can be set");
        let session = runtime
            .block_on(
                WebDriver::builder(format!("http://127.0.0.1:{port}"), wanted)
                    .request_timeout(Duration::from_mins(1))
                    .connect(),
            )
            .unwrap_or_else(|error| panic!("the window did not open: {error}; see window.log"));
        let mut window = Self { desk, session: Some(session), runtime, driver, own: String::new() };
        window.own = window.native_id();
        window
    }

    /// The desk on which the window stands.
    pub fn desk(&self) -> &'desk Desk {
        self.desk
    }

    /// The process id of the program.
    pub fn program_id(&self) -> u32 {
        *self.driver.children().first().expect("the program runs as long as its window is open")
    }

    /// Closes the window through the window manager, as a person would, and waits until the program has ended.
    pub fn quit(mut self) {
        let id = self.program_id();
        let window = self.native_id();
        output_of(self.xdotool().args(["windowactivate", "--sync", &window]));
        output_of(self.xdotool().args(["key", "--clearmodifiers", "alt+F4"]));
        wait_for_end("the program ends after its window was closed", id, PATIENCE);
        self.let_go();
    }

    /// Puts the window out of sight, as a person does who turns to something else.
    pub fn minimize(&self) {
        output_of(self.xdotool().args(["windowminimize", "--sync", &self.native_id()]));
    }

    /// Tells the window to close, as the cross in its corner does. What the program makes of it is its own affair.
    pub fn ask_to_close(&self) {
        let window = self.native_id();
        output_of(self.xdotool().args(["windowactivate", "--sync", &window]));
        output_of(self.xdotool().args(["key", "--clearmodifiers", "alt+F4"]));
    }

    /// Whether the window is on the display: neither put out of sight nor hidden.
    pub fn is_on_display(&self) -> bool {
        let id = self.program_id().to_string();
        let search = self.xdotool().args(["search", "--onlyvisible", "--all", "--pid", &id, "--name", "."]).output();
        let found = search.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        found.lines().any(|line| line == self.own)
    }

    /// Waits until the program has ended by itself, and lets go of it.
    pub fn wait_until_ended(mut self, id: u32) {
        wait_for_end("the program ends by itself", id, PATIENCE);
        self.let_go();
    }

    /// Presses a key on the keyboard of the display, so that the menus of the window hear it before its page does.
    pub fn press_natively(&self, keys: &str) {
        output_of(self.xdotool().args(["windowactivate", "--sync", &self.native_id()]));
        output_of(self.xdotool().args(["key", "--clearmodifiers", keys]));
    }

    /// Ends the program at once, as a crash or a power cut would.
    pub fn kill(mut self) {
        let id = self.program_id();
        output_of(Command::new("sh").arg("-c").arg(format!("kill -KILL {id}")));
        wait_for_end("the program ends when it is killed", id, PATIENCE);
        self.let_go();
    }

    /// Runs a script in the page and returns what it returns. `arguments[0]` and so on are the arguments.
    pub fn ask(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.run(self.session().execute(script, arguments))
            .and_then(|answer| answer.convert())
            .unwrap_or_else(|error| panic!("the page did not answer: {error}\nScript: {script}"))
    }

    /// Runs a script that answers by calling its last argument.
    pub fn ask_later(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.run(self.session().execute_async(script, arguments))
            .and_then(|answer| answer.convert())
            .unwrap_or_else(|error| panic!("the page did not answer: {error}\nScript: {script}"))
    }

    /// Waits for the first element that fits a CSS selector and can be seen.
    pub fn wait_for_selector(&self, selector: &str) -> WebElement {
        poll_until(&format!("{selector} can be seen"), PATIENCE, || self.visible(selector))
    }

    /// Waits for the element with this `data-testid`.
    pub fn wait_for(&self, id: &str) -> WebElement {
        self.wait_for_selector(&selector(id))
    }

    /// Waits until no element with this `data-testid` can be seen.
    pub fn wait_until_gone(&self, id: &str) {
        poll_until(&format!("{id} is gone"), PATIENCE, || self.visible(&selector(id)).is_none().then_some(()));
    }

    /// Whether an element with this `data-testid` can be seen now.
    pub fn shows(&self, id: &str) -> bool {
        self.visible(&selector(id)).is_some()
    }

    /// Whether an element that fits a CSS selector can be seen now.
    pub fn shows_selector(&self, selector: &str) -> bool {
        self.visible(selector).is_some()
    }

    /// Clicks the element with this `data-testid`.
    pub fn click(&self, id: &str) {
        self.click_selector(&selector(id));
    }

    /// Clicks the first element that fits a CSS selector. Repeated while the page still moves it or it is not enabled.
    pub fn click_selector(&self, selector: &str) {
        poll_until(&format!("{selector} can be clicked"), PATIENCE, || {
            let element = self.visible(selector)?;
            let enabled = self.run(element.is_enabled()).unwrap_or(false);
            (enabled && self.run(element.click()).is_ok()).then_some(())
        });
    }

    /// Puts the pointer on the first element that fits a CSS selector.
    pub fn point_at(&self, selector: &str) {
        let element = self.wait_for_selector(selector);
        self.run(self.session().action_chain().move_to_element_center(&element).perform())
            .unwrap_or_else(|error| panic!("the pointer does not reach {selector}: {error}"));
    }

    /// Replaces the text of the field with this `data-testid`, or of the field inside it. Repeated while the page still
    /// puts another form in its place.
    pub fn write(&self, id: &str, text: &str) {
        let own = selector(id);
        let field =
            format!("{own}:is(input, textarea), {own} textarea, {own} input:not([type=checkbox], [type=radio])");
        poll_until(&format!("{id} can be written into"), PATIENCE, || {
            let element = self.visible(&field)?;
            self.run(async {
                element.clear().await?;
                element.send_keys(text).await
            })
            .ok()
        });
    }

    /// The text that a person reads in the element with this `data-testid`.
    pub fn text(&self, id: &str) -> String {
        let element = self.wait_for(id);
        self.run(element.text()).unwrap_or_else(|error| panic!("{id} could not be read: {error}"))
    }

    /// An attribute of the first element that fits a CSS selector, when there is one.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let element = self.run(self.session().find(By::Css(selector))).ok()?;
        self.run(element.attr(name)).ok().flatten()
    }

    /// The middle of an element, in pixels of the display.
    pub fn middle_of(&self, selector: &str) -> (i64, i64) {
        let place = self.place_of(selector);
        (place.x + place.width / 2, place.y + place.height / 2)
    }

    /// Where an element stands, in pixels of the display.
    pub fn place_of(&self, selector: &str) -> Place {
        let spot = self.ask(
            "const box = document.querySelector(arguments[0]).getBoundingClientRect();
             return [box.x, box.y, box.width, box.height];",
            vec![json!(selector)],
        );
        // The page fills the window; the display knows where the window is.
        let shell = output_of(self.xdotool().args(["getwindowgeometry", "--shell", &self.native_id()]));
        let side = |key: &str| -> f64 {
            shell
                .lines()
                .find_map(|line| line.strip_prefix(key)?.parse().ok())
                .unwrap_or_else(|| panic!("xdotool did not say where the window is: {shell}"))
        };
        let along = |index: usize| spot[index].as_f64().unwrap_or_default();
        #[expect(clippy::cast_possible_truncation, reason = "a place on a screen is far below the limits of i64")]
        let whole = |place: f64| place.round() as i64;
        Place {
            x: whole(side("X=") + along(0)),
            y: whole(side("Y=") + along(1)),
            width: whole(along(2)),
            height: whole(along(3)),
        }
    }

    /// Types on the keyboard, wherever the focus is. Keys without a letter are in [`keys`].
    pub fn press(&self, text: &str) {
        self.run(self.session().action_chain().send_keys(text).perform())
            .unwrap_or_else(|error| panic!("the keys {text:?} could not be pressed: {error}"));
    }

    /// Presses a key while Control is held.
    pub fn press_with_control(&self, key: &str) {
        let chain = self.session().action_chain().key_down(Key::Control).send_keys(key).key_up(Key::Control);
        self.run(chain.perform()).unwrap_or_else(|error| panic!("Control and {key:?} could not be pressed: {error}"));
    }

    /// Presses a key while Shift is held.
    pub fn press_with_shift(&self, key: &str) {
        let chain = self.session().action_chain().key_down(Key::Shift).send_keys(key).key_up(Key::Shift);
        self.run(chain.perform()).unwrap_or_else(|error| panic!("Shift and {key:?} could not be pressed: {error}"));
    }

    /// Goes from control to control with the Tab key until the one that fits a CSS selector has the focus. Each one on the way
    /// must show that it has it.
    pub fn tab_to(&self, selector: &str) {
        self.walk_to(selector, || self.press(keys::TAB));
    }

    /// The same, the other way round.
    pub fn tab_back_to(&self, selector: &str) {
        self.walk_to(selector, || self.press_with_shift(keys::TAB));
    }

    fn walk_to(&self, selector: &str, step: impl Fn()) {
        // More controls than any page has.
        const MOST: usize = 120;
        self.wait_for_some(selector);
        let mut way = Vec::new();
        for _ in 0..MOST {
            step();
            let at = self.ask(
                "const here = document.activeElement;
                 const name = here?.dataset.testid ?? here?.getAttribute('aria-label') ?? here?.textContent?.trim().slice(0, 40);
                 return { there: here?.matches(arguments[0]) ?? false, name: `${here?.localName} ${name}`,
                          page: here === document.body, shown: here?.matches(':focus-visible') ?? false };",
                vec![json!(selector)],
            );
            assert!(
                at["page"] == json!(true) || at["shown"] == json!(true),
                "the focus cannot be seen on {}",
                at["name"]
            );
            if at["there"] == json!(true) {
                return;
            }
            way.push(at["name"].as_str().unwrap_or_default().to_owned());
        }
        panic!("{selector} is not reached with the Tab key; on the way: {}", way.join(", "));
    }

    /// Waits until an element is in the page, seen or not: radio buttons lie behind their labels.
    fn wait_for_some(&self, selector: &str) {
        poll_until(&format!("{selector} is there"), PATIENCE, || {
            let there = self.ask("return document.querySelector(arguments[0]) !== null;", vec![json!(selector)]);
            there.as_bool().filter(|there| *there)
        });
    }

    /// Resizes the window until its page has this size in CSS pixels.
    pub fn resize(&self, width: u32, height: u32) {
        let window = self.native_id();
        // Into the corner, so that the window of another program has room beside it.
        output_of(self.xdotool().args(["windowmove", &window, "0", "0"]));
        output_of(self.xdotool().args(["windowsize", &window, &width.to_string(), &height.to_string()]));
        poll_until(&format!("the page is {width}x{height}"), PATIENCE, || {
            let size = self.ask("return [window.innerWidth, window.innerHeight];", vec![]);
            (size == json!([width, height])).then_some(())
        });
    }

    /// A picture of the page. Repeated while a part of it is not painted yet, as happens just after a change of size.
    pub fn photograph(&self, path: &Path) {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .unwrap_or_else(|error| panic!("{} could not be made: {error}", folder.display()));
        }
        poll_until("every corner of the page is painted", PATIENCE, || {
            let taken = self.run(self.session().screenshot(path));
            taken.unwrap_or_else(|error| panic!("no picture of the window: {error}"));
            picture::corners_are_painted(path).then_some(())
        });
    }

    /// As [`Window::photograph`], when everything that has happened until now is painted.
    pub fn photograph_now(&self, path: &Path) {
        self.ask_later(
            "const done = arguments[0];
             requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true), 100)));",
            vec![],
        );
        self.photograph(path);
    }

    /// `xdotool` on the display of this window.
    pub(crate) fn xdotool(&self) -> Command {
        self.desk.command("xdotool")
    }

    /// The id by which the display knows the window.
    pub(crate) fn native_id(&self) -> String {
        let id = self.program_id().to_string();
        poll_until("the window is on the display", PATIENCE, || {
            let output =
                self.xdotool().args(["search", "--onlyvisible", "--all", "--pid", &id, "--name", "."]).output().ok()?;
            String::from_utf8_lossy(&output.stdout).lines().last().map(str::to_owned)
        })
    }

    fn visible(&self, selector: &str) -> Option<WebElement> {
        let found = self.run(self.session().find_all(By::Css(selector))).ok()?;
        found.into_iter().find(|element| self.run(element.is_displayed()).unwrap_or(false))
    }

    fn session(&self) -> &WebDriver {
        self.session.as_ref().expect("the session lives as long as the window")
    }

    fn run<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// The session has ended with the program; to say so to the driver would only wait for an answer.
    fn let_go(&mut self) {
        if let Some(session) = self.session.take() {
            let _ = session.leak();
        }
    }
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        if std::thread::panicking()
            && let Some(session) = &self.session
        {
            let folder = evidence_folder(self.desk.name());
            self.desk.photograph(&folder.join("display.png"));
            if let Err(error) = self.runtime.block_on(session.screenshot(&folder.join("window.png"))) {
                eprintln!("no picture of the window: {error}");
            }
        }
        self.let_go();
    }
}

/// The CSS selector of a `data-testid`.
fn selector(id: &str) -> String {
    format!("[data-testid=\"{id}\"]")
}

/// A port on which nothing listens. The driver takes it a moment later.
fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .expect("loopback has a free port")
        .port()
}
