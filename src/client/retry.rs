//! Whether and when a call that only reads is sent again. Pure: time and chance are passed in.

use std::time::Duration;

use crate::error::{Error, Phase};

/// The longest pause between two attempts that nobody asked for.
const LONGEST_BACKOFF: Duration = Duration::from_secs(5);
/// What a fault of the network or the server starts with.
const FAULT_BASE: Duration = Duration::from_millis(50);
/// What a throttled call starts with, where the server names no time.
const THROTTLE_BASE: Duration = Duration::from_secs(1);
/// A server's wish up to this is waited for, if the deadline allows it.
pub(super) const LONGEST_OBEYED: Duration = Duration::from_secs(60);

/// Statuses with which a server may ask to wait.
pub(super) const THROTTLING: [u16; 2] = [429, 503];

/// Tokens of a full budget: what an outage may cost in repeated requests.
const BUDGET: u32 = 500;
const FAULT_COST: u32 = 14;
const THROTTLE_COST: u32 = 5;

/// What a failure calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Remedy {
    /// Nothing would change.
    None,
    /// The connection had died unnoticed: a fresh one at once.
    AtOnce,
    /// A pause that grows.
    Backoff,
    /// A pause that grows, and only one more attempt.
    BackoffOnce,
    /// The pause that the server asks for.
    Throttle(Option<Duration>),
}

impl Remedy {
    /// The remedy for `error`, which is the answer to attempt number `attempt` (from 1).
    fn of(error: &Error, attempt: u32) -> Self {
        match error {
            Error::Network { code, phase, .. } => match *code {
                "ECONNRESET" | "EPIPE" if *phase == Phase::Headers && attempt == 1 => Self::AtOnce,
                "ECONNRESET" | "EPIPE" | "ECONNREFUSED" | "ECONNABORTED" | "ETIMEDOUT" | "EHOSTUNREACH"
                | "ENETUNREACH" | "EADDRNOTAVAIL" | "EMFILE" | "ENFILE" | "ENOTFOUND" | "EAI_AGAIN" => Self::Backoff,
                _ => Self::None,
            },
            Error::ConnectTimeout { .. } => Self::Backoff,
            Error::Response(response) => {
                let wait = response.retry_after.map(Duration::from_secs);
                match response.head.status {
                    429 => Self::Throttle(wait),
                    503 if wait.is_some() => Self::Throttle(wait),
                    500 | 502 | 503 | 504 | 520..=524 => Self::Backoff,
                    408 | 425 => Self::BackoffOnce,
                    _ => Self::None,
                }
            }
            _ => Self::None,
        }
    }

    /// The pause before the attempt after number `attempt`, or `None` where there is none. `chance` is from 0 to 1.
    fn pause(self, attempt: u32, chance: f64) -> Option<Duration> {
        let grown =
            |base: Duration| base.saturating_mul(2u32.saturating_pow(attempt - 1)).min(LONGEST_BACKOFF).mul_f64(chance);
        match self {
            Self::None => None,
            Self::BackoffOnce if attempt > 1 => None,
            Self::AtOnce => Some(Duration::ZERO),
            Self::Backoff | Self::BackoffOnce => Some(grown(FAULT_BASE)),
            Self::Throttle(None) => Some(grown(THROTTLE_BASE)),
            // Never earlier than told, and spread so that not all come back at the same moment.
            Self::Throttle(Some(wait)) => (wait <= LONGEST_OBEYED).then(|| wait + wait.mul_f64(0.1 * chance)),
        }
    }

    /// What the next attempt takes from the budget.
    fn cost(self) -> u32 {
        if matches!(self, Self::Throttle(_)) { THROTTLE_COST } else { FAULT_COST }
    }
}

/// The attempts of one call.
#[derive(Debug)]
pub(super) struct Attempts {
    made: u32,
    most: u32,
    /// What the last one took from the budget.
    permit: u32,
}

impl Attempts {
    /// Those of a call that may be repeated `retries` times.
    pub(super) fn new(retries: u32) -> Self {
        Self { made: 0, most: retries.saturating_add(1), permit: 0 }
    }

    /// After an attempt that failed with `error`: the pause before the next one, or `None` where this is the end.
    /// `left` is the time until the deadline.
    pub(super) fn again(
        &mut self,
        error: &Error,
        left: Duration,
        chance: f64,
        budget: &mut Budget,
    ) -> Option<Duration> {
        self.made += 1;
        let remedy = Remedy::of(error, self.made);
        let pause = remedy.pause(self.made, chance).filter(|pause| self.made < self.most && *pause < left)?;
        budget.take(remedy.cost()).then(|| {
            self.permit = remedy.cost();
            pause
        })
    }

    /// After an attempt that succeeded.
    pub(super) fn succeeded(&self, budget: &mut Budget) {
        budget.reward(self.permit);
    }
}

/// What all calls to one origin with one key may spend on repeated requests.
#[derive(Debug)]
pub(super) struct Budget(u32);

impl Default for Budget {
    fn default() -> Self {
        Self(BUDGET)
    }
}

impl Budget {
    /// Takes `cost`, if it is there.
    fn take(&mut self, cost: u32) -> bool {
        let left = self.0.checked_sub(cost);
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }

    /// A call succeeded: the `permit` of its last attempt comes back, or 1 where it needed none. That the permits of
    /// attempts that failed do not come back keeps the load the same however many calls share the budget.
    fn reward(&mut self, permit: u32) {
        self.0 = (self.0 + permit.max(1)).min(BUDGET);
    }
}

#[cfg(test)]
#[path = "retry_tests.rs"]
mod tests;
