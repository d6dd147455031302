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
        (Error::ConnectTimeout { limit_ms: 1, proxy: Option::None }, 1, Backoff),
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

/// Numbers from 0 to 1 that look random and are the same in every run (SplitMix64).
fn numbers(mut state: u64) -> impl FnMut() -> f64 {
    move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// The share of so many calls that succeed, and requests per call, where each request fails with probability `p`.
fn run(seed: u64, calls: u32, p: f64, error: &Error, budget: &mut Budget) -> (f64, f64) {
    let mut number = numbers(seed);
    let (mut succeeded, mut requests) = (0, 0);
    for _ in 0..calls {
        let mut attempts = Attempts::new(2);
        loop {
            requests += 1;
            if number() >= p {
                attempts.succeeded(budget);
                succeeded += 1;
                break;
            }
            if attempts.again(error, Duration::from_secs(30), number(), budget).is_none() {
                break;
            }
        }
    }
    (f64::from(succeeded) / f64::from(calls), f64::from(requests) / f64::from(calls))
}

#[test]
fn random_failures_are_mended_until_the_budget_sheds_them() {
    for (p, succeeded, requests) in [(0.05, 0.999, 1.06), (0.1, 0.998, 1.12), (0.2, 0.99, 1.25), (0.5, 0.53, 1.08)] {
        // Ten runs, so that no luck of one decides.
        let runs = (0..10).map(|seed| run(seed, 20_000, p, &response(503, None_u64), &mut Budget::default()));
        let (shares, ratios): (Vec<f64>, Vec<f64>) = runs.unzip();
        let (share, per_call) = (shares.iter().sum::<f64>() / 10.0, ratios.iter().sum::<f64>() / 10.0);
        assert!(share >= succeeded && per_call <= requests, "p = {p}: {share} succeeded, {per_call} requests a call");
    }
}

#[test]
fn after_an_outage_calls_that_succeed_at_once_fill_the_budget_again() {
    let mut budget = Budget::default();
    assert_eq!(run(1, 10_000, 1.0, &response(503, None_u64), &mut budget), (0.0, 1.0035));
    assert_eq!(run(1, 500, 0.0, &response(503, None_u64), &mut budget), (1.0, 1.0));
    assert_eq!(run(1, 10_000, 1.0, &response(429, None_u64), &mut budget), (0.0, 1.01));
}

#[test]
fn nothing_is_repeated_that_would_not_fit_before_the_deadline() {
    let (mut budget, error) = (Budget::default(), response(503, Some(7)));
    let seconds = Duration::from_secs;
    assert_eq!(Attempts::new(2).again(&error, seconds(7), 0.0, &mut budget), Option::None);
    assert_eq!(Attempts::new(2).again(&error, seconds(8), 0.0, &mut budget), Some(seconds(7)));
    assert_eq!(Attempts::new(0).again(&error, seconds(8), 0.0, &mut budget), Option::None);
}
