//! The crate against real files and the real ffmpeg, in one program so that the makers of files are shared.

mod common;
mod inspect;
mod make;
mod practice;
mod results;
