//! The rules by which a job moves: one function from what is and what happened to what is now and what is due.
//!
//! The invariants, each held by a property test: a submit is due only when a job goes from waiting to
//! submitting; after an answer was lost only [`Event::SendAgain`] leads back there; a task id that came in is never lost.

use super::{
    backoff::{delay, until_next_question},
    event::{Effect, Event},
    line,
    state::{Cancel, Failure, Job, JobState, Trouble, Upload, WaitReason},
};
use crate::time::{Span, Timestamp};

/// What becomes of `job` when `event` happens at `now`, and what is due then. An event that has no
/// meaning in the job's state changes nothing: late and doubled answers are normal.
pub fn step(job: &Job, event: Event, now: Timestamp) -> (Job, Vec<Effect>) {
    let mut next = job.clone();
    let effects = match line::apply(&mut next, &event, now) {
        Some(effects) => effects,
        None => apply(&mut next, event, now),
    };
    next.paused &= next.state.is_in_line();
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

        (S::Waiting { .. }, Event::SlotFree { balance, account }) if job.next_at.is_none_or(|at| at <= now) => {
            job.balance_before = balance;
            job.account = account;
            submit(job, now)
        }
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
        (state, Event::UploadsGone) if !matches!(state, S::Done | S::Failed { .. } | S::Cancelled { .. }) => {
            job.uploads.clear();
            Vec::new()
        }

        (_, Event::Wake) => {
            job.next_at = job.next_at.map(|at| at.min(now));
            Vec::new()
        }

        (S::Uploading | S::Downloading, Event::Moving) => {
            job.trouble = None;
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

        // It was taken after all, and a person found out under which number.
        (S::Unknown { .. }, Event::Attach { task_id }) => {
            job.task_id = Some(task_id);
            job.accepted_at = Some(now);
            job.state = S::Running;
            settle(job);
            vec![Effect::Query]
        }

        // Another key of the same account, or a task that was submitted elsewhere.
        (S::Queued | S::Running | S::Downloading, Event::KnownTo { account }) if job.task_id.is_some() => {
            job.account = Some(account);
            Vec::new()
        }

        // The program ended while it asked; a wish may be said twice.
        (S::Queued | S::Running, Event::Due | Event::Started) if job.cancel == Some(Cancel::Asked) => {
            vec![Effect::Cancel]
        }
        (S::Queued | S::Running, Event::Due | Event::Started) => vec![Effect::Query],
        (S::Queued | S::Running | S::Stopped, Event::Cancel) if job.task_id.is_some() && may_be_asked(job) => {
            if job.state == S::Stopped {
                job.state = S::Running;
                settle(job);
            }
            job.cancel = Some(Cancel::Asked);
            vec![Effect::Cancel]
        }
        // Whatever it answers, the next question tells what has really become of the task.
        (S::Queued | S::Running, Event::CancelAccepted) => answered(job, Cancel::Accepted, now),
        (S::Queued | S::Running, Event::CancelRefused { code, message }) => {
            answered(job, Cancel::Refused { code, message }, now)
        }
        (S::Queued | S::Running, Event::CancelUnanswered) => answered(job, Cancel::Unanswered, now),
        (S::Queued | S::Running | S::Downloading, Event::TaskCancelled { charged, cost }) => {
            job.cost = cost.or(job.cost);
            end(job, S::Cancelled { charged }, now)
        }
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
            if !matches!(job.trouble, Some(Trouble::Folder | Trouble::Space)) {
                job.trouble = None;
            }
            vec![Effect::Download]
        }
        (S::Queued | S::Running | S::Downloading, Event::TaskFailed { failure, cost }) => {
            job.cost = cost.or(job.cost);
            let over = ended_without_result(job, failure);
            end(job, over, now)
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
            // A connection that is said to be broken stays so until an answer comes.
            if job.trouble != Some(Trouble::Connection) {
                job.trouble = Some(Trouble::Server);
            }
            job.next_at = Some(now.plus(delay(job.tries, None)));
            Vec::new()
        }
        (S::Downloading, Event::Pending { .. }) => {
            job.next_at = Some(now.plus(Span::seconds(5)));
            Vec::new()
        }
        (S::Downloading, Event::Downloaded { results, missing }) => {
            // What is here stays, whatever the task is said to have made when it is asked again.
            let known = std::mem::replace(&mut job.results, results);
            job.results = known.iter().filter(|id| !job.results.contains(id)).chain(&job.results).cloned().collect();
            job.missing = missing;
            // An answer in words is a file by now, which may be deleted; the row keeps no copy of it.
            for output in &mut job.outputs {
                output.text = None;
            }
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
            // Whoever looks no more for what is missing keeps what is there.
            job.state = if job.results.is_empty() { S::Stopped } else { S::Done };
            if job.cancel == Some(Cancel::Asked) {
                job.cancel = Some(Cancel::Unanswered);
            }
            settle(job);
            Vec::new()
        }
        // A task that failed here may have been fetched with another account's key, or through a broken gateway. Asking is free.
        (S::Failed { .. } | S::Cancelled { .. }, Event::WatchAgain) if job.task_id.is_some() => {
            job.outputs.clear();
            job.finished_at = None;
            job.cancel = None;
            job.state = S::Running;
            vec![Effect::Query]
        }
        // Some results are here, and the addresses of the others may be better by now.
        (S::Done, Event::WatchAgain) if job.task_id.is_some() && job.missing > 0 => {
            job.outputs.clear();
            job.state = S::Running;
            vec![Effect::Query]
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
pub(super) fn upload_or_wait(job: &mut Job, now: Timestamp) -> Vec<Effect> {
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

/// A wish that RunningHub has taken up, or that is on its way, is not said again.
fn may_be_asked(job: &Job) -> bool {
    !matches!(job.cancel, Some(Cancel::Asked | Cancel::Accepted))
}

fn answered(job: &mut Job, answer: Cancel, now: Timestamp) -> Vec<Effect> {
    if job.cancel == Some(Cancel::Asked) {
        job.cancel = Some(answer);
        job.next_at = Some(now.plus(Span::seconds(1)));
    }
    Vec::new()
}

/// A task that ends after RunningHub agreed to end it was cancelled, whichever word it has for that.
fn ended_without_result(job: &Job, failure: Failure) -> JobState {
    match job.cancel {
        Some(Cancel::Accepted) => JobState::Cancelled { charged: failure.charged },
        _ => JobState::Failed { failure },
    }
}

fn ask_later(job: &mut Job, state: JobState, now: Timestamp) {
    let age = now.since(job.accepted_at.unwrap_or(now));
    job.state = state;
    job.tries = 0;
    job.trouble = None;
    job.next_at = Some(now.plus(until_next_question(age)));
}

pub(super) fn settle(job: &mut Job) {
    job.next_at = None;
    job.tries = 0;
    job.trouble = None;
}

/// A job that has results keeps them, whatever came of looking for more.
fn end(job: &mut Job, state: JobState, now: Timestamp) -> Vec<Effect> {
    job.state = if job.results.is_empty() { state } else { JobState::Done };
    job.finished_at.get_or_insert(now);
    settle(job);
    Vec::new()
}
