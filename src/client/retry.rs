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

/// Tokens of a full budget: what an outage may cost in repeated requests.
const BUDGET: u32 = 500;
const FAULT_COST: u32 = 14;
const THROTTLE_COST: u32 = 5;

/// What a failure calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
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
    pub(super) fn of(error: &Error, attempt: u32) -> Self {
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
    pub(super) fn pause(self, attempt: u32, chance: f64) -> Option<Duration> {
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
    pub(super) fn cost(self) -> u32 {
        if matches!(self, Self::Throttle(_)) { THROTTLE_COST } else { FAULT_COST }
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
    pub(super) fn take(&mut self, cost: u32) -> bool {
        let left = self.0.checked_sub(cost);
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }

    /// A call succeeded, having `spent` on repeated requests: that comes back, or 1 where nothing was spent.
    pub(super) fn reward(&mut self, spent: u32) {
        self.0 = (self.0 + spent.max(1)).min(BUDGET);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Head, ResponseError};

    fn response(status: u16, retry_after: Option<u64>) -> Error {
        let head = Head { status, ..Head::default() };
        Error::Response(Box::new(ResponseError { head, data: String::new(), errors: Vec::new(), retry_after }))
    }

    fn network(code: &'static str, phase: Phase) -> Error {
        Error::Network { code, phase, message: String::new() }
    }

    #[test]
    fn knows_what_another_attempt_may_mend() {
        use Remedy::{AtOnce, Backoff, BackoffOnce, None, Throttle};
        let cases = [
            (network("ECONNRESET", Phase::Headers), 1, AtOnce),
            (network("ECONNRESET", Phase::Headers), 2, Backoff),
            (network("ECONNRESET", Phase::Body), 1, Backoff),
            (network("ECONNREFUSED", Phase::Connect), 1, Backoff),
            (network("ENOTFOUND", Phase::Connect), 1, Backoff),
            (network("CERT_HAS_EXPIRED", Phase::Connect), 1, None),
            (network("EPROTO", Phase::Headers), 1, None),
            (Error::ConnectTimeout { limit_ms: 1 }, 1, Backoff),
            (Error::Timeout { phase: Phase::Headers, limit_ms: 1 }, 1, None),
            (response(429, None_u64), 1, Throttle(Option::None)),
            (response(429, Some(7)), 1, Throttle(Some(Duration::from_secs(7)))),
            (response(503, Some(7)), 1, Throttle(Some(Duration::from_secs(7)))),
            (response(503, None_u64), 1, Backoff),
            (response(524, None_u64), 1, Backoff),
            (response(408, None_u64), 1, BackoffOnce),
            (response(525, None_u64), 1, None),
            (response(301, None_u64), 1, None),
            (response(401, None_u64), 1, None),
            (response(422, None_u64), 1, None),
            (Error::Decode { path: String::new(), message: String::new(), response: Option::None }, 1, None),
        ];
        for (error, attempt, remedy) in cases {
            assert_eq!(Remedy::of(&error, attempt), remedy, "{error:?}");
        }
    }

    #[allow(non_upper_case_globals, reason = "reads as the missing header that it is")]
    const None_u64: Option<u64> = Option::None;

    #[test]
    fn pauses_with_full_jitter_within_its_bounds() {
        let ms = Duration::from_millis;
        assert_eq!(Remedy::Backoff.pause(1, 1.0), Some(ms(50)));
        assert_eq!(Remedy::Backoff.pause(3, 0.5), Some(ms(100)));
        assert_eq!(Remedy::Backoff.pause(30, 1.0), Some(LONGEST_BACKOFF));
        assert_eq!(Remedy::Backoff.pause(5, 0.0), Some(ms(0)));
        assert_eq!(Remedy::Throttle(None).pause(1, 1.0), Some(ms(1000)));
        assert_eq!(Remedy::Throttle(Some(ms(2000))).pause(1, 0.0), Some(ms(2000)));
        assert_eq!(Remedy::Throttle(Some(ms(2000))).pause(1, 1.0), Some(ms(2200)));
        assert_eq!(Remedy::Throttle(Some(ms(60_001))).pause(1, 1.0), None);
        assert_eq!(Remedy::BackoffOnce.pause(2, 1.0), None);
        assert_eq!(Remedy::AtOnce.pause(1, 1.0), Some(ms(0)));
        assert_eq!(Remedy::None.pause(1, 1.0), None);
    }

    #[test]
    fn an_outage_costs_35_repeated_requests_and_100_when_throttled() {
        for (cost, most) in [(FAULT_COST, 35), (THROTTLE_COST, 100)] {
            let mut budget = Budget::default();
            assert_eq!((0..10_000).filter(|_| budget.take(cost)).count(), most);
            budget.reward(0);
            assert!(!budget.take(cost));
            (0..cost).for_each(|_| budget.reward(0));
            assert!(budget.take(cost));
            budget.reward(cost);
            assert!(budget.take(cost));
        }
    }
}
