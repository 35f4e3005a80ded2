//! Reads the embedded catalogue and answers for it.

use serde::Deserialize;
use thiserror::Error;

use super::model::Model;
use crate::ids::Endpoint;

/// The files of `catalogue/`, embedded when the program is built: name and content.
const FAMILIES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/families.rs"));

/// All models that the program knows, in the order in which they are offered.
#[derive(Debug, Clone)]
pub struct Catalogue {
    models: Vec<Model>,
}

/// Why a catalogue file cannot be used.
#[derive(Debug, Error)]
pub enum CatalogueError {
    #[error("{file} is not a catalogue file: {source}")]
    Unreadable { file: String, source: serde_json::Error },
    #[error("{file}, {endpoint}: {what}")]
    Mistake { file: String, endpoint: Endpoint, what: String },
    #[error("{endpoint} stands in the catalogue twice")]
    Twice { endpoint: Endpoint },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    /// Families are offered in this order, lowest first.
    order: u32,
    models: Vec<Model>,
}

impl Catalogue {
    /// The catalogue that the program was built with.
    ///
    /// # Panics
    /// Never in a build that was tested: a test reads it.
    pub fn built_in() -> Self {
        match Self::from_files(FAMILIES) {
            Ok(catalogue) => catalogue,
            Err(error) => panic!("the embedded catalogue does not load: {error}"),
        }
    }

    /// Reads families from `(file name, content)` pairs and refuses what contradicts itself.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Self, CatalogueError> {
        let mut families = Vec::new();
        for (file, content) in files {
            let mut family: Family = serde_json::from_str(content)
                .map_err(|source| CatalogueError::Unreadable { file: (*file).to_owned(), source })?;
            let id = file.strip_suffix(".json").unwrap_or(file);
            for model in &mut family.models {
                id.clone_into(&mut model.family);
                if let Some(what) = model.mistakes().into_iter().next() {
                    let endpoint = model.endpoint.clone();
                    return Err(CatalogueError::Mistake { file: (*file).to_owned(), endpoint, what });
                }
            }
            families.push(family);
        }
        families.sort_by_key(|family| family.order);
        let models: Vec<Model> = families.into_iter().flat_map(|family| family.models).collect();
        for (index, model) in models.iter().enumerate() {
            if models[..index].iter().any(|earlier| earlier.endpoint == model.endpoint) {
                return Err(CatalogueError::Twice { endpoint: model.endpoint.clone() });
            }
        }
        Ok(Self { models })
    }

    /// Every model.
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// The model at this endpoint.
    pub fn model(&self, endpoint: &Endpoint) -> Option<&Model> {
        self.models.iter().find(|model| model.endpoint == *endpoint)
    }
}
