//! Tells Tauri where the capabilities lie: beside the shell, not at the root.

fn main() {
    let attributes =
        tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*");
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error=the Tauri build step failed: {error:#}");
    }
}
