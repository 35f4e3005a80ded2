//! The shell: the only code that knows Tauri.

/// Opens the window and runs until it is closed.
pub fn run() {
    if let Err(error) = tauri::Builder::default().run(tauri::generate_context!()) {
        eprintln!("Afterframe could not open its window: {error}");
        std::process::exit(1);
    }
}
