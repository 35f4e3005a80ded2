//! What a person has set, and the folder that results go to.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use afterframe_core::{language::Language, settings::Settings};
use tokio::task::spawn_blocking;

use crate::{
    change::Change,
    engine::{Engine, Inner},
    error::{EngineError, FolderError},
    orders::Message,
};

impl Engine {
    /// All settings.
    pub async fn settings(&self) -> Result<Settings, EngineError> {
        self.inner.store.run(|store| store.settings()).await
    }

    /// The language that the person reads: as it is set, or the system's.
    pub fn language(&self) -> Language {
        self.inner.language()
    }

    /// Replaces all settings. A results folder is taken as it is given.
    pub async fn set_settings(&self, settings: Settings) -> Result<(), EngineError> {
        let turn = self.inner.settings_turn.lock().await;
        self.write_settings(settings).await?;
        drop(turn);
        Ok(())
    }

    async fn write_settings(&self, settings: Settings) -> Result<(), EngineError> {
        let written = settings.clone();
        self.inner.store.run(move |store| store.save_settings(&written)).await?;
        let before = std::mem::replace(&mut *self.inner.settings_mut(), settings.clone());
        let moved = before.results_folder != settings.results_folder;
        let held = before.line_paused != settings.line_paused;
        self.inner.tell(Change::Settings(settings));
        if moved {
            self.inner.order(Message::FolderChanged);
        }
        if held {
            self.inner.order(Message::LineChanged);
        }
        Ok(())
    }

    /// Changes some settings and keeps the rest, also where two changes come at once.
    pub async fn change_settings(&self, change: impl FnOnce(&mut Settings) + Send) -> Result<Settings, EngineError> {
        let turn = self.inner.settings_turn.lock().await;
        let mut settings = self.settings().await?;
        change(&mut settings);
        self.write_settings(settings.clone()).await?;
        drop(turn);
        Ok(settings)
    }

    /// Where results go now.
    pub async fn results_folder(&self) -> Result<PathBuf, EngineError> {
        let settings = self.settings().await?;
        Ok(settings.results_folder.map_or_else(|| self.inner.options.default_results_folder.clone(), PathBuf::from))
    }

    /// Sets the folder for results after writing a trial file into it; `None` is the default folder.
    /// Jobs that waited for a folder go on.
    pub async fn set_results_folder(&self, folder: Option<PathBuf>) -> Result<Settings, FolderError> {
        if let Some(path) = folder.clone() {
            let tried = spawn_blocking(move || try_to_write(&path)).await;
            let tried = tried.unwrap_or_else(|error| Err(std::io::Error::other(error)));
            tried.map_err(|source| FolderError::NotWritable { path: folder.clone().unwrap_or_default(), source })?;
        }
        let folder = folder.map(|path| path.to_string_lossy().into_owned());
        let settings = self.change_settings(|settings| settings.results_folder = folder).await?;
        self.inner.order(Message::FolderChanged);
        Ok(settings)
    }
}

impl Inner {
    /// The language in which files get their names.
    pub(crate) fn language(&self) -> Language {
        self.settings().language.unwrap_or(self.options.language)
    }

    /// The folder for results, and whether a person chose it.
    pub(crate) fn results_root(&self) -> (PathBuf, bool) {
        match &self.settings().results_folder {
            Some(chosen) => (PathBuf::from(chosen), true),
            None => (self.options.default_results_folder.clone(), false),
        }
    }
}

fn try_to_write(folder: &Path) -> std::io::Result<()> {
    if !folder.is_dir() {
        return Err(std::io::Error::new(std::io::ErrorKind::NotADirectory, "this is not a folder"));
    }
    let trial = folder.join(format!(".afterframe-{}", uuid::Uuid::now_v7()));
    let written =
        fs::File::create_new(&trial).and_then(|mut file| file.write_all(b"a trial").and_then(|()| file.sync_all()));
    // The trial file may not even exist.
    drop(fs::remove_file(&trial));
    written
}
