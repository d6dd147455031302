//! The time in the journal.

/// Milliseconds since 1970, on the clock of the caller.
pub(super) type Time = f64;
