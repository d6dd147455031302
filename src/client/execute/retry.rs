//! Decides whether and when a request is retried. Time and jitter are parameters, so the decisions can be tested.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::time::Duration;

use crate::client::admission::{FAULT_COST, MAX_WAIT, RetryBudget, THROTTLE_COST};
use crate::error::{Error, Phase};

/// The longest delay of the exponential backoff.
const MAX_BACKOFF: Duration = Duration::from_secs(5);
/// Base of the backoff after a network or server error.
const FAULT_BASE: Duration = Duration::from_millis(50);
/// Base of the backoff after a 429 without a `Retry-After`.
const THROTTLE_BASE: Duration = Duration::from_secs(1);
/// A `Retry-After` is extended by up to this fraction, so that waiting calls do not all return at once.
const SPREAD: f64 = 0.1;

/// What to do after a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RetryAction {
    /// Do not retry: the same request would fail again.
    Fail,
    /// Retry at once, because the server had closed the idle connection.
    Immediate,
    /// Retry after an exponential backoff.
    Backoff,
    /// Like `Backoff`, but retry only once.
    BackoffOnce,
    /// Retry after the time that the server asks for. If it names none, retry after a longer backoff.
    Throttled(Option<Duration>),
}

impl RetryAction {
    /// The action after attempt number `attempt` (from 1) failed with `error`.
    fn of(error: &Error, attempt: u32) -> Self {
        match error {
            Error::Network { code, phase, .. } => match *code {
                "ECONNRESET" | "EPIPE" if *phase == Phase::Headers && attempt == 1 => Self::Immediate,
                "ECONNRESET" | "EPIPE" | "ECONNREFUSED" | "ECONNABORTED" | "ETIMEDOUT" | "EHOSTUNREACH"
                | "ENETUNREACH" | "EADDRNOTAVAIL" | "EMFILE" | "ENFILE" | "ENOTFOUND" | "EAI_AGAIN" => Self::Backoff,
                _ => Self::Fail,
            },
            Error::ConnectTimeout { .. } => Self::Backoff,
            Error::Response(response) => {
                let wait = response.retry_after.map(Duration::from_secs);
                match response.head.status {
                    429 => Self::Throttled(wait),
                    503 if wait.is_some() => Self::Throttled(wait),
                    500 | 502 | 503 | 504 | 520..=524 => Self::Backoff,
                    408 | 425 => Self::BackoffOnce,
                    _ => Self::Fail,
                }
            }
            _ => Self::Fail,
        }
    }

    /// The delay after attempt number `attempt`. `None` if there is no retry. `jitter` is from 0 to 1.
    fn delay(self, attempt: u32, jitter: f64) -> Option<Duration> {
        let backoff = |base: Duration| {
            base.saturating_mul(2u32.saturating_pow(attempt.saturating_sub(1))).min(MAX_BACKOFF).mul_f64(jitter)
        };
        match self {
            Self::Fail => None,
            Self::BackoffOnce if attempt > 1 => None,
            Self::Immediate => Some(Duration::ZERO),
            Self::Backoff | Self::BackoffOnce => Some(backoff(FAULT_BASE)),
            Self::Throttled(None) => Some(backoff(THROTTLE_BASE)),
            Self::Throttled(Some(wait)) => (wait <= MAX_WAIT).then(|| wait + wait.mul_f64(SPREAD * jitter)),
        }
    }

    /// The cost of the retry.
    fn cost(self) -> u32 {
        if matches!(self, Self::Throttled(_)) { THROTTLE_COST } else { FAULT_COST }
    }
}

/// The attempts of one request.
#[derive(Debug)]
pub(super) struct Retries {
    attempts: u32,
    max_attempts: u32,
    /// The cost of the last retry.
    last_cost: u32,
}

impl Retries {
    /// For a request that may be retried `max_retries` times.
    pub(super) fn new(max_retries: u32) -> Self {
        Self { attempts: 0, max_attempts: max_retries.saturating_add(1), last_cost: 0 }
    }

    /// The delay before the retry of an attempt that failed with `error`. `None` if a retry would not help, the retries or
    /// the budget are used up, or the delay is too long for `time_left`.
    pub(super) fn next_delay(
        &mut self,
        error: &Error,
        time_left: Duration,
        jitter: f64,
        budget: &mut RetryBudget,
    ) -> Option<Duration> {
        self.attempts += 1;
        let action = RetryAction::of(error, self.attempts);
        let delay = action.delay(self.attempts, jitter)?;
        let fits = self.attempts < self.max_attempts && delay < time_left;
        (fits && budget.take(action.cost())).then(|| {
            self.last_cost = action.cost();
            delay
        })
    }

    /// Refills the budget after an attempt that succeeded.
    pub(super) fn succeeded(&self, budget: &mut RetryBudget) {
        budget.refill(self.last_cost);
    }
}

/// A random number from 0 to 1. The random seeds of hash maps are good enough to spread retries.
pub(super) fn jitter() -> f64 {
    const STEPS: u64 = 1 << 32;
    #[allow(clippy::cast_precision_loss, reason = "both are below 2^53")]
    let fraction = (RandomState::new().hash_one(0u8) % STEPS) as f64 / STEPS as f64;
    fraction
}

#[cfg(test)]
#[path = "retry_tests.rs"]
mod tests;
