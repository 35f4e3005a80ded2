//! The catalogue's folder on disk: read whole, and written in one place only, `upstream.json`.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use afterframe_core::catalogue::{CatalogueFile, Upstream};
use thiserror::Error;

use crate::{
    incoming::{self, Unusable},
    layout, merge,
    places::{homeless, left_out},
    report::Report,
};

const UPSTREAM: &str = "upstream.json";
const NOTES: &str = "NOTES.md";

/// Why the folder could not be read or written.
#[derive(Debug, Error)]
pub enum FolderError {
    #[error("{} cannot be read: {source}", file.display())]
    Unread { file: PathBuf, source: io::Error },
    #[error("{} cannot be written: {source}", file.display())]
    Unwritten { file: PathBuf, source: io::Error },
    #[error("{file} is not what it should be: {source}. ./dev catalogue check says more")]
    Broken { file: String, source: serde_json::Error },
    #[error(transparent)]
    Unusable(#[from] Unusable),
}

/// The files of a catalogue: path below its folder, with forward slashes, and content.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
    files: Vec<(String, String)>,
    notes: String,
}

impl Folder {
    /// Reads all files of `root`.
    pub fn read(root: &Path) -> Result<Self, FolderError> {
        let mut files = Vec::new();
        for part in ["", "families/", "words/"] {
            let folder = root.join(part);
            let unread = |source| FolderError::Unread { file: folder.clone(), source };
            for entry in fs::read_dir(&folder).map_err(unread)? {
                let path = entry.map_err(unread)?.path();
                let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
                if path.extension().is_some_and(|ending| ending == "json") {
                    let unread = |source| FolderError::Unread { file: path.clone(), source };
                    files.push((format!("{part}{name}"), fs::read_to_string(&path).map_err(unread)?));
                }
            }
        }
        files.sort();
        let notes = fs::read_to_string(root.join(NOTES)).unwrap_or_default();
        Ok(Self { root: root.to_owned(), files, notes })
    }

    /// The files as the catalogue reads them.
    pub fn files(&self) -> Vec<CatalogueFile<'_>> {
        self.files.iter().map(|(path, content)| (path.as_str(), content.as_str())).collect()
    }

    /// What people wrote about the catalogue: which endpoints are left out on purpose.
    pub fn notes(&self) -> &str {
        &self.notes
    }

    /// Takes in a registry, and a list of prices if there is one. Nothing is written unless all of it is sound.
    pub fn import(&self, registry: &Path, prices: Option<&Path>) -> Result<Report, FolderError> {
        let registry = incoming::registry(registry)?;
        let prices = prices.map(incoming::prices).transpose()?;
        let broken = |source| FolderError::Broken { file: UPSTREAM.to_owned(), source };
        let before = self.files.iter().find(|(path, _)| path == UPSTREAM).map(|(_, content)| content.as_str());
        let known: Upstream = before.map_or(Ok(Upstream::default()), serde_json::from_str).map_err(broken)?;
        let (merged, mut report) = merge::merge(&known, &registry, prices.as_ref());
        report.homeless = homeless(&self.files(), &merged, &left_out(&self.notes));
        let text = layout::pretty(&merged).map_err(broken)?;
        if before != Some(text.as_str()) {
            write_beside(&self.root.join(UPSTREAM), &text)?;
        }
        Ok(report)
    }
}

/// A reader never meets half a file, and a failure leaves the old one.
fn write_beside(target: &Path, text: &str) -> Result<(), FolderError> {
    let part = target.with_extension("json.part");
    let written = File::create(&part)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&part, target));
    written.map_err(|source| {
        // What is left of it is of no use; that it cannot be removed either is the smaller trouble.
        fs::remove_file(&part).ok();
        FolderError::Unwritten { file: target.to_owned(), source }
    })
}
