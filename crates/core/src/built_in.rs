//! The catalogue that the program was built with. It is put together when the program is built, so that a start
//! costs neither the reading of a hundred files nor the looking up of thousands of words.

use std::sync::OnceLock;

use crate::catalogue::{Catalogue, CatalogueFile};

/// The files of `catalogue/`: path below it and content.
const FILES: &[CatalogueFile<'static>] = include!(concat!(env!("OUT_DIR"), "/files.rs"));
/// The models that they make.
const MODELS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/models.bin"));

impl Catalogue {
    /// The catalogue that the program was built with; read once.
    ///
    /// # Panics
    /// Never: the same code wrote what is read here, in the same build.
    pub fn built_in() -> Self {
        static READ: OnceLock<Catalogue> = OnceLock::new();
        READ.get_or_init(Self::read_built_in).clone()
    }

    /// Reads the catalogue that the program was built with anew. For measuring; everybody else takes [`Self::built_in()`].
    pub fn read_built_in() -> Self {
        match bitcode::decode(MODELS) {
            Ok(models) => Self::from_models(models),
            Err(error) => panic!("the catalogue of this build cannot be read: {error}"),
        }
    }

    /// The files that the program was built with.
    pub fn built_in_files() -> &'static [CatalogueFile<'static>] {
        FILES
    }
}
