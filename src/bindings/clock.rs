//! The clock that measures durations. JavaScript's own clocks are replaced by test runners, sometimes while a call runs.

use std::sync::LazyLock;
use std::time::Instant;

use napi_derive::napi;

/// Milliseconds since a fixed moment in the past.
#[napi(catch_unwind)]
pub fn monotonic_now() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed().as_secs_f64() * 1000.0
}
