//! What the system knows of a program: when it was started, and how much memory it and all that it has started use.

use std::{
    fs,
    time::{SystemTime, UNIX_EPOCH},
};

/// The kernel counts the start of a process in these, on every Linux.
const TICKS_PER_SECOND: f64 = 100.0;

/// When the process was started: milliseconds of the clock on the wall, to ten of them.
pub fn started_at(id: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).expect("a process that runs has its numbers");
    // After the name, which may hold blanks, the start is the twentieth word.
    let since_boot = stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(19)?.parse::<f64>().ok());
    let since_boot = since_boot.expect("a process has a start") / TICKS_PER_SECOND;
    let uptime = fs::read_to_string("/proc/uptime").expect("the system knows how long it runs");
    let uptime: f64 =
        uptime.split_whitespace().next().and_then(|word| word.parse().ok()).expect("an uptime is a number");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").as_secs_f64();
    (now - uptime + since_boot) * 1000.0
}

/// The memory of the process and of everything that it has started, in megabytes. What several share is shared out among them.
pub fn memory(id: u32) -> f64 {
    let own = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).unwrap_or_default();
    let kilobytes = own.lines().find_map(|line| line.strip_prefix("Pss:")?.split_whitespace().next()?.parse().ok());
    let children: f64 = children(id).into_iter().map(memory).sum();
    kilobytes.unwrap_or(0.0) / 1024.0 + children
}

/// Any thread of a process may have started others.
fn children(id: u32) -> Vec<u32> {
    let threads = fs::read_dir(format!("/proc/{id}/task")).into_iter().flatten().flatten();
    let lists = threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    lists.flat_map(|list| list.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>()).collect()
}
