//! Limits the extra load that retries put on a failing exchange.

/// Tokens of a full budget. This and the costs below are those of the AWS SDKs: a total outage costs at most
/// 500 / 14 = 35 extra requests, a throttled key at most 500 / 5 = 100.
const CAPACITY: u32 = 500;
/// What a retry after a network or server error costs.
pub(in crate::client) const FAULT_COST: u32 = 14;
/// What a retry of a throttled request costs.
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
    /// Takes `cost` tokens. `false` if there are not enough.
    pub(in crate::client) fn take(&mut self, cost: u32) -> bool {
        let left = self.0.checked_sub(cost);
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }

    /// Refills after a call that succeeded: by what its last retry cost, or by 1 if there was no retry. The cost of
    /// retries that failed is not returned, so the extra load stays bounded however many calls share the budget.
    pub(in crate::client) fn refill(&mut self, last_cost: u32) {
        self.0 = (self.0 + last_cost.max(1)).min(CAPACITY);
    }
}
