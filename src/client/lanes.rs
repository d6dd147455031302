//! All lanes of the process: clients and worker threads that call with the same key wait in the same one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::digest::{SHA256, SHA256_OUTPUT_LEN, digest};
use tokio::sync::Semaphore;

use super::config::RateLimit;
use super::lane::{Lane, Standing};
use super::limiter::Limiter;

/// Requests to one origin at the same time, whoever makes them.
pub(super) const MAX_IN_FLIGHT: usize = 64;
/// Lanes that are kept although nobody uses them.
const MAX_UNUSED: usize = 1024;

#[derive(Default)]
struct Lanes {
    lanes: HashMap<(Account, Option<RateLimit>), Arc<Lane>>,
    standings: HashMap<Account, Arc<Standing>>,
    slots: HashMap<String, Arc<Semaphore>>,
    /// So many lanes are looked through for unused ones.
    full: usize,
}

/// What the exchange counts for: a key at an origin. Only a digest of the key is kept.
#[derive(PartialEq, Eq, Hash, Clone)]
struct Account {
    origin: String,
    key: Option<[u8; SHA256_OUTPUT_LEN]>,
}

/// The lane of all calls with this key to this origin under this limit. Another limit gives another line, but gate,
/// budget for retries and requests in flight stay those of the key and the origin.
pub(super) fn shared(origin: &str, key: Option<&str>, limit: Option<RateLimit>) -> Arc<Lane> {
    static LANES: Mutex<Option<Lanes>> = Mutex::new(None);
    let mut lanes = LANES.lock().unwrap_or_else(PoisonError::into_inner);
    lanes.get_or_insert_default().lane(origin, key, limit)
}

impl Lanes {
    fn lane(&mut self, origin: &str, key: Option<&str>, limit: Option<RateLimit>) -> Arc<Lane> {
        let key = key.and_then(|key| digest(&SHA256, key.as_bytes()).as_ref().try_into().ok());
        let account = Account { origin: origin.to_owned(), key };
        if let Some(lane) = self.lanes.get(&(account.clone(), limit)) {
            return Arc::clone(lane);
        }
        if self.lanes.len() >= self.full.max(MAX_UNUSED) {
            self.forget_unused();
        }
        let slots = self.slots.entry(origin.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(MAX_IN_FLIGHT)));
        let standing = self.standings.entry(account.clone()).or_default();
        let lane = Arc::new(Lane::new(limit.and_then(Limiter::new), Arc::clone(standing), Arc::clone(slots)));
        self.lanes.insert((account, limit), Arc::clone(&lane));
        lane
    }

    /// Forgets lanes that nobody holds and that new ones would be equal to. What is left doubles before the next look,
    /// so that any number of lanes in use costs little.
    fn forget_unused(&mut self) {
        self.lanes.retain(|_, lane| Arc::strong_count(lane) > 1 || !lane.is_rested());
        self.standings.retain(|_, standing| Arc::strong_count(standing) > 1);
        self.slots.retain(|_, slots| Arc::strong_count(slots) > 1);
        self.full = 2 * self.lanes.len();
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
    fn a_lane_is_shared_by_those_with_its_origin_key_and_limit() {
        let mut lanes = Lanes::default();
        let lane = lanes.lane(ORIGIN, Some("key"), limit(5));
        assert!(Arc::ptr_eq(&lane, &lanes.lane(ORIGIN, Some("key"), limit(5))));
        for (origin, key, limit) in [
            ("https://other.example", Some("key"), limit(5)),
            (ORIGIN, Some("other"), limit(5)),
            (ORIGIN, None, limit(5)),
            (ORIGIN, Some("key"), limit(6)),
            (ORIGIN, Some("key"), None),
        ] {
            assert!(!Arc::ptr_eq(&lane, &lanes.lane(origin, key, limit)));
        }
    }

    #[test]
    fn a_gate_closes_for_every_limit_of_the_key_and_for_no_other_key() {
        let mut lanes = Lanes::default();
        let answer =
            ResponseError { head: Head::default(), data: String::new(), errors: Vec::new(), retry_after: Some(9) };
        lanes.lane(ORIGIN, Some("key"), limit(5)).gate().close(Duration::from_secs(9), &answer);
        assert!(!lanes.lane(ORIGIN, Some("key"), None).gate().is_open());
        assert!(lanes.lane(ORIGIN, Some("other"), limit(5)).gate().is_open());
        assert!(lanes.lane(ORIGIN, None, limit(5)).gate().is_open());
    }

    #[test]
    fn unused_lanes_are_forgotten_and_those_that_still_matter_kept() {
        let mut lanes = Lanes::default();
        let held = lanes.lane(ORIGIN, Some("held"), limit(1));
        let used = lanes.lane(ORIGIN, Some("used"), limit(1));
        assert!(used.is_rested(), "and now it is not: asking uses it up");
        let answer =
            ResponseError { head: Head::default(), data: String::new(), errors: Vec::new(), retry_after: Some(9) };
        lanes.lane(ORIGIN, Some("closed"), limit(1)).gate().close(Duration::from_secs(9), &answer);
        let used = Arc::downgrade(&used);
        for number in 0..10 * MAX_UNUSED {
            lanes.lane(&format!("https://{number}.example"), Some("key"), limit(1));
        }
        assert!(
            lanes.lanes.len() <= 2 * MAX_UNUSED && lanes.standings.len() <= 2 * MAX_UNUSED,
            "{}",
            lanes.lanes.len()
        );
        assert!(lanes.slots.len() <= 2 * MAX_UNUSED);
        assert!(Arc::ptr_eq(&held, &lanes.lane(ORIGIN, Some("held"), limit(1))));
        assert!(used.upgrade().is_some());
        assert!(!lanes.lane(ORIGIN, Some("closed"), None).gate().is_open());
    }
}
