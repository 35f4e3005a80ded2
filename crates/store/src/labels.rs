//! The tables of what people put jobs under: `tags`, and `collections` with what is in them.

use afterframe_core::{ids::JobId, library::Collection, time::Timestamp};
use rusqlite::params;

use crate::{
    Store, StoreError,
    open::{many, one},
    shelf,
};

pub(crate) const SCHEMA_V4: &str = "
CREATE TABLE tags (
    tag TEXT NOT NULL,
    number INTEGER NOT NULL REFERENCES shelf (number) ON DELETE CASCADE,
    PRIMARY KEY (tag, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_of_job ON tags (number, tag);

CREATE TABLE collections (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE collection_jobs (
    collection_id TEXT NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
    number INTEGER NOT NULL REFERENCES shelf (number) ON DELETE CASCADE,
    PRIMARY KEY (collection_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX collections_of_job ON collection_jobs (number, collection_id);
";

impl Store {
    /// Takes tags off these jobs and puts others on. A tag that is there already is spelled as it is there, whatever its case.
    pub fn tag(&self, ids: &[JobId], add: &[String], remove: &[String]) -> Result<(), StoreError> {
        self.in_one_step(|| {
            let known: Vec<String> = many(&self.connection, "SELECT DISTINCT tag FROM tags", [], |row| row.get(0))?;
            let spelled = |tag: &String| {
                let same = known.iter().find(|known| known.to_lowercase() == tag.to_lowercase());
                same.unwrap_or(tag).clone()
            };
            for id in ids {
                for tag in remove {
                    self.connection
                        .prepare_cached(
                            "DELETE FROM tags WHERE tag = ?2 AND number = (SELECT number FROM shelf WHERE job_id = ?1)",
                        )?
                        .execute([id.as_str(), tag])?;
                }
                for tag in add {
                    self.connection
                        .prepare_cached(
                            "INSERT OR IGNORE INTO tags (tag, number) SELECT ?2, number FROM shelf WHERE job_id = ?1",
                        )?
                        .execute([id.as_str(), &spelled(tag)])?;
                }
                shelf::put_again(&self.connection, id)?;
            }
            Ok(())
        })
    }

    /// Every collection, by name.
    pub fn collections(&self) -> Result<Vec<Collection>, StoreError> {
        let sql = "SELECT id, name FROM collections ORDER BY name COLLATE NOCASE, id";
        many(&self.connection, sql, [], |row| Ok(Collection { id: row.get(0)?, name: row.get(1)? }))
    }

    /// Writes a collection, new or under another name.
    pub fn save_collection(&self, collection: &Collection, now: Timestamp) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO collections (id, name, created_at) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET name = ?2",
            )?
            .execute(params![collection.id, collection.name, now.0])?;
        Ok(())
    }

    /// Removes a collection. What was in it stays where it is.
    pub fn remove_collection(&self, id: &str) -> Result<(), StoreError> {
        self.connection.prepare_cached("DELETE FROM collections WHERE id = ?1")?.execute([id])?;
        Ok(())
    }

    /// The ids of the jobs in a collection.
    pub fn jobs_in_collection(&self, id: &str) -> Result<Vec<JobId>, StoreError> {
        let sql =
            "SELECT job_id FROM collection_jobs JOIN shelf USING (number) WHERE collection_id = ?1 AND bin IS NULL
                   ORDER BY number DESC";
        many(&self.connection, sql, [id], |row| Ok(JobId::new(row.get::<_, String>(0)?)))
    }

    /// Puts jobs into a collection.
    pub fn put_into_collection(&self, id: &str, jobs: &[JobId]) -> Result<(), StoreError> {
        let sql = "INSERT OR IGNORE INTO collection_jobs (collection_id, number) SELECT ?1, number FROM shelf WHERE job_id = ?2";
        self.for_each(sql, id, jobs)
    }

    /// Takes jobs out of a collection.
    pub fn take_from_collection(&self, id: &str, jobs: &[JobId]) -> Result<(), StoreError> {
        let sql = "DELETE FROM collection_jobs WHERE collection_id = ?1 AND number = (SELECT number FROM shelf WHERE job_id = ?2)";
        self.for_each(sql, id, jobs)
    }

    fn for_each(&self, sql: &str, id: &str, jobs: &[JobId]) -> Result<(), StoreError> {
        self.in_one_step(|| {
            for job in jobs {
                self.connection.prepare_cached(sql)?.execute([id, job.as_str()])?;
            }
            Ok(())
        })
    }

    /// Whether there is a job with this id in the library.
    pub fn has_job(&self, id: &JobId) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM shelf WHERE job_id = ?1 AND bin IS NULL";
        Ok(one(&self.connection, sql, [id.as_str()], |_| Ok(()))?.is_some())
    }
}
