use std::time::Duration;

use tokio::task::JoinSet;

use super::*;
use crate::error::{Head, ResponseError};

const SLOTS: usize = 4;

fn lane() -> Arc<Lane> {
    Arc::new(Lane::new(None, Arc::default(), Arc::new(Semaphore::new(SLOTS))))
}

fn told_to_wait(seconds: u64) -> ResponseError {
    let head = Head { status: 429, ..Head::default() };
    ResponseError { head, data: String::new(), errors: Vec::new(), retry_after: Some(seconds) }
}

fn within(seconds: u64) -> Instant {
    Instant::now() + Duration::from_secs(seconds)
}

fn retry_after(admitted: Result<OwnedSemaphorePermit, Error>) -> Option<u64> {
    match admitted {
        Err(Error::Response(answer)) => answer.retry_after,
        _ => None,
    }
}

#[tokio::test(start_paused = true)]
async fn calls_pass_in_the_order_in_which_they_came() {
    let lane = lane();
    let (order, mut calls) = (Arc::new(Mutex::new(Vec::new())), JoinSet::new());
    for number in 0..1000 {
        let (lane, order) = (Arc::clone(&lane), Arc::clone(&order));
        calls.spawn(async move {
            let slot = lane.admit(Arrival::now(), within(3600)).await.unwrap();
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
async fn the_line_is_bounded_and_one_that_leaves_it_makes_room() {
    let lane = lane();
    let mut calls = JoinSet::new();
    for _ in 0..SLOTS + MAX_WAITING {
        let lane = Arc::clone(&lane);
        calls.spawn(async move {
            let _slot = lane.admit(Arrival::now(), within(3600)).await.unwrap();
            std::future::pending::<()>().await;
        });
    }
    while lane.waiting.load(Ordering::Relaxed) < MAX_WAITING {
        tokio::task::yield_now().await;
    }
    assert!(matches!(lane.admit(Arrival::now(), within(3600)).await, Err(Error::QueueFull)));
    calls.abort_all();
    while calls.join_next().await.is_some() {}
    assert!(lane.admit(Arrival::now(), within(3600)).await.is_ok());
    assert_eq!(lane.waiting.load(Ordering::Relaxed), 0);
}

#[tokio::test(start_paused = true)]
async fn a_closed_gate_holds_those_that_can_wait_and_refuses_the_others_at_once() {
    let lane = lane();
    lane.gate().close(Duration::from_secs(20), &told_to_wait(20));
    lane.gate().close(Duration::from_secs(10), &told_to_wait(10));
    let started = Instant::now();
    assert_eq!(retry_after(lane.admit(Arrival::now(), within(19)).await), Some(20));
    assert_eq!(started.elapsed(), Duration::ZERO);
    assert!(lane.admit(Arrival::now(), within(21)).await.is_ok());
    assert!(started.elapsed() >= Duration::from_secs(20));
    // Longer than anybody waits, whatever the deadline.
    lane.gate().close(Duration::from_secs(61), &told_to_wait(61));
    assert_eq!(retry_after(lane.admit(Arrival::now(), within(3600)).await), Some(61));
}

#[tokio::test(start_paused = true)]
async fn a_gate_that_closes_stops_the_calls_that_are_waiting_already() {
    let lane = lane();
    let held: Vec<_> = {
        let mut held = Vec::new();
        for _ in 0..SLOTS {
            held.push(lane.admit(Arrival::now(), within(3600)).await.unwrap());
        }
        held
    };
    let admit = |seconds| {
        let lane = Arc::clone(&lane);
        tokio::spawn(async move { (retry_after(lane.admit(Arrival::now(), within(seconds)).await), Instant::now()) })
    };
    let (patient, hasty) = (admit(3600), admit(5));
    sleep(Duration::from_secs(1)).await;
    let closed = Instant::now();
    lane.gate().close(Duration::from_secs(30), &told_to_wait(30));
    drop(held);
    assert_eq!(hasty.await.unwrap(), (Some(30), closed));
    let (refused, passed) = patient.await.unwrap();
    assert_eq!(refused, None);
    assert!(passed - closed >= Duration::from_secs(30), "sent {:?} after the gate closed", passed - closed);
}
