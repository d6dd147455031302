//! All admissions of the process. Clients and worker threads with the same key, origin and rate limit share one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::digest::{SHA256, SHA256_OUTPUT_LEN, digest};
use tokio::sync::Semaphore;

use super::admit::Admission;
use super::key_state::KeyState;
use super::rate_limiter::RateLimiter;
use crate::client::config::{MAX_IN_FLIGHT, RateLimit};

/// The number of admissions that are kept although nothing uses them.
const MAX_UNUSED: usize = 1024;

#[derive(Default)]
struct Registry {
    admissions: HashMap<(Account, Option<RateLimit>), Arc<Admission>>,
    key_states: HashMap<Account, Arc<KeyState>>,
    slots: HashMap<String, Arc<Semaphore>>,
    /// The number of admissions at which unused ones are removed.
    full: usize,
}

/// A key at an origin. The exchange counts requests separately for each. Only a digest of the key is kept.
#[derive(PartialEq, Eq, Hash, Clone)]
struct Account {
    origin: String,
    key: Option<[u8; SHA256_OUTPUT_LEN]>,
}

/// The admission that all calls with this key, origin and rate limit share. Admissions of one key share its cooldown and
/// retry budget, and those of one origin share its slots for requests in flight.
pub(in crate::client) fn shared(origin: &str, key: Option<&str>, limit: Option<RateLimit>) -> Arc<Admission> {
    static REGISTRY: Mutex<Option<Registry>> = Mutex::new(None);
    let mut registry = REGISTRY.lock().unwrap_or_else(PoisonError::into_inner);
    registry.get_or_insert_default().admission(origin, key, limit)
}

impl Registry {
    fn admission(&mut self, origin: &str, key: Option<&str>, limit: Option<RateLimit>) -> Arc<Admission> {
        let key = key.and_then(|key| digest(&SHA256, key.as_bytes()).as_ref().try_into().ok());
        let account = Account { origin: origin.to_owned(), key };
        if let Some(admission) = self.admissions.get(&(account.clone(), limit)) {
            return Arc::clone(admission);
        }
        if self.admissions.len() >= self.full.max(MAX_UNUSED) {
            self.remove_unused();
        }
        let slots = self.slots.entry(origin.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(MAX_IN_FLIGHT)));
        let key_state = self.key_states.entry(account.clone()).or_default();
        let limiter = limit.and_then(RateLimiter::new);
        let admission = Arc::new(Admission::new(limiter, Arc::clone(key_state), Arc::clone(slots)));
        self.admissions.insert((account, limit), Arc::clone(&admission));
        admission
    }

    /// Removes idle admissions that nothing uses. The next removal is due when the number of admissions has doubled, so
    /// that the cost per admission stays constant.
    fn remove_unused(&mut self) {
        self.admissions.retain(|_, admission| Arc::strong_count(admission) > 1 || !admission.is_idle());
        self.key_states.retain(|_, key_state| Arc::strong_count(key_state) > 1);
        self.slots.retain(|_, slots| Arc::strong_count(slots) > 1);
        self.full = 2 * self.admissions.len();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::error::{Head, ResponseError};

    const ORIGIN: &str = "https://exchange.example";

    fn limit(burst: u32) -> Option<RateLimit> {
        Some(RateLimit { requests: 100, interval: Duration::from_secs(3600), burst })
    }

    #[test]
    fn calls_with_the_same_origin_key_and_limit_share_an_admission() {
        let mut registry = Registry::default();
        let admission = registry.admission(ORIGIN, Some("key"), limit(5));
        assert!(Arc::ptr_eq(&admission, &registry.admission(ORIGIN, Some("key"), limit(5))));
        for (origin, key, limit) in [
            ("https://other.example", Some("key"), limit(5)),
            (ORIGIN, Some("other"), limit(5)),
            (ORIGIN, None, limit(5)),
            (ORIGIN, Some("key"), limit(6)),
            (ORIGIN, Some("key"), None),
        ] {
            assert!(!Arc::ptr_eq(&admission, &registry.admission(origin, key, limit)));
        }
    }

    #[test]
    fn a_cooldown_holds_for_every_limit_of_the_key_and_for_no_other_key() {
        let mut registry = Registry::default();
        let response =
            ResponseError { head: Head::default(), data: String::new(), errors: Vec::new(), retry_after: Some(3600) };
        registry.admission(ORIGIN, Some("key"), limit(5)).cooldown().start(Duration::from_secs(3600), &response);
        assert!(registry.admission(ORIGIN, Some("key"), None).cooldown().is_active());
        assert!(!registry.admission(ORIGIN, Some("other"), limit(5)).cooldown().is_active());
        assert!(!registry.admission(ORIGIN, None, limit(5)).cooldown().is_active());
    }

    #[test]
    fn unused_admissions_are_removed_unless_they_still_matter() {
        let mut registry = Registry::default();
        let held = registry.admission(ORIGIN, Some("held"), limit(1));
        let used = registry.admission(ORIGIN, Some("used"), limit(1));
        // This uses up the burst, so the admission is no longer idle.
        assert!(used.is_idle(), "a new admission is idle");
        let response =
            ResponseError { head: Head::default(), data: String::new(), errors: Vec::new(), retry_after: Some(3600) };
        registry.admission(ORIGIN, Some("throttled"), limit(1)).cooldown().start(Duration::from_secs(3600), &response);
        let used = Arc::downgrade(&used);
        for number in 0..10 * MAX_UNUSED {
            registry.admission(&format!("https://{number}.example"), Some("key"), limit(1));
        }
        assert!(
            registry.admissions.len() <= 2 * MAX_UNUSED && registry.key_states.len() <= 2 * MAX_UNUSED,
            "{}",
            registry.admissions.len()
        );
        assert!(registry.slots.len() <= 2 * MAX_UNUSED);
        assert!(Arc::ptr_eq(&held, &registry.admission(ORIGIN, Some("held"), limit(1))));
        assert!(used.upgrade().is_some());
        assert!(registry.admission(ORIGIN, Some("throttled"), None).cooldown().is_active());
    }
}
