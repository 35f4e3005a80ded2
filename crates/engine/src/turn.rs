//! Decides when a job is due and in which order jobs take their turn. Pure: the clock's reading comes in.

use std::hash::{DefaultHasher, Hash, Hasher};

use afterframe_core::{
    job::{Job, JobState, Trouble, WaitReason},
    time::{Span, Timestamp},
};

/// How long jobs that were found at start wait for their site's key before they say that it is missing.
pub(crate) const PATIENCE_AT_START: Span = Span::seconds(10);

/// A clock that is this much behind a job's last change was set back; less is noise.
const NOISE: Span = Span::seconds(1);

/// What comes first when several things are due: fetching what is paid for, then asking, then sending.
pub(crate) fn rank(job: &Job) -> (u8, Place) {
    let order = match job.state {
        JobState::Downloading => 0,
        JobState::Submitting { .. } => 1,
        JobState::Queued | JobState::Running => 2,
        JobState::Waiting { .. } => 3,
        _ => 4,
    };
    if job.state.is_in_line() {
        return (order, place_in_line(job));
    }
    (order, (u32::MAX, job.created_at, job.id.as_str().to_owned()))
}

/// Where a job stands: the places that a person gave come first, and then the older one.
pub(crate) type Place = (u32, Timestamp, String);

/// The place of a job in line.
pub(crate) fn place_in_line(job: &Job) -> Place {
    (job.place.unwrap_or(u32::MAX), job.created_at, job.id.as_str().to_owned())
}

/// The instant at which the job is due: what its state says, and up to a fifth of the wait later, so that
/// many jobs that failed together do not come back together. `None`: it waits for nothing but its turn.
pub(crate) fn due_at(job: &Job) -> Option<Timestamp> {
    let at = job.next_at?;
    let wait = at.since(job.changed_at).0;
    if wait <= 0 {
        return Some(at);
    }
    let mut hasher = DefaultHasher::new();
    (job.id.as_str(), at.0).hash(&mut hasher);
    let spread = u64::try_from(wait / 5).unwrap_or(0) + 1;
    let jitter = i64::try_from(hasher.finish() % spread).unwrap_or(0);
    Some(at.plus(Span(jitter)))
}

/// Whether the clock was set back since the job last moved, so that its waits mean nothing any more.
pub(crate) fn clock_was_set_back(job: &Job, now: Timestamp) -> bool {
    job.next_at.is_some() && job.changed_at.since(now).0 > NOISE.0
}

/// Whether it already says that it waits for a key, or for another one.
pub(crate) fn says_that_it_needs_a_key(job: &Job) -> bool {
    matches!(job.trouble, Some(Trouble::Key | Trouble::Account))
        || job.state == JobState::Waiting { reason: WaitReason::Key }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use afterframe_core::ids::{Endpoint, JobId};

    use super::*;

    fn job(id: &str, state: JobState, created_at: i64, changed_at: i64, next_at: Option<i64>) -> Job {
        let created_at = Timestamp(created_at);
        Job {
            state,
            changed_at: Timestamp(changed_at),
            next_at: next_at.map(Timestamp),
            ..Job::new(JobId::from(id), Endpoint::from("maker/model"), BTreeMap::new(), String::new(), created_at)
        }
    }

    #[test]
    fn what_is_paid_for_is_fetched_before_anything_else() {
        let mut jobs = [
            job("up", JobState::Uploading, 1, 0, None),
            job("ask", JobState::Running, 2, 0, None),
            job("late", JobState::Downloading, 4, 0, None),
            job("early", JobState::Downloading, 3, 0, None),
        ];
        jobs.sort_by_key(rank);
        let order: Vec<_> = jobs.iter().map(|job| job.id.as_str()).collect();
        assert_eq!(order, ["early", "late", "ask", "up"]);
    }

    #[test]
    fn the_line_goes_by_the_places_that_a_person_gave_and_then_by_age() {
        let waiting = |id, created_at, place| Job {
            place,
            ..job(id, JobState::Waiting { reason: WaitReason::Slot }, created_at, 0, None)
        };
        let mut jobs = [waiting("new", 9, None), waiting("old", 1, None), waiting("moved", 5, Some(0))];
        jobs.sort_by_key(rank);
        assert_eq!(jobs.each_ref().map(|job| job.id.as_str()), ["moved", "old", "new"]);
    }

    #[test]
    fn waits_are_spread_by_a_fifth_and_never_shortened() {
        let mut seen = std::collections::BTreeSet::new();
        for number in 0..200 {
            let job = job(&number.to_string(), JobState::Running, 0, 1_000, Some(11_000));
            let at = due_at(&job).unwrap().0;
            assert!((11_000..=13_000).contains(&at), "{at}");
            assert_eq!(due_at(&job), Some(Timestamp(at)), "the same job is spread the same way each time it is asked");
            seen.insert(at);
        }
        assert!(seen.len() > 100);
        assert_eq!(due_at(&job("a", JobState::Running, 0, 5, None)), None);
        assert_eq!(due_at(&job("a", JobState::Running, 0, 5, Some(5))), Some(Timestamp(5)));
    }

    #[test]
    fn a_clock_that_was_set_back_is_noticed_and_noise_is_not() {
        let waiting = job("a", JobState::Running, 0, 100_000, Some(105_000));
        assert!(clock_was_set_back(&waiting, Timestamp(50_000)));
        assert!(!clock_was_set_back(&waiting, Timestamp(99_500)));
        assert!(!clock_was_set_back(&waiting, Timestamp(104_000)));
    }
}
