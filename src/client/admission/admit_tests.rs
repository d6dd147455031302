use std::sync::Mutex;
use std::time::Duration;

use tokio::task::JoinSet;

use super::*;
use crate::client::admission::SequenceNumber;
use crate::error::{Head, ResponseError};

const SLOTS: usize = 4;

fn admission() -> Arc<Admission> {
    Arc::new(Admission::new(None, Arc::default(), Arc::new(Semaphore::new(SLOTS))))
}

fn rank(priority: Priority) -> Rank {
    Rank { priority, sequence: SequenceNumber::next() }
}

fn read() -> Rank {
    rank(Priority::Read)
}

fn throttled(seconds: u64) -> ResponseError {
    let head = Head { status: 429, ..Head::default() };
    ResponseError { head, data: String::new(), errors: Vec::new(), retry_after: Some(seconds) }
}

fn waiting(admission: &Admission) -> usize {
    [Priority::Cancel, Priority::Write, Priority::Read]
        .map(|priority| admission.waiting.of(priority).load(Ordering::Relaxed))
        .iter()
        .sum()
}

fn within(seconds: u64) -> Instant {
    Instant::now() + Duration::from_secs(seconds)
}

fn retry_after(admitted: Result<OwnedSemaphorePermit, Error>) -> Option<u64> {
    match admitted {
        Err(Error::Response(response)) => response.retry_after,
        _ => None,
    }
}

#[tokio::test(start_paused = true)]
async fn calls_are_admitted_in_the_order_in_which_they_were_made() {
    let admission = admission();
    let (order, mut calls) = (Arc::new(Mutex::new(Vec::new())), JoinSet::new());
    for number in 0..1000 {
        let (admission, order) = (Arc::clone(&admission), Arc::clone(&order));
        calls.spawn(async move {
            let slot = admission.admit(read(), within(3600)).await.unwrap();
            order.lock().unwrap().push(number);
            sleep(Duration::from_millis(50)).await;
            drop(slot);
        });
        tokio::task::yield_now().await;
    }
    let started = Instant::now();
    calls.join_all().await;
    assert_eq!(*order.lock().unwrap(), (0..1000).collect::<Vec<_>>());
    assert!(started.elapsed() <= Duration::from_millis(50 * 1000 / SLOTS as u64));
}

#[tokio::test(start_paused = true)]
async fn the_queue_is_limited_and_a_dropped_call_frees_its_position() {
    let admission = admission();
    let mut calls = JoinSet::new();
    for _ in 0..SLOTS + MAX_WAITING {
        let admission = Arc::clone(&admission);
        calls.spawn(async move {
            let _slot = admission.admit(read(), within(3600)).await.unwrap();
            std::future::pending::<()>().await;
        });
    }
    while waiting(&admission) < MAX_WAITING {
        tokio::task::yield_now().await;
    }
    assert!(matches!(admission.admit(read(), within(3600)).await, Err(Error::QueueFull)));
    for priority in [Priority::Write, Priority::Cancel] {
        let admitted = tokio::time::timeout(Duration::ZERO, admission.admit(rank(priority), within(3600))).await;
        assert!(admitted.is_err(), "{priority:?} must wait for a slot, and not be refused because of the reads");
    }
    calls.abort_all();
    while calls.join_next().await.is_some() {}
    assert!(admission.admit(read(), within(3600)).await.is_ok());
    assert_eq!(waiting(&admission), 0);
}

#[tokio::test(start_paused = true)]
async fn a_cooldown_delays_calls_that_can_wait_and_fails_others_at_once() {
    let admission = admission();
    admission.cooldown().start(Duration::from_secs(20), &throttled(20));
    admission.cooldown().start(Duration::from_secs(10), &throttled(10));
    let started = Instant::now();
    assert_eq!(retry_after(admission.admit(read(), within(19)).await), Some(20));
    assert_eq!(started.elapsed(), Duration::ZERO);
    assert!(admission.admit(read(), within(21)).await.is_ok());
    assert!(started.elapsed() >= Duration::from_secs(20));
    // Longer than MAX_WAIT, whatever the deadline.
    admission.cooldown().start(Duration::from_secs(61), &throttled(61));
    assert_eq!(retry_after(admission.admit(read(), within(3600)).await), Some(61));
}

#[tokio::test(start_paused = true)]
async fn a_cooldown_also_applies_to_calls_that_are_already_waiting() {
    let admission = admission();
    let held: Vec<_> = {
        let mut held = Vec::new();
        for _ in 0..SLOTS {
            held.push(admission.admit(read(), within(3600)).await.unwrap());
        }
        held
    };
    let admit = |seconds| {
        let admission = Arc::clone(&admission);
        tokio::spawn(async move { (retry_after(admission.admit(read(), within(seconds)).await), Instant::now()) })
    };
    let (patient, hasty) = (admit(3600), admit(5));
    sleep(Duration::from_secs(1)).await;
    let started = Instant::now();
    admission.cooldown().start(Duration::from_secs(30), &throttled(30));
    drop(held);
    assert_eq!(hasty.await.unwrap(), (Some(30), started));
    let (refused, passed) = patient.await.unwrap();
    assert_eq!(refused, None);
    assert!(passed - started >= Duration::from_secs(30), "sent {:?} after the cooldown started", passed - started);
}

/// Starts calls with these ranks. `order` receives the priority of each when it is admitted.
fn start_all(
    admission: &Arc<Admission>,
    calls: &mut JoinSet<()>,
    order: &Arc<Mutex<Vec<Priority>>>,
    ranks: impl IntoIterator<Item = Rank>,
) {
    for rank in ranks {
        let (admission, order) = (Arc::clone(admission), Arc::clone(order));
        calls.spawn(async move {
            let _slot = admission.admit(rank, within(100_000)).await.unwrap();
            order.lock().unwrap().push(rank.priority);
        });
    }
}

#[tokio::test(start_paused = true)]
async fn a_cancel_and_then_a_write_pass_ten_thousand_waiting_reads() {
    let admission = admission();
    let mut held = Vec::new();
    for _ in 0..SLOTS {
        held.push(admission.admit(read(), within(3600)).await.unwrap());
    }
    let (order, mut calls) = (Arc::new(Mutex::new(Vec::new())), JoinSet::new());
    start_all(&admission, &mut calls, &order, (0..MAX_WAITING).map(|_| read()));
    while waiting(&admission) < MAX_WAITING {
        tokio::task::yield_now().await;
    }
    start_all(&admission, &mut calls, &order, [rank(Priority::Write), rank(Priority::Cancel)]);
    while waiting(&admission) < MAX_WAITING + 2 {
        tokio::task::yield_now().await;
    }
    drop(held);
    calls.join_all().await;
    let order = order.lock().unwrap();
    // The read at the head had already passed the limits.
    assert_eq!(order[..3], [Priority::Read, Priority::Cancel, Priority::Write]);
    assert_eq!(order.len(), MAX_WAITING + 2);
}

#[tokio::test(start_paused = true)]
async fn a_cancel_goes_before_the_read_at_the_head_that_waits_for_the_limits() {
    let admission = admission();
    admission.cooldown().start(Duration::from_secs(10), &throttled(10));
    let (order, mut calls) = (Arc::new(Mutex::new(Vec::new())), JoinSet::new());
    for (count, priority) in [Priority::Read, Priority::Read, Priority::Write, Priority::Cancel].into_iter().enumerate()
    {
        start_all(&admission, &mut calls, &order, [rank(priority)]);
        while waiting(&admission) <= count {
            tokio::task::yield_now().await;
        }
    }
    calls.join_all().await;
    assert_eq!(*order.lock().unwrap(), [Priority::Cancel, Priority::Write, Priority::Read, Priority::Read]);
}
