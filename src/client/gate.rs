//! The gate of one key at one origin. An answer that tells to wait closes it for every call of the process,
//! so that a crowd of callers does not go and ask, one by one.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use super::retry::LONGEST_OBEYED;
use super::retry_after::whole_seconds;
use crate::error::ResponseError;

/// Open until an answer closes it.
pub(super) struct Gate(watch::Sender<Option<Closed>>);

struct Closed {
    opens: Instant,
    /// What told to wait.
    answer: ResponseError,
}

impl Default for Gate {
    fn default() -> Self {
        Self(watch::Sender::new(None))
    }
}

impl Gate {
    /// Closes it as `answer` told; one that is closed for longer stays so.
    pub(super) fn close(&self, wait: Duration, answer: &ResponseError) {
        let opens = Instant::now() + wait;
        self.0.send_if_modified(|closed| {
            let longer = closed.as_ref().is_none_or(|closed| closed.opens < opens);
            if longer {
                *closed = Some(Closed { opens, answer: answer.clone() });
            }
            longer
        });
    }

    pub(super) fn is_open(&self) -> bool {
        self.opens().is_none()
    }

    /// Waits until it is open.
    pub(super) async fn opened(&self) {
        while let Some(opens) = self.opens() {
            sleep_until(opens).await;
        }
    }

    /// Waits until it is closed for longer than a call with this `deadline` can wait; gives the answer for that call.
    pub(super) async fn refusal(&self, deadline: Instant) -> ResponseError {
        let mut changes = self.0.subscribe();
        loop {
            let refusal = changes.borrow_and_update().as_ref().and_then(|closed| closed.refuse(deadline));
            if let Some(refusal) = refusal {
                return refusal;
            }
            if changes.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    fn opens(&self) -> Option<Instant> {
        self.0.borrow().as_ref().map(|closed| closed.opens).filter(|opens| *opens > Instant::now())
    }
}

impl Closed {
    /// The answer that closed the gate, with the time that is left, for a call that cannot wait for that.
    fn refuse(&self, deadline: Instant) -> Option<ResponseError> {
        let left = self.opens.saturating_duration_since(Instant::now());
        (!left.is_zero() && (self.opens > deadline || left > LONGEST_OBEYED))
            .then(|| ResponseError { retry_after: Some(whole_seconds(left)), ..self.answer.clone() })
    }
}
