//! Where Afterframe keeps its jobs, clips and settings: one SQLite file.
