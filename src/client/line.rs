//! A line of calls, of which one is in front. The call that was made first comes next, whichever thread was faster.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// When a call was made: what it goes by in every line. No two are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrival(u64);

impl Arrival {
    /// That of a call that is made now.
    #[must_use]
    pub fn now() -> Self {
        static ARRIVALS: AtomicU64 = AtomicU64::new(0);
        Self(ARRIVALS.fetch_add(1, Ordering::Relaxed))
    }
}

#[derive(Default)]
pub(super) struct Line(Mutex<State>);

#[derive(Default)]
struct State {
    has_front: bool,
    waiting: BTreeMap<Arrival, oneshot::Sender<()>>,
}

/// A place in the line; who drops it leaves.
pub(super) struct Place<'l> {
    line: &'l Line,
    arrival: Arrival,
}

impl Line {
    /// Waits until the call is in front, where it stays until the place is dropped.
    pub(super) async fn front(&self, arrival: Arrival) -> Place<'_> {
        let (place, called) = self.enter(arrival);
        if let Some(called) = called {
            // The sender is dropped with the place only.
            let _ = called.await;
        }
        place
    }

    fn enter(&self, arrival: Arrival) -> (Place<'_>, Option<oneshot::Receiver<()>>) {
        let mut state = self.lock();
        let waits = std::mem::replace(&mut state.has_front, true);
        let called = waits.then(|| {
            let (call, called) = oneshot::channel();
            state.waiting.insert(arrival, call);
            called
        });
        (Place { line: self, arrival }, called)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut state = self.line.lock();
        if state.waiting.remove(&self.arrival).is_some() {
            return;
        }
        match state.waiting.pop_first() {
            // One that leaves at this moment finds itself in front, and calls the next.
            Some((_, call)) => drop(call.send(())),
            None => state.has_front = false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::task::JoinSet;

    use super::*;

    #[tokio::test]
    async fn the_earliest_call_is_next_whoever_came_to_the_line_first() {
        let (line, passed) = (Arc::new(Line::default()), Arc::new(Mutex::new(Vec::new())));
        let mut arrivals: Vec<Arrival> = (0..100).map(|_| Arrival::now()).collect();
        let front = line.front(Arrival::now()).await;
        let mut calls = JoinSet::new();
        for arrival in arrivals.iter().rev().copied() {
            let (line, passed) = (Arc::clone(&line), Arc::clone(&passed));
            calls.spawn(async move {
                let _front = line.front(arrival).await;
                passed.lock().unwrap().push(arrival);
            });
        }
        while line.lock().waiting.len() < arrivals.len() {
            tokio::task::yield_now().await;
        }
        drop(front);
        calls.join_all().await;
        arrivals.sort();
        assert_eq!(*passed.lock().unwrap(), arrivals);
    }

    #[tokio::test]
    async fn who_leaves_holds_nobody_up_even_when_called_just_then() {
        let line = Line::default();
        let front = line.front(Arrival::now()).await;
        let (waiting, never_called) = line.enter(Arrival::now());
        let (next, called) = line.enter(Arrival::now());
        let (last, called_last) = line.enter(Arrival::now());
        drop((waiting, never_called));
        drop(front);
        // Called, and gone before it noticed.
        drop((called, next));
        called_last.unwrap().await.unwrap();
        drop(last);
        assert!(!line.lock().has_front);
    }
}
