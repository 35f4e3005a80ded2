//! What crosses the bridge to the window: requests, answers and events, as types that TypeScript is
//! generated from. Ids and facts, never a path to open and never a key to read back.

mod account;
mod app;
mod change;
mod job;
mod media;

pub use account::{AccountKind, AccountView, Keep, KeyEnter, KeyStatus, ModeChoose, Reach, SlotsView};
pub use app::{AppStart, FavouriteSet, Link, LinkOpen, MendedView, Overrides, ProxySave, Tools};
pub use change::{Change, DropEvent, Landed, Phase};
pub use job::{
    FilesFate, FormRequest, InquiryView, JobAttach, JobCreated, JobDelete, JobEdit, JobMove, JobRequest, JobView,
    LineSet, ModelFit, PricesRequest, ReportRequest, ResultsFound, TaskFetch,
};
pub use media::{MediaAdd, MediaChoose, MediaRequest, MediaSample, MediaView};
