//! Decides which call may send now. Calls are admitted in order, within the rate limit, the cooldown of a `Retry-After`
//! and the limit of requests in flight.

mod admit;
mod cooldown;
mod fair_queue;
mod key_state;
mod rate_limiter;
mod registry;
mod retry_budget;

pub(super) use admit::Admission;
pub(super) use cooldown::MAX_WAIT;
pub use fair_queue::SequenceNumber;
pub(super) use fair_queue::{Priority, Rank};
pub(super) use registry::shared;
pub(super) use retry_budget::{FAULT_COST, RetryBudget, THROTTLE_COST};
