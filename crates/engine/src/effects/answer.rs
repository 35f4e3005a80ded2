//! An answer in words becomes a file like any other: into the part file, synced, and named when it is whole.

use std::{
    fs::File,
    io::{self, Write},
    path::Path,
};

use afterframe_store::DownloadRow;

use super::{Context, download::on_disk};
use crate::{options::Moment, translate::Outcome};

/// Writes `text` into the part file of `row`, from its beginning.
pub(super) async fn write(context: &Context, row: &DownloadRow, text: &str) -> Result<(), Outcome> {
    let (part, readable) = (row.part_path.clone(), readable(text));
    on_disk(move || fill(&part, &readable)).await?;
    context.inner.saw(Moment::PartWhole);
    Ok(())
}

fn fill(part: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(part)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// The words without what no reader shows: a control character could make a terminal or an editor do things.
fn readable(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_stay_as_they_are_and_control_characters_go() {
        assert_eq!(readable("  Dusk\tfalls\r\n\u{1b}[31m山\u{0}脊\n"), "  Dusk\tfalls\r\n[31m山脊\n");
    }
}
