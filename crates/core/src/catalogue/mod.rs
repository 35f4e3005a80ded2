//! The models as data. What a model is called, what it takes, how long it needs and what it costs
//! comes from the files in `catalogue/`: upstream's facts, which an import writes, and people's
//! words, which it never touches. No code knows a single model.

mod assemble;
mod family;
mod field;
mod load;
mod mistakes;
mod model;
mod option_words;
mod rule;
mod task;
mod upstream;
mod words;

pub use family::{Corrections, Family, FieldWords, Placement, Words};
pub use field::{
    Alternative, ChoiceOption, Count, Field, FieldKind, Group, MediaLimits, NumberLimits, Role, TextLimits,
};
pub use load::{Catalogue, CatalogueError, CatalogueFile};
pub use model::{Model, PriceList, PriceRule, PriceUnit, WaitingTime};
pub use rule::{Condition, Rule, When};
pub use task::{Channel, Standing, Task, Tier};
pub use upstream::{
    Per, Plain, Upstream, UpstreamField, UpstreamKind, UpstreamModel, UpstreamPrice, UpstreamPriceRule,
};
