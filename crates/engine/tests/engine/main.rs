//! The engine against the practice server: whole jobs to real files, faults, restarts, and everything a shell may ask for.
#![expect(clippy::unwrap_used, reason = "what helps the tests may fail as the tests do")]

mod accounts;
mod all_tasks;
mod cancels;
mod damage;
mod faults;
mod files;
mod frames;
mod full_disk;
mod kinds;
mod languages;
mod leaving;
mod line;
mod made_with;
mod prices;
mod rescue;
mod restarts;
mod shelves;
mod spellings;
mod telling;
mod together;
mod whole_jobs;
mod world;
