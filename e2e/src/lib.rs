//! Drives the real window of Afterframe.
