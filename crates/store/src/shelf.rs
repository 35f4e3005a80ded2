//! The table `shelf`: of each job what the library sorts, filters and counts by, and what a person put on it. It is written in the
//! same step as the job and its results, so that neither can be ahead of the other; reading it is done in `find` and `facets`.
//!
//! A row's number is made of the instant at which the job was made. The order of the table is the order of the library then, and
//! the words of the jobs (`words`), which are kept by that number, come in that order too.

use std::fmt::Write as _;

use afterframe_core::{
    form::FieldValue,
    ids::JobId,
    job::{Job, JobState, Origin},
    library::{JobGroup, LibraryState, Shelf},
    media::MediaFacts,
    money::Currency,
    time::Timestamp,
};
use rusqlite::{Connection, params};

use crate::{
    Store, StoreError,
    open::{many, one},
    path_column::PathColumn,
    words,
};

// The indices of what lies in no bin name the bin all the same: only then SQLite answers from the index alone, without the rows.
pub(crate) const SCHEMA_V4: &str = "
CREATE TABLE shelf (
    number INTEGER PRIMARY KEY,
    job_id TEXT NOT NULL UNIQUE REFERENCES jobs (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    name_key TEXT NOT NULL,
    take INTEGER NOT NULL,
    state TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    kind TEXT,
    duration_ms INTEGER NOT NULL,
    cost_micros INTEGER,
    cost_currency TEXT,
    cost_rank INTEGER NOT NULL,
    waited_ms INTEGER,
    practice INTEGER NOT NULL,
    month TEXT NOT NULL,
    favourite INTEGER NOT NULL DEFAULT 0,
    group_id TEXT,
    group_kind TEXT,
    bin TEXT REFERENCES bins (id),
    words_hash INTEGER
) STRICT;
CREATE INDEX shelf_by_age ON shelf (number, state, kind, endpoint, practice, favourite, month, bin) WHERE bin IS NULL;
CREATE INDEX shelf_by_name ON shelf (name_key, number) WHERE bin IS NULL;
CREATE INDEX shelf_by_length ON shelf (duration_ms, number) WHERE bin IS NULL;
CREATE INDEX shelf_by_cost ON shelf (cost_rank, number) WHERE bin IS NULL;
CREATE INDEX shelf_by_model ON shelf (endpoint, number, practice, waited_ms, bin) WHERE bin IS NULL;
CREATE INDEX shelf_by_facets ON shelf (practice, favourite, state, kind, endpoint, month, bin) WHERE bin IS NULL;
CREATE INDEX shelf_by_title ON shelf (title, take);
CREATE INDEX shelf_of_group ON shelf (group_id, number) WHERE group_id IS NOT NULL;
CREATE INDEX shelf_without_words ON shelf (number) WHERE words_hash IS NULL;
CREATE INDEX shelf_binned ON shelf (bin, job_id) WHERE bin IS NOT NULL;

CREATE TABLE job_inputs (
    media_id TEXT NOT NULL,
    number INTEGER NOT NULL REFERENCES shelf (number) ON DELETE CASCADE,
    PRIMARY KEY (media_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX inputs_of_job ON job_inputs (number);
";

/// How many jobs one millisecond has room for.
const IN_A_MILLISECOND: i64 = 4096;
/// Instants farther away than this are no dates of jobs but damage; their numbers must fit all the same.
const FARTHEST: i64 = 1 << 50;

/// Roughly what a dollar is worth, for nothing but an order in which both currencies have a place.
const YUAN_IN_A_DOLLAR: i64 = 7;

/// What does not move with the job.
struct Known {
    number: i64,
    title: String,
    take: i64,
    words_hash: Option<i64>,
    binned: bool,
}

/// What its results say about it.
#[derive(Default)]
struct Made {
    kind: Option<String>,
    duration_ms: Option<i64>,
    names: Vec<String>,
}

/// Writes the row of a job, new or known, with the words that it is found by.
pub(crate) fn put(connection: &Connection, job: &Job) -> Result<(), StoreError> {
    let known = known(connection, &job.id)?;
    let made = made(connection, &job.id)?;
    let number = match &known {
        Some(known) => known.number,
        None => free_number(connection, job.created_at)?,
    };
    let take = match &known {
        Some(known) if known.title == job.title => known.take,
        _ => next_take(connection, &job.title)?,
    };
    let rank = job.cost.map_or(-1, |cost| match cost.currency {
        Currency::Cny => cost.micros,
        Currency::Usd => cost.micros.saturating_mul(YUAN_IN_A_DOLLAR),
    });
    connection
        .prepare_cached(
            "INSERT INTO shelf (number, job_id, title, name_key, take, state, endpoint, kind, duration_ms, cost_micros,
                 cost_currency, cost_rank, waited_ms, practice, month)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
                 coalesce(strftime('%Y-%m', ?15 / 1000, 'unixepoch', 'localtime'), ''))
             ON CONFLICT (job_id) DO UPDATE SET title = ?3, name_key = ?4, take = ?5, state = ?6, endpoint = ?7, kind = ?8,
                 duration_ms = ?9, cost_micros = ?10, cost_currency = ?11, cost_rank = ?12, waited_ms = ?13, practice = ?14",
        )?
        .execute(params![
            number,
            job.id.as_str(),
            job.title,
            name_key(&job.title),
            take,
            state_word(LibraryState::of(&job.state)),
            job.endpoint.as_str(),
            made.kind,
            made.duration_ms.unwrap_or(-1),
            job.cost.map(|cost| cost.micros),
            job.cost.map(|cost| currency_word(cost.currency)),
            rank,
            waited(job),
            job.practice,
            job.created_at.0
        ])?;
    put_inputs(connection, number, job, known.is_none())?;
    if known.as_ref().is_some_and(|known| known.binned) {
        return Ok(());
    }
    let text = text_of(connection, job, &made)?;
    words::put(connection, number, &text, known.and_then(|known| known.words_hash))
}

/// The same, once the results of a job are others. A job that cannot be read stays as it is.
pub(crate) fn put_again(connection: &Connection, id: &JobId) -> Result<(), StoreError> {
    match crate::jobs::read_one(connection, id) {
        Ok(Some(job)) => put(connection, &job),
        Ok(None) | Err(StoreError::Row { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Fills the shelf of a library that had none. The words come later, with those of the models.
pub(crate) fn fill(connection: &Connection) -> Result<(), StoreError> {
    let mut jobs = connection.prepare("SELECT job FROM jobs ORDER BY created_at, id")?;
    let mut rows = jobs.query([])?;
    while let Some(row) = rows.next()? {
        // One that cannot be read is left out everywhere.
        let Ok(job) = serde_json::from_str::<Job>(&row.get::<_, String>(0)?) else { continue };
        put(connection, &job)?;
    }
    Ok(())
}

fn known(connection: &Connection, id: &JobId) -> Result<Option<Known>, StoreError> {
    let sql = "SELECT number, title, take, words_hash, bin IS NOT NULL FROM shelf WHERE job_id = ?1";
    one(connection, sql, [id.as_str()], |row| {
        Ok(Known {
            number: row.get(0)?,
            title: row.get(1)?,
            take: row.get(2)?,
            words_hash: row.get(3)?,
            binned: row.get(4)?,
        })
    })
}

fn made(connection: &Connection, id: &JobId) -> Result<Made, StoreError> {
    let sql = "SELECT kind, facts, path FROM media WHERE job_id = ?1 ORDER BY number";
    let rows = many(connection, sql, [id.as_str()], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, PathColumn>(2)?.0))
    })?;
    let mut made = Made::default();
    for (kind, facts, path) in rows {
        made.kind.get_or_insert(kind);
        let length = serde_json::from_str::<MediaFacts>(&facts).ok().and_then(|facts| facts.duration_ms);
        made.duration_ms = made.duration_ms.max(length.and_then(|length| i64::try_from(length).ok()));
        made.names.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
    }
    Ok(made)
}

/// Everything that is written about a job.
fn text_of(connection: &Connection, job: &Job, made: &Made) -> Result<String, StoreError> {
    let values = job.values.values().flat_map(|value| match value {
        FieldValue::Text(text) => std::slice::from_ref(text),
        FieldValue::Texts(texts) => texts,
        FieldValue::Switch(_) | FieldValue::Number(_) | FieldValue::Media { .. } | FieldValue::Files { .. } => &[],
    });
    let mut text = words::of_model(connection, &job.endpoint)?;
    for part in [&job.title].into_iter().chain(values).chain(&made.names) {
        text.push('\n');
        text.push_str(part);
    }
    for tag in tags_of(connection, &job.id)? {
        text.push('\n');
        text.push_str(&tag);
    }
    Ok(text)
}

fn free_number(connection: &Connection, created_at: Timestamp) -> Result<i64, StoreError> {
    let first = created_at.0.clamp(-FARTHEST, FARTHEST) * IN_A_MILLISECOND;
    let sql = "SELECT max(number) FROM shelf WHERE number BETWEEN ?1 AND ?2";
    let last = one(connection, sql, [first, first + IN_A_MILLISECOND - 1], |row| row.get::<_, Option<i64>>(0))?;
    let mut number = last.flatten().map_or(first, |last| last + 1);
    // A full millisecond goes on in the next one.
    while one(connection, "SELECT 1 FROM shelf WHERE number = ?1", [number], |_| Ok(()))?.is_some() {
        number += 1;
    }
    Ok(number)
}

fn next_take(connection: &Connection, title: &str) -> Result<i64, StoreError> {
    let sql = "SELECT coalesce(max(take), 0) + 1 FROM shelf WHERE title = ?1";
    Ok(one(connection, sql, [title], |row| row.get(0))?.unwrap_or(1))
}

fn put_inputs(connection: &Connection, number: i64, job: &Job, is_new: bool) -> Result<(), StoreError> {
    if !is_new {
        connection.prepare_cached("DELETE FROM job_inputs WHERE number = ?1")?.execute([number])?;
    }
    for media in job.files() {
        connection
            .prepare_cached("INSERT OR IGNORE INTO job_inputs (media_id, number) VALUES (?1, ?2)")?
            .execute(params![media.as_str(), number])?;
    }
    Ok(())
}

/// How long RunningHub took, where this program was there from the beginning to a good end.
fn waited(job: &Job) -> Option<i64> {
    let counts = job.state == JobState::Done && job.origin == Origin::Made;
    let waited = job.finished_at?.since(job.accepted_at?).0;
    (counts && waited > 0).then_some(waited)
}

/// The title as names are sorted: without regard to case, and numbers by their size.
fn name_key(title: &str) -> String {
    let mut key = String::with_capacity(title.len() + 8);
    let mut digits = String::new();
    let push_number = |key: &mut String, digits: &mut String| {
        if !digits.is_empty() {
            let number = digits.trim_start_matches('0');
            // The length of a number comes before its digits.
            // A string takes everything.
            let _ = write!(key, "{:02}{number}", number.len().min(99));
            digits.clear();
        }
    };
    for letter in title.trim().chars() {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        push_number(&mut key, &mut digits);
        key.extend(letter.to_lowercase());
    }
    push_number(&mut key, &mut digits);
    key
}

/// When the job with this number was made, but for jobs of a millisecond that was full.
pub(crate) const fn instant_of(number: i64) -> Timestamp {
    Timestamp(number.div_euclid(IN_A_MILLISECOND))
}

pub(crate) const fn state_word(state: LibraryState) -> &'static str {
    match state {
        LibraryState::Making => "making",
        LibraryState::Done => "done",
        LibraryState::Failed => "failed",
        LibraryState::Unclear => "unclear",
    }
}

pub(crate) fn state_of_word(word: &str) -> Option<LibraryState> {
    LibraryState::ALL.into_iter().find(|state| state_word(*state) == word)
}

pub(crate) const fn currency_word(currency: Currency) -> &'static str {
    match currency {
        Currency::Cny => "CNY",
        Currency::Usd => "USD",
    }
}

/// The tags of a job, by name.
pub(crate) fn tags_of(connection: &Connection, id: &JobId) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT tag FROM tags JOIN shelf USING (number) WHERE job_id = ?1 ORDER BY tag";
    many(connection, sql, [id.as_str()], |row| row.get(0))
}

/// What a person and the library know of a job. What is not on the shelf has nothing.
pub(crate) fn of_job(connection: &Connection, id: &JobId) -> Result<Shelf, StoreError> {
    let sql = "SELECT favourite, take, group_id, group_kind,
                   EXISTS (SELECT 1 FROM shelf AS other WHERE other.title = shelf.title AND other.number <> shelf.number
                       AND other.bin IS NULL AND other.title <> '')
               FROM shelf WHERE job_id = ?1";
    let found = one(connection, sql, [id.as_str()], |row| {
        let (take, has_siblings): (u32, bool) = (row.get(1)?, row.get(4)?);
        let group = row.get::<_, Option<String>>(2)?.zip(row.get::<_, Option<String>>(3)?);
        Ok((row.get(0)?, has_siblings.then_some(take), group))
    })?;
    let Some((favourite, take, group)) = found else { return Ok(Shelf::default()) };
    let sql =
        "SELECT collection_id FROM collection_jobs JOIN shelf USING (number) WHERE job_id = ?1 ORDER BY collection_id";
    let collections = many(connection, sql, [id.as_str()], |row| row.get(0))?;
    // A kind that a later version made up counts as no group.
    let group = group.and_then(|(id, kind)| {
        let kind = serde_json::from_value(serde_json::Value::String(kind)).ok()?;
        Some(JobGroup { id, kind })
    });
    Ok(Shelf { favourite, tags: tags_of(connection, id)?, collections, take, group })
}

impl Store {
    /// What a person and the library know of a job.
    pub fn shelf(&self, id: &JobId) -> Result<Shelf, StoreError> {
        of_job(&self.connection, id)
    }

    /// Writes new jobs that one press made together, all or none.
    pub fn save_group(&self, jobs: &[Job], group: &JobGroup) -> Result<(), StoreError> {
        let kind = serde_json::to_value(group.kind).map_err(|source| StoreError::Row { table: "shelf", source })?;
        self.in_one_step(|| {
            for job in jobs {
                crate::jobs::write(&self.connection, job)?;
                self.connection
                    .prepare_cached("UPDATE shelf SET group_id = ?2, group_kind = ?3 WHERE job_id = ?1")?
                    .execute(params![job.id.as_str(), group.id, kind.as_str()])?;
            }
            Ok(())
        })
    }

    /// Gives these jobs a star, or takes it away.
    pub fn set_favourite(&self, ids: &[JobId], favourite: bool) -> Result<(), StoreError> {
        self.in_one_step(|| {
            for id in ids {
                self.connection
                    .prepare_cached("UPDATE shelf SET favourite = ?2 WHERE job_id = ?1")?
                    .execute(params![id.as_str(), favourite])?;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_as_people_sort_them() {
        let mut names = ["take 10", "Take 2", "take 1", "clip", "take 02b", "Zebra", "镜头 3"];
        names.sort_by_key(|name| name_key(name));
        assert_eq!(names, ["clip", "take 1", "Take 2", "take 02b", "take 10", "Zebra", "镜头 3"]);
    }
}
