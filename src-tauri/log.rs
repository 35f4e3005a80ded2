//! The log: a file a day in the program's own folder, a week of them. Never a key, a prompt, a signed
//! address or a body: what is not handed to a log line cannot be in it.

use std::path::Path;

use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::{EnvFilter, layer::SubscriberExt as _, util::SubscriberInitExt as _};

/// How many days are kept.
const DAYS: usize = 7;

/// Starts the log in `data_folder/log`. Where that cannot be written, the program runs without one.
pub fn begin(data_folder: &Path) {
    let folder = data_folder.join("log");
    // The appender complains on the terminal about a folder that is not there yet.
    let _ = std::fs::create_dir_all(&folder);
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("afterframe")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder);
    let Ok(appender) = appender else { return };
    let filter = EnvFilter::try_from_env("AFTERFRAME_LOG").unwrap_or_else(|_| EnvFilter::new("warn,afterframe=info"));
    let lines = tracing_subscriber::fmt::layer().with_writer(appender).with_ansi(false);
    // A second start in the same process (tests) finds one already.
    let _ = tracing_subscriber::registry().with(filter).with(lines).try_init();
}
