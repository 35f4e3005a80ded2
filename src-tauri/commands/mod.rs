//! The list of commands, and what is made from it: the handler, the TypeScript types and the names.
//! Each command turns one request into one call of the engine or the account; nothing is decided here.

mod account;
mod app;
mod carry;
mod collection;
mod copies;
mod form;
mod job;
mod library;
mod line;
mod media;
mod money;
#[cfg(test)]
mod tests;

use afterframe_core::{
    form::{FieldProblem, FieldValue},
    ids::JobId,
    library::{Beside, Collection, History, LibraryCounts},
    price::Price,
    settings::{Preference, Settings},
};
use tauri::{Runtime, ipc::Invoke};
use ts_rs::Config;

use crate::{
    bindings::Declarations,
    error::UiError,
    views::{
        AccountView, AppStart, Binned, Change, CollectionCreate, CollectionFill, CollectionRename, CollectionRequest,
        DropEvent, FavouriteSet, FormRequest, FrameKeep, InquiryView, JobAttach, JobCreated, JobEdit, JobMove,
        JobRename, JobRequest, JobView, JobsBin, JobsCopied, JobsCopy, JobsCreate, JobsCreated, JobsStar, JobsTag,
        JobsUnbin, KeyEnter, Landed, LibraryBesideRequest, LibraryCountsRequest, LibraryPage, LibraryPageRequest,
        LineSet, LinkOpen, MediaAdd, MediaChoose, MediaFetch, MediaRequest, MediaSample, MediaView, ModeChoose,
        ModelFit, MoneyCsv, MoneyMonth, MoneyTable, PricesRequest, ProxySave, ReportRequest, ResultsFound, TaskFetch,
        Unbinned,
    },
};

pub use app::system_language;

type Answer<T> = Result<T, UiError>;
type Nothing = ();

macro_rules! commands {
    ($($module:ident :: $name:ident : $request:ty => $answer:ty),* $(,)?) => {
        /// The names of all commands.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];

        /// Answers what the window asks.
        pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($module::$name),*]
        }

        fn declare(all: &mut Declarations<'_>) {
            $(all.add_command::<$request, $answer>(stringify!($name));)*
        }
    };
}

include!("list.rs");

/// The TypeScript file that describes the bridge.
pub fn bindings() -> String {
    let config = Config::new();
    let mut all = Declarations::new(&config);
    all.add::<FieldValue>();
    all.add::<Change>();
    all.add::<DropEvent>();
    all.add::<UiError>();
    declare(&mut all);
    all.into_file()
}

/// Every command takes one request; some have nothing to ask.
fn nothing((): ()) {}
