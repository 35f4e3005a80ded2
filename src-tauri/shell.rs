//! What the commands work with: the engine, the account, and what turns engine talk into views.

use std::path::PathBuf;

use crate::{
    account::Account,
    desktop::{self, Desktop},
    environment::Environment,
    error::UiError,
    fail::engine_failed,
    present::Presenter,
    report::Program,
    views::{AccountView, Change, MadeWith, MediaView},
};
use afterframe_core::settings::Settings;
use afterframe_engine::{Engine, MediaEntry};

/// The program's state while it runs. One, managed by Tauri.
pub struct Shell {
    pub version: String,
    pub desktop: Box<dyn Desktop>,
    pub engine: Engine,
    pub account: Account,
    pub presenter: Presenter,
    pub environment: Environment,
    pub data_folder: PathBuf,
    /// What media addresses begin with.
    pub media_base: String,
}

impl Shell {
    /// Where results go, in words.
    pub async fn results_folder(&self) -> Result<String, UiError> {
        let folder = self.engine.results_folder().await.map_err(engine_failed)?;
        Ok(self.presenter.folder(&folder))
    }

    /// A file that just came, with what it was made with where that is known. Whatever keeps that from being found out, the file is here.
    pub async fn landed(&self, entry: MediaEntry) -> MediaView {
        let made_with = self.engine.made_with(&entry).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "what a file was made with could not be looked up");
            None
        });
        MediaView { made_with: made_with.map(MadeWith::from), ..self.presenter.media(entry) }
    }

    /// The settings as they are on disk.
    pub async fn settings(&self) -> Result<Settings, UiError> {
        self.engine.settings().await.map_err(engine_failed)
    }

    /// What support needs to know of the program.
    pub async fn about_the_program(&self) -> Result<Program, UiError> {
        Ok(Program {
            version: self.version.clone(),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            site: self.account.view().site,
            ffmpeg: afterframe_engine::tools().ffmpeg.is_some(),
            proxy: self.settings().await?.proxy.is_some(),
        })
    }

    /// Tells the window that something is different.
    pub fn tell(&self, change: &Change) {
        desktop::tell(self.desktop.as_ref(), "change", change);
    }

    /// Tells the window what is known of the account now, and answers with it.
    pub fn tell_account(&self) -> AccountView {
        let account = self.account.view();
        self.tell(&Change::Account { account: account.clone() });
        account
    }
}
