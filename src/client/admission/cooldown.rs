//! The pause that a `Retry-After` asks for. It applies to every call with the same key to the same origin. Without it,
//! each of thousands of waiting calls would send a request and be throttled too.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use crate::error::{ResponseError, whole_seconds};

/// The longest pause that a call waits for. A longer one fails the call at once.
pub(in crate::client) const MAX_WAIT: Duration = Duration::from_secs(60);

/// The cooldown of one key. It is inactive until a response starts it.
pub(in crate::client) struct Cooldown(watch::Sender<Option<Active>>);

struct Active {
    ends: Instant,
    /// The response that asked for the pause.
    response: ResponseError,
}

impl Default for Cooldown {
    fn default() -> Self {
        Self(watch::Sender::new(None))
    }
}

impl Cooldown {
    /// Starts a pause of `wait`, as `response` asks, unless a longer one is active.
    pub(in crate::client) fn start(&self, wait: Duration, response: &ResponseError) {
        let ends = Instant::now() + wait;
        self.0.send_if_modified(|active| {
            let is_longer = active.as_ref().is_none_or(|active| active.ends < ends);
            if is_longer {
                *active = Some(Active { ends, response: response.clone() });
            }
            is_longer
        });
    }

    pub(in crate::client) fn is_active(&self) -> bool {
        self.end().is_some()
    }

    /// Waits until no pause is active.
    pub(super) async fn ended(&self) {
        while let Some(end) = self.end() {
            sleep_until(end).await;
        }
    }

    /// Resolves when a pause is active that is too long for a call with this `deadline`. Returns the response that asked
    /// for the pause, with the remaining time.
    pub(super) async fn exceeds(&self, deadline: Instant) -> ResponseError {
        let mut changes = self.0.subscribe();
        loop {
            let error = changes.borrow_and_update().as_ref().and_then(|active| active.error_for(deadline));
            if let Some(error) = error {
                return error;
            }
            if changes.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    fn end(&self) -> Option<Instant> {
        self.0.borrow().as_ref().map(|active| active.ends).filter(|ends| *ends > Instant::now())
    }
}

impl Active {
    /// The error of a call with this `deadline`, or `None` if the call can wait.
    fn error_for(&self, deadline: Instant) -> Option<ResponseError> {
        let left = self.ends.saturating_duration_since(Instant::now());
        (!left.is_zero() && (self.ends > deadline || left > MAX_WAIT))
            .then(|| ResponseError { retry_after: Some(whole_seconds(left)), ..self.response.clone() })
    }
}
