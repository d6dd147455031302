//! What all calls with one key to one origin share, in every client and worker thread of the process:
//! the rate limit, the gate that a `Retry-After` closes, the budget for repeated requests, and the slots.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use aws_lc_rs::digest::{SHA256, SHA256_OUTPUT_LEN, digest};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::config::RateLimit;
use super::gate::Gate;
use super::retry::Budget;
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
    standing: Arc<Standing>,
}

/// How a key stands with an origin, whatever limit its clients have set themselves.
#[derive(Default)]
struct Standing {
    gate: Gate,
    budget: Mutex<Budget>,
}

/// An origin, and the key that the exchange counts for: its digest, so that no key outlives its client here.
type Account = (String, Option<[u8; SHA256_OUTPUT_LEN]>);

#[derive(Default)]
struct Lanes {
    lanes: HashMap<(Account, Option<RateLimit>), Arc<Lane>>,
    standings: HashMap<Account, Arc<Standing>>,
    slots: HashMap<String, Arc<Semaphore>>,
}

impl Lane {
    /// The lane that all calls with this key to this origin share.
    pub(super) fn shared(origin: &str, key: Option<&str>, limit: Option<RateLimit>) -> Arc<Self> {
        static LANES: Mutex<Option<Lanes>> = Mutex::new(None);
        let mut guard = LANES.lock().unwrap_or_else(PoisonError::into_inner);
        let lanes = guard.get_or_insert_default();
        let account = (origin.to_owned(), key.map(fingerprint));
        let identity = (account.clone(), limit);
        if let Some(lane) = lanes.lanes.get(&identity) {
            return Arc::clone(lane);
        }
        if lanes.lanes.len() >= MAX_UNUSED_LANES {
            lanes.lanes.retain(|_, lane| Arc::strong_count(lane) > 1);
            lanes.standings.retain(|_, standing| Arc::strong_count(standing) > 1);
            lanes.slots.retain(|_, slots| Arc::strong_count(slots) > 1);
        }
        let slots = lanes.slots.entry(origin.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(MAX_IN_FLIGHT)));
        let lane = Arc::new(Self {
            limiter: limit.and_then(quota).map(RateLimiter::direct),
            turn: Semaphore::new(1),
            waiting: AtomicUsize::new(0),
            slots: Arc::clone(slots),
            standing: Arc::clone(lanes.standings.entry(account).or_default()),
        });
        lanes.lanes.insert(identity, Arc::clone(&lane));
        lane
    }

    /// Waits for this request's turn; the permit is its slot.
    pub(super) async fn admit(&self, deadline: Instant) -> Result<OwnedSemaphorePermit, Error> {
        let _waiting = Waiting::enter(&self.waiting)?;
        loop {
            self.take_turn(deadline).await?;
            let slot = Arc::clone(&self.slots).acquire_owned().await.map_err(closed_line)?;
            // The gate may have closed while this call waited for its slot.
            if self.standing.gate.opens(deadline)?.is_none() {
                return Ok(slot);
            }
        }
    }

    async fn take_turn(&self, deadline: Instant) -> Result<(), Error> {
        let gate = &self.standing.gate;
        let Some(limiter) = &self.limiter else { return gate.pass(deadline).await };
        let _turn = self.turn.acquire().await.map_err(closed_line)?;
        loop {
            gate.pass(deadline).await?;
            let Err(early) = limiter.check() else { return Ok(()) };
            tokio::time::sleep(early.wait_time_from(DefaultClock::default().now())).await;
        }
    }

    /// All calls with this key to this origin wait as `answer` told.
    pub(super) fn close_gate(&self, wait: Duration, answer: &ResponseError) {
        self.standing.gate.close(wait, answer);
    }

    pub(super) fn budget(&self) -> MutexGuard<'_, Budget> {
        self.standing.budget.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn fingerprint(key: &str) -> [u8; SHA256_OUTPUT_LEN] {
    let mut bytes = [0; SHA256_OUTPUT_LEN];
    bytes.copy_from_slice(digest(&SHA256, key.as_bytes()).as_ref());
    bytes
}

/// The semaphores are never closed.
fn closed_line(_: AcquireError) -> Error {
    Error::Internal("a closed line".to_owned())
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
