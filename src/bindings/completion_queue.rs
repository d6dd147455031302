//! The way out: results of all calls of one environment (the main thread or a worker) go through one
//! queue. A wake-up of the JavaScript thread takes everything that has arrived by then.
//!
//! No timer of JavaScript's takes part in it: test runners replace those, and calls would then never end.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use napi::bindgen_prelude::{Env, FnArgs, Function};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Result, Status};
use napi_derive::napi;
use tokio::task::AbortHandle;

use super::completion::{Batch, Completion};
use super::runtime::Worker;
use crate::client::{Failure, Progress, Reply};
use crate::error::{Error, Outcome};

/// What became of a call.
pub(super) type CallResult = std::result::Result<Reply, Box<Failure>>;

/// Weak, because it does not keep Node alive before [`CompletionQueue::hold`] says so.
type Wake = ThreadsafeFunction<(), (), FnArgs<(Batch,)>, Status, false, true>;

#[derive(Default)]
struct State {
    arrived: Batch,
    /// A wake-up of the JavaScript thread is on its way.
    woken: bool,
    wakes: Weak<Wakes>,
    running: HashMap<u32, Running>,
}

/// A call that has not ended.
struct Running {
    task: AbortHandle,
    progress: Arc<Progress>,
}

/// The functions that wake the JavaScript thread. Node serves the wake-ups of one function without end before it looks
/// at anything else; those of two, used in turns, leave timers and sockets their share.
struct Wakes {
    first: Wake,
    second: Wake,
    second_is_next: AtomicBool,
}

impl Wakes {
    /// Only where no wake-up is on its way.
    fn call(&self) {
        let second = self.second_is_next.fetch_not(Ordering::Relaxed);
        let wake = if second { &self.second } else { &self.first };
        wake.call((), ThreadsafeFunctionCallMode::NonBlocking);
    }
}

/// One environment's end of the queue.
#[napi]
pub struct CompletionQueue {
    state: Arc<Mutex<State>>,
    wakes: Arc<Wakes>,
}

#[napi]
impl CompletionQueue {
    /// `receive` gets what has arrived.
    #[napi(constructor, catch_unwind)]
    pub fn new(receive: Function<'_, FnArgs<(Batch,)>, ()>) -> Result<Self> {
        let state = Arc::new(Mutex::new(State::default()));
        let wake = || {
            let queue = Arc::clone(&state);
            let take = move |_| Ok(FnArgs::from((take(&queue),)));
            receive.build_threadsafe_function::<()>().weak::<true>().build_callback(take)
        };
        let wakes = Arc::new(Wakes { first: wake()?, second: wake()?, second_is_next: AtomicBool::new(false) });
        lock(&state).wakes = Arc::downgrade(&wakes);
        Ok(Self { state, wakes })
    }

    /// Starts call `id`, which gives an empty text when the time is over.
    #[napi(catch_unwind)]
    pub fn start_timer(&self, id: u32, milliseconds: u32) -> Result<()> {
        let worker = Worker::least_busy().map_err(|error| napi::Error::from_reason(error.to_string()))?;
        self.start(id, Arc::default(), |guard| {
            worker.spawn(move || async move {
                tokio::time::sleep(Duration::from_millis(milliseconds.into())).await;
                guard.deliver(Completion::Text(String::new(), String::new()));
            })
        });
        Ok(())
    }

    /// Says whether calls are pending, which keeps the event loop alive.
    #[napi(catch_unwind)]
    pub fn hold(&self, env: Env, pending: bool) -> Result<()> {
        let wake = &self.wakes.first;
        let raw = wake.raw();
        wake.handle.with_read_aborted(|aborted| {
            if aborted {
                return Ok(());
            }
            // SAFETY: the function is alive as long as it is not aborted, and this is its own thread.
            #[allow(unsafe_code, reason = "napi has no method for it on a shared function")]
            let status = unsafe {
                if pending {
                    napi::sys::napi_ref_threadsafe_function(env.raw(), raw)
                } else {
                    napi::sys::napi_unref_threadsafe_function(env.raw(), raw)
                }
            };
            napi::check_status!(status)
        })
    }

    /// Ends a call: its request is given up at once, and nothing arrives for it any more. Says whether the body of its
    /// request is sure not to have left, and not to leave.
    #[napi(catch_unwind)]
    pub fn cancel(&self, id: u32) -> bool {
        let Some(Running { task, progress }) = lock(&self.state).running.remove(&id) else { return false };
        task.abort();
        progress.withhold_body()
    }
}

impl CompletionQueue {
    /// Starts call `id`: `spawn` gets the guard that takes its result, and `progress` tells how far it is.
    pub(super) fn start(&self, id: u32, progress: Arc<Progress>, spawn: impl FnOnce(CompletionGuard) -> AbortHandle) {
        let guard =
            CompletionGuard { id, state: Arc::clone(&self.state), wakes: Arc::clone(&self.wakes), completion: None };
        // Locked until the call is noted, so that its end, which takes the note away, comes after.
        let mut state = lock(&self.state);
        let task = spawn(guard);
        state.running.insert(id, Running { task, progress });
    }

    /// Delivers that call `id` could not be started.
    pub(super) fn refuse(&self, id: u32, failure: Box<Failure>) {
        deliver(lock(&self.state), &self.wakes, id, Completion::new(Err(failure)));
    }
}

/// A worker that ends, or a script that exits, leaves no request behind.
impl Drop for CompletionQueue {
    fn drop(&mut self) {
        for (_, Running { task, .. }) in lock(&self.state).running.drain() {
            task.abort();
        }
    }
}

/// Delivers one result when it is dropped, also when the call ends in a panic.
pub(super) struct CompletionGuard {
    id: u32,
    state: Arc<Mutex<State>>,
    wakes: Arc<Wakes>,
    completion: Option<Completion>,
}

impl CompletionGuard {
    pub(super) fn settle(self, settled: CallResult) {
        self.deliver(Completion::new(settled));
    }

    fn deliver(mut self, completion: Completion) {
        self.completion = Some(completion);
    }
}

impl Drop for CompletionGuard {
    fn drop(&mut self) {
        let mut state = lock(&self.state);
        // One that was canceled is not there, and nobody waits for it.
        let Some(Running { progress, .. }) = state.running.remove(&self.id) else { return };
        let completion = self.completion.take().unwrap_or_else(|| Completion::new(Err(panicked(&progress))));
        deliver(state, &self.wakes, self.id, completion);
    }
}

/// Adds a result to those that have arrived, and wakes the JavaScript thread unless a wake-up is on its way.
fn deliver(mut state: MutexGuard<'_, State>, wakes: &Wakes, id: u32, completion: Completion) {
    state.arrived.0.push((id, completion));
    if !std::mem::replace(&mut state.woken, true) {
        drop(state);
        wakes.call();
    }
}

/// What has arrived, for the thread that was woken. While calls run and results come, it is woken in the next turn of its
/// event loop too: one wake-up then does for many results.
fn take(state: &Mutex<State>) -> Batch {
    let mut state = lock(state);
    let arrived = std::mem::take(&mut state.arrived);
    state.woken = !state.running.is_empty() && !arrived.0.is_empty();
    let wakes = state.woken.then(|| state.wakes.upgrade()).flatten();
    drop(state);
    if let Some(wakes) = wakes {
        wakes.call();
    }
    arrived
}

fn panicked(progress: &Progress) -> Box<Failure> {
    let error = Error::Internal("a call ended without a result".to_owned());
    let outcome = (!progress.withhold_body()).then_some(Outcome::Unknown);
    Box::new(Failure { outcome, ..Failure::before_request(error, 0) })
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
