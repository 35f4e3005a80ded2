//! The table `settings`: one row of JSON. No key is ever in it.

use afterframe_core::settings::Settings;

use crate::{Store, StoreError, open::one};

pub(crate) const SCHEMA_V1: &str = "
CREATE TABLE settings (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    settings TEXT NOT NULL
) STRICT;
";

impl Store {
    /// What was set, or the defaults.
    pub fn settings(&self) -> Result<Settings, StoreError> {
        let found: Option<String> =
            one(&self.connection, "SELECT settings FROM settings WHERE id = 1", [], |row| row.get(0))?;
        found.map_or_else(|| Ok(Settings::default()), |json| serde_json::from_str(&json).map_err(unreadable))
    }

    /// Replaces all settings.
    pub fn save_settings(&self, settings: &Settings) -> Result<(), StoreError> {
        let json = serde_json::to_string(settings).map_err(unreadable)?;
        self.connection
            .prepare_cached(
                "INSERT INTO settings (id, settings) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET settings = ?1",
            )?
            .execute([json])?;
        Ok(())
    }
}

fn unreadable(source: serde_json::Error) -> StoreError {
    StoreError::Row { table: "settings", source }
}
