//! A RunningHub that runs on loopback, for practice and for tests.
