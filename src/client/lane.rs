//! The lane of one key at one origin: where calls wait for their turn. See `lanes` for who shares it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep};

use super::gate::Gate;
use super::limiter::Limiter;
use super::line::{Arrival, Line};
use super::retry::Budget;
use crate::error::Error;

/// Calls that wait for their turn in one lane.
const MAX_WAITING: usize = 10_000;

/// Calls with one key to one origin, under one rate limit.
pub(super) struct Lane {
    limiter: Option<Limiter>,
    line: Line,
    waiting: AtomicUsize,
    standing: Arc<Standing>,
    /// Requests in flight at the origin.
    slots: Arc<Semaphore>,
}

/// How one key stands with one origin.
#[derive(Default)]
pub(super) struct Standing {
    pub(super) gate: Gate,
    budget: Mutex<Budget>,
}

impl Lane {
    pub(super) fn new(limiter: Option<Limiter>, standing: Arc<Standing>, slots: Arc<Semaphore>) -> Self {
        Self { limiter, line: Line::default(), waiting: AtomicUsize::new(0), standing, slots }
    }

    /// Waits for this request's turn; the permit is its slot.
    pub(super) async fn admit(&self, arrival: Arrival, deadline: Instant) -> Result<OwnedSemaphorePermit, Error> {
        let _waiting = Waiting::enter(&self.waiting)?;
        tokio::select! {
            biased;
            slot = self.take_turn(arrival) => slot.map_err(|_| Error::Internal("a closed line".to_owned())),
            answer = self.standing.gate.refusal(deadline) => Err(Error::Response(Box::new(answer))),
        }
    }

    /// Only who is in front of the line looks at gate, limit and slots, and only what is sent at once may pass:
    /// a limit that is taken early, or a slot that is held in front of a closed gate, would be another's loss.
    async fn take_turn(&self, arrival: Arrival) -> Result<OwnedSemaphorePermit, AcquireError> {
        let _front = self.line.front(arrival).await;
        self.standing.gate.opened().await;
        if let Some(limiter) = &self.limiter {
            while let Err(wait) = limiter.check() {
                sleep(wait).await;
            }
        }
        loop {
            self.standing.gate.opened().await;
            let slot = Arc::clone(&self.slots).acquire_owned().await?;
            if self.standing.gate.is_open() {
                return Ok(slot);
            }
        }
    }

    pub(super) fn gate(&self) -> &Gate {
        &self.standing.gate
    }

    /// What the calls of the key may spend on repeated requests.
    pub(super) fn budget(&self) -> MutexGuard<'_, Budget> {
        self.standing.budget.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a new lane would be the same as this one, which nobody uses.
    pub(super) fn is_rested(&self) -> bool {
        self.standing.gate.is_open() && self.limiter.as_ref().is_none_or(Limiter::is_rested)
    }
}

/// Counts a call among the waiting ones, until it is dropped.
struct Waiting<'l>(&'l AtomicUsize);

impl<'l> Waiting<'l> {
    fn enter(waiting: &'l AtomicUsize) -> Result<Self, Error> {
        let entered = Self(waiting);
        if waiting.fetch_add(1, Ordering::Relaxed) >= MAX_WAITING { Err(Error::QueueFull) } else { Ok(entered) }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
#[path = "lane_tests.rs"]
mod tests;
