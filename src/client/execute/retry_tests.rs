use super::*;
use crate::error::{Head, ResponseError};

fn response(status: u16, retry_after: Option<u64>) -> Error {
    let head = Head { status, ..Head::default() };
    Error::Response(Box::new(ResponseError { head, data: String::new(), errors: Vec::new(), retry_after }))
}

fn network(code: &'static str, phase: Phase) -> Error {
    Error::Network { code, phase, message: String::new(), hint: None }
}

#[test]
fn retries_only_errors_that_may_be_temporary() {
    use RetryAction::{Backoff, BackoffOnce, Fail, Immediate, Throttled};
    let cases = [
        (network("ECONNRESET", Phase::Headers), 1, Immediate),
        (network("ECONNRESET", Phase::Headers), 2, Backoff),
        (network("ECONNRESET", Phase::Body), 1, Backoff),
        (network("ECONNREFUSED", Phase::Connect), 1, Backoff),
        (network("ENOTFOUND", Phase::Connect), 1, Backoff),
        (network("CERT_HAS_EXPIRED", Phase::Connect), 1, Fail),
        (network("EPROTO", Phase::Headers), 1, Fail),
        (Error::ConnectTimeout { limit_ms: 1, proxy: None }, 1, Backoff),
        (Error::Timeout { phase: Phase::Headers, limit_ms: 1 }, 1, Fail),
        (response(429, None), 1, Throttled(None)),
        (response(429, Some(7)), 1, Throttled(Some(Duration::from_secs(7)))),
        (response(503, Some(7)), 1, Throttled(Some(Duration::from_secs(7)))),
        (response(503, None), 1, Backoff),
        (response(524, None), 1, Backoff),
        (response(408, None), 1, BackoffOnce),
        (response(525, None), 1, Fail),
        (response(301, None), 1, Fail),
        (response(401, None), 1, Fail),
        (response(422, None), 1, Fail),
        (Error::Decode { path: String::new(), message: String::new(), response: None }, 1, Fail),
    ];
    for (error, attempt, action) in cases {
        assert_eq!(RetryAction::of(&error, attempt), action, "{error:?}");
    }
}

#[test]
fn delays_have_full_jitter_within_their_limits() {
    let ms = Duration::from_millis;
    assert_eq!(RetryAction::Backoff.delay(1, 1.0), Some(ms(50)));
    assert_eq!(RetryAction::Backoff.delay(3, 0.5), Some(ms(100)));
    assert_eq!(RetryAction::Backoff.delay(30, 1.0), Some(MAX_BACKOFF));
    assert_eq!(RetryAction::Backoff.delay(5, 0.0), Some(ms(0)));
    assert_eq!(RetryAction::Throttled(None).delay(1, 1.0), Some(ms(1000)));
    assert_eq!(RetryAction::Throttled(Some(ms(2000))).delay(1, 0.0), Some(ms(2000)));
    assert_eq!(RetryAction::Throttled(Some(ms(2000))).delay(1, 1.0), Some(ms(2200)));
    assert_eq!(RetryAction::Throttled(Some(ms(60_001))).delay(1, 1.0), None);
    assert_eq!(RetryAction::BackoffOnce.delay(2, 1.0), None);
    assert_eq!(RetryAction::Immediate.delay(1, 1.0), Some(ms(0)));
    assert_eq!(RetryAction::Fail.delay(1, 1.0), None);
}

#[test]
fn an_outage_causes_at_most_35_retries_and_throttling_at_most_100() {
    for (cost, most) in [(FAULT_COST, 35), (THROTTLE_COST, 100)] {
        let mut budget = RetryBudget::default();
        assert_eq!((0..10_000).filter(|_| budget.take(cost)).count(), most);
        budget.refill(0);
        assert!(!budget.take(cost));
        (0..cost).for_each(|_| budget.refill(0));
        assert!(budget.take(cost));
        budget.refill(cost);
        assert!(budget.take(cost));
    }
}

/// Pseudo-random numbers from 0 to 1 that are the same in every run (SplitMix64).
fn numbers(mut state: u64) -> impl FnMut() -> f64 {
    move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Simulates `calls` of which each request fails with probability `p`. Returns the share of calls that succeed and the
/// requests per call.
fn run(seed: u64, calls: u32, p: f64, error: &Error, budget: &mut RetryBudget) -> (f64, f64) {
    let mut number = numbers(seed);
    let (mut succeeded, mut requests) = (0, 0);
    for _ in 0..calls {
        let mut retries = Retries::new(2);
        loop {
            requests += 1;
            if number() >= p {
                retries.succeeded(budget);
                succeeded += 1;
                break;
            }
            if retries.next_delay(error, Duration::from_secs(30), number(), budget).is_none() {
                break;
            }
        }
    }
    (f64::from(succeeded) / f64::from(calls), f64::from(requests) / f64::from(calls))
}

#[test]
fn retries_hide_random_failures_until_the_budget_is_used_up() {
    for (p, succeeded, requests) in [(0.05, 0.999, 1.06), (0.1, 0.998, 1.12), (0.2, 0.99, 1.25), (0.5, 0.53, 1.08)] {
        // The average of ten runs, to reduce the effect of chance.
        let runs = (0..10).map(|seed| run(seed, 20_000, p, &response(503, None), &mut RetryBudget::default()));
        let (shares, ratios): (Vec<f64>, Vec<f64>) = runs.unzip();
        let (share, per_call) = (shares.iter().sum::<f64>() / 10.0, ratios.iter().sum::<f64>() / 10.0);
        assert!(share >= succeeded && per_call <= requests, "p = {p}: {share} succeeded, {per_call} requests a call");
    }
}

#[test]
fn after_an_outage_successful_calls_refill_the_budget() {
    let mut budget = RetryBudget::default();
    assert_eq!(run(1, 10_000, 1.0, &response(503, None), &mut budget), (0.0, 1.0035));
    assert_eq!(run(1, 500, 0.0, &response(503, None), &mut budget), (1.0, 1.0));
    assert_eq!(run(1, 10_000, 1.0, &response(429, None), &mut budget), (0.0, 1.01));
}

#[test]
fn does_not_retry_if_the_delay_exceeds_the_deadline() {
    let (mut budget, error) = (RetryBudget::default(), response(503, Some(7)));
    let seconds = Duration::from_secs;
    assert_eq!(Retries::new(2).next_delay(&error, seconds(7), 0.0, &mut budget), None);
    assert_eq!(Retries::new(2).next_delay(&error, seconds(8), 0.0, &mut budget), Some(seconds(7)));
    assert_eq!(Retries::new(0).next_delay(&error, seconds(8), 0.0, &mut budget), None);
}

/// A Kolmogorov–Smirnov test that fails by chance once in a million runs.
#[test]
fn jitter_is_uniform() {
    const COUNT: u32 = 10_000;
    let mut samples: Vec<f64> = (0..COUNT).map(|_| jitter()).collect();
    samples.sort_by(f64::total_cmp);
    let distance = samples.iter().zip(0..COUNT).map(|(sample, rank)| {
        let (below, above) = (f64::from(rank) / f64::from(COUNT), f64::from(rank + 1) / f64::from(COUNT));
        (sample - below).abs().max((above - sample).abs())
    });
    let distance = distance.fold(0.0, f64::max);
    assert!(distance < (2e6f64.ln() / 2.0 / f64::from(COUNT)).sqrt(), "{distance}");
    assert!(samples.iter().all(|sample| (0.0..=1.0).contains(sample)));
}
