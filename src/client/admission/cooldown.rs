//! The pause that a `Retry-After` asks for. It holds for every call with the same key to the same origin, so that
//! thousands of waiting calls do not each send a request only to be told the same.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use crate::error::{ResponseError, whole_seconds};

/// The longest pause that a call waits for, if its deadline allows it. A longer one fails the call at once.
pub(in crate::client) const MAX_WAIT: Duration = Duration::from_secs(60);

/// Inactive until a response starts it.
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
    /// Starts a pause of `wait`, as `response` asks. A longer one that is already running stays.
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

    /// Waits until no pause is running.
    pub(super) async fn ended(&self) {
        while let Some(end) = self.end() {
            sleep_until(end).await;
        }
    }

    /// Resolves once a pause is running that a call with this `deadline` cannot wait for. The result is the response for
    /// that call: the one that asked for the pause, with the time that is left.
    pub(super) async fn exceeds(&self, deadline: Instant) -> ResponseError {
        let mut changes = self.0.subscribe();
        loop {
            let refusal = changes.borrow_and_update().as_ref().and_then(|active| active.refuse(deadline));
            if let Some(refusal) = refusal {
                return refusal;
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
    fn refuse(&self, deadline: Instant) -> Option<ResponseError> {
        let left = self.ends.saturating_duration_since(Instant::now());
        (!left.is_zero() && (self.ends > deadline || left > MAX_WAIT))
            .then(|| ResponseError { retry_after: Some(whole_seconds(left)), ..self.response.clone() })
    }
}
