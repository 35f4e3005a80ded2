//! Finds jobs on the shelf: which fit, in which order, and what stands beside one of them.
//!
//! A question becomes one statement. Words come from the index of words, which is in the order of the shelf already; everything
//! else is a condition on columns. What is asked for often has an index of its own, in its order (`shelf`).

use afterframe_core::{
    ids::{Endpoint, JobId},
    library::{Beside, LibraryFilter},
    settings::LibrarySort,
};
use rusqlite::{params_from_iter, types::Value};
use serde_json::json;

use crate::{
    ShelvedJob, Shelves, StoreError,
    open::{many, one},
    shelf::{currency_word, state_word},
    words,
};

/// What is looked for. The names of models mean nothing here: whoever asks knows which endpoints they stand for.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// Its families and tasks are not looked at.
    pub filter: &'a LibraryFilter,
    /// The models that families and tasks leave; `None` for all.
    pub endpoints: Option<&'a [Endpoint]>,
}

/// A part of what fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// How many fit.
    pub total: u32,
    pub jobs: Vec<ShelvedJob>,
}

/// The rows that fit, as the middle of a statement.
pub(crate) struct Rows {
    source: Source,
    /// After `WHERE` and the condition of the source.
    conditions: String,
    params: Vec<Value>,
}

/// What is gone through.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    /// Everything that lies in no bin.
    Shelf,
    /// The index of words alone. What lies in a bin has no words in it.
    Words,
    /// The shelf row of each job that has the words.
    WordsThenShelf,
    /// All rows in the order in which they are counted, with a look whether they have the words.
    FacetsThenWords,
}

impl Source {
    fn text(self) -> &'static str {
        match self {
            Self::Shelf => "shelf WHERE bin IS NULL",
            Self::Words => "shelf_words WHERE shelf_words MATCH ?",
            Self::WordsThenShelf => {
                "shelf_words CROSS JOIN shelf ON shelf.number = shelf_words.rowid WHERE shelf_words MATCH ?"
            }
            Self::FacetsThenWords => {
                "shelf INDEXED BY shelf_by_facets WHERE bin IS NULL
                 AND +shelf.number IN (SELECT rowid FROM shelf_words WHERE shelf_words MATCH ?)"
            }
        }
    }
}

/// Which parts of a filter are left out of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Without {
    Nothing,
    /// What the facets are counted by: states, kinds, models, stars, practice and months.
    Facets,
    Tags,
    Collection,
}

impl Rows {
    pub(crate) fn of(question: Question<'_>, without: Without) -> Self {
        let mut rows = Self::of_words(&question.filter.text);
        rows.add_facets(question, without);
        rows.add_labels(question.filter, without);
        let filter = question.filter;
        if let Some(band) = filter.costs {
            rows.add("cost_currency = ?", [currency_word(band.currency).to_owned().into()]);
            if let Some(least) = band.from_micros {
                rows.add("cost_micros >= ?", [least.into()]);
            }
            if let Some(most) = band.to_micros {
                rows.add("cost_micros <= ?", [most.into()]);
            }
        }
        if let Some(group) = &filter.group {
            rows.add("group_id = ?", [group.clone().into()]);
        }
        rows
    }

    /// Nothing but words.
    pub(crate) fn of_words(text: &str) -> Self {
        let words = words::question(text);
        let source = if words.is_some() { Source::Words } else { Source::Shelf };
        Self { source, conditions: String::new(), params: words.map(Value::from).into_iter().collect() }
    }

    fn add_facets(&mut self, question: Question<'_>, without: Without) {
        if without == Without::Facets {
            return;
        }
        let filter = question.filter;
        if !filter.states.is_empty() {
            let states = filter.states.iter().map(|state| format!("'{}'", state_word(*state))).collect::<Vec<_>>();
            self.add(&format!("state IN ({})", states.join(", ")), []);
        }
        if !filter.kinds.is_empty() {
            self.add("kind IN (SELECT value FROM json_each(?))", [json!(filter.kinds).to_string().into()]);
        }
        if let Some(endpoints) = question.endpoints {
            self.add("endpoint IN (SELECT value FROM json_each(?))", [json!(endpoints).to_string().into()]);
        }
        if filter.favourites {
            self.add("favourite = 1", []);
        }
        if let Some(practice) = filter.practice {
            self.add("practice = ?", [practice.into()]);
        }
        if let Some(month) = &filter.month {
            self.add("month = ?", [month.clone().into()]);
        }
    }

    fn add_labels(&mut self, filter: &LibraryFilter, without: Without) {
        if without != Without::Tags {
            for tag in &filter.tags {
                self.add("shelf.number IN (SELECT number FROM tags WHERE tag = ?)", [tag.clone().into()]);
            }
        }
        if let Some(collection) = &filter.collection
            && without != Without::Collection
        {
            self.add(
                "shelf.number IN (SELECT number FROM collection_jobs WHERE collection_id = ?)",
                [collection.clone().into()],
            );
        }
    }

    /// One more condition on the shelf.
    pub(crate) fn add(&mut self, condition: &str, params: impl IntoIterator<Item = Value>) {
        self.need_shelf();
        self.conditions.push_str(" AND ");
        self.conditions.push_str(condition);
        self.params.extend(params);
    }

    /// Brings the shelf in beside the words, which lead.
    pub(crate) fn need_shelf(&mut self) {
        if self.source == Source::Words {
            self.source = Source::WordsThenShelf;
        }
    }

    /// Goes through everything in the order of the facets: where many jobs have the words, that is quicker than to look each up.
    pub(crate) fn through_the_facets(&mut self) {
        if self.has_words() {
            self.source = Source::FacetsThenWords;
        }
    }

    pub(crate) fn has_words(&self) -> bool {
        self.source != Source::Shelf
    }

    /// Nothing but what lies in no bin is asked for.
    pub(crate) fn are_all(&self) -> bool {
        self.source == Source::Shelf && self.conditions.is_empty()
    }

    /// The whole statement.
    pub(crate) fn select(&self, columns: &str, rest: &str) -> String {
        format!("SELECT {columns} FROM {}{} {rest}", self.source.text(), self.conditions)
    }

    /// What stands for the question marks, and for those of the rest.
    pub(crate) fn params(&self, rest: impl IntoIterator<Item = Value>) -> Vec<Value> {
        self.params.iter().cloned().chain(rest).collect()
    }

    /// The number of a row, where it costs least.
    fn number(&self) -> &'static str {
        match self.source {
            Source::Words | Source::WordsThenShelf => "shelf_words.rowid",
            Source::Shelf | Source::FacetsThenWords => "shelf.number",
        }
    }
}

/// An order: the column before the number, if there is one, and which way.
#[derive(Clone, Copy)]
struct Order {
    column: Option<&'static str>,
    falling: bool,
}

const fn order_of(sort: LibrarySort) -> Order {
    match sort {
        LibrarySort::Newest => Order { column: None, falling: true },
        LibrarySort::Oldest => Order { column: None, falling: false },
        LibrarySort::Name => Order { column: Some("name_key"), falling: false },
        LibrarySort::Longest => Order { column: Some("duration_ms"), falling: true },
        LibrarySort::Dearest => Order { column: Some("cost_rank"), falling: true },
    }
}

impl Order {
    fn turned(self) -> Self {
        Self { falling: !self.falling, ..self }
    }

    fn clause(self, rows: &Rows) -> String {
        let way = if self.falling { "DESC" } else { "ASC" };
        let number = rows.number();
        match self.column {
            Some(column) => format!("ORDER BY {column} {way}, {number} {way}"),
            None => format!("ORDER BY {number} {way}"),
        }
    }

    /// Behind the place that is given by parameters.
    fn behind(self, rows: &Rows) -> String {
        let sign = if self.falling { '<' } else { '>' };
        let number = rows.number();
        match self.column {
            Some(column) => format!("({column}, {number}) {sign} (?, ?)"),
            None => format!("{number} {sign} ?"),
        }
    }
}

impl Shelves<'_> {
    /// How many jobs fit, and those from `offset` on, `limit` at most, in this order.
    pub fn page(self, question: Question<'_>, sort: LibrarySort, offset: u32, limit: u32) -> Result<Found, StoreError> {
        let total = self.count(&Rows::of(question, Without::Nothing))?;
        let mut jobs = Vec::new();
        for number in self.numbers(question, sort, offset, limit)? {
            jobs.extend(self.numbered(number)?);
        }
        Ok(Found { total, jobs })
    }

    /// The numbers of a page.
    fn numbers(
        self,
        question: Question<'_>,
        sort: LibrarySort,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<i64>, StoreError> {
        let mut rows = Rows::of(question, Without::Nothing);
        let order = order_of(sort);
        if order.column.is_some() {
            rows.need_shelf();
        }
        let sql = rows.select(rows.number(), &format!("{} LIMIT ? OFFSET ?", order.clause(&rows)));
        let params = rows.params([limit.into(), offset.into()]);
        many(self.connection, &sql, params_from_iter(params), |row| row.get(0))
    }

    /// The ids of the jobs that fit, from `offset` on, `limit` at most, in this order.
    pub fn ids(
        self,
        question: Question<'_>,
        sort: LibrarySort,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<JobId>, StoreError> {
        let mut rows = Rows::of(question, Without::Nothing);
        rows.need_shelf();
        let sql = rows.select("shelf.job_id", &format!("{} LIMIT ? OFFSET ?", order_of(sort).clause(&rows)));
        let params = rows.params([limit.into(), offset.into()]);
        many(self.connection, &sql, params_from_iter(params), |row| Ok(JobId::new(row.get::<_, String>(0)?)))
    }

    /// What stands beside a job in this order, of what has something to look at. A job that does not fit has its neighbours where
    /// it would stand.
    pub fn beside(self, question: Question<'_>, sort: LibrarySort, id: &JobId) -> Result<Beside, StoreError> {
        let mut rows = Rows::of(question, Without::Nothing);
        rows.add("kind IS NOT NULL", []);
        let total = self.count(&rows)?;
        let order = order_of(sort);
        let sql =
            format!("SELECT {}, number FROM shelf WHERE job_id = ?1 AND bin IS NULL", order.column.unwrap_or("NULL"));
        let own =
            one(self.connection, &sql, [id.as_str()], |row| Ok((row.get::<_, Value>(0)?, row.get::<_, i64>(1)?)))?;
        let Some((key, number)) = own else { return Ok(Beside { total, ..Beside::default() }) };
        let place: Vec<Value> = order.column.map(|_| key).into_iter().chain([number.into()]).collect();
        let neighbour = |order: Order| {
            let rest = format!("AND {} {} LIMIT 1", order.behind(&rows), order.clause(&rows));
            let sql = rows.select("shelf.job_id", &rest);
            one(self.connection, &sql, params_from_iter(rows.params(place.clone())), |row| {
                Ok(JobId::new(row.get::<_, String>(0)?))
            })
        };
        let sql = rows.select("1", &format!("AND {} = ?", rows.number()));
        let fits = one(self.connection, &sql, params_from_iter(rows.params([number.into()])), |_| Ok(()))?.is_some();
        let sql = rows.select("count(*)", &format!("AND {}", order.turned().behind(&rows)));
        let before = one(self.connection, &sql, params_from_iter(rows.params(place.clone())), |row| row.get(0))?;
        Ok(Beside { previous: neighbour(order.turned())?, next: neighbour(order)?, at: before.filter(|_| fits), total })
    }

    pub(crate) fn count(self, rows: &Rows) -> Result<u32, StoreError> {
        let sql = rows.select("count(*)", "");
        Ok(one(self.connection, &sql, params_from_iter(rows.params([])), |row| row.get(0))?.unwrap_or(0))
    }
}
