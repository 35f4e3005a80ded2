//! Reads the files of a catalogue and answers for it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use serde::de::DeserializeOwned;
use thiserror::Error;

use super::{
    assemble,
    family::{Family, Words},
    model::Model,
    upstream::Upstream,
};
use crate::ids::Endpoint;

/// A file of the catalogue: its path below `catalogue/` with forward slashes, and its content.
pub type CatalogueFile<'a> = (&'a str, &'a str);

/// All models that the program knows, in the order in which they are offered. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Catalogue {
    models: Arc<[Model]>,
    by_endpoint: Arc<HashMap<Endpoint, usize>>,
}

/// Why a catalogue cannot be used.
#[derive(Debug, Error)]
pub enum CatalogueError {
    #[error("{file} is not a catalogue file: {source}")]
    Unreadable { file: String, source: serde_json::Error },
    #[error("{file}, {endpoint}: {what}")]
    Mistake { file: String, endpoint: Endpoint, what: String },
    #[error("{endpoint} stands in the catalogue twice")]
    Twice { endpoint: Endpoint },
}

impl Catalogue {
    /// Reads a catalogue and refuses the first thing that contradicts itself.
    pub fn from_files(files: &[CatalogueFile<'_>]) -> Result<Self, CatalogueError> {
        let mut mistakes = Vec::new();
        let catalogue = Self::gather(files, &mut mistakes)?;
        match mistakes.into_iter().next() {
            Some(first) => Err(first),
            None => Ok(catalogue),
        }
    }

    /// Reads a catalogue as far as it goes: all models that can be offered, and every mistake of the others.
    pub fn gather(files: &[CatalogueFile<'_>], mistakes: &mut Vec<CatalogueError>) -> Result<Self, CatalogueError> {
        let find = |path: &str| files.iter().find(|(file, _)| *file == path).copied();
        let upstream: Upstream = optional(find("upstream.json"))?;
        let words = Words {
            fields: optional(find("words/fields.json"))?,
            options: optional(find("words/options.json"))?,
            groups: optional(find("words/groups.json"))?,
            tiers: optional(find("words/tiers.json"))?,
        };
        let mut families: BTreeMap<(u32, &str), Family> = BTreeMap::new();
        for (path, content) in files {
            let name = path.strip_prefix("families/").and_then(|name| name.strip_suffix(".json"));
            let Some(id) = name else { continue };
            let family: Family = read(path, content)?;
            families.insert((family.order, id), family);
        }
        let mut models: Vec<Model> = Vec::new();
        let mut known: BTreeSet<&Endpoint> = BTreeSet::new();
        for ((_, id), family) in &families {
            for placement in &family.models {
                let endpoint = &placement.endpoint;
                let made = match upstream.models.get(endpoint) {
                    None => Err("upstream.json does not know it".to_owned()),
                    Some(facts) => assemble::model(id, family, placement, facts, &words),
                };
                let made = made.and_then(|model| match model.mistakes().into_iter().next() {
                    Some(what) => Err(what),
                    None => Ok(model),
                });
                match made {
                    Err(what) => mistakes.push(CatalogueError::Mistake {
                        file: format!("families/{id}.json"),
                        endpoint: endpoint.clone(),
                        what,
                    }),
                    Ok(model) if known.insert(endpoint) => models.push(model),
                    Ok(_) => mistakes.push(CatalogueError::Twice { endpoint: endpoint.clone() }),
                }
            }
        }
        Ok(Self::from_models(models))
    }

    /// A catalogue of models that were put together before.
    pub fn from_models(models: Vec<Model>) -> Self {
        let by_endpoint = models.iter().enumerate().map(|(index, model)| (model.endpoint.clone(), index)).collect();
        Self { models: models.into(), by_endpoint: Arc::new(by_endpoint) }
    }

    /// Every model.
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// The model at this endpoint.
    pub fn model(&self, endpoint: &Endpoint) -> Option<&Model> {
        self.by_endpoint.get(endpoint).map(|&index| &self.models[index])
    }
}

fn optional<T: DeserializeOwned + Default>(file: Option<CatalogueFile<'_>>) -> Result<T, CatalogueError> {
    file.map_or_else(|| Ok(T::default()), |(path, content)| read(path, content))
}

fn read<T: DeserializeOwned>(path: &str, content: &str) -> Result<T, CatalogueError> {
    serde_json::from_str(content).map_err(|source| CatalogueError::Unreadable { file: path.to_owned(), source })
}
