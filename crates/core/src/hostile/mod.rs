//! Forms, names and amounts as nobody would write them, held against checks of their own.
//!
//! Each function takes any bytes, and panics where something does not hold that always must. The fuzzer calls them
//! (`./dev fuzz`), and so do the tests with the inputs that are kept in `fuzz/corpus/`. Nothing here is part of the
//! program.

mod forms;
#[cfg(test)]
#[path = "../../../../fuzz/kept.rs"]
mod kept;
mod made_with;
mod money;
mod names;
mod spelled;

pub use forms::form;
pub use made_with::made_with;
pub use money::money;
pub use names::name;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_forms_are_refused_or_spelled_as_documented() {
        kept::each("forms", form);
    }

    #[test]
    fn kept_names_become_names_that_every_system_takes() {
        kept::each("file_names", name);
    }

    #[test]
    fn kept_amounts_are_read_to_the_digit_or_refused() {
        kept::each("money", money);
    }

    #[test]
    fn kept_settings_from_files_are_read_whole_or_not_at_all() {
        kept::each("made_with", made_with);
    }
}
