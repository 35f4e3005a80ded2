//! The scheduler's rounds: who is due, in which order, and who stands in line for a place.

use afterframe_core::{
    ids::JobId,
    job::{Event, JobState, Trouble},
    time::{Span, Timestamp},
};

use crate::{
    change::Change,
    orders::Active,
    scheduler::{AFTER_A_REFUSED_WRITE, Scheduler},
    turn::{PATIENCE_AT_START, clock_was_set_back, due_at, rank, says_that_it_needs_a_key},
};

/// However long the next wait is, the jobs are looked at this often: the machine may have slept.
const TICK: Span = Span::seconds(5);

impl Scheduler {
    /// Does everything that is due now.
    pub(crate) async fn turn(&mut self) {
        let now = self.inner.options.clock.now();
        if self.refused_until.is_some_and(|until| now < until && until.since(now) <= AFTER_A_REFUSED_WRITE) {
            return;
        }
        let was_refused = self.refused_until.take().is_some();
        let mut ids: Vec<_> = self.active.values().map(|active| (rank(&active.job), active.job.id.clone())).collect();
        ids.sort();
        for (_, id) in ids {
            self.take_turn(&id, now).await;
            if self.refused_until.is_some() {
                return;
            }
        }
        if was_refused {
            self.inner.tell(Change::StoreFailing { failing: false });
        }
    }

    /// One thing may lead to the next: a wait that ended leads into the line, and the line may be empty.
    async fn take_turn(&mut self, id: &JobId, now: Timestamp) {
        for _ in 0..3 {
            if !self.take_step(id, now).await {
                return;
            }
        }
    }

    /// Whether something happened and more may follow.
    async fn take_step(&mut self, id: &JobId, now: Timestamp) -> bool {
        let Some(active) = self.active.get(id) else { return false };
        if !active.unwritten.is_empty() {
            self.write_what_happened(id).await;
            return self.refused_until.is_none();
        }
        if active.running.is_some() {
            return false;
        }
        if active.job.paused || self.is_held_with_the_line(&active.job) {
            return false;
        }
        let connected = self.inner.sites().is_connected(&active.job.site);
        let Some(event) = next_event(active, connected, now, self.opened_at) else {
            if matches!(active.job.state, JobState::Waiting { .. }) && connected {
                self.stand_in_line(id, now).await;
            }
            return false;
        };
        let starts = event == Event::Started;
        // A refused write is noted, and the turn comes again.
        let done = self.happen(id, event).await.is_ok();
        if let Some(active) = self.active.get_mut(id) {
            active.started |= starts && done;
        }
        self.drop_if_at_rest(id);
        done
    }

    /// A waiting job goes on when its account has a place and its wait is over.
    async fn stand_in_line(&mut self, id: &JobId, now: Timestamp) {
        let Some(active) = self.active.get(id) else { return };
        let site = active.job.site.clone();
        let due = due_at(&active.job).is_none_or(|at| at <= now);
        let held = self.active.values().filter(|other| other.job.site == site && other.job.state.holds_a_slot());
        let (limit, busy_until, balance, account) = {
            let sites = self.inner.sites();
            let limit = usize::try_from(sites.limit(&site)).unwrap_or(usize::MAX);
            let balance = sites.balance(&site).and_then(|known| known.money);
            (limit, sites.busy_until(&site), balance, sites.account(&site))
        };
        let busy = busy_until.is_some_and(|until| now < until && until.since(now) <= Span::seconds(600));
        let free = held.count() < limit;
        if due && free && !busy && !self.inner.leave.nothing_begins() {
            if self.waits_for_its_spelling(id).await || self.waits_for_a_balance(id) {
                return;
            }
            // What is known now may be newer than what was known above.
            let balance = self.inner.sites().balance(&site).and_then(|known| known.money).or(balance);
            drop(self.happen(id, Event::SlotFree { balance, account }).await);
        } else if due && !free {
            drop(self.happen(id, Event::Due).await);
        }
    }

    /// How long nothing is due.
    pub(crate) fn until_next(&self) -> Span {
        let now = self.inner.options.clock.now();
        if let Some(until) = self.refused_until {
            return Span(until.since(now).0.clamp(10, AFTER_A_REFUSED_WRITE.0));
        }
        let idle = self.active.values().filter(|active| active.running.is_none());
        let due = idle.filter_map(|active| due_at(&active.job)).map(|at| at.since(now)).filter(|wait| wait.0 > 0);
        due.min().map_or(TICK, |wait| wait.min(TICK))
    }
}

/// What happens to an idle job now, if anything.
fn next_event(active: &Active, connected: bool, now: Timestamp, opened_at: Timestamp) -> Option<Event> {
    let job = &active.job;
    let waits = matches!(job.state, JobState::Waiting { .. });
    if !active.started {
        let submitting = matches!(job.state, JobState::Submitting { .. });
        let patience_over = now.since(opened_at).0 > PATIENCE_AT_START.0 || job.created_at >= opened_at;
        return (submitting || connected || patience_over).then_some(Event::Started);
    }
    if !connected {
        if says_that_it_needs_a_key(job) {
            return None;
        }
        return Some(if waits { Event::NoKey } else { Event::Trouble { trouble: Trouble::Key, after: None } });
    }
    if clock_was_set_back(job, now) {
        return Some(Event::Wake);
    }
    if waits {
        return None;
    }
    due_at(job).is_none_or(|at| at <= now).then_some(Event::Due)
}
