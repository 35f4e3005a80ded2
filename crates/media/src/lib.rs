//! Looks at media files and makes posters and clips of them.
