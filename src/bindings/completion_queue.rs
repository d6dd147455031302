//! The way out: results of all calls of one environment (the main thread or a worker) go through one
//! queue. A wake-up of the JavaScript thread takes everything that has arrived by then.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use napi::bindgen_prelude::{Env, FnArgs, Function};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Result, Status};
use napi_derive::napi;
use tokio::task::AbortHandle;

use super::completion::{Batch, Completion};
use crate::client::{Failure, Progress, Reply};
use crate::error::{Error, Outcome};

/// What became of a call.
pub(super) type CallResult = std::result::Result<Reply, Box<Failure>>;

type Wake = ThreadsafeFunction<(), (), FnArgs<(Batch, bool)>, Status, false>;

#[derive(Default)]
struct State {
    arrived: Batch,
    /// The JavaScript thread was woken, or said that it comes again by itself.
    woken: bool,
    running: HashMap<u32, Running>,
}

/// A call that has not ended.
struct Running {
    task: AbortHandle,
    progress: Arc<Progress>,
}

/// One environment's end of the queue.
#[napi]
pub struct CompletionQueue {
    state: Arc<Mutex<State>>,
    wake: Arc<Wake>,
}

#[napi]
impl CompletionQueue {
    /// `receive` gets what has arrived, and whether it must come again for more, with [`CompletionQueue::take`]: Node serves
    /// wake-ups without end before it looks at anything else, so under load there must be none.
    #[napi(constructor, catch_unwind)]
    pub fn new(receive: Function<'_, FnArgs<(Batch, bool)>, ()>) -> Result<Self> {
        let state = Arc::new(Mutex::new(State::default()));
        let queue = Arc::clone(&state);
        let wake = receive.build_threadsafe_function::<()>().build_callback(move |_| {
            let mut state = lock(&queue);
            state.woken = !state.running.is_empty();
            let comes_again = state.woken;
            Ok(FnArgs::from((std::mem::take(&mut state.arrived), comes_again)))
        })?;
        Ok(Self { state, wake: Arc::new(wake) })
    }

    /// What has arrived since; where that is nothing, the next result wakes the thread again.
    #[napi(catch_unwind)]
    pub fn take(&self) -> Option<Batch> {
        let mut state = lock(&self.state);
        state.woken = !state.arrived.0.is_empty();
        state.woken.then(|| std::mem::take(&mut state.arrived))
    }

    /// Says whether calls are pending, which keeps the event loop alive.
    #[napi(catch_unwind)]
    pub fn hold(&self, env: Env, pending: bool) -> Result<()> {
        let raw = self.wake.raw();
        self.wake.handle.with_read_aborted(|aborted| {
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
            CompletionGuard { id, state: Arc::clone(&self.state), wake: Arc::clone(&self.wake), completion: None };
        // Locked until the call is noted, so that its end, which takes the note away, comes after.
        let mut state = lock(&self.state);
        let task = spawn(guard);
        state.running.insert(id, Running { task, progress });
    }

    /// Delivers that call `id` could not be started.
    pub(super) fn refuse(&self, id: u32, failure: Box<Failure>) {
        deliver(lock(&self.state), &self.wake, id, Completion::new(Err(failure)));
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
    wake: Arc<Wake>,
    completion: Option<Completion>,
}

impl CompletionGuard {
    pub(super) fn settle(mut self, settled: CallResult) {
        self.completion = Some(Completion::new(settled));
    }
}

impl Drop for CompletionGuard {
    fn drop(&mut self) {
        let mut state = lock(&self.state);
        // One that was canceled is not there, and nobody waits for it.
        let Some(Running { progress, .. }) = state.running.remove(&self.id) else { return };
        let completion = self.completion.take().unwrap_or_else(|| Completion::new(Err(panicked(&progress))));
        deliver(state, &self.wake, self.id, completion);
    }
}

/// Adds a result to those that have arrived, and wakes the JavaScript thread unless it comes by itself.
fn deliver(mut state: MutexGuard<'_, State>, wake: &Wake, id: u32, completion: Completion) {
    state.arrived.0.push((id, completion));
    if !std::mem::replace(&mut state.woken, true) {
        drop(state);
        wake.call((), ThreadsafeFunctionCallMode::NonBlocking);
    }
}

fn panicked(progress: &Progress) -> Box<Failure> {
    let error = Error::Internal("a call ended without a result".to_owned());
    let outcome = (!progress.withhold_body()).then_some(Outcome::Unknown);
    Box::new(Failure { outcome, ..Failure::before_request(error, 0) })
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
