//! Looks at media files, and makes posters and clips of them.
//!
//! This is the only place that runs ffmpeg and ffprobe and the only one that decodes pictures. It knows files and pixels;
//! jobs, models, folders and the network are other rooms. Every file is treated as hostile: readers are bounded, parsers may
//! not take the process down, and an external program gets a time limit, a list of allowed formats and local files only.

mod animate;
mod bodies;
mod boxes;
mod continuation;
mod drift;
mod ebml;
mod encode;
mod error;
mod facts;
mod ffprobe;
mod format;
#[cfg(any(test, fuzzing))]
pub mod hostile;
mod inscription;
mod inspect;
mod paint;
mod parse;
mod pixels;
mod poster;
mod process;
mod recolour;
mod sniff;
mod tools;
mod wave;
mod whole;
mod writing;

pub use animate::{animate_picture, animate_picture_with};
pub use continuation::{continue_clip, continue_clip_with};
pub use drift::drifting_colours_with;
pub use error::{InspectError, MakeError};
pub use facts::MediaFacts;
pub use format::{Format, Kind};
pub use inscription::{Inscribed, inscribe, inscribed};
pub use inspect::{inspect, inspect_result_with, inspect_with};
pub use paint::{paint_picture, recolour_picture};
pub use pixels::png_of_pixels;
pub use poster::{poster, poster_with};
pub use recolour::recolour_clip_with;
pub use tools::{Tools, available};
