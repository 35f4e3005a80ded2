//! Runs the jobs of Afterframe.
