//! What the caller is told of a retry, for its log.

use std::time::Duration;

use crate::error::Error;

/// An attempt that failed and is followed by another.
pub struct Retry<'e> {
    /// The number of the failed attempt, from 1.
    pub attempt: u32,
    /// Why it failed.
    pub error: &'e Error,
    /// How long it took, including the wait for admission.
    pub duration: Duration,
    /// The delay before the next attempt.
    pub delay: Duration,
}

/// Is called at each retry of a call.
pub type OnRetry = Box<dyn Fn(&Retry<'_>) + Send + Sync>;
