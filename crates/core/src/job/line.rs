//! The line before the submit: a job that was not sent yet can be held, moved, and changed.
//!
//! Nothing of this has a meaning once [`JobState::Submitting`] is written: what was sent stays as it was sent.

use super::{
    event::{Edit, Effect, Event},
    state::{Job, JobState, Upload},
    step::{settle, upload_or_wait},
};
use crate::time::Timestamp;

/// What the event does to a job in line; `None` where the ordinary rules say it.
pub(super) fn apply(job: &mut Job, event: &Event, now: Timestamp) -> Option<Vec<Effect>> {
    let unsent = job.task_id.is_none();
    if *event == Event::Restored && unsent && (job.state.is_in_line() || job.state == JobState::Stopped) {
        // What became of it after the copy was taken is not known, and it may have been paid for.
        job.state = JobState::Unknown { since: job.changed_at };
        settle(job);
        return Some(Vec::new());
    }
    if !job.state.is_in_line() {
        return None;
    }
    match event {
        Event::Pause if !job.paused => {
            job.paused = true;
            if !matches!(job.state, JobState::Waiting { .. }) {
                settle(job);
            }
            Some(Vec::new())
        }
        Event::Resume if job.paused => {
            job.paused = false;
            Some(go_on(job, now))
        }
        Event::Placed { place } => {
            job.place = Some(*place);
            Some(Vec::new())
        }
        Event::Edited(edit) => Some(change(job, edit, now)),
        _ if job.paused => held(job, event),
        _ => None,
    }
}

/// A held job takes in what is on its way to it, and begins nothing.
fn held(job: &mut Job, event: &Event) -> Option<Vec<Effect>> {
    match event {
        Event::Uploaded { media, url, expires_at } => {
            job.uploads.insert(media.clone(), Upload { url: url.clone(), expires_at: *expires_at });
            Some(Vec::new())
        }
        Event::Started | Event::Due | Event::Wake | Event::NoKey | Event::SlotFree { .. } | Event::Trouble { .. } => {
            Some(Vec::new())
        }
        _ => None,
    }
}

/// Other values in the same place. Files that are still named keep their addresses.
fn change(job: &mut Job, edit: &Edit, now: Timestamp) -> Vec<Effect> {
    let Edit { endpoint, title, values, estimate } = edit.clone();
    (job.endpoint, job.title, job.values, job.estimate) = (endpoint, title, values, estimate);
    let named: Vec<_> = job.files().cloned().collect();
    job.uploads.retain(|media, _| named.contains(media));
    job.paused = false;
    go_on(job, now)
}

/// A wait that was asked for is kept, unless files are missing.
fn go_on(job: &mut Job, now: Timestamp) -> Vec<Effect> {
    if matches!(job.state, JobState::Waiting { .. }) && job.next_file_to_upload(now).is_none() {
        return Vec::new();
    }
    settle(job);
    upload_or_wait(job, now)
}
