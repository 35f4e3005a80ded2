//! Tells Tauri where the capabilities lie (beside the shell, not at the root) and which commands the
//! program has, so that each of them is guarded by a permission of its own.

macro_rules! commands {
    ($($module:ident :: $name:ident : $request:ty => $answer:ty),* $(,)?) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

include!("commands/list.rs");

fn main() {
    println!("cargo::rerun-if-changed=src-tauri/commands/list.rs");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(tauri_build::AppManifest::new().commands(NAMES));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error=the Tauri build step failed: {error:#}");
    }
}
