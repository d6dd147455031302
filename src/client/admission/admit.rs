//! Admits calls with one key to one origin: each waits until it may send.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, MutexGuard};

use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep};

use super::cooldown::Cooldown;
use super::fair_queue::{FairQueue, Priority, Rank};
use super::key_state::KeyState;
use super::rate_limiter::RateLimiter;
use super::retry_budget::RetryBudget;
use crate::error::Error;

/// The most calls of one priority that may wait at the same time. Reads that wait do not keep a cancel from waiting.
const MAX_WAITING: usize = 10_000;

/// The queue and the limits of calls with one key to one origin.
pub(in crate::client) struct Admission {
    limiter: Option<RateLimiter>,
    queue: FairQueue,
    waiting: Waiting,
    key_state: Arc<KeyState>,
    /// Limits the requests in flight at the origin.
    slots: Arc<Semaphore>,
}

impl Admission {
    pub(super) fn new(limiter: Option<RateLimiter>, key_state: Arc<KeyState>, slots: Arc<Semaphore>) -> Self {
        Self { limiter, queue: FairQueue::default(), waiting: Waiting::default(), key_state, slots }
    }

    /// Waits until a request may be sent. The permit is its slot, which must be held until the response has been read.
    pub(in crate::client) async fn admit(&self, rank: Rank, deadline: Instant) -> Result<OwnedSemaphorePermit, Error> {
        let _waiting = WaitingGuard::new(self.waiting.of(rank.priority))?;
        tokio::select! {
            biased;
            slot = self.wait_for_turn(rank) => slot.map_err(|_| Error::Internal("a closed semaphore".to_owned())),
            response = self.key_state.cooldown.exceeds(deadline) => Err(Error::Response(Box::new(response))),
        }
    }

    /// While a call has to wait, it takes nothing that another call could use. So only the call at the head of the queue
    /// uses the rate limiter, and it takes its slot last.
    async fn wait_for_turn(&self, rank: Rank) -> Result<OwnedSemaphorePermit, AcquireError> {
        let _position = loop {
            let position = self.queue.head(rank).await;
            tokio::select! {
                biased;
                () = self.within_limits() => break position,
                // Goes back into the queue, so that a cancel does not wait as long as a read has to.
                () = position.overtaken() => {}
            }
        };
        loop {
            self.key_state.cooldown.ended().await;
            let slot = Arc::clone(&self.slots).acquire_owned().await?;
            // A response may have started a cooldown while this call waited for the slot.
            if !self.key_state.cooldown.is_active() {
                return Ok(slot);
            }
        }
    }

    /// Waits until neither the cooldown nor the rate limiter holds up the call at the head.
    async fn within_limits(&self) {
        self.key_state.cooldown.ended().await;
        if let Some(limiter) = &self.limiter {
            while let Err(wait) = limiter.check() {
                sleep(wait).await;
            }
        }
    }

    pub(in crate::client) fn cooldown(&self) -> &Cooldown {
        &self.key_state.cooldown
    }

    /// The tokens that calls with this key may spend on retries.
    pub(in crate::client) fn budget(&self) -> MutexGuard<'_, RetryBudget> {
        self.key_state.budget()
    }

    /// Whether this admission behaves like a new one. The check uses up the burst of the rate limiter.
    pub(super) fn is_idle(&self) -> bool {
        !self.key_state.cooldown.is_active() && self.limiter.as_ref().is_none_or(RateLimiter::is_idle)
    }
}

/// The number of calls that wait, by their priority.
#[derive(Default)]
struct Waiting {
    cancels: AtomicUsize,
    writes: AtomicUsize,
    reads: AtomicUsize,
}

impl Waiting {
    fn of(&self, priority: Priority) -> &AtomicUsize {
        match priority {
            Priority::Cancel => &self.cancels,
            Priority::Write => &self.writes,
            Priority::Read => &self.reads,
        }
    }
}

/// Counts a waiting call until it is dropped.
struct WaitingGuard<'a>(&'a AtomicUsize);

impl<'a> WaitingGuard<'a> {
    fn new(waiting: &'a AtomicUsize) -> Result<Self, Error> {
        let guard = Self(waiting);
        if waiting.fetch_add(1, Ordering::Relaxed) >= MAX_WAITING { Err(Error::QueueFull) } else { Ok(guard) }
    }
}

impl Drop for WaitingGuard<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
#[path = "admit_tests.rs"]
mod tests;
