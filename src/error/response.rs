//! The parts of a response that callers see.

use std::time::Duration;

/// Status and headers of a response.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// The HTTP status.
    pub status: u16,
    /// The standard reason phrase, or empty if the status has none. The phrase that the server sent is not used.
    pub status_text: &'static str,
    /// Names are in lower case. Several values of one name are joined with `, `. Cookies are left out.
    pub headers: Vec<(String, String)>,
}

/// A response whose status is not a success. It holds no credentials.
#[derive(Debug, Clone)]
pub struct ResponseError {
    /// Status and headers.
    pub head: Head,
    /// The body as JSON text. A body that is not JSON is a JSON string.
    pub data: String,
    /// The exchange's codes, such as `market.account.insufficient_balance`.
    pub errors: Vec<String>,
    /// How many seconds the response asks to wait.
    pub retry_after: Option<u64>,
}

/// `wait` in seconds, rounded up so that a caller who waits that long is never early.
#[must_use]
pub fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0))
}
