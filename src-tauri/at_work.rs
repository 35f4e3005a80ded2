//! The jobs that are at work, as the system around the window is told of them: how many, how far together, and which of them
//! have just ended. Only the book-keeping; nothing here speaks to the system.

use std::collections::HashMap;

use afterframe_core::{ids::JobId, job::JobState, media::MediaKind};
use afterframe_engine::{Change, JobEntry, Phase, Progress};

/// How far a job is when its files are up, of 1.
const SENT: f64 = 0.3;
/// How far it is when it is made and its results are on their way.
const MADE: f64 = 0.8;

/// A job that has just come to rest by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    pub job: JobId,
    pub title: String,
    pub how: How,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    Done {
        /// Its first result is a film or a sound.
        plays: bool,
    },
    Failed,
    /// Whether RunningHub took it is not known.
    Unclear,
}

/// The jobs at work.
#[derive(Debug, Default)]
pub struct AtWork {
    /// How far each is, from 0 to 1.
    jobs: HashMap<JobId, f64>,
    /// How many have come to rest since all were at rest.
    ended: usize,
}

impl AtWork {
    /// Takes in the jobs that there are.
    pub fn begin(&mut self, jobs: &[JobEntry]) {
        self.jobs = jobs.iter().filter_map(|entry| Some((entry.job.id.clone(), share_of(entry)?))).collect();
        self.settle();
    }

    /// Follows one change; answers with the job that ended by it.
    pub fn hear(&mut self, change: &Change) -> Option<Ended> {
        let ended = match change {
            Change::Job(entry) => self.moved(entry),
            Change::JobGone(id) => {
                self.jobs.remove(id);
                None
            }
            Change::Progress(progress) => {
                if let Some(share) = self.jobs.get_mut(&progress.job) {
                    *share = share_on_its_way(progress).unwrap_or(*share);
                }
                None
            }
            _ => None,
        };
        self.settle();
        ended
    }

    /// How many are at work. What a person holds is not.
    pub fn count(&self) -> usize {
        self.jobs.len()
    }

    /// How far all of them are together, in percent, counting what ended meanwhile; `None` at rest.
    pub fn percent(&self) -> Option<u8> {
        if self.jobs.is_empty() {
            return None;
        }
        let all = u32::try_from(self.ended + self.jobs.len()).unwrap_or(u32::MAX);
        let ended = u32::try_from(self.ended).unwrap_or(u32::MAX);
        let share = (f64::from(ended) + self.jobs.values().sum::<f64>()) / f64::from(all);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 100")]
        let percent = (share.clamp(0.0, 1.0) * 100.0).round() as u8;
        Some(percent)
    }

    fn moved(&mut self, entry: &JobEntry) -> Option<Ended> {
        let id = &entry.job.id;
        if let Some(share) = share_of(entry) {
            self.jobs.entry(id.clone()).and_modify(|known| *known = known.max(share)).or_insert(share);
            return None;
        }
        self.jobs.remove(id)?;
        self.ended += usize::from(entry.job.state.is_at_rest());
        let how = match &entry.job.state {
            JobState::Done => How::Done { plays: plays(entry) },
            JobState::Failed { .. } => How::Failed,
            JobState::Unknown { .. } => How::Unclear,
            // A person did that.
            _ => return None,
        };
        Some(Ended { job: id.clone(), title: entry.job.title.clone(), how })
    }

    fn settle(&mut self) {
        if self.jobs.is_empty() {
            self.ended = 0;
        }
    }
}

fn plays(entry: &JobEntry) -> bool {
    entry.results.first().is_some_and(|media| matches!(media.facts.kind, MediaKind::Video | MediaKind::Audio))
}

/// How far a job is by its state; `None` for one that is not at work.
fn share_of(entry: &JobEntry) -> Option<f64> {
    let job = &entry.job;
    if job.state.is_at_rest() || (job.paused && job.state.is_in_line()) {
        return None;
    }
    Some(match job.state {
        JobState::Preparing | JobState::Uploading => 0.0,
        JobState::Downloading => MADE,
        _ => SENT,
    })
}

fn share_on_its_way(progress: &Progress) -> Option<f64> {
    let total = progress.total_bytes.filter(|total| *total > 0)?;
    #[expect(clippy::cast_precision_loss, reason = "a share is shown in percent")]
    let done = (progress.done_bytes as f64 / total as f64).min(1.0);
    Some(match progress.phase {
        Phase::Upload => done * SENT,
        Phase::Download => MADE + done * (1.0 - MADE),
    })
}

#[cfg(test)]
mod tests {
    use afterframe_core::{
        form::FormValues,
        ids::Endpoint,
        job::{Charged, Failure, FailureKind, Job},
        time::Timestamp,
    };

    use super::*;

    fn entry(id: &str, state: JobState) -> JobEntry {
        let endpoint = Endpoint::from("some/model");
        let job = Job::new(JobId::from(id), endpoint, FormValues::default(), "practice".to_owned(), Timestamp(0));
        JobEntry {
            job: Job { title: format!("take {id}"), state, ..job },
            inputs: Vec::new(),
            results: Vec::new(),
            shelf: afterframe_core::library::Shelf::default(),
        }
    }

    fn moves(id: &str, state: JobState) -> Change {
        Change::Job(Box::new(entry(id, state)))
    }

    fn failed() -> JobState {
        let failure = Failure { kind: FailureKind::Content, charged: Charged::No, code: None, message: None };
        JobState::Failed { failure }
    }

    #[test]
    fn a_job_is_told_of_when_it_ends_by_itself_and_only_once() {
        let mut at_work = AtWork::default();
        let ends = [
            (JobState::Done, Some(How::Done { plays: false })),
            (failed(), Some(How::Failed)),
            (JobState::Unknown { since: Timestamp(0) }, Some(How::Unclear)),
            (JobState::Cancelled { charged: Charged::No }, None),
            (JobState::Stopped, None),
        ];
        for (end, how) in ends {
            assert_eq!(at_work.hear(&moves("a", JobState::Running)), None);
            let told = at_work.hear(&moves("a", end.clone())).map(|ended| ended.how);
            assert_eq!(told, how, "{end:?}");
            assert_eq!(at_work.hear(&moves("a", end)), None);
        }
    }

    #[test]
    fn what_was_at_rest_already_is_no_news() {
        let mut at_work = AtWork::default();
        at_work.begin(&[entry("old", JobState::Done), entry("new", JobState::Queued)]);
        assert_eq!(at_work.count(), 1);
        assert_eq!(at_work.hear(&moves("old", JobState::Done)), None);
        assert!(at_work.hear(&moves("new", failed())).is_some());
    }

    #[test]
    fn what_a_person_holds_is_not_at_work() {
        let mut at_work = AtWork::default();
        at_work.hear(&moves("a", JobState::Preparing));
        let mut held = entry("a", JobState::Preparing);
        held.job.paused = true;
        assert_eq!(at_work.hear(&Change::Job(Box::new(held))), None);
        assert_eq!((at_work.count(), at_work.percent()), (0, None));
    }

    #[test]
    fn the_share_grows_with_bytes_and_with_jobs_that_end_and_is_gone_at_rest() {
        let mut at_work = AtWork::default();
        assert_eq!(at_work.percent(), None);
        at_work.hear(&moves("a", JobState::Uploading));
        at_work.hear(&moves("b", JobState::Queued));
        assert_eq!(at_work.percent(), Some(15));
        let progress = |phase, done_bytes| {
            Change::Progress(Progress { job: JobId::from("a"), phase, done_bytes, total_bytes: Some(100) })
        };
        at_work.hear(&progress(Phase::Upload, 60));
        assert_eq!(at_work.percent(), Some(24));
        at_work.hear(&moves("a", JobState::Downloading));
        at_work.hear(&progress(Phase::Download, 50));
        assert_eq!(at_work.percent(), Some(60));
        at_work.hear(&moves("a", JobState::Done));
        assert_eq!(at_work.percent(), Some(65));
        at_work.hear(&moves("b", JobState::Stopped));
        assert_eq!(at_work.percent(), None);
        at_work.hear(&moves("c", JobState::Preparing));
        assert_eq!(at_work.percent(), Some(0));
    }

    #[test]
    fn a_job_that_is_deleted_is_not_at_work_any_more() {
        let mut at_work = AtWork::default();
        at_work.hear(&moves("a", JobState::Running));
        at_work.hear(&Change::JobGone(JobId::from("a")));
        assert_eq!(at_work.count(), 0);
    }
}
