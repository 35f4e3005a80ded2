//! The table `uploads`: addresses that a site gave to files, by content, so that the same film is not sent twice
//! while its address lives.

use afterframe_core::{job::Upload, time::Timestamp};
use rusqlite::params;

use crate::{Store, StoreError, open::one};

pub(crate) const SCHEMA_V1: &str = "
CREATE TABLE uploads (
    site TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    url TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (site, content_hash)
) STRICT, WITHOUT ROWID;
";

impl Store {
    /// The address of this content at `site`, if it lives beyond `until`.
    pub fn upload(&self, site: &str, content_hash: &str, until: Timestamp) -> Result<Option<Upload>, StoreError> {
        let sql = "SELECT url, expires_at FROM uploads WHERE site = ?1 AND content_hash = ?2 AND expires_at > ?3";
        one(&self.connection, sql, params![site, content_hash, until.0], |row| {
            Ok(Upload { url: row.get(0)?, expires_at: Timestamp(row.get(1)?) })
        })
    }

    /// Remembers an address, and forgets those that died before `now`.
    pub fn remember_upload(
        &self,
        site: &str,
        content_hash: &str,
        upload: &Upload,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.connection.prepare_cached("DELETE FROM uploads WHERE expires_at <= ?1")?.execute([now.0])?;
        self.connection
            .prepare_cached(
                "INSERT INTO uploads (site, content_hash, url, expires_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (site, content_hash) DO UPDATE SET url = ?3, expires_at = ?4",
            )?
            .execute(params![site, content_hash, upload.url, upload.expires_at.0])?;
        Ok(())
    }

    /// Forgets every address of `site`.
    pub fn forget_uploads(&self, site: &str) -> Result<(), StoreError> {
        self.connection.prepare_cached("DELETE FROM uploads WHERE site = ?1")?.execute([site])?;
        Ok(())
    }
}
