//! The queue through which the calls of one environment end: those of the main thread or of one worker thread. Each
//! wake-up of the JavaScript thread takes all completions that have arrived.
//!
//! The queue uses no JavaScript timer, because test runners replace those, and calls would then never end.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use napi::bindgen_prelude::{Env, FnArgs, Function};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Result, Status};
use napi_derive::napi;
use tokio::sync::oneshot;

use super::completion::{Batch, Completion};
use super::error::retry_json;
use super::runtime::{Cancel, Worker};
use crate::client::decode::KnownTexts;
use crate::client::{Failure, OnRetry, Progress, Reply, outcome};
use crate::error::{Error, Outcome};

pub(super) type CallResult = std::result::Result<Reply, Box<Failure>>;

/// Wakes the JavaScript thread. It is weak: it keeps Node alive only while [`CompletionQueue::hold`] says so.
type Wake = ThreadsafeFunction<(), (), FnArgs<(Batch,)>, Status, false, true>;

#[derive(Default)]
struct State {
    completions: Vec<(u32, Completion)>,
    /// How many of the known texts the JavaScript thread has.
    known: usize,
    /// Whether the JavaScript thread has been woken and has not taken the batch yet.
    woken: bool,
    wakes: Weak<Wakes>,
    running: HashMap<u32, Running>,
}

/// A call that has not ended.
struct Running {
    progress: Arc<Progress>,
    _cancel: Cancel,
}

/// What is known about a canceled call. These are fields of its error.
#[napi(object, object_from_js = false)]
pub struct Canceled {
    /// The status of the response that was being read.
    pub status: Option<u32>,
    /// For a call that may change something.
    pub outcome: Option<&'static str>,
    /// The number of requests that were sent. `None` if the call had already ended.
    pub attempts: Option<u32>,
}

/// Two functions that wake the JavaScript thread, used alternately. Node handles all wake-ups of one function before
/// anything else, so with a single function, timers and sockets would have to wait.
struct Wakes {
    first: Wake,
    second: Wake,
    second_is_next: AtomicBool,
}

impl Wakes {
    /// Wakes the JavaScript thread. Must not be called while another wake-up is pending.
    fn call(&self) {
        let second = self.second_is_next.fetch_not(Ordering::Relaxed);
        let wake = if second { &self.second } else { &self.first };
        wake.call((), ThreadsafeFunctionCallMode::NonBlocking);
    }
}

/// The queue as JavaScript holds it.
#[napi]
pub struct CompletionQueue {
    state: Arc<Mutex<State>>,
    /// `None` once the queue has been freed.
    wakes: Option<Arc<Wakes>>,
}

#[napi]
impl CompletionQueue {
    /// `receive` is called with each batch.
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
        Ok(Self { state, wakes: Some(wakes) })
    }

    /// Frees the functions that wake the JavaScript thread. No call may be pending or be started afterwards.
    #[napi(catch_unwind)]
    pub fn free(&mut self) {
        self.wakes = None;
    }

    /// Starts call `id`, which completes with an empty text after this time.
    #[napi(catch_unwind)]
    pub fn start_timer(&self, id: u32, milliseconds: u32) -> Result<()> {
        let worker = Worker::least_busy().map_err(|error| napi::Error::from_reason(error.to_string()))?;
        self.start(id, Arc::default(), |guard, canceled| {
            worker.spawn(canceled, move || async move {
                tokio::time::sleep(Duration::from_millis(milliseconds.into())).await;
                guard.set(Completion::Text(String::new(), String::new()));
            });
        });
        Ok(())
    }

    /// Sets whether the queue keeps the event loop alive, which it must while calls are pending.
    #[napi(catch_unwind)]
    pub fn hold(&self, env: Env, pending: bool) -> Result<()> {
        let Some(wakes) = &self.wakes else { return Ok(()) };
        let wake = &wakes.first;
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

    /// Cancels a call: its request is dropped at once, and it never completes. `changes` says whether the call may change
    /// something at the exchange. Returns what is known about the call.
    #[napi(catch_unwind)]
    pub fn cancel(&self, id: u32, changes: bool) -> Canceled {
        let running = lock(&self.state).running.remove(&id);
        let progress = running.map(|Running { progress, .. }| progress);
        Canceled {
            status: progress.as_deref().and_then(Progress::status).map(u32::from),
            outcome: outcome::of_canceled(changes, progress.as_deref()).map(Outcome::name),
            attempts: progress.as_deref().map(Progress::attempts),
        }
    }
}

impl CompletionQueue {
    /// Starts call `id`. `spawn` runs it until the receiver says that it is canceled, and gives its result to the guard.
    pub(super) fn start(
        &self,
        id: u32,
        progress: Arc<Progress>,
        spawn: impl FnOnce(CompletionGuard, oneshot::Receiver<()>),
    ) {
        let guard = CompletionGuard { id, state: Arc::clone(&self.state), completion: None };
        let (cancel, canceled) = oneshot::channel();
        lock(&self.state).running.insert(id, Running { progress, _cancel: cancel });
        spawn(guard, canceled);
    }

    /// Reports each retry of call `id` to the JavaScript thread.
    pub(super) fn on_retry(&self, id: u32) -> OnRetry {
        let state = Arc::clone(&self.state);
        Box::new(move |retry| {
            let state = lock(&state);
            // A call that was canceled is no longer there.
            if state.running.contains_key(&id) {
                push(state, id, Completion::Retried(retry_json(retry)));
            }
        })
    }

    /// Completes call `id`, which could not be started.
    pub(super) fn refuse(&self, id: u32, failure: Box<Failure>) {
        push(lock(&self.state), id, Completion::new(Err(failure)));
    }
}

/// Aborts all requests when a worker thread ends or the process exits.
impl Drop for CompletionQueue {
    fn drop(&mut self) {
        lock(&self.state).running.clear();
    }
}

/// Adds the completion of a call to the batch on drop, so that a call completes even if it panicked.
pub(super) struct CompletionGuard {
    id: u32,
    state: Arc<Mutex<State>>,
    completion: Option<Completion>,
}

impl CompletionGuard {
    pub(super) fn complete(self, result: CallResult) {
        self.set(Completion::new(result));
    }

    fn set(mut self, completion: Completion) {
        self.completion = Some(completion);
    }
}

impl Drop for CompletionGuard {
    fn drop(&mut self) {
        let mut state = lock(&self.state);
        // A canceled call is no longer there, and must not complete.
        let Some(Running { progress, .. }) = state.running.remove(&self.id) else { return };
        let completion = self.completion.take().unwrap_or_else(|| Completion::new(Err(panicked(&progress))));
        push(state, self.id, completion);
    }
}

/// Adds a completion to the batch, and wakes the JavaScript thread unless a wake-up is pending.
fn push(mut state: MutexGuard<'_, State>, id: u32, completion: Completion) {
    state.completions.push((id, completion));
    if std::mem::replace(&mut state.woken, true) {
        return;
    }
    let wakes = state.wakes.upgrade();
    drop(state);
    if let Some(wakes) = wakes {
        wakes.call();
    }
}

/// Takes the batch, on the JavaScript thread. If more calls are running, the next wake-up is requested right away. Node
/// handles it in the next turn of the event loop, and calls that end until then need no wake-up of their own.
fn take(state: &Mutex<State>) -> Batch {
    let mut state = lock(state);
    let completions = std::mem::take(&mut state.completions);
    // Read after the completions were taken, so that it has all texts to which they refer.
    let known = KnownTexts::shared().since(state.known);
    state.known += known.len();
    state.woken = !state.running.is_empty() && !completions.is_empty();
    let wakes = state.woken.then(|| state.wakes.upgrade()).flatten();
    drop(state);
    if let Some(wakes) = wakes {
        wakes.call();
    }
    Batch { known, completions }
}

fn panicked(progress: &Progress) -> Box<Failure> {
    let error = Error::Internal("a call ended without a result".to_owned());
    let outcome = outcome::of_panicked(progress);
    Box::new(Failure { outcome, ..Failure::before_request(error, 0) })
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
