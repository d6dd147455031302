//! The way out: results of all calls of one environment (the main thread or a worker) go through one
//! queue. A wake-up of the JavaScript thread takes everything that has arrived by then.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use napi::bindgen_prelude::{Env, FnArgs, Function, ToNapiValue};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Result, Status};
use napi_derive::napi;
use tokio::task::AbortHandle;

use super::failure;
use crate::client::{Failure, Reply};
use crate::error::Error;

/// What became of a call.
pub(super) type Settled = std::result::Result<Reply, Box<Failure>>;

type Wake = ThreadsafeFunction<(), (), FnArgs<(Arrived,)>, Status, false>;

#[derive(Default)]
struct State {
    arrived: Arrived,
    /// The JavaScript thread was woken and has not come yet.
    woken: bool,
    running: HashMap<u32, AbortHandle>,
}

/// One environment's end of the queue.
#[napi]
pub struct Bridge {
    state: Arc<Mutex<State>>,
    wake: Arc<Wake>,
}

#[napi]
impl Bridge {
    /// `receive` gets a flat array of `id, succeeded, text, meta` for every call that has ended.
    #[napi(constructor, catch_unwind)]
    pub fn new(receive: Function<'_, FnArgs<(Arrived,)>, ()>) -> Result<Self> {
        let state = Arc::new(Mutex::new(State::default()));
        let queue = Arc::clone(&state);
        let wake = receive.build_threadsafe_function::<()>().build_callback(move |_| {
            let mut state = lock(&queue);
            state.woken = false;
            Ok(FnArgs::from((std::mem::take(&mut state.arrived),)))
        })?;
        Ok(Self { state, wake: Arc::new(wake) })
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

    /// Ends a call: its request is given up at once, and nothing arrives for it any more.
    #[napi(catch_unwind)]
    pub fn cancel(&self, id: u32) {
        if let Some(task) = lock(&self.state).running.remove(&id) {
            task.abort();
        }
    }
}

impl Bridge {
    /// Starts call `id`: `spawn` gets the ticket that takes its result.
    pub(super) fn start(&self, id: u32, spawn: impl FnOnce(Ticket) -> AbortHandle) {
        let ticket = Ticket { id, state: Arc::clone(&self.state), wake: Arc::clone(&self.wake), settled: None };
        // Locked until the call is noted, so that its end, which takes the note away, comes after.
        let mut state = lock(&self.state);
        let task = spawn(ticket);
        state.running.insert(id, task);
    }
}

/// A worker that ends, or a script that exits, leaves no request behind.
impl Drop for Bridge {
    fn drop(&mut self) {
        for (_, task) in lock(&self.state).running.drain() {
            task.abort();
        }
    }
}

/// Delivers one result when it is dropped, also when the call ends in a panic.
pub(super) struct Ticket {
    id: u32,
    state: Arc<Mutex<State>>,
    wake: Arc<Wake>,
    settled: Option<Settled>,
}

impl Ticket {
    pub(super) fn settle(mut self, settled: Settled) {
        self.settled = Some(settled);
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let settled = self.settled.take().unwrap_or_else(|| Err(panicked()));
        let mut state = lock(&self.state);
        state.running.remove(&self.id);
        state.arrived.0.push((self.id, settled));
        if !std::mem::replace(&mut state.woken, true) {
            drop(state);
            self.wake.call((), ThreadsafeFunctionCallMode::NonBlocking);
        }
    }
}

fn panicked() -> Box<Failure> {
    let error = Error::Internal("a call ended without a result".to_owned());
    Box::new(Failure { error, method: String::new(), url: String::new(), timeout_ms: 0, attempts: 0, outcome: None })
}

/// Results on their way, in the order in which they came.
#[derive(Default)]
pub struct Arrived(Vec<(u32, Settled)>);

impl ToNapiValue for Arrived {
    #[allow(unsafe_code, reason = "the trait asks for it; every conversion is napi's own")]
    unsafe fn to_napi_value(raw: napi::sys::napi_env, arrived: Self) -> Result<napi::sys::napi_value> {
        let env = Env::from_raw(raw);
        let mut array = env.create_array(u32::try_from(arrived.0.len() * 4).unwrap_or(u32::MAX))?;
        for ((id, settled), place) in arrived.0.into_iter().zip((0..).step_by(4)) {
            array.set(place, id)?;
            array.set(place + 1, settled.is_ok())?;
            match settled {
                Ok(reply) => {
                    array.set(place + 2, reply.text)?;
                    array.set(place + 3, failure::head(&reply.head).to_string())?;
                }
                Err(failure) => array.set(place + 2, failure::describe(&failure).to_string())?,
            }
        }
        // SAFETY: the array was made in this very environment.
        unsafe { ToNapiValue::to_napi_value(raw, array) }
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
