//! What all calls with one key to one origin share, in every client and worker thread of the process:
//! the rate limit, the gate that a `Retry-After` closes, the budget for repeated requests, and the slots.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::config::RateLimit;
use super::retry::{Budget, LONGEST_OBEYED};
use crate::error::{Error, ResponseError};

/// Requests to one origin at the same time.
const MAX_IN_FLIGHT: usize = 64;
/// Calls that wait for their turn at one origin with one key.
const MAX_WAITING: usize = 10_000;
/// Lanes that are kept although nobody uses them.
const MAX_UNUSED_LANES: usize = 1024;

/// The lane of one key at one origin.
pub(super) struct Lane {
    limiter: Option<DefaultDirectRateLimiter>,
    /// The line in front of the rate limit: first in, first out.
    turn: Semaphore,
    waiting: AtomicUsize,
    slots: Arc<Semaphore>,
    gate: Mutex<Option<Gate>>,
    budget: Mutex<Budget>,
}

/// Closed by an answer that told to wait.
struct Gate {
    opens: Instant,
    answer: ResponseError,
}

/// A lane belongs to an origin, to the key that the exchange counts for, and to the limit that was asked for.
#[derive(PartialEq, Eq, Hash, Clone)]
struct Identity {
    origin: String,
    key: Option<String>,
    limit: Option<RateLimit>,
}

#[derive(Default)]
struct Lanes {
    by_identity: HashMap<Identity, Arc<Lane>>,
    slots: HashMap<String, Arc<Semaphore>>,
}

impl Lane {
    /// The lane that all calls with this key to this origin share.
    pub(super) fn shared(origin: &str, key: Option<&str>, limit: Option<RateLimit>) -> Arc<Self> {
        static LANES: Mutex<Option<Lanes>> = Mutex::new(None);
        let mut guard = LANES.lock().unwrap_or_else(PoisonError::into_inner);
        let lanes = guard.get_or_insert_default();
        let identity = Identity { origin: origin.to_owned(), key: key.map(str::to_owned), limit };
        if let Some(lane) = lanes.by_identity.get(&identity) {
            return Arc::clone(lane);
        }
        if lanes.by_identity.len() >= MAX_UNUSED_LANES {
            lanes.by_identity.retain(|_, lane| Arc::strong_count(lane) > 1);
            lanes.slots.retain(|_, slots| Arc::strong_count(slots) > 1);
        }
        let slots = lanes.slots.entry(origin.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(MAX_IN_FLIGHT)));
        let lane = Arc::new(Self {
            limiter: limit.and_then(quota).map(RateLimiter::direct),
            turn: Semaphore::new(1),
            waiting: AtomicUsize::new(0),
            slots: Arc::clone(slots),
            gate: Mutex::new(None),
            budget: Mutex::default(),
        });
        lanes.by_identity.insert(identity, Arc::clone(&lane));
        lane
    }

    /// Waits for this request's turn; the permit is its slot.
    pub(super) async fn admit(&self, deadline: Instant) -> Result<OwnedSemaphorePermit, Error> {
        let _waiting = Waiting::enter(&self.waiting)?;
        self.pass_gate(deadline).await?;
        if let Some(limiter) = &self.limiter {
            // The semaphores are never closed.
            let _turn = self.turn.acquire().await.map_err(|_| Error::Internal("a closed line".to_owned()))?;
            while let Err(early) = limiter.check() {
                tokio::time::sleep(early.wait_time_from(DefaultClock::default().now())).await;
            }
        }
        Arc::clone(&self.slots).acquire_owned().await.map_err(|_| Error::Internal("a closed line".to_owned()))
    }

    async fn pass_gate(&self, deadline: Instant) -> Result<(), Error> {
        loop {
            let opens = match lock(&self.gate).as_ref() {
                Some(gate) if gate.opens > Instant::now() => {
                    if gate.opens > deadline || gate.opens > Instant::now() + LONGEST_OBEYED {
                        return Err(Error::Response(Box::new(gate.remaining())));
                    }
                    gate.opens
                }
                _ => return Ok(()),
            };
            tokio::time::sleep_until(opens).await;
        }
    }

    /// Closes the gate as an answer told.
    pub(super) fn close_gate(&self, wait: Duration, answer: &ResponseError) {
        let opens = Instant::now() + wait;
        let mut gate = lock(&self.gate);
        if gate.as_ref().is_none_or(|gate| gate.opens < opens) {
            *gate = Some(Gate { opens, answer: answer.clone() });
        }
    }

    pub(super) fn budget(&self) -> MutexGuard<'_, Budget> {
        lock(&self.budget)
    }
}

impl Gate {
    /// The answer that closed the gate, with the time that is left.
    fn remaining(&self) -> ResponseError {
        let left = self.opens.saturating_duration_since(Instant::now());
        ResponseError { retry_after: Some(left.as_secs() + u64::from(left.subsec_nanos() > 0)), ..self.answer.clone() }
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

fn quota(limit: RateLimit) -> Option<Quota> {
    let period = limit.interval.checked_div(limit.requests)?.max(Duration::from_nanos(1));
    Some(Quota::with_period(period)?.allow_burst(NonZeroU32::new(limit.burst)?))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
