//! `catalogue`, started by `./dev catalogue` in the root of the repository: takes in, checks and lists. What it does is
//! the library's; here are the words of the command line alone.

use std::{
    env,
    error::Error,
    io::{self, Write as _},
    path::Path,
    process::ExitCode,
};

use afterframe_catalogue::{check::check, folder::Folder, list, places::left_out};
use afterframe_core::catalogue::Catalogue;

const FOLDER: &str = "catalogue";
const USAGE: &str = "\
catalogue import FILE [--prices FILE]   takes in a registry of models, and a list of prices
catalogue check                         everything that people wrote, held against what is known
catalogue list [--json]                 one row per endpoint
catalogue models                        every model as the window gets it, as JSON";

fn main() -> ExitCode {
    let wanted: Vec<String> = env::args().skip(1).collect();
    let done = match wanted.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["import", file] if !file.starts_with('-') => import(file, None),
        ["import", file, "--prices", prices] | ["import", "--prices", prices, file] => import(file, Some(prices)),
        ["check"] => whole(),
        ["list"] => listed(false),
        ["list", "--json"] => listed(true),
        ["models"] => models(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(code) => code,
        // Whoever reads only the beginning of a list has seen enough.
        Err(error) if is_closed(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

type Done = Result<ExitCode, Box<dyn Error>>;

fn is_closed(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn folder() -> Result<Folder, Box<dyn Error>> {
    if !Path::new(FOLDER).join("upstream.json").is_file() {
        return Err(
            "There is no catalogue here. Start this with ./dev catalogue, in the root of the repository.".into()
        );
    }
    Ok(Folder::read(Path::new(FOLDER))?)
}

fn import(file: &str, prices: Option<&str>) -> Done {
    let report = folder()?.import(Path::new(file), prices.map(Path::new))?;
    let mut out = io::stdout().lock();
    write!(out, "{report}")?;
    let after = folder()?;
    let findings = check(&after.files(), &left_out(after.notes()));
    if !findings.is_empty() {
        writeln!(out, "The catalogue now has {} findings: ./dev catalogue check", findings.len())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn whole() -> Done {
    let folder = folder()?;
    let findings = check(&folder.files(), &left_out(folder.notes()));
    let mut out = io::stdout().lock();
    let mut file = "";
    for finding in &findings {
        if finding.file != file {
            file = &finding.file;
            writeln!(out, "{file}")?;
        }
        writeln!(out, "  {}", finding.what)?;
    }
    if !findings.is_empty() {
        writeln!(out, "\n{} findings", findings.len())?;
        return Ok(ExitCode::FAILURE);
    }
    let catalogue = Catalogue::from_files(&folder.files())?;
    writeln!(out, "{} models, nothing wrong", catalogue.models().len())?;
    Ok(ExitCode::SUCCESS)
}

fn listed(json: bool) -> Done {
    let folder = folder()?;
    let catalogue = Catalogue::gather(&folder.files(), &mut Vec::new())?;
    let rows = list::rows(&catalogue);
    let mut out = io::stdout().lock();
    if json {
        // One row a line: for programs, and for a search by line.
        let mut before = "[\n";
        for row in &rows {
            write!(out, "{before}{}", serde_json::to_string(row)?)?;
            before = ",\n";
        }
        writeln!(out, "\n]")?;
    } else {
        write!(out, "{}", list::table(&rows))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// From the built-in catalogue, which is what the window has.
fn models() -> Done {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string(Catalogue::built_in().models())?)?;
    Ok(ExitCode::SUCCESS)
}
