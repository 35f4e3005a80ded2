//! What is known of a language of the window beside its words: its code, and which one a system speaks.

use crate::text::Language;

impl Language {
    /// All of them, the one that stands in for others first.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// Its code in ISO 639, which languages of the system begin with.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// The language that a system speaks, such as `zh_CN.UTF-8` or `en-GB`; English where there are no words for it.
    pub fn of_system(tag: &str) -> Self {
        let code = tag.split(['-', '_', '.']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code)).unwrap_or(Self::En)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_a_system_is_known_by_its_code() {
        for (tag, language) in [
            ("zh-CN", Language::Zh),
            ("zh_TW.UTF-8", Language::Zh),
            ("EN-gb", Language::En),
            ("C", Language::En),
            ("", Language::En),
        ] {
            assert_eq!(Language::of_system(tag), language, "{tag}");
        }
    }
}
