//! Past what is about money, with an account at a practice server: nothing is spent in the practice mode.

use super::{Guide, Screen};
use crate::desk::Desk;
use crate::journey::{drop_clip, fill_prompt, lay_out, press_make, wait_for_result};
use crate::picker::GROK_EXTEND;
use crate::practice::PracticeServer;
use crate::window::{Launch, Window, keys};

/// The shape of a RunningHub key.
const KEY: &str = "e2e0c0ffee7d41c6a5b3f1e2d3c4b5a6";

pub(super) fn walk(desk: &Desk, look: &mut dyn FnMut(&Screen<'_>)) {
    let server = PracticeServer::start(desk, KEY);
    let launch = Launch::default().with("RH_API_BASE_URL", server.address()).with("RH_API_KEY", KEY);
    let window = Window::open(desk, &launch);
    let mut guide = Guide { desk, window: &window, look };
    window.wait_for("rail-balance");
    drop_clip(&window, &lay_out(desk, "ridge-at-dusk.mp4"));
    let prompt = guide.said("The light fades.", "光线渐暗。");
    fill_prompt(&window, GROK_EXTEND, prompt);
    guide.show("form-priced");
    let job = press_make(&window);
    wait_for_result(&window, &job);
    window.click("rail-money");
    window.wait_for("money-models-table");
    guide.show("money");
    window.write("limit-ask-above", &format!("0.01{}", keys::ENTER));
    window.click("rail-make");
    window.click("make-button");
    window.wait_for("limit-question");
    guide.show("limit-question");
    window.click("limit-no");
    guide.wait_until_shut();
    window.click("rail-settings");
    window.wait_for("settings-key-status");
    guide.show("settings-account");
    window.quit();
}
