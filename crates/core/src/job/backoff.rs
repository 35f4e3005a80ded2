//! How long to wait before the next try, and before the next question.

use crate::time::Span;

const FIRST: i64 = 2_000;
const LONGEST: i64 = 60_000;

/// The wait after `tries` failures in a row: 2 s, 4 s, 8 s … at most a minute, but never less than the server asked for.
/// Jitter is added where the wait is carried out, so that this stays a function.
pub fn delay(tries: u32, asked: Option<Span>) -> Span {
    let doubled = FIRST.saturating_mul(1_i64 << tries.saturating_sub(1).min(16));
    let wait = doubled.min(LONGEST);
    Span(asked.map_or(wait, |asked| asked.0.max(wait)))
}

/// The wait before asking for a task again: soon after the start, more rarely when it takes long.
pub(super) fn until_next_question(age: Span) -> Span {
    match age.0 {
        ..30_000 => Span(2_500),
        30_000..300_000 => Span(5_000),
        300_000..1_800_000 => Span(10_000),
        _ => Span(30_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_minute() {
        let waits: Vec<i64> = (1..8).map(|tries| delay(tries, None).0 / 1000).collect();
        assert_eq!(waits, [2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(delay(u32::MAX, None), Span::seconds(60));
    }

    #[test]
    fn a_server_that_asks_for_more_gets_more() {
        assert_eq!(delay(1, Some(Span::seconds(90))), Span::seconds(90));
        assert_eq!(delay(5, Some(Span::seconds(1))), Span::seconds(32));
    }
}
