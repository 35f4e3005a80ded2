//! What a broken or hostile server may say, read as the client reads it.
//!
//! Each function takes any bytes, and panics where something does not hold that always must. The fuzzer calls them
//! (`./dev fuzz`), and so do the tests with the inputs that are kept in `fuzz/corpus/`. Nothing here is part of the
//! program.

mod addresses;
mod answers;
mod heads;
#[cfg(test)]
#[path = "../../../../fuzz/kept.rs"]
mod kept;

pub use addresses::result_address;
pub use answers::{other_answer, submit_answer};
pub use heads::head;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_answers_to_a_submit_keep_the_promises() {
        kept::each("submit_answers", submit_answer);
    }

    #[test]
    fn kept_answers_to_other_questions_keep_the_promises() {
        kept::each("other_answers", other_answer);
    }

    #[test]
    fn kept_addresses_of_results_lead_to_public_hosts_or_nowhere() {
        kept::each("result_addresses", result_address);
    }

    #[test]
    fn kept_heads_of_answers_are_read_as_what_they_are() {
        kept::each("answer_heads", head);
    }
}
