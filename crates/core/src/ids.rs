//! Names of things, each a type of its own so that one can never stand in for another.

use std::fmt;

use bitcode::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS, Encode, Decode)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it is.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}

id! {
    /// A job of this program; a UUID in practice.
    JobId
}
id! {
    /// A media file that this program knows: an input or a result. The window sees this and never a path.
    MediaId
}
id! {
    /// A model's address at RunningHub, such as `alibaba/wan-2.7/video-extend`.
    Endpoint
}
id! {
    /// A task at RunningHub: nineteen digits, kept as text because no number type of a browser holds it.
    TaskId
}
id! {
    /// A field of a model's form, spelled as RunningHub spells it.
    FieldKey
}
