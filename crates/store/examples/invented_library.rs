//! Writes an invented library into a folder: `invented_library <folder> <count> [<film> <poster>]`. The folder becomes a data folder of
//! the program, with `afterframe.db` and, where a film and a poster are given, a poster and a film for every job, all of which
//! are the same two files under many names.

#[path = "../../../benches/shared/invented.rs"]
mod invented;

use std::{
    env,
    error::Error,
    fs, io,
    path::{Path, PathBuf},
};

use afterframe_store::Store;

fn main() -> Result<(), Box<dyn Error>> {
    let mut given = env::args_os().skip(1).map(PathBuf::from);
    let (Some(folder), Some(count)) = (given.next(), given.next()) else {
        return Err("invented_library <folder> <count> [<film> <poster>]".into());
    };
    let count: usize = count.to_string_lossy().parse()?;
    let films = folder.join("films");
    fs::create_dir_all(folder.join("posters"))?;
    let mut store = Store::open(&folder.join("afterframe.db"))?;
    invented::fill(&mut store, 0, count, &films)?;
    store.close()?;
    if let (Some(film), Some(poster)) = (given.next(), given.next()) {
        for number in 0..count {
            let (_, row) = invented::job(number, &films);
            fs::create_dir_all(row.path.parent().unwrap_or(&films))?;
            under_another_name(&film, &row.path)?;
            under_another_name(&poster, &folder.join("posters").join(format!("{}.jpg", row.id)))?;
        }
    }
    println!("{count} jobs in {}", folder.display());
    Ok(())
}

/// A link where the drive has them; a file may have only so many, and then it is copied.
fn under_another_name(file: &Path, name: &Path) -> io::Result<()> {
    fs::hard_link(file, name).or_else(|_| fs::copy(file, name).map(drop))
}
