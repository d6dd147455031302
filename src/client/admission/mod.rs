//! Decides which call may send now: first come, first served, within the rate limit, the cooldown that a
//! `Retry-After` asks for, and the number of requests in flight.

mod cooldown;
mod fair_queue;
mod key_state;
mod queue;
mod rate_limiter;
mod registry;
mod retry_budget;

pub(super) use cooldown::MAX_WAIT;
pub use fair_queue::SequenceNumber;
pub(super) use queue::Admission;
pub(super) use registry::shared;
pub(super) use retry_budget::{FAULT_COST, RetryBudget, THROTTLE_COST};
