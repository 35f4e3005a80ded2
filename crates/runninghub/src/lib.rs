//! A typed client of the RunningHub API.
