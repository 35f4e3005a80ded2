//! Questions to the library. What families and tasks mean is known here, by the catalogue; the store knows models by their endpoints.

use std::collections::HashMap;

use afterframe_core::{
    catalogue::{Catalogue, Task},
    ids::{Endpoint, JobId},
    library::{Beside, FamilyCount, History, KindCount, LibraryCounts, LibraryFilter, MonthCount, TaskCount, Waited},
    media::MediaKind,
    settings::LibrarySort,
    time::Span,
};
use afterframe_store::{Facet, Question, Use};

use crate::{
    change::JobEntry,
    engine::{Engine, Inner},
    entries::{JobRows, many_seen},
    error::EngineError,
};

/// How many jobs come at once.
const MOST_AT_ONCE: u32 = 200;
/// How many families of models are remembered as used lately.
const MOST_RECENT: usize = 12;
/// Of how many of the latest jobs of a model its waiting time is learned.
const LEARNED_FROM: u32 = 50;
/// Fewer tell nothing.
const LEAST_TO_LEARN: usize = 3;

/// Kinds in the order in which they are offered.
const KINDS: [MediaKind; 5] =
    [MediaKind::Video, MediaKind::Image, MediaKind::Audio, MediaKind::Model3d, MediaKind::Text];

impl Engine {
    /// How many jobs fit, and those from `offset` on, at most `limit` and never more than 200.
    pub async fn library_page(
        &self,
        filter: LibraryFilter,
        sort: LibrarySort,
        offset: u32,
        limit: u32,
    ) -> Result<(u32, Vec<JobEntry>), EngineError> {
        let endpoints = self.inner.endpoints(&filter);
        let limit = limit.min(MOST_AT_ONCE);
        let found = self.inner.look(move |shelves| {
            let question = Question { filter: &filter, endpoints: endpoints.as_deref() };
            shelves.page(question, sort, offset, limit)
        });
        let found = found.await?;
        let rows = found.jobs.into_iter().map(JobRows::from).collect();
        Ok((found.total, many_seen(&self.inner.sight, rows).await))
    }

    /// The ids of the jobs that fit, from `offset` on.
    pub async fn library_ids(
        &self,
        filter: LibraryFilter,
        sort: LibrarySort,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<JobId>, EngineError> {
        let endpoints = self.inner.endpoints(&filter);
        let ids = self.inner.look(move |shelves| {
            let question = Question { filter: &filter, endpoints: endpoints.as_deref() };
            shelves.ids(question, sort, offset, limit)
        });
        ids.await
    }

    /// What stands beside a job, of what has something to look at.
    pub async fn library_beside(
        &self,
        filter: LibraryFilter,
        sort: LibrarySort,
        id: &JobId,
    ) -> Result<Beside, EngineError> {
        let (endpoints, id) = (self.inner.endpoints(&filter), id.clone());
        let beside = self.inner.look(move |shelves| {
            let question = Question { filter: &filter, endpoints: endpoints.as_deref() };
            shelves.beside(question, sort, &id)
        });
        beside.await
    }

    /// How many jobs fit, and how many would with one part of the filter left out.
    pub async fn library_counts(&self, filter: LibraryFilter) -> Result<LibraryCounts, EngineError> {
        let (endpoints, asked) = (self.inner.endpoints(&filter), filter.clone());
        let read = self.inner.look(move |shelves| {
            let question = Question { filter: &asked, endpoints: endpoints.as_deref() };
            Ok((shelves.facets(question)?, shelves.tag_counts(question)?, shelves.collection_counts(question)?))
        });
        let (facets, tags, collections) = read.await?;
        Ok(LibraryCounts { tags, collections, ..counted(self.catalogue(), &filter, &facets) })
    }

    /// What this person's own jobs tell about the models.
    pub async fn history(&self) -> Result<History, EngineError> {
        let uses = self.inner.look(|shelves| shelves.uses(LEARNED_FROM)).await?;
        Ok(history_of(self.catalogue(), uses))
    }
}

impl Inner {
    /// The models that a filter's families and tasks leave; `None` for all.
    fn endpoints(&self, filter: &LibraryFilter) -> Option<Vec<Endpoint>> {
        if filter.families.is_empty() && filter.tasks.is_empty() {
            return None;
        }
        let models = self.options.catalogue.models().iter();
        let wanted =
            models.filter(|model| is_one_of(&filter.families, &model.family) && is_one_of(&filter.tasks, &model.task));
        Some(wanted.map(|model| model.endpoint.clone()).collect())
    }
}

/// Whether it is asked for; an empty list asks for nothing.
fn is_one_of<T: PartialEq>(wanted: &[T], item: &T) -> bool {
    wanted.is_empty() || wanted.contains(item)
}

fn counted(catalogue: &Catalogue, filter: &LibraryFilter, facets: &[Facet]) -> LibraryCounts {
    let mut counts = LibraryCounts::default();
    let mut kinds: HashMap<MediaKind, u32> = HashMap::new();
    let mut families: HashMap<&str, u32> = HashMap::new();
    let mut tasks: HashMap<Task, u32> = HashMap::new();
    let mut months: HashMap<&str, u32> = HashMap::new();
    for facet in facets {
        let model = catalogue.model(&facet.endpoint);
        let fits = [
            is_one_of(&filter.states, &facet.state),
            filter.kinds.is_empty() || facet.kind.is_some_and(|kind| filter.kinds.contains(&kind)),
            filter.families.is_empty() || model.is_some_and(|model| filter.families.contains(&model.family)),
            filter.tasks.is_empty() || model.is_some_and(|model| filter.tasks.contains(&model.task)),
            !filter.favourites || facet.favourite,
            filter.practice.is_none_or(|practice| facet.practice == practice),
            filter.month.as_ref().is_none_or(|month| *month == facet.month),
        ];
        let fits_but = |left_out: usize| fits.iter().enumerate().all(|(part, fits)| *fits || part == left_out);
        let count = facet.count;
        if fits.iter().all(|fits| *fits) {
            counts.total += count;
        }
        if fits_but(0) {
            counts.states.add(facet.state, count);
        }
        if let Some(kind) = facet.kind.filter(|_| fits_but(1)) {
            *kinds.entry(kind).or_default() += count;
        }
        if let Some(model) = model.filter(|_| fits_but(2)) {
            *families.entry(&model.family).or_default() += count;
        }
        if let Some(model) = model.filter(|_| fits_but(3)) {
            *tasks.entry(model.task).or_default() += count;
        }
        if facet.favourite && fits_but(4) {
            counts.favourites += count;
        }
        if facet.practice && fits_but(5) {
            counts.practice += count;
        }
        if fits_but(6) {
            *months.entry(&facet.month).or_default() += count;
        }
    }
    counts.kinds = KINDS.into_iter().filter_map(|kind| Some(KindCount { kind, count: kinds.remove(&kind)? })).collect();
    for model in catalogue.models() {
        if let Some(count) = families.remove(model.family.as_str()) {
            counts.families.push(FamilyCount { family: model.family.clone(), count });
        }
        if let Some(count) = tasks.remove(&model.task) {
            counts.tasks.push(TaskCount { task: model.task, count });
        }
    }
    counts.months = months.into_iter().map(|(month, count)| MonthCount { month: month.to_owned(), count }).collect();
    counts.months.sort_by(|one, other| other.month.cmp(&one.month));
    counts
}

fn history_of(catalogue: &Catalogue, mut uses: Vec<Use>) -> History {
    uses.sort_by_key(|used| std::cmp::Reverse(used.latest));
    let mut history = History::default();
    for used in uses {
        let family = catalogue.model(&used.endpoint).map(|model| &model.family);
        if let Some(family) = family
            && !history.recent.contains(family)
            && history.recent.len() < MOST_RECENT
        {
            history.recent.push(family.clone());
        }
        history.waiting.extend(learned(used));
    }
    history
}

/// The quarters between which half of the waiting times lie: one night with the computer asleep says nothing.
fn learned(used: Use) -> Option<Waited> {
    let mut seconds: Vec<u32> = used.waited.iter().map(|span| whole_seconds(*span)).collect();
    if seconds.len() < LEAST_TO_LEARN {
        return None;
    }
    seconds.sort_unstable();
    let last = seconds.len() - 1;
    Some(Waited {
        endpoint: used.endpoint,
        count: u32::try_from(seconds.len()).unwrap_or(u32::MAX),
        from: seconds[last / 4],
        to: seconds[last - last / 4],
    })
}

fn whole_seconds(span: Span) -> u32 {
    u32::try_from((span.0 + 500) / 1000).unwrap_or(0).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waiting_time_is_learned_from_a_few_jobs_and_no_single_one_decides() {
        let used = |seconds: &[i64]| Use {
            endpoint: Endpoint::from("a/b"),
            latest: afterframe_core::time::Timestamp(0),
            waited: seconds.iter().copied().map(Span::seconds).collect(),
        };
        assert_eq!(learned(used(&[100, 200])), None);
        let found = learned(used(&[120, 130, 140, 150, 36_000])).unwrap();
        assert_eq!((found.count, found.from, found.to), (5, 130, 150));
        let found = learned(used(&[60, 60, 60])).unwrap();
        assert_eq!((found.from, found.to), (60, 60));
    }
}
