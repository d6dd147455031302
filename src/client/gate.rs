//! The gate that an answer closes when it tells to wait: ten thousand callers must not each go and ask.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::retry::LONGEST_OBEYED;
use crate::error::{Error, ResponseError};

/// Open, or closed until a moment.
#[derive(Default)]
pub(super) struct Gate(Mutex<Option<Closed>>);

struct Closed {
    opens: Instant,
    answer: ResponseError,
}

impl Gate {
    /// Waits until it is open.
    ///
    /// # Errors
    /// At once with the answer that closed it, where that is too long to wait.
    pub(super) async fn pass(&self, deadline: Instant) -> Result<(), Error> {
        while let Some(opens) = self.opens(deadline)? {
            tokio::time::sleep_until(opens).await;
        }
        Ok(())
    }

    /// When it opens; `None` where it is open.
    pub(super) fn opens(&self, deadline: Instant) -> Result<Option<Instant>, Error> {
        let now = Instant::now();
        match self.lock().as_ref().filter(|closed| closed.opens > now) {
            Some(closed) if closed.opens > deadline || closed.opens > now + LONGEST_OBEYED => {
                Err(Error::Response(Box::new(closed.remaining(now))))
            }
            closed => Ok(closed.map(|closed| closed.opens)),
        }
    }

    /// Closes it as `answer` told.
    pub(super) fn close(&self, wait: Duration, answer: &ResponseError) {
        let opens = Instant::now() + wait;
        let mut closed = self.lock();
        if closed.as_ref().is_none_or(|closed| closed.opens < opens) {
            *closed = Some(Closed { opens, answer: answer.clone() });
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Closed>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Closed {
    /// The answer that closed the gate, with the time that is left.
    fn remaining(&self, now: Instant) -> ResponseError {
        let left = self.opens.saturating_duration_since(now);
        ResponseError { retry_after: Some(left.as_secs() + u64::from(left.subsec_nanos() > 0)), ..self.answer.clone() }
    }
}
