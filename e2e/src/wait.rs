//! Waiting for something that the program does in its own time. Always by asking again, never by a fixed pause.

use std::time::{Duration, Instant};

/// How long to leave the program alone between two questions.
const PAUSE: Duration = Duration::from_millis(50);

/// Asks `question` until it answers with `Some`, and returns that. Panics with `what` after `limit`.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_answer_ends_the_waiting() {
        let mut answers = [None, None, Some(3)].into_iter();
        assert_eq!(poll_until("the third answer", Duration::from_secs(5), || answers.next().flatten()), 3);
    }

    #[test]
    #[should_panic(expected = "waited 0 s in vain: a thing that never happens")]
    fn waiting_in_vain_ends_with_a_sentence() {
        poll_until("a thing that never happens", Duration::from_millis(1), || None::<()>);
    }
}
