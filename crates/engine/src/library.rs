//! The files that the program knows: adding one, and finding its entry, its path and its poster.

use std::path::{Path, PathBuf};

use afterframe_core::{ids::MediaId, media::KnownMedia, names::title_of_file};
use afterframe_media::{InspectError, inspect_with};
use afterframe_store::MediaRow;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use crate::{
    change::MediaEntry,
    effects::modified_at,
    engine::Engine,
    entries::{file_name, media_entries, media_entry},
    error::{AddMediaError, EngineError},
    teller::Written,
    translate,
};

impl Engine {
    /// Looks at a file and makes it known. The same file, unchanged, keeps its entry; nothing is copied or sent.
    pub async fn add_media(&self, path: &Path) -> Result<MediaEntry, AddMediaError> {
        let given = path.to_owned();
        // A path that does not resolve is looked at as it is, which says what is wrong with it.
        let path = spawn_blocking(move || given.canonicalize().unwrap_or(given))
            .await
            .map_err(|error| InspectError::Unreadable(std::io::Error::other(error)))?;
        let facts = translate::facts(inspect_with(&self.inner.tools(), &path).await?);
        let row = MediaRow {
            id: MediaId::new(Uuid::now_v7().to_string()),
            modified_at: modified_at(&path),
            title: title_of_file(&file_name(&path)),
            path,
            facts,
            job_id: None,
            number: None,
            family: None,
            practice: false,
            has_poster: false,
            content_hash: None,
            created_at: self.inner.options.clock.now(),
        };
        let added = self.inner.store.run(move |store| {
            let same = store
                .media_at(&row.path)?
                .into_iter()
                .find(|known| known.facts.size_bytes == row.facts.size_bytes && known.modified_at == row.modified_at);
            if let Some(known) = same {
                return Ok((known, false));
            }
            store.add_media(&row)?;
            Ok((row, true))
        });
        let (row, is_new) = added.await?;
        if is_new {
            self.inner.tell_written(Written::Media(Box::new(row.clone())));
            self.inner.want_poster(row.id.clone());
        }
        // It was looked at just now.
        Ok(media_entry(row, |_| true))
    }

    /// The entry of a file.
    pub async fn media(&self, id: &MediaId) -> Result<Option<MediaEntry>, EngineError> {
        let row = self.row(id).await?;
        Ok(media_entries(&self.inner.sight, row.into_iter().collect()).await.pop())
    }

    /// The entries of files that came from outside, the newest first.
    pub async fn media_from_outside(&self, most: u32) -> Result<Vec<MediaEntry>, EngineError> {
        let rows = self.inner.store.run(move |store| store.media_from_outside(most)).await?;
        Ok(media_entries(&self.inner.sight, rows).await)
    }

    /// Where a known file lies, or lay.
    pub async fn media_path(&self, id: &MediaId) -> Result<Option<PathBuf>, EngineError> {
        Ok(self.row(id).await?.map(|row| row.path))
    }

    /// Where its poster lies; `None` until it is made.
    pub async fn poster_path(&self, id: &MediaId) -> Result<Option<PathBuf>, EngineError> {
        Ok(self.row(id).await?.filter(|row| row.has_poster).map(|row| self.inner.poster_file(&row.id)))
    }

    /// The file as a form's checks see it.
    pub async fn known_media(&self, id: &MediaId) -> Result<Option<KnownMedia>, EngineError> {
        Ok(self.media(id).await?.map(|entry| entry.known()))
    }

    async fn row(&self, id: &MediaId) -> Result<Option<MediaRow>, EngineError> {
        let id = id.clone();
        self.inner.store.run(move |store| store.media(&id)).await
    }
}
