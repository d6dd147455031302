//! A queue with one call at its head. The next one is always the waiting call that was made first, even if another thread enters
//! the queue earlier.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

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

#[derive(Default)]
pub(super) struct FairQueue(Mutex<State>);

#[derive(Default)]
struct State {
    has_head: bool,
    waiting: BTreeMap<SequenceNumber, oneshot::Sender<()>>,
}

/// A position in the queue, released on drop.
pub(super) struct Position<'q> {
    queue: &'q FairQueue,
    sequence: SequenceNumber,
}

impl FairQueue {
    /// Waits until the call is at the head. It stays there until the returned position is dropped.
    pub(super) async fn head(&self, sequence: SequenceNumber) -> Position<'_> {
        let (position, promoted) = self.enter(sequence);
        if let Some(promoted) = promoted {
            // The sender lives as long as the position does.
            let _ = promoted.await;
        }
        position
    }

    fn enter(&self, sequence: SequenceNumber) -> (Position<'_>, Option<oneshot::Receiver<()>>) {
        let mut state = self.lock();
        let waits = std::mem::replace(&mut state.has_head, true);
        let promoted = waits.then(|| {
            let (promote, promoted) = oneshot::channel();
            state.waiting.insert(sequence, promote);
            promoted
        });
        (Position { queue: self, sequence }, promoted)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Position<'_> {
    fn drop(&mut self) {
        let mut state = self.queue.lock();
        if state.waiting.remove(&self.sequence).is_some() {
            return;
        }
        match state.waiting.pop_first() {
            // If that call is being dropped right now, its own drop promotes the next one.
            Some((_, promote)) => drop(promote.send(())),
            None => state.has_head = false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::task::JoinSet;

    use super::*;

    #[tokio::test]
    async fn the_oldest_call_is_next_whatever_the_order_of_entering() {
        let (queue, passed) = (Arc::new(FairQueue::default()), Arc::new(Mutex::new(Vec::new())));
        let mut sequence_numbers: Vec<SequenceNumber> = (0..100).map(|_| SequenceNumber::next()).collect();
        let head = queue.head(SequenceNumber::next()).await;
        let mut calls = JoinSet::new();
        for sequence in sequence_numbers.iter().rev().copied() {
            let (queue, passed) = (Arc::clone(&queue), Arc::clone(&passed));
            calls.spawn(async move {
                let _head = queue.head(sequence).await;
                passed.lock().unwrap().push(sequence);
            });
        }
        while queue.lock().waiting.len() < sequence_numbers.len() {
            tokio::task::yield_now().await;
        }
        drop(head);
        calls.join_all().await;
        sequence_numbers.sort();
        assert_eq!(*passed.lock().unwrap(), sequence_numbers);
    }

    #[tokio::test]
    async fn a_dropped_call_does_not_block_others_even_if_it_was_just_promoted() {
        let queue = FairQueue::default();
        let head = queue.head(SequenceNumber::next()).await;
        let (waiting, never_promoted) = queue.enter(SequenceNumber::next());
        let (next, promoted) = queue.enter(SequenceNumber::next());
        let (last, last_promoted) = queue.enter(SequenceNumber::next());
        drop((waiting, never_promoted));
        drop(head);
        // This call is promoted but dropped before it notices.
        drop((promoted, next));
        last_promoted.unwrap().await.unwrap();
        drop(last);
        assert!(!queue.lock().has_head);
    }
}
