//! The shell: the only code that knows Tauri. It opens the window, hands its requests to the engine
//! and the engine's changes to the window.

mod account;
#[cfg(test)]
mod account_tests;
mod around;
mod at_work;
mod awake;
mod bindings;
#[cfg(target_os = "linux")]
mod bus;
mod carry;
mod commands;
mod desktop;
mod environment;
mod error;
mod events;
mod fail;
mod folders;
mod leave;
mod log;
mod media_server;
mod menu;
mod notify;
mod place;
mod present;
mod report;
mod samples;
mod shell;
mod start;
mod taskbar;
mod tray;
mod views;
mod webkit;

pub use commands::{NAMES as COMMAND_NAMES, bindings as typescript_bindings};

use tauri::{RunEvent, WindowEvent};
use tauri_plugin_window_state::StateFlags;

/// Opens the window and runs until it is closed.
pub fn run() {
    let builder = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| start::show_window(app)))
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_window_state::Builder::default().with_state_flags(remembered()).build());
    let builder = start::media_protocol(builder)
        .manage(leave::Leaving::default())
        .manage(tray::Shelter::default())
        .on_menu_event(|app, event| menu::chosen(app, &event))
        .invoke_handler(commands::handler())
        .on_window_event(|window, event| match event {
            WindowEvent::DragDrop(event) => events::drag(window, event),
            WindowEvent::CloseRequested { api, .. } => leave::asked(window, api),
            _ => {}
        })
        .setup(|app| start::begin(app.handle()));
    match builder.build(tauri::generate_context!()) {
        Ok(app) => app.run(|app, event| match event {
            RunEvent::Exit => leave::end(app),
            // A click on the program in the dock, whose window may be hidden.
            #[cfg(target_os = "macos")]
            RunEvent::Reopen { .. } => start::show_window(app),
            _ => {}
        }),
        Err(error) => {
            start::say_why_not(&error.to_string());
            std::process::exit(1);
        }
    }
}

/// What is remembered of the window: not that it was hidden in the tray.
fn remembered() -> StateFlags {
    StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN
}
