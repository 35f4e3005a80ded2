//! Drives the real window of Afterframe, as a person would: its own display, its own session bus with a keychain, a
//! window manager, a drop from another program, a video that plays.
//!
//! Nothing here links against the program. It is started as a stranger would start it, and seen from outside: through
//! WebDriver, through the display, through the files and the keychain entries that it leaves. Everything that is
//! started is ended by its id when its owner goes out of scope, on panic too. A step that fails panics with a sentence.
//!
//! Linux only, because WebKitGTK alone comes with a driver.
#![cfg(target_os = "linux")]

mod accessibility;
mod at_spi;
mod clip;
mod desk;
mod drag;
mod evidence;
mod journey;
mod keychain;
mod listener;
mod other_program;
mod picker;
mod picture;
mod pixels;
mod player;
mod practice;
mod process;
mod viewers;
mod wait;
mod walk;
mod window;

pub use accessibility::{Violation, violations};
pub use at_spi::{Heard, heard, wait_until_heard};
pub use clip::{Clip, seconds_of};
pub use desk::{Desk, Language, Theme};
pub use drag::drop_on;
pub use evidence::{evidence_folder, program};
pub use journey::{
    LONGEST_PRACTICE_JOB, PROMPT, drop_clip, enter_key, fill_prompt, lay_out, press_make, results_of, start_practice,
    wait_for_result,
};
pub use keychain::{Secret, entries};
pub use listener::Listener;
pub use other_program::OtherProgram;
pub use picker::{GROK_EXTEND, Pick, choose_segment, find, open_finder, pick, slide, start_from_words};
pub use pixels::{Pixels, wait_until_painted, wait_until_unlike};
pub use player::{assert_plays_and_seeks, open_result};
pub use practice::PracticeServer;
pub use process::Process;
pub use viewers::{
    assert_body_turns, assert_picture_is_shown, assert_sound_plays, assert_zooms, clipboard_of, shown_words,
};
pub use wait::poll_until;
pub use walk::{Screen, walk};
pub use window::{Launch, Place, Window, keys};
