//! The state that all calls with one key to one origin share, whatever their rate limit.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::cooldown::Cooldown;
use super::retry_budget::RetryBudget;

#[derive(Default)]
pub(super) struct KeyState {
    pub(super) cooldown: Cooldown,
    budget: Mutex<RetryBudget>,
}

impl KeyState {
    pub(super) fn budget(&self) -> MutexGuard<'_, RetryBudget> {
        self.budget.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
