//! Where Afterframe keeps the RunningHub key: the keychain of the operating system.
