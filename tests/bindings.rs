//! The committed TypeScript types are those of the Rust types. `UPDATE_BINDINGS=1` writes them anew.

use std::{env, fs, path::Path};

#[test]
fn the_committed_bindings_are_fresh() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/lib/platform/bindings.ts");
    let wanted = afterframe_lib::typescript_bindings();
    if env::var_os("UPDATE_BINDINGS").is_some() {
        fs::create_dir_all(file.parent().expect("the file has a folder")).expect("the folder can be made");
        fs::write(&file, &wanted).expect("the bindings can be written");
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == wanted, "ui/src/lib/platform/bindings.ts is not fresh: run ./dev fix");
}
