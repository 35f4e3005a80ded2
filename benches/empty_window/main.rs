//! A window of Tauri with a page that says one line: what the program's start and memory are held against.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!("benches/empty_window/tauri.conf.json"))
}
