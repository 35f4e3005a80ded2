//! Keeps the catalogue. `models` prints every model as the window gets it.

use std::{
    env,
    io::{self, Write as _},
    process::ExitCode,
};

use afterframe_core::catalogue::Catalogue;

fn main() -> ExitCode {
    let wanted: Vec<String> = env::args().skip(1).collect();
    let done = match wanted.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["models"] => models(),
        _ => {
            eprintln!("catalogue models    every model as the window gets it, as JSON");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn models() -> io::Result<()> {
    let catalogue = Catalogue::built_in();
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, catalogue.models())?;
    out.write_all(b"\n")
}
