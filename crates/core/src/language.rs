//! The languages that the program speaks. Each is a folder of words beside the window's code; here it has its one line in Rust.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::words::Words;

/// Makes the type of a line for each language: its name here, and its code, which is the name of its folder too. The language that
/// stands in for others comes first.
macro_rules! languages {
    ($($name:ident: $code:literal),+ $(,)?) => {
        /// A language of the window.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
        pub enum Language {
            $(#[serde(rename = $code)] $name,)+
        }

        impl Language {
            /// All of them, the one that stands in for others first.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its code in ISO 639, which languages of the system begin with.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// What the program says in it where no window says anything; read once.
            pub fn words(self) -> &'static Words {
                match self {
                    $(Self::$name => {
                        static READ: LazyLock<Words> = LazyLock::new(|| {
                            Words::read(include_str!(concat!("../../../ui/src/lib/i18n/", $code, "/system.json")))
                        });
                        &READ
                    })+
                }
            }
        }
    };
}

languages! {
    En: "en",
    Zh: "zh",
}

impl Language {
    /// The language that a system speaks, such as `zh_CN.UTF-8` or `en-GB`; the one that stands in where there are no words for it.
    pub fn of_system(tag: &str) -> Self {
        let code = tag.split(['-', '_', '.']).next().unwrap_or_default();
        let known = Self::ALL.iter().find(|language| language.code().eq_ignore_ascii_case(code));
        known.copied().unwrap_or_default()
    }
}

/// The one that stands in for others.
impl Default for Language {
    fn default() -> Self {
        Self::ALL[0]
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

    #[test]
    fn a_language_is_kept_and_told_by_its_code() {
        for language in Language::ALL {
            let told = serde_json::to_value(language).expect("it can be written");
            assert_eq!(told, language.code());
            assert_eq!(serde_json::from_value::<Language>(told).expect("it can be read"), *language);
        }
    }
}
