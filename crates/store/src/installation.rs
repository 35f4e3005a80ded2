//! The table `installation`: one row with what is this library's own and no other's.

use crate::{Store, StoreError};

// The salt is made by the step itself, so that there is never a library without one.
pub(crate) const SCHEMA_V2: &str = "
CREATE TABLE installation (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    salt BLOB NOT NULL
) STRICT;
INSERT INTO installation (id, salt) VALUES (1, randomblob(32));
";

impl Store {
    /// Random bytes that stay the same as long as the library does. Whatever is hashed with them means nothing elsewhere.
    pub fn salt(&self) -> Result<Vec<u8>, StoreError> {
        Ok(self.connection.query_row("SELECT salt FROM installation WHERE id = 1", [], |row| row.get(0))?)
    }
}
