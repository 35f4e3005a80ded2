//! Counts what the library holds, by everything that it can be narrowed by.
//!
//! All columns with few values are counted together in one pass over an index that is in their order; what each of them counts
//! alone, or with some of the others, is added up from that. Tags and collections are counted on their own.

use afterframe_core::{
    ids::Endpoint,
    library::{CollectionCount, LibraryState, TagCount},
    media::MediaKind,
};
use rusqlite::params_from_iter;

use crate::{
    Question, Shelves, StoreError,
    find::{Rows, Without},
    open::many,
    shelf::state_of_word,
};

/// From so many jobs with the words on, all of them are gone through in order.
const MANY: u32 = 4_000;

/// How many jobs have all of this in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    pub practice: bool,
    pub favourite: bool,
    pub state: LibraryState,
    /// What the first result is.
    pub kind: Option<MediaKind>,
    pub endpoint: Endpoint,
    /// `YYYY-MM`.
    pub month: String,
    pub count: u32,
}

impl Shelves<'_> {
    /// What the jobs have in common that fit without regard to state, kind, model, star, practice and month.
    pub fn facets(self, question: Question<'_>) -> Result<Vec<Facet>, StoreError> {
        let mut rows = Rows::of(question, Without::Facets);
        rows.need_shelf();
        if rows.has_words() && self.count(&Rows::of_words(&question.filter.text))? > MANY {
            rows.through_the_facets();
        }
        let columns = "practice, favourite, state, kind, endpoint, month";
        let sql = rows.select(&format!("{columns}, count(*)"), &format!("GROUP BY {columns}"));
        let found = many(self.connection, &sql, params_from_iter(rows.params([])), |row| {
            let (state, kind): (String, Option<String>) = (row.get(2)?, row.get(3)?);
            // Words of a later version are counted nowhere.
            let Some(state) = state_of_word(&state) else { return Ok(None) };
            Ok(Some(Facet {
                practice: row.get(0)?,
                favourite: row.get(1)?,
                state,
                kind: kind.and_then(|kind| serde_json::from_value(serde_json::Value::String(kind)).ok()),
                endpoint: Endpoint::new(row.get::<_, String>(4)?),
                month: row.get(5)?,
                count: row.get(6)?,
            }))
        })?;
        Ok(found.into_iter().flatten().collect())
    }

    /// All tags by name, with how many jobs fit without regard to tags.
    pub fn tag_counts(self, question: Question<'_>) -> Result<Vec<TagCount>, StoreError> {
        let all = "SELECT tag, count(*) FROM tags GROUP BY tag";
        let counts = self.label_counts(question, Without::Tags, all, "tag", "tags")?;
        Ok(counts.into_iter().map(|(tag, count)| TagCount { tag, count }).collect())
    }

    /// All collections by name, with how many jobs fit without regard to the collection.
    pub fn collection_counts(self, question: Question<'_>) -> Result<Vec<CollectionCount>, StoreError> {
        let all = "SELECT id, (SELECT count(*) FROM collection_jobs WHERE collection_id = id) FROM collections";
        let counts = self.label_counts(question, Without::Collection, all, "collection_id", "collection_jobs")?;
        let sql = "SELECT id, name FROM collections ORDER BY name COLLATE NOCASE, id";
        let named = many(self.connection, sql, [], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let count_of = |id: &str| counts.iter().find(|(other, _)| other == id).map_or(0, |(_, count)| *count);
        Ok(named.into_iter().map(|(id, name)| CollectionCount { count: count_of(&id), id, name }).collect())
    }

    /// `all` names every label with how many jobs have it; that is the answer where nothing narrows it but bins.
    fn label_counts(
        self,
        question: Question<'_>,
        without: Without,
        all: &str,
        column: &str,
        table: &str,
    ) -> Result<Vec<(String, u32)>, StoreError> {
        let pair = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?));
        let mut rows = Rows::of(question, without);
        let mut counts = many(self.connection, all, [], pair)?;
        if rows.are_all() {
            let sql = format!(
                "SELECT {column}, count(*) FROM shelf CROSS JOIN {table} ON {table}.number = shelf.number
                     WHERE bin IS NOT NULL GROUP BY {column}"
            );
            for (label, binned) in many(self.connection, &sql, [], pair)? {
                if let Some((_, count)) = counts.iter_mut().find(|(other, _)| *other == label) {
                    *count = count.saturating_sub(binned);
                }
            }
            return Ok(counts);
        }
        rows.need_shelf();
        let sql = format!(
            "SELECT {column}, count(*) FROM {table} WHERE number IN ({}) GROUP BY {column}",
            rows.select("shelf.number", "")
        );
        let fitting = many(self.connection, &sql, params_from_iter(rows.params([])), pair)?;
        for (label, count) in &mut counts {
            *count = fitting.iter().find(|(other, _)| other == label).map_or(0, |(_, fitting)| *fitting);
        }
        Ok(counts)
    }
}
