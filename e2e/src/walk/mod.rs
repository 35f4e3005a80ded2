//! One way past every screen of the program, for whoever wants to look at all of them: the tour takes pictures, the tests of
//! accessibility check. Who looks gets a name for each screen.

mod keeping;
mod making;
mod paying;
mod results;

use std::time::Duration;

use serde_json::json;

use crate::desk::{Desk, Language};
use crate::wait::poll_until;
use crate::window::{Launch, Window, keys};

/// What a change of the window's size puts away.
const OPENED: &str = ":is([role=\"menu\"], .panel[role=\"dialog\"])";

/// A screen on the way.
pub struct Screen<'walk> {
    /// What it is called, in the words of a file name.
    pub name: &'walk str,
    /// The window that shows it.
    pub window: &'walk Window<'walk>,
    /// Brings it up where a change of the window's size puts it away, as it does with menus.
    open: &'walk dyn Fn(),
    /// Its fields say what is wrong with them.
    refused: bool,
}

impl Screen<'_> {
    /// Must be called before looking, and again after a change of size.
    pub fn bring_up(&self) {
        (self.open)();
    }

    /// Waits until nothing moves any more, and every font, picture and film is there.
    pub fn settle(&self) {
        poll_until("the page has come to rest", Duration::from_secs(30), || {
            let quiet = self.window.ask(
                "const moving = document.getAnimations().filter((animation) =>
                     animation.playState === 'running' && animation.effect?.getComputedTiming().iterations !== Infinity);
                 const loading = [...document.images].filter((image) => !image.complete || image.naturalWidth === 0);
                 const wrong = arguments[0] ? [] : document.querySelectorAll('[aria-invalid=true]');
                 const waiting = [...document.querySelectorAll('video')].filter((video) => video.readyState < 2);
                 return document.fonts.status === 'loaded' && moving.length + loading.length + waiting.length + wrong.length === 0;",
                vec![json!(self.refused)],
            );
            quiet.as_bool().filter(|quiet| *quiet)
        });
    }
}

/// Walks past every screen. `speed` is how much faster than real life the practice mode makes things.
pub fn walk(desk: &Desk, speed: u32, look: &mut dyn FnMut(&Screen<'_>)) {
    let launch = Launch::default().with("AFTERFRAME_PRACTICE_SPEED", &speed.to_string());
    let window = Window::open(desk, &launch);
    let mut guide = Guide { desk, window: &window, look };
    let made = making::walk(&mut guide);
    results::walk(&mut guide, &made);
    keeping::walk(&mut guide, &made.film);
    window.quit();
    paying::walk(desk, look);
}

/// Who leads past the screens of one window.
struct Guide<'walk> {
    desk: &'walk Desk,
    window: &'walk Window<'walk>,
    look: &'walk mut dyn FnMut(&Screen<'_>),
}

impl Guide<'_> {
    fn show(&mut self, name: &str) {
        (self.look)(&Screen { name, window: self.window, open: &|| {}, refused: false });
    }

    fn show_refused(&mut self, name: &str) {
        (self.look)(&Screen { name, window: self.window, open: &|| {}, refused: true });
    }

    /// Shows what a change of size puts away, and puts it away.
    fn show_opened(&mut self, name: &str, open: &dyn Fn(&Window<'_>)) {
        let window = self.window;
        (self.look)(&Screen { name, window, open: &|| open(window), refused: false });
        // The key would close the view instead, where a change of size has put it away.
        if window.shows_selector(OPENED) {
            window.press(keys::ESCAPE);
        }
    }

    /// Shows a dialog and puts it away.
    fn show_dialog(&mut self, name: &str) {
        self.window.wait_for_selector("dialog[open]");
        self.show(name);
        self.window.press(keys::ESCAPE);
        self.wait_until_shut();
    }

    fn wait_until_shut(&self) {
        poll_until("the dialog is put away", Duration::from_secs(20), || {
            (!self.window.shows_selector("dialog[open]")).then_some(())
        });
    }

    fn said(&self, english: &'static str, chinese: &'static str) -> &'static str {
        match self.desk.language() {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }

    /// Waits until something is true of the page.
    fn wait_for_truth(&self, what: &str, script: &str) {
        poll_until(what, Duration::from_mins(1), || (self.window.ask(script, vec![]) == json!(true)).then_some(()));
    }
}
