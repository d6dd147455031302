//! A rate limit by the generic cell rate algorithm (GCRA): requests are spread evenly, and a burst may follow a pause.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter as Gcra};

use crate::client::config::RateLimit;

/// Lets at most `burst + requests * t / interval` requests through in any time `t`.
pub(super) struct RateLimiter<C: Clock = DefaultClock> {
    cells: Gcra<NotKeyed, InMemoryState, C, NoOpMiddleware<C::Instant>>,
    burst: NonZeroU32,
}

impl RateLimiter {
    pub(super) fn new(limit: RateLimit) -> Option<Self> {
        Self::with_clock(limit, DefaultClock::default())
    }
}

impl<C: Clock> RateLimiter<C> {
    fn with_clock(limit: RateLimit, clock: C) -> Option<Self> {
        let period = limit.interval.checked_div(limit.requests)?.max(Duration::from_nanos(1));
        let burst = NonZeroU32::new(limit.burst)?;
        let cells = Gcra::direct_with_clock(Quota::with_period(period)?.allow_burst(burst), clock);
        Some(Self { cells, burst })
    }

    /// Lets one request through, or returns the time until the next check.
    pub(super) fn check(&self) -> Result<(), Duration> {
        self.cells.check().map_err(|early| early.wait_time_from(self.cells.clock().now()))
    }

    /// Whether a whole burst is allowed, as with a new limiter. The check uses up the burst.
    pub(super) fn is_idle(&self) -> bool {
        matches!(self.cells.check_n(self.burst), Ok(Ok(())))
    }
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;
    use proptest::prelude::*;

    use super::*;

    /// The algorithm by its definition, in nanoseconds. `next` is the theoretical arrival time of the next request.
    struct Reference {
        period: u128,
        tolerance: u128,
        next: u128,
    }

    impl Reference {
        fn new(limit: RateLimit) -> Self {
            let period = (limit.interval.as_nanos() / u128::from(limit.requests)).max(1);
            Self { period, tolerance: period * u128::from(limit.burst - 1), next: 0 }
        }

        fn check(&mut self, now: u128) -> Result<(), Duration> {
            let earliest = self.next.saturating_sub(self.tolerance);
            if now < earliest {
                return Err(Duration::from_nanos(u64::try_from(earliest - now).unwrap()));
            }
            self.next = self.next.max(now) + self.period;
            Ok(())
        }
    }

    /// Steps of the clock in thousandths of a period: mostly about one period, sometimes none, sometimes a long pause.
    fn steps() -> impl Strategy<Value = Vec<u64>> {
        let step = prop_oneof![2 => Just(0u64), 6 => 0..2_000u64, 1 => 0..1_000_000u64];
        proptest::collection::vec(step, 4_000)
    }

    fn limits() -> impl Strategy<Value = RateLimit> {
        (1..10_000u32, 1..10_000u64).prop_flat_map(|(requests, interval)| {
            let interval = Duration::from_millis(interval);
            (1..=requests.min(200)).prop_map(move |burst| RateLimit { requests, interval, burst })
        })
    }

    /// With FULL=1, a million steps in total.
    fn cases() -> u32 {
        if std::env::var_os("FULL").is_some_and(|full| full == "1") { 256 } else { 16 }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

        #[test]
        fn decides_like_the_definition_and_never_exceeds_the_limit_in_any_window(limit in limits(), steps in steps()) {
            let clock = FakeRelativeClock::default();
            let limiter = RateLimiter::with_clock(limit, clock.clone()).unwrap();
            let mut reference = Reference::new(limit);
            let period = reference.period;
            let (mut now, mut passed) = (0u128, Vec::new());
            for step in steps {
                let step = u64::try_from(period * u128::from(step) / 1000).unwrap();
                clock.advance(Duration::from_nanos(step));
                now += u128::from(step);
                let result = limiter.check();
                prop_assert_eq!(result, reference.check(now));
                if result.is_ok() {
                    passed.push(now);
                }
            }
            // A request that has waited for the returned time is let through.
            if let Err(wait) = limiter.check() {
                clock.advance(wait);
                prop_assert_eq!(limiter.check(), Ok(()));
            }
            let burst = limit.burst as usize;
            for (first, start) in passed.iter().enumerate() {
                for more in [1, 2, burst, 2 * burst, 10 * burst] {
                    if let Some(end) = passed.get(first + burst - 1 + more) {
                        prop_assert!(end - start >= period * more as u128, "{} requests in {} ns", burst + more, end - start);
                    }
                }
            }
        }
    }

    #[test]
    fn is_idle_before_the_first_request_and_after_a_pause() {
        let limit = RateLimit { requests: 10, interval: Duration::from_secs(1), burst: 5 };
        let make = || {
            let clock = FakeRelativeClock::default();
            (RateLimiter::with_clock(limit, clock.clone()).unwrap(), clock)
        };
        assert!(make().0.is_idle());
        let (limiter, clock) = make();
        limiter.check().unwrap();
        assert!(!limiter.is_idle());
        clock.advance(Duration::from_millis(100));
        assert!(limiter.is_idle());
    }
}
