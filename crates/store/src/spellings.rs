//! The table `spellings`: how a site takes the bodies of a model that can be spelled in several ways, once it is known.

use afterframe_core::{form::Spelling, ids::Endpoint};
use rusqlite::params;

use crate::{Store, StoreError, open::one};

pub(crate) const SCHEMA_V2: &str = "
CREATE TABLE spellings (
    site TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    spelling TEXT NOT NULL,
    PRIMARY KEY (site, endpoint)
) STRICT, WITHOUT ROWID;
";

impl Store {
    /// How `site` took the last body of this model; `None` while that is not known. A word that this version does not know
    /// counts as nothing: it is found out again for nothing.
    pub fn spelling(&self, site: &str, endpoint: &Endpoint) -> Result<Option<Spelling>, StoreError> {
        let sql = "SELECT spelling FROM spellings WHERE site = ?1 AND endpoint = ?2";
        let word: Option<String> = one(&self.connection, sql, params![site, endpoint.as_str()], |row| row.get(0))?;
        Ok(word.and_then(|word| Spelling::ALL.into_iter().find(|spelling| word_of(*spelling) == word)))
    }

    /// Remembers how `site` takes this model.
    pub fn remember_spelling(&self, site: &str, endpoint: &Endpoint, spelling: Spelling) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO spellings (site, endpoint, spelling) VALUES (?1, ?2, ?3)
                 ON CONFLICT (site, endpoint) DO UPDATE SET spelling = ?3",
            )?
            .execute(params![site, endpoint.as_str(), word_of(spelling)])?;
        Ok(())
    }

    /// Forgets how `site` takes this model: it is to be found out anew.
    pub fn forget_spelling(&self, site: &str, endpoint: &Endpoint) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM spellings WHERE site = ?1 AND endpoint = ?2")?
            .execute(params![site, endpoint.as_str()])?;
        Ok(())
    }
}

const fn word_of(spelling: Spelling) -> &'static str {
    match spelling {
        Spelling::Plain => "plain",
        Spelling::Codes => "codes",
        Spelling::Nodes => "nodes",
    }
}
