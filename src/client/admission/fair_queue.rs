//! A queue with one call at its head. The next one is always the waiting call with the highest priority, and of those the one
//! that was made first, even if another thread enters the queue earlier.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, oneshot};

/// The position of a call among all calls of the process. Each number is used once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SequenceNumber(u64);

impl SequenceNumber {
    /// The number of a new call.
    #[must_use]
    pub fn next() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// Which calls pass others. The first one is the highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::client) enum Priority {
    /// Cancels orders, which lowers the risk of the member.
    Cancel,
    /// Changes something else.
    Write,
    /// Changes nothing.
    Read,
}

/// What decides about the order of calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::client) struct Rank {
    pub(in crate::client) priority: Priority,
    pub(in crate::client) sequence: SequenceNumber,
}

#[derive(Default)]
pub(super) struct FairQueue {
    state: Mutex<State>,
    /// Wakes the head when a call enters that goes before it.
    overtaken: Notify,
}

#[derive(Default)]
struct State {
    head: Option<Rank>,
    waiting: BTreeMap<Rank, oneshot::Sender<()>>,
}

/// A position in the queue, released on drop.
pub(super) struct Position<'q> {
    queue: &'q FairQueue,
    rank: Rank,
}

impl FairQueue {
    /// Waits until the call is at the head. It stays there until the returned position is dropped.
    pub(super) async fn head(&self, rank: Rank) -> Position<'_> {
        let (position, promoted) = self.enter(rank);
        if let Some(promoted) = promoted {
            // The sender lives as long as the position does.
            let _ = promoted.await;
        }
        position
    }

    fn enter(&self, rank: Rank) -> (Position<'_>, Option<oneshot::Receiver<()>>) {
        let mut state = self.lock();
        let promoted = match state.head {
            None => {
                state.head = Some(rank);
                None
            }
            Some(head) => {
                let (promote, promoted) = oneshot::channel();
                state.waiting.insert(rank, promote);
                if rank < head {
                    self.overtaken.notify_one();
                }
                Some(promoted)
            }
        };
        (Position { queue: self, rank }, promoted)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Position<'_> {
    /// Waits until a call is waiting that goes before this one, which is at the head.
    pub(super) async fn overtaken(&self) {
        while self.queue.lock().waiting.first_key_value().is_none_or(|(first, _)| *first > self.rank) {
            self.queue.overtaken.notified().await;
        }
    }
}

impl Drop for Position<'_> {
    fn drop(&mut self) {
        let mut state = self.queue.lock();
        if state.waiting.remove(&self.rank).is_some() {
            return;
        }
        state.head = state.waiting.pop_first().map(|(rank, promote)| {
            // If that call is being dropped right now, its own drop promotes the next one.
            let _ = promote.send(());
            rank
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::task::JoinSet;

    use super::*;

    fn rank(priority: Priority) -> Rank {
        Rank { priority, sequence: SequenceNumber::next() }
    }

    #[tokio::test]
    async fn the_oldest_call_of_the_highest_priority_is_next_whatever_the_order_of_entering() {
        let (queue, passed) = (Arc::new(FairQueue::default()), Arc::new(Mutex::new(Vec::new())));
        let priorities = [Priority::Read, Priority::Cancel, Priority::Write];
        let mut ranks: Vec<Rank> = priorities.into_iter().cycle().take(99).map(rank).collect();
        let head = queue.head(rank(Priority::Read)).await;
        let mut calls = JoinSet::new();
        for rank in ranks.iter().rev().copied() {
            let (queue, passed) = (Arc::clone(&queue), Arc::clone(&passed));
            calls.spawn(async move {
                let _head = queue.head(rank).await;
                passed.lock().unwrap().push(rank);
            });
        }
        while queue.lock().waiting.len() < ranks.len() {
            tokio::task::yield_now().await;
        }
        drop(head);
        calls.join_all().await;
        ranks.sort();
        assert_eq!(*passed.lock().unwrap(), ranks);
        let is_cancel = |rank: &Rank| rank.priority == Priority::Cancel;
        assert!(ranks[..33].iter().all(is_cancel) && !ranks[33..].iter().any(is_cancel));
    }

    #[tokio::test]
    async fn a_dropped_call_does_not_block_others_even_if_it_was_just_promoted() {
        let queue = FairQueue::default();
        let head = queue.head(rank(Priority::Read)).await;
        let (waiting, never_promoted) = queue.enter(rank(Priority::Read));
        let (next, promoted) = queue.enter(rank(Priority::Read));
        let (last, last_promoted) = queue.enter(rank(Priority::Read));
        drop((waiting, never_promoted));
        drop(head);
        // This call is promoted but dropped before it notices.
        drop((promoted, next));
        last_promoted.unwrap().await.unwrap();
        drop(last);
        assert!(queue.lock().head.is_none());
    }
}
