//! How a practice server is set up, and why it may not start.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

use afterframe_core::form::Spelling;
use afterframe_media::Tools;

/// The settings of one server. [`Options::default`] is what the practice mode uses.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to listen. Port 0 takes a free one; anything but loopback is refused.
    pub listen: SocketAddr,
    /// Where uploads, tasks and results lie. `None`: a temporary folder that goes with the server. With a folder a restart finds everything
    /// again, and tasks that were not finished go on.
    pub folder: Option<PathBuf>,
    /// The key of the account. `None`: a random one. The consumer's and the poor account's keys follow from it.
    pub key: Option<String>,
    /// How long tasks take: 1 is some ten seconds, 15 is like the real service, 0 is as fast as ffmpeg.
    pub pace: f64,
    /// Tasks that run at once.
    pub concurrent_limit: u32,
    /// Tasks that may wait; a submit beyond them is answered with 421.
    pub queue_limit: u32,
    /// What is in the wallet at first, in millionths of a yuan.
    pub balance_micros: i64,
    /// How long links to results and uploads live.
    pub link_lifetime: Duration,
    /// The largest file that the new upload takes, in bytes; the old one takes 30 MB.
    pub upload_limit: u64,
    /// What results are made with; without ffmpeg they are bundled samples.
    pub tools: Tools,
    /// The one spelling of bodies that is taken for models that have several; the others are answered with 1007.
    pub spelling: Spelling,
    /// The longest side of pictures that are made, in pixels, whatever size was asked for.
    pub picture_side: u32,
    /// Whether `/practice/faults` and `/practice/log` are served.
    pub controls: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            folder: None,
            key: None,
            pace: 1.0,
            concurrent_limit: 3,
            queue_limit: 100,
            balance_micros: 100_000_000,
            link_lifetime: Duration::from_hours(24),
            upload_limit: 100 * 1024 * 1024,
            tools: afterframe_media::available(),
            spelling: Spelling::Plain,
            picture_side: 1280,
            controls: false,
        }
    }
}

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Practice is for this computer alone.
    #[error("{0} is not a loopback address")]
    NotLoopback(SocketAddr),
    /// The port is taken, or the system refuses it.
    #[error("cannot listen on {address}")]
    Listen {
        /// Where it was tried.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The folder cannot be made or written.
    #[error("the practice folder {} cannot be used", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What lies in the folder was not written by this server, or by a newer one.
    #[error("the practice folder {} holds a ledger that cannot be read", folder.display())]
    Ledger {
        /// The folder.
        folder: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The system gives no random numbers.
    #[error("the system gives no random numbers: {0}")]
    Random(getrandom::Error),
}
