//! Limits the extra load of retries on a failing exchange.

/// The tokens of a full budget. The capacity and the costs are those of the AWS SDKs. An outage causes at most
/// 500 / 14 = 35 extra requests, and throttling at most 500 / 5 = 100.
const CAPACITY: u32 = 500;
/// The cost of a retry after a network or server error.
pub(in crate::client) const FAULT_COST: u32 = 14;
/// The cost of a retry of a throttled request.
pub(in crate::client) const THROTTLE_COST: u32 = 5;

/// The tokens that all calls with one key to one origin may spend on retries.
#[derive(Debug)]
pub(in crate::client) struct RetryBudget(u32);

impl Default for RetryBudget {
    fn default() -> Self {
        Self(CAPACITY)
    }
}

impl RetryBudget {
    /// Takes `cost` tokens. Returns `false` if there are not enough.
    pub(in crate::client) fn take(&mut self, cost: u32) -> bool {
        let left = self.0.checked_sub(cost);
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }

    /// Refills after a call that succeeded: by the cost of its last retry, or by 1 without a retry. The cost of failed
    /// retries is not returned, which limits the extra load however many calls share the budget.
    pub(in crate::client) fn refill(&mut self, last_cost: u32) {
        self.0 = (self.0 + last_cost.max(1)).min(CAPACITY);
    }
}
