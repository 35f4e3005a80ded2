//! What a person puts on jobs, and puts jobs into: stars, tags and collections.

use std::collections::HashSet;

use afterframe_core::{ids::JobId, library::Collection};
use afterframe_store::{Store, StoreError};
use uuid::Uuid;

use crate::{
    engine::{Engine, Inner},
    entries::JobRows,
    error::{CollectionError, EngineError},
    teller::Written,
};

/// Of more jobs than this not each is told: the library is asked anew instead.
const TOLD_ONE_BY_ONE: usize = 200;
/// The longest tag or name of a collection, in characters.
const LONGEST_NAME: usize = 60;

impl Engine {
    /// Gives these jobs a star, or takes it away.
    pub async fn star(&self, ids: Vec<JobId>, starred: bool) -> Result<(), EngineError> {
        self.inner.label(ids, move |store, ids| store.set_favourite(ids, starred)).await
    }

    /// Takes tags off these jobs and puts others on. What is no name is left out.
    pub async fn tag(&self, ids: Vec<JobId>, add: Vec<String>, remove: Vec<String>) -> Result<(), EngineError> {
        let add: Vec<String> = add.iter().filter_map(|tag| name(tag)).collect();
        self.inner.label(ids, move |store, ids| store.tag(ids, &add, &remove)).await
    }

    /// Makes a collection.
    pub async fn create_collection(&self, name: &str) -> Result<Collection, CollectionError> {
        self.name_collection(Collection { id: Uuid::now_v7().to_string(), name: name.to_owned() }, false).await
    }

    /// Gives a collection another name.
    pub async fn rename_collection(&self, id: &str, name: &str) -> Result<Collection, CollectionError> {
        self.name_collection(Collection { id: id.to_owned(), name: name.to_owned() }, true).await
    }

    /// Removes a collection. What was in it stays in the library.
    pub async fn remove_collection(&self, id: &str) -> Result<(), CollectionError> {
        let wanted = id.to_owned();
        let members = self.inner.store.run(move |store| {
            if !has_collection(store, &wanted)? {
                return Ok(None);
            }
            let members = store.jobs_in_collection(&wanted)?;
            store.remove_collection(&wanted)?;
            Ok(Some(members))
        });
        let members = members.await?.ok_or(CollectionError::NotThere)?;
        self.inner.tell_labelled(members).await?;
        self.inner.tell_written(Written::Library);
        Ok(())
    }

    /// Puts jobs into a collection, or takes them out of it.
    pub async fn fill_collection(&self, id: &str, jobs: Vec<JobId>, member: bool) -> Result<(), CollectionError> {
        let wanted = id.to_owned();
        if !self.inner.store.run(move |store| has_collection(store, &wanted)).await? {
            return Err(CollectionError::NotThere);
        }
        let (id, count) = (id.to_owned(), jobs.len());
        let fill = move |store: &Store, jobs: &[JobId]| {
            if member { store.put_into_collection(&id, jobs) } else { store.take_from_collection(&id, jobs) }
        };
        self.inner.label(jobs, fill).await?;
        if count == 1 {
            self.inner.tell_written(Written::Library);
        }
        Ok(())
    }

    /// Two collections with the same name could not be told apart.
    async fn name_collection(&self, collection: Collection, is_there: bool) -> Result<Collection, CollectionError> {
        let name = name(&collection.name).ok_or(CollectionError::Name)?;
        let (named, now) = (Collection { name, ..collection }, self.inner.options.clock.now());
        let written = self.inner.store.run(move |store| {
            let others = store.collections()?;
            if is_there && !others.iter().any(|other| other.id == named.id) {
                return Ok(Err(CollectionError::NotThere));
            }
            let same = |other: &Collection| other.name.to_lowercase() == named.name.to_lowercase();
            if others.iter().any(|other| other.id != named.id && same(other)) {
                return Ok(Err(CollectionError::Name));
            }
            store.save_collection(&named, now)?;
            Ok(Ok(named))
        });
        let named = written.await??;
        self.inner.tell_written(Written::Library);
        Ok(named)
    }
}

impl Inner {
    /// Puts something on jobs, on all of them or on none, and tells of it.
    async fn label(
        &self,
        ids: Vec<JobId>,
        put: impl FnOnce(&Store, &[JobId]) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), EngineError> {
        let ids = without_repeats(ids);
        let labelled = ids.clone();
        let missing = self.store.run(move |store| {
            for id in &labelled {
                if !store.has_job(id)? {
                    return Ok(Some(id.clone()));
                }
            }
            put(store, &labelled)?;
            Ok(None)
        });
        match missing.await? {
            Some(id) => Err(EngineError::NoSuchJob(id)),
            None => self.tell_labelled(ids).await,
        }
    }

    /// Tells of jobs as they are now. Several are worth asking the library anew.
    pub(crate) async fn tell_labelled(&self, ids: Vec<JobId>) -> Result<(), EngineError> {
        let several = ids.len() > 1;
        if ids.len() <= TOLD_ONE_BY_ONE {
            let rows = self.store.run(move |store| {
                let jobs = ids.iter().map(|id| store.job(id)).collect::<Result<Vec<_>, _>>()?;
                jobs.into_iter().flatten().map(|job| JobRows::read(store, job)).collect::<Result<Vec<_>, _>>()
            });
            for rows in rows.await? {
                self.tell_written(Written::Job(Box::new(rows)));
            }
        }
        if several {
            self.tell_written(Written::Library);
        }
        Ok(())
    }
}

fn has_collection(store: &Store, id: &str) -> Result<bool, StoreError> {
    Ok(store.collections()?.iter().any(|other| other.id == id))
}

/// Each once, in their order.
pub(crate) fn without_repeats(ids: Vec<JobId>) -> Vec<JobId> {
    let mut seen = HashSet::new();
    ids.into_iter().filter(|id| seen.insert(id.clone())).collect()
}

/// What somebody typed as a name: without marks that nobody sees, in one line, not too long. `None` where nothing is left.
pub(crate) fn name(text: &str) -> Option<String> {
    let seen: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let words = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = words.chars().take(LONGEST_NAME).collect();
    (!name.trim().is_empty()).then(|| name.trim().to_owned())
}
