//! The words that jobs are found by: a full-text index beside the shelf, and the names of the models that go into it.
//!
//! Chinese, Japanese and Korean are written without spaces, so each of their characters is a word of its own in the index, and
//! what is looked for becomes a phrase: any part of a prompt is found. What a person types is never the index's own language.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use afterframe_core::ids::{Endpoint, JobId};
use rusqlite::{Connection, params};

use crate::{
    Store, StoreError,
    open::{many, one},
    shelf,
};

// Without a copy of the text: it is in the job. Beginnings of one and two letters are kept ready, because they are typed first and
// many words have them.
pub(crate) const SCHEMA_V4: &str = "
CREATE VIRTUAL TABLE shelf_words USING fts5 (
    text, content = '', contentless_delete = 1, prefix = '1 2', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE model_words (
    endpoint TEXT PRIMARY KEY,
    words TEXT NOT NULL
) STRICT, WITHOUT ROWID;
";

/// More than anybody types; what comes after it is not looked for.
const MOST_WORDS: usize = 16;

/// Puts the words of the job with this number into the index, unless they are there: `hash` is what was put there before.
pub(crate) fn put(connection: &Connection, number: i64, text: &str, hash: Option<i64>) -> Result<(), StoreError> {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let new = i64::from_ne_bytes(hasher.finish().to_ne_bytes());
    if hash == Some(new) {
        return Ok(());
    }
    if hash.is_some() {
        take_out(connection, number)?;
    }
    connection
        .prepare_cached("INSERT INTO shelf_words (rowid, text) VALUES (?1, ?2)")?
        .execute(params![number, spaced(text)])?;
    connection.prepare_cached("UPDATE shelf SET words_hash = ?2 WHERE number = ?1")?.execute([number, new])?;
    Ok(())
}

/// Takes the words of a job out of the index. Whoever keeps its row has them put back by [`put`].
pub(crate) fn take_out(connection: &Connection, number: i64) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM shelf_words WHERE rowid = ?1")?.execute([number])?;
    connection.prepare_cached("UPDATE shelf SET words_hash = NULL WHERE number = ?1")?.execute([number])?;
    Ok(())
}

/// An index that does not hold together is emptied; the words come back with the names of the models.
pub(crate) fn begin_anew_if_damaged(connection: &Connection) -> Result<(), StoreError> {
    if let Err(error) = connection.execute("INSERT INTO shelf_words (shelf_words) VALUES ('integrity-check')", []) {
        tracing::warn!(%error, "the index of words is made anew");
        connection.execute_batch(
            "INSERT INTO shelf_words (shelf_words) VALUES ('delete-all'); UPDATE shelf SET words_hash = NULL;",
        )?;
    }
    Ok(())
}

/// What a model is called.
pub(crate) fn of_model(connection: &Connection, endpoint: &Endpoint) -> Result<String, StoreError> {
    let sql = "SELECT words FROM model_words WHERE endpoint = ?1";
    Ok(one(connection, sql, [endpoint.as_str()], |row| row.get(0))?.unwrap_or_default())
}

/// What is typed, in the language of the index: each word is the beginning of one, and all must be there. `None` where nothing
/// is in it that could be found.
pub(crate) fn question(text: &str) -> Option<String> {
    let words = text.split_whitespace().filter(|word| word.chars().any(can_be_found)).take(MOST_WORDS);
    // In quotes nothing but a quote means anything, and that is doubled.
    let quoted: Vec<String> = words.map(|word| format!("\"{}\"*", spaced(word).replace('"', "\"\""))).collect();
    if quoted.is_empty() { None } else { Some(quoted.join(" AND ")) }
}

/// Whether the index keeps this character. Of marks alone it would make an empty phrase, which is found nowhere.
fn can_be_found(letter: char) -> bool {
    letter.is_alphanumeric()
}

/// The text with every Chinese, Japanese and Korean character on its own. A zero byte would end it for SQLite.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 2);
    for letter in text.chars() {
        if is_written_without_spaces(letter) {
            out.extend([' ', letter, ' ']);
        } else {
            out.push(if letter == '\0' { ' ' } else { letter });
        }
    }
    out
}

fn is_written_without_spaces(letter: char) -> bool {
    matches!(letter,
        '\u{1100}'..='\u{11ff}' // Korean
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}' // Japanese
        | '\u{3105}'..='\u{318f}'
        | '\u{31a0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' // Chinese
        | '\u{4e00}'..='\u{9fff}'
        | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' // Korean
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{323af}')
}

impl Store {
    /// Says what the models are called. Jobs of models that are called otherwise than the last time are put into the index anew,
    /// and so are those that are not in it yet.
    pub fn know_models(&self, models: &[(Endpoint, String)]) -> Result<(), StoreError> {
        self.in_one_step(|| {
            let known: HashMap<String, String> =
                many(&self.connection, "SELECT endpoint, words FROM model_words", [], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?
                .into_iter()
                .collect();
            let changed = models.iter().filter(|(endpoint, words)| known.get(endpoint.as_str()) != Some(words));
            let mut stale = Vec::new();
            for (endpoint, words) in changed {
                self.connection
                    .prepare_cached(
                        "INSERT INTO model_words (endpoint, words) VALUES (?1, ?2)
                         ON CONFLICT (endpoint) DO UPDATE SET words = ?2",
                    )?
                    .execute([endpoint.as_str(), words])?;
                let sql = "SELECT job_id FROM shelf WHERE endpoint = ?1 AND bin IS NULL AND words_hash IS NOT NULL";
                stale.extend(many(&self.connection, sql, [endpoint.as_str()], id_column)?);
            }
            let sql = "SELECT job_id FROM shelf WHERE words_hash IS NULL AND bin IS NULL";
            stale.extend(many(&self.connection, sql, [], id_column)?);
            stale.iter().try_for_each(|id| shelf::put_again(&self.connection, id))
        })
    }
}

fn id_column(row: &rusqlite::Row<'_>) -> rusqlite::Result<JobId> {
    Ok(JobId::new(row.get::<_, String>(0)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_never_a_command() {
        assert_eq!(question("sea OR \"sun\""), Some("\"sea\"* AND \"OR\"* AND \"\"\"sun\"\"\"*".to_owned()));
        assert_eq!(question("text:a -b (c) d*"), Some("\"text:a\"* AND \"-b\"* AND \"(c)\"* AND \"d*\"*".to_owned()));
        assert_eq!(question("  * \" ( ) \u{1f3ac} "), None);
        assert_eq!(question("长城abc"), Some("\" 长  城 abc\"*".to_owned()));
    }
}
