//! A text that a file carries with it: written into a whole file as XMP, and read from any file.
//!
//! The text is the caller's. Films get a box behind their last byte, so that nothing of what came down is moved; pictures are
//! written anew beside themselves and take their own name when the copy is on disk. A file that already carries XMP, or the
//! sealed history of C2PA, which any change would break, is left as it is. So is every format that has no place for a text.
//!
//! Whatever is read here comes from a file that anybody may have made: it is bounded, and it says nothing about who wrote it.

mod iso;
mod jpeg;
mod png;
mod webp;
mod xmp;

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write as _},
    path::Path,
};

use crate::Format;

/// The longest packet that is read or written, in bytes.
const MOST_BYTES: usize = 256 * 1024;
/// No picture that carries a text is longer. It is written twice for a moment.
const LARGEST_PICTURE: u64 = 256 * 1024 * 1024;
/// More parts than any file at hand has at its top.
const MOST_PARTS: usize = 100_000;

/// What became of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inscribed {
    /// The file carries it, and is on disk.
    Written,
    /// The file is as it was; why, in a few words.
    Left(&'static str),
}

/// What a walk through a file's parts found.
enum Place<T> {
    /// Here a text can be put.
    Free(T),
    /// None can, and why.
    Taken(&'static str),
}

const HAS_XMP: &str = "it carries XMP already";
const IS_SEALED: &str = "its history is sealed";
const IS_ODD: &str = "it is not built as expected";
const TOO_LONG: &str = "the text is too long";

/// Writes `text` into the whole file at `path`. Blocks. After an error the file is what it was.
pub fn inscribe(path: &Path, format: Format, text: &str) -> io::Result<Inscribed> {
    let packet = xmp::packet(text);
    if packet.len() > MOST_BYTES {
        return Ok(Inscribed::Left(TOO_LONG));
    }
    match format {
        Format::Mp4 | Format::Mov | Format::ThreeGp | Format::M4a => iso::write(path, &packet),
        Format::Png => anew(path, |from, to| png::write(from, to, &packet)),
        Format::Jpg => anew(path, |from, to| jpeg::write(from, to, &packet)),
        Format::Webp => anew(path, |from, to| webp::write(from, to, &packet)),
        _ => Ok(Inscribed::Left("the format has no place for it")),
    }
}

/// The text that [`inscribe`] wrote into this file or into one that it is a copy of. Blocks.
pub fn inscribed(path: &Path, format: Format) -> Option<String> {
    let mut file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    let packet = match format {
        Format::Mp4 | Format::Mov | Format::ThreeGp | Format::M4a => iso::read(&mut file, length),
        Format::Png => png::read(&mut file, length),
        Format::Jpg => jpeg::read(&mut file, length),
        Format::Webp => webp::read(&mut file, length),
        _ => return None,
    };
    xmp::text(&packet.ok()??)
}

/// Writes a file anew beside itself, and gives the copy its name once it is on disk.
fn anew(
    path: &Path,
    write: impl FnOnce(&mut File, &mut BufWriter<File>) -> io::Result<Inscribed>,
) -> io::Result<Inscribed> {
    let mut from = File::open(path)?;
    if from.metadata()?.len() > LARGEST_PICTURE {
        return Ok(Inscribed::Left("it is too large to be written twice"));
    }
    // Ours, as the name without this ending is: what an ended program left here is written over.
    let beside = path.with_extension("settings.part");
    let copy = || {
        let mut to = BufWriter::new(File::create(&beside)?);
        let done = write(&mut from, &mut to)?;
        to.flush()?;
        if done == Inscribed::Written {
            to.get_ref().sync_all()?;
            drop(to);
            fs::rename(&beside, path)?;
        }
        Ok(done)
    };
    let done = copy();
    if !matches!(done, Ok(Inscribed::Written)) {
        drop(fs::remove_file(&beside));
    }
    done
}

#[cfg(test)]
mod tests;
