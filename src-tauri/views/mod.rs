//! What crosses the bridge to the window: requests, answers and events, as types that TypeScript is
//! generated from. Ids and facts, never a path to open and never a key to read back.

mod account;
mod app;
mod change;
mod job;
mod library;
mod media;
mod menu;
mod money;
mod together;

pub use account::{
    AccountKind, AccountView, FormerKey, Keep, KeyEnter, KeyStatus, ModeChoose, Reach, SlotsView, WhyKept,
};
pub use app::{AppStart, FavouriteSet, Link, LinkOpen, MendedView, Overrides, ProxySave, Tools};
pub use change::{Change, DropEvent, Landed, Phase};
pub use job::{
    FilesFate, FormRequest, InquiryView, JobAttach, JobCreated, JobEdit, JobMove, JobRequest, JobView, LineSet,
    ModelFit, PricesRequest, ReportRequest, ResultsFound, TaskFetch,
};
pub use library::{
    Binned, CollectionCreate, CollectionFill, CollectionRename, CollectionRequest, JobRename, JobsBin, JobsCopied,
    JobsCopy, JobsStar, JobsTag, JobsUnbin, LibraryBesideRequest, LibraryCountsRequest, LibraryPage,
    LibraryPageRequest, NotCopied, Unbinned,
};
pub use media::{FrameKeep, MadeWith, MediaAdd, MediaChoose, MediaFetch, MediaRequest, MediaSample, MediaView};
pub use menu::MenuAction;
pub use money::{MoneyCsv, MoneyMonth, MoneyRow, MoneyTable};
pub use together::{FormRefused, JobsCreate, JobsCreated};
