//! The time by which durations are measured. Test runners replace the clocks of JavaScript, sometimes while a call runs.

use std::sync::LazyLock;
use std::time::Instant;

use napi_derive::napi;

/// Milliseconds since some moment in the past; never goes back.
#[napi(catch_unwind)]
pub fn monotonic_now() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed().as_secs_f64() * 1000.0
}
