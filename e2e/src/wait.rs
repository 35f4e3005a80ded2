//! Waiting for something that the program does in its own time. Always by asking again, never by a fixed pause.

use std::time::{Duration, Instant};

/// How long to leave the program alone between two questions.
const PAUSE: Duration = Duration::from_millis(50);

/// Asks `question` until it answers with `Some`, and returns that. Panics with `what` and the last thing known after `limit`.
pub fn poll_until<T>(what: &str, limit: Duration, mut question: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = question() {
            return answer;
        }
        assert!(start.elapsed() < limit, "waited {} s in vain: {what}", limit.as_secs());
        std::thread::sleep(PAUSE);
    }
}

/// Asks `question` until it answers `last`, and returns every different answer in the order in which it came.
/// An answer of `None` is passed over. Panics with everything seen after `limit`.
pub fn changes_until(
    what: &str,
    limit: Duration,
    last: &str,
    mut question: impl FnMut() -> Option<String>,
) -> Vec<String> {
    let start = Instant::now();
    let mut seen: Vec<String> = Vec::new();
    while seen.last().is_none_or(|state| state != last) {
        assert!(start.elapsed() < limit, "waited {} s in vain: {what}; seen so far: {seen:?}", limit.as_secs());
        match question() {
            Some(answer) if seen.last() != Some(&answer) => seen.push(answer),
            _ => std::thread::sleep(PAUSE),
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_is_kept_once_and_in_order() {
        let mut answers = ["uploading", "uploading", "queued", "running", "running", "done"]
            .into_iter()
            .map(|state| Some(state.to_owned()));
        let seen = changes_until("a job", Duration::from_secs(5), "done", || answers.next().flatten());
        assert_eq!(seen, ["uploading", "queued", "running", "done"]);
    }

    #[test]
    #[should_panic(expected = "waited 0 s in vain: a thing that never happens")]
    fn waiting_in_vain_ends_with_a_sentence() {
        poll_until("a thing that never happens", Duration::from_millis(1), || None::<()>);
    }
}
