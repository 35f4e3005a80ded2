//! The models as data. What a model is called, what it takes, how long it needs and what it costs
//! comes from the files in `catalogue/`; no code knows a single model.

mod field;
mod load;
mod model;

pub use field::{ChoiceOption, Field, FieldKind, NumberLimits};
pub use load::{Catalogue, CatalogueError};
pub use model::{Model, PriceList, PriceRule, PriceUnit, Task, WaitingTime};
