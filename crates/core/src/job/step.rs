//! The rules by which a job moves: one function from what is and what happened to what is now and what is due.
//!
//! The invariants, each held by a property test: a submit is due only when a job goes from waiting to
//! submitting; after an answer was lost only [`Event::SendAgain`] leads back there; a task id that came in is never lost.

use super::{
    backoff::{delay, until_next_question},
    event::{Effect, Event},
    state::{Job, JobState, Trouble, Upload, WaitReason},
};
use crate::time::{Span, Timestamp};

/// What becomes of `job` when `event` happens at `now`, and what is due then. An event that has no
/// meaning in the job's state changes nothing: late and doubled answers are normal.
pub fn step(job: &Job, event: Event, now: Timestamp) -> (Job, Vec<Effect>) {
    let mut next = job.clone();
    let effects = apply(&mut next, event, now);
    if next != *job {
        next.changed_at = now;
    }
    (next, effects)
}

fn apply(job: &mut Job, event: Event, now: Timestamp) -> Vec<Effect> {
    use JobState as S;
    match (job.state.clone(), event) {
        // A task id is adopted wherever it comes in: it stands for money.
        (state, Event::Accepted { task_id }) if job.task_id.is_none() && !matches!(state, S::Done) => {
            job.task_id = Some(task_id);
            job.accepted_at = Some(now);
            ask_later(job, S::Queued, now);
            Vec::new()
        }

        (S::Preparing | S::Uploading, Event::Started)
        | (S::Uploading, Event::Due)
        | (S::Unknown { .. }, Event::SendAgain) => upload_or_wait(job, now),
        (S::Uploading, Event::Uploaded { media, url, expires_at }) => {
            job.uploads.insert(media, Upload { url, expires_at });
            settle(job);
            upload_or_wait(job, now)
        }

        (S::Waiting { .. }, Event::SlotFree) if job.next_at.is_none_or(|at| at <= now) => submit(job, now),
        // The wait is over; the place in line is asked for anew.
        (S::Waiting { reason }, Event::Due | Event::Started) => {
            if job.next_at.is_none_or(|at| at <= now) && reason != WaitReason::Slot {
                job.state = S::Waiting { reason: WaitReason::Slot };
                job.next_at = None;
            }
            Vec::new()
        }

        (S::Waiting { .. }, Event::NoKey) => {
            job.state = S::Waiting { reason: WaitReason::Key };
            job.next_at = None;
            Vec::new()
        }
        // Whoever needs an address next finds none, and uploads again.
        (state, Event::UploadsGone) if !matches!(state, S::Done | S::Failed { .. }) => {
            job.uploads.clear();
            Vec::new()
        }

        (_, Event::Wake) => {
            job.next_at = job.next_at.map(|at| at.min(now));
            Vec::new()
        }

        (S::Submitting { since }, Event::AnswerLost | Event::Started) => {
            job.state = S::Unknown { since };
            settle(job);
            Vec::new()
        }
        (S::Submitting { .. }, Event::NotAccepted { reason, after }) => {
            job.tries += 1;
            job.state = S::Waiting { reason };
            job.next_at = Some(now.plus(delay(job.tries, after)));
            Vec::new()
        }
        (S::Submitting { .. }, Event::Refused { failure })
        | (S::Preparing | S::Uploading | S::Waiting { .. } | S::Downloading, Event::Impossible { failure }) => {
            end(job, S::Failed { failure }, now)
        }

        (S::Queued | S::Running, Event::Due | Event::Started) => vec![Effect::Query],
        (S::Queued | S::Running, Event::Pending { queued }) => {
            job.tries = 0;
            job.trouble = None;
            ask_later(job, if queued { S::Queued } else { S::Running }, now);
            Vec::new()
        }
        // While downloading, the question is asked for a fresh address.
        (S::Queued | S::Running | S::Downloading, Event::Succeeded { outputs, cost }) => {
            job.outputs = outputs;
            job.cost = cost.or(job.cost);
            job.state = S::Downloading;
            job.next_at = None;
            if job.trouble != Some(Trouble::Folder) {
                job.trouble = None;
            }
            vec![Effect::Download]
        }
        (S::Queued | S::Running | S::Downloading, Event::TaskFailed { failure, cost }) => {
            job.cost = cost.or(job.cost);
            end(job, S::Failed { failure }, now)
        }

        (S::Downloading, Event::Due | Event::Started) if job.outputs.is_empty() => vec![Effect::Query],
        (S::Downloading, Event::Due | Event::Started) => vec![Effect::Download],
        // Asked at once the first time; a server that keeps handing out dead addresses is asked more rarely.
        (S::Downloading, Event::LinkExpired) => {
            job.tries += 1;
            if job.tries == 1 {
                return vec![Effect::Query];
            }
            job.outputs.clear();
            job.trouble = Some(Trouble::Server);
            job.next_at = Some(now.plus(delay(job.tries, None)));
            Vec::new()
        }
        (S::Downloading, Event::Pending { .. }) => {
            job.next_at = Some(now.plus(Span::seconds(5)));
            Vec::new()
        }
        (S::Downloading, Event::Downloaded { results }) => {
            job.results = results;
            end(job, S::Done, now)
        }

        (S::Uploading | S::Queued | S::Running | S::Downloading, Event::Trouble { trouble, after }) => {
            job.tries += 1;
            job.trouble = Some(trouble);
            job.next_at = Some(now.plus(delay(job.tries, after)));
            Vec::new()
        }

        (
            S::Preparing | S::Uploading | S::Waiting { .. } | S::Queued | S::Running | S::Downloading,
            Event::StopWatching,
        ) => {
            job.state = S::Stopped;
            settle(job);
            Vec::new()
        }
        (S::Stopped, Event::WatchAgain) => match job.task_id {
            Some(_) if !job.outputs.is_empty() => {
                job.state = S::Downloading;
                vec![Effect::Download]
            }
            Some(_) => {
                job.state = S::Running;
                vec![Effect::Query]
            }
            None => upload_or_wait(job, now),
        },
        _ => Vec::new(),
    }
}

/// The next file goes up, or the job stands in line.
fn upload_or_wait(job: &mut Job, now: Timestamp) -> Vec<Effect> {
    job.next_at = None;
    if let Some(media) = job.next_file_to_upload(now).cloned() {
        job.state = JobState::Uploading;
        return vec![Effect::Upload { media }];
    }
    job.state = JobState::Waiting { reason: WaitReason::Slot };
    Vec::new()
}

/// The only place where a submit comes from.
fn submit(job: &mut Job, now: Timestamp) -> Vec<Effect> {
    if job.next_file_to_upload(now).is_some() {
        return upload_or_wait(job, now);
    }
    job.state = JobState::Submitting { since: now };
    job.next_at = None;
    vec![Effect::Submit]
}

fn ask_later(job: &mut Job, state: JobState, now: Timestamp) {
    let age = now.since(job.accepted_at.unwrap_or(now));
    job.state = state;
    job.tries = 0;
    job.trouble = None;
    job.next_at = Some(now.plus(until_next_question(age)));
}

fn settle(job: &mut Job) {
    job.next_at = None;
    job.tries = 0;
    job.trouble = None;
}

fn end(job: &mut Job, state: JobState, now: Timestamp) -> Vec<Effect> {
    job.state = state;
    job.finished_at = Some(now);
    settle(job);
    Vec::new()
}
